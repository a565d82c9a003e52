import { expect, it } from 'vitest';
import { base, edit, networkInterface } from '../aws/network.fixture.ts';
import { findPath } from '../queries/path.ts';
import { parseQuestion } from '../queries/question.ts';
import { networkOf } from './ask.fixture.ts';
import { otherWays } from './other-ways.ts';

const addresses = [6, 5, 7].map((n) => ({
  PrivateIp: `10.0.0.${n}`,
  PublicIp: `203.0.113.${n}`,
  NetworkInterfaceId: `eni-nat${n === 5 ? '' : n}`,
}));
const three = [
  ...edit(base(), 'nat-a', { NatGatewayAddresses: addresses }),
  ...[6, 7].map((n) =>
    networkInterface(`eni-nat${n}`, 'subnet-pub', `10.0.0.${n}`, { more: { InterfaceType: 'nat_gateway' } }),
  ),
];

it.each([
  [0, 0],
  [1, 1],
  [5, 2],
])('at most %i other ways: %i of the two', (most, count) => {
  const network = networkOf(three);
  const question = parseQuestion(network, { from: 'i-app2', to: '8.8.8.8', port: 443 });
  const [part] = findPath(network, question).parts;
  if (!part) throw new Error('no part');
  const ways = otherWays(network, question, part, most);
  expect([part.ways, ways.length]).toEqual([3, count]);
  for (const way of ways) expect(way.verdict).toBe('reachable');
});
