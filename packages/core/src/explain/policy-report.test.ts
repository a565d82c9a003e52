import { expect, test } from 'vitest';
import { customerGateway, hybrid, propagated, vpn } from '../aws/hybrid.fixture.ts';
import { group, networkInterface, subnet, table, vpc } from '../aws/network.fixture.ts';
import { networkOf } from './ask.fixture.ts';
import { checkPolicies } from './policy-report.ts';

/** So many interfaces of one open group in one subnet. */
function crowd(count: number) {
  return networkOf([
    vpc('vpc-a', '10.0.0.0/16'),
    subnet('subnet-a', 'vpc-a', '10.0.0.0/24'),
    table('rtb-a', 'vpc-a', ['main'], { '10.0.0.0/16': 'local' }),
    group('sg-all', 'vpc-a'),
    ...Array.from({ length: count }, (_, at) =>
      networkInterface(`eni-${at}`, 'subnet-a', `10.0.0.${at + 4}`, { groups: ['sg-all'] }),
    ),
  ]);
}
const apart = { name: 'apart', from: '*', to: '*', expect: 'blocked' } as const;
const idsOf = (count: number) => checkPolicies(crowd(count), [apart]).findings.map(({ id }) => id);

test('a new violation has an id that no baseline had, however many there are', () => {
  const [before, after] = [new Set(idsOf(102)), idsOf(103)];
  expect(before.size).toBe(10_001);
  // Some are told one by one, the rest together.
  expect(after.filter((id) => !before.has(id)).length).toBeGreaterThan(1);
  expect(after.at(-1)).toMatch(/^apart and more [\da-f]{16}$/);
  expect(before.has(after.at(-1) ?? '')).toBe(false);
  expect(idsOf(102)).toEqual([...before]);
});

test.each(['cgw-office', '192.168.0.0/16'])(
  'a violation of %s, a place outside, is called the same whatever else is in use',
  (from) => {
    const office = [customerGateway('cgw-office'), vpn('office', ['192.168.0.0/16'])];
    const told = (...more: Parameters<typeof hybrid>[0]) => {
      const network = networkOf(hybrid([...office, ...more], [propagated('192.168.0.0/16')]));
      const policies = [{ name: 'closed', from, to: 'i-db', services: ['tcp/443'], expect: 'blocked' }] as const;
      return checkPolicies(network, policies).findings.map(({ id, message }) => [id, message]);
    };
    const name = from.startsWith('cgw') ? 'cgw-office/192.168.0.0/16' : from;
    expect(told()).toEqual([[`closed ${name} > i-db`, `${name} can reach i-db on tcp/443`]]);
    expect(told(vpc('vpc-far', '10.77.0.0/16'), subnet('subnet-far', 'vpc-far', '10.77.1.0/24'))).toEqual(told());
  },
);

test('a violation of a policy about some ways alone says which', () => {
  const policy = { name: 'by', from: 'eni-0', to: 'eni-1', services: ['tcp/443'], expect: 'reachable' } as const;
  const told = (more: object) => checkPolicies(crowd(2), [{ ...policy, ...more }]).findings.map((one) => one.message);
  expect(told({ through: ['subnet-a'] })).toEqual([]);
  expect(told({ through: ['rtb-a'] })).toEqual(['eni-0 cannot reach eni-1 on tcp/443, through rtb-a']);
});
