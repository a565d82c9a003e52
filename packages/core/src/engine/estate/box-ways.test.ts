import { expect, it } from 'vitest';
import {
  base,
  edit,
  entry,
  host,
  LOCAL,
  permission,
  type Raw,
  subnet,
  table,
  without,
} from '../../aws/network.fixture.ts';
import { networkOf } from '../../explain/ask.fixture.ts';
import { findPath } from '../../queries/path.ts';
import { parseQuestion } from '../../queries/question.ts';

/** Every verdict with its services, pairs and targets: asked in bulk, and pair by pair. */
function told(resources: readonly Raw[]) {
  const network = networkOf(resources, { absent: ['prefixListEntries'] });
  const question = parseQuestion(network, { from: '*', to: '*', addresses: 'all' });
  const shown = (mostByPair: number) => {
    const { parts } = findPath(network, question, mostByPair);
    const all = parts.map(({ verdict, services, senders, targets }) =>
      [verdict, services, ...senders.map(({ end }) => end).sort(), ...targets.map(({ to }) => to).sort()].join(' '),
    );
    return all.sort();
  };
  return { inBulk: shown(0), byPair: shown(Number.POSITIVE_INFINITY) };
}

const https = (...ranges: readonly string[]) => ({
  IpPermissions: [permission('tcp', 443, 443, { IpRanges: ranges.map((CidrIp) => ({ CidrIp })) })],
});
const address = (PrivateIp: string, PublicIp: string) => ({ PrivateIp, PublicIp, Status: 'succeeded' });

/** A second public subnet, whose host lets in on other ports than the first. */
const two = () => [
  ...edit(base(), 'sg-web', https('203.0.113.5/32', '10.0.2.0/24')),
  subnet('subnet-pub2', 'vpc-a', '10.0.3.0/24'),
  table('rtb-pub2', 'vpc-a', ['subnet-pub2'], { ...LOCAL, '0.0.0.0/0': 'igw-a' }),
  ...host('web2', 'subnet-pub2', '10.0.3.10', { publicIp: '203.0.113.20' }),
  ...host('web3', 'subnet-pub2', '10.0.3.11', { publicIp: '203.0.113.21', groups: ['sg-web'] }),
];

it.each<[string, readonly Raw[]]>([
  ['lets in the address of the gateway alone', two()],
  ['lets in senders of one subnet, whom the gateway hides', edit(two(), 'sg-web', https('10.0.1.0/24'))],
  [
    'stands behind a gateway of two addresses, of which it lets in one',
    edit(two(), 'nat-a', {
      NatGatewayAddresses: [address('10.0.0.5', '203.0.113.5'), address('10.0.0.6', '203.0.113.6')],
    }),
  ],
  [
    'may not be where the gateway’s packets go, as nobody read a list that its table routes by',
    [
      ...without(two(), 'rtb-pub'),
      table('rtb-pub', 'vpc-a', ['subnet-pub'], { ...LOCAL, '0.0.0.0/0': 'igw-a', 'pl-1': 'tgw-1' }),
    ],
  ],
  [
    'is asked by senders of a subnet whose ACL lets one of them out',
    edit(two(), 'acl-a', { Entries: [entry(100, true), entry(90, false, { CidrBlock: '203.0.113.20/32' })] }),
  ],
  [
    'is behind an ACL that lets one sender alone get to the gateway',
    edit(two(), 'acl-pub', {
      Entries: [
        entry(90, false, { CidrBlock: '10.0.1.11/32', RuleAction: 'deny' }),
        entry(100, false),
        entry(100, true),
      ],
    }),
  ],
])('in bulk as pair by pair, where a target behind a NAT gateway %s', (_, resources) => {
  const { inBulk, byPair } = told(resources);
  expect(inBulk).toEqual(byPair);
  expect(byPair.length).toBeGreaterThan(3);
});
