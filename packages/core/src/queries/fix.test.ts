import { describe, expect, it } from 'vitest';
import {
  acl,
  base,
  edit,
  entry,
  group,
  host,
  LOCAL,
  peered,
  permission,
  type Raw,
  REGION,
  raw,
  subnet,
  table,
  vpc,
  without,
} from '../aws/network.fixture.ts';
import { transit, transitRoute, transitRoutes } from '../aws/transit-gateway.fixture.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { findFix } from './fix.ts';
import type { QuestionText } from './question.ts';

function fixOf(resources: readonly Raw[], from: string, to: string, more: Partial<QuestionText> = {}) {
  return findFix(networkOf(resources), { from, to, protocol: 'tcp', port: 5432, ...more });
}

/** What would be done, in short, and what comes of it. */
function fix(resources: readonly Raw[], from: string, to: string, more: Partial<QuestionText> = {}) {
  const { edits, verdict, result } = fixOf(resources, from, to, more);
  return [`${result} ${verdict}`, ...edits.map(({ component, text }) => `${component}: ${text}`)];
}

const closed = (id: string, more: object = {}) => group(id, 'vpc-a', { IpPermissions: [], ...more });

it('what is reachable needs nothing', () => {
  expect(fix(base(), 'i-app', 'i-db')).toEqual(['open reachable']);
});

describe('a group', () => {
  const network = [...without(base(), 'sg-db'), closed('sg-db')];
  it('gets the rule that is lacking, for the address that it sees', () => {
    expect(fix(network, 'i-app', 'i-db')).toEqual([
      'found reachable',
      'sg-db: add an ingress rule: tcp/5432 from 10.0.1.10/32',
    ]);
  });
  it('is changed by a command that can be pasted', () => {
    expect(fixOf(network, 'i-app', 'i-db').edits[0]?.commands).toEqual([
      `aws ec2 authorize-security-group-ingress --group-id sg-db --ip-permissions '[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"IpRanges":[{"CidrIp":"10.0.1.10/32"}]}]' --region ${REGION}`,
    ]);
  });
  it('gets a rule for IPv6 where that is asked', () => {
    expect(fix(network, 'i-app', '2001:db8:a:2::10')[1]).toBe(
      'sg-db: add an ingress rule: tcp/5432 from 2001:db8:a:1::10/128',
    );
  });
  it.each<readonly [string, Partial<QuestionText>, object]>([
    ['ping', { protocol: 'icmp', port: undefined }, { IpProtocol: 'icmp', FromPort: 8, ToPort: 0 }],
    ['a protocol without ports', { protocol: 47, port: undefined }, { IpProtocol: '47' }],
    ['everything', { protocol: 'all', port: undefined }, { IpProtocol: '-1' }],
  ])('gets a rule for %s', (_, asked, rule) => {
    const { result, edits } = fixOf(network, 'i-app', '10.0.2.10', asked);
    expect(result).toBe('found');
    expect(edits[0]?.changes[0]?.value).toEqual({ ...rule, IpRanges: [{ CidrIp: '10.0.1.10/32' }] });
  });
  it('is the one that fewest interfaces carry', () => {
    const resources = [
      ...without(base(), 'eni-db', 'sg-db'),
      ...[closed('sg-shared'), closed('sg-z')],
      ...host('x', 'subnet-a', '10.0.1.99', { groups: ['sg-shared'] }),
      ...host('db', 'subnet-b', '10.0.2.10', { groups: ['sg-shared', 'sg-z'] }),
    ];
    expect(fix(resources, 'i-app', '10.0.2.10')[1]).toContain('sg-z: ');
  });
});

describe('a network ACL', () => {
  const withEntries = (...entries: readonly object[]) => [
    ...without(base(), 'acl-b'),
    acl('acl-b', 'vpc-a', 'subnet-b', [entry(100, false), ...entries]),
  ];
  const reply = 'allow tcp/1024-65535 to 10.0.1.10/32';
  it.each<readonly [string, readonly object[], string]>([
    ['the first entry', [], `add egress rule 10: ${reply}`],
    ['an entry after the others', [entry(100, true, { CidrBlock: '10.9.0.0/16' })], `add egress rule 110: ${reply}`],
    ['it before the entry that denies', [entry(100, true, { RuleAction: 'deny' })], `add egress rule 90: ${reply}`],
    [
      'the number that is left there',
      [entry(9, true, { CidrBlock: '10.9.0.0/16' }), entry(10, true, { RuleAction: 'deny' })],
      `add egress rule 8: ${reply}`,
    ],
    [
      'rid of the entry that denies, where no number is left',
      [entry(1, true, { RuleAction: 'deny' }), entry(2, true)],
      'remove egress rule 1',
    ],
  ])('gets %s', (_, entries, text) => {
    expect(fix(withEntries(...entries), 'i-app', 'i-db')).toEqual(['found reachable', `acl-b: ${text}`]);
  });
  it('is asked for the ports of the client that are asked', () => {
    expect(fix(withEntries(), 'i-app', 'i-db', { sourcePort: 'linux' })[1]).toContain('allow tcp/32768-60999');
  });
  it('stays as it is where only delivery is asked', () => {
    expect(fix(withEntries(), 'i-app', 'i-db', { oneWay: true })).toEqual(['open reachable']);
  });
});

describe('a route table', () => {
  const bare = [
    ...without(peered(), 'rtb-priv', 'rtb-b'),
    table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], LOCAL),
    table('rtb-b', 'vpc-b', ['main'], { '10.1.0.0/16': 'local' }),
  ];
  it('gets the routes that are lacking there and back', () => {
    expect(fix(bare, 'i-app', 'i-far')).toEqual([
      'found reachable',
      'rtb-priv: add the route 10.1.0.0/16 → pcx-ab',
      'rtb-b: add the route 10.0.0.0/16 → pcx-ab',
    ]);
  });
  it('gets them together with what the filters behind them lack', () => {
    const resources = [...without(bare, 'sg-far'), group('sg-far', 'vpc-b', { IpPermissions: [] })];
    expect(fix(resources, 'i-app', 'i-far')).toEqual([
      'found reachable',
      'rtb-priv: add the route 10.1.0.0/16 → pcx-ab',
      'rtb-b: add the route 10.0.0.0/16 → pcx-ab',
      'sg-far: add an ingress rule: tcp/5432 from 10.0.1.10/32',
    ]);
  });
  it('has its blackhole pointed elsewhere', () => {
    const routes = [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
      { DestinationCidrBlock: '10.1.0.0/16', VpcPeeringConnectionId: 'pcx-gone', State: 'blackhole' },
    ];
    const resources = edit(peered(), 'rtb-priv', { Routes: routes });
    expect(fix(resources, 'i-app', 'i-far')).toEqual([
      'found reachable',
      'rtb-priv: change the route 10.1.0.0/16 to pcx-ab',
    ]);
  });
  it('gets a default route to the NAT gateway', () => {
    expect(fix(bare, 'i-app', 'internet/8.8.8.8', { port: 443 })).toEqual([
      'found reachable',
      'rtb-priv: add the route 0.0.0.0/0 → nat-a',
    ]);
  });
});

describe('a transit gateway', () => {
  it('gets a route to the attachment that leads on', () => {
    const resources = [
      ...transit().filter(({ kind }) => kind !== 'transitGatewayRoutes' && kind !== 'transitGatewayPropagations'),
      raw('transitGatewayPropagations', { TransitGatewayRouteTableId: 'tgw-rtb-1' }),
      transitRoutes([transitRoute('10.1.0.0/16', ['a'])]),
    ];
    expect(fix(resources, 'i-a1', 'i-b1')).toEqual([
      'found reachable',
      'tgw-rtb-1: add the route 10.2.0.0/16 → tgw-attach-b',
    ]);
  });
});

describe('an option', () => {
  it('starts an instance that is stopped', () => {
    const resources = edit(base(), 'i-db', { State: { Name: 'stopped' } });
    expect(fix(resources, 'i-app', 'i-db')).toEqual(['found reachable', 'i-db: start it']);
  });
  it('gives a host a public address', () => {
    const resources = [
      ...without(base(), 'eni-web', 'i-web'),
      ...host('web', 'subnet-pub', '10.0.0.10', { groups: ['sg-web'] }),
    ];
    const free = raw('address', { AllocationId: 'eipalloc-1', PublicIp: '203.0.113.77' });
    expect(fix([...resources, free], 'i-web', 'internet/8.8.8.8')).toEqual([
      'found reachable',
      'eni-web: associate 203.0.113.77 with 10.0.0.10',
    ]);
    expect(fix(resources, 'i-web', 'internet/8.8.8.8')[1]).toContain('associate a new Elastic IP address');
  });
});

describe('what is not there', () => {
  const apart = [
    ...base(),
    vpc('vpc-b', '10.1.0.0/16'),
    subnet('subnet-c', 'vpc-b', '10.1.1.0/24'),
    table('rtb-b', 'vpc-b', ['main'], { '10.1.0.0/16': 'local' }),
    acl('acl-c', 'vpc-b', 'subnet-c'),
    ...host('far', 'subnet-c', '10.1.1.10', { more: { VpcId: 'vpc-b' } }),
  ];
  it('is a peering connection between two VPCs', () => {
    const { edits, result } = fixOf(apart, 'i-web', 'i-far');
    expect(result).toBe('found');
    expect(edits.map(({ price }) => price)).toEqual([10, 1, 1]);
    expect(edits[0]?.commands).toEqual([
      `aws ec2 create-vpc-peering-connection --vpc-id vpc-a --peer-vpc-id vpc-b --region ${REGION}`,
      `aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id pcx-new --region ${REGION}`,
    ]);
  });
  it('is an internet gateway, or one that is attached nowhere', () => {
    const free = raw('internetGateway', { InternetGatewayId: 'igw-free', Attachments: [] });
    expect(fix(apart, 'i-far', 'internet/8.8.8.8')[1]).toContain('vpc-b: create an internet gateway for it');
    expect(fix([...apart, free], 'i-far', 'internet/8.8.8.8')[1]).toBe('igw-free: attach it to vpc-b');
  });
  it('is no peering of VPCs that overlap', () => {
    const overlapping = [...without(apart, 'vpc-b'), vpc('vpc-b', '10.0.0.0/8')];
    expect(fix(overlapping, 'i-app', 'i-far')).toEqual(['none blocked']);
  });
});

it('what is unknown is not mended', () => {
  const { result, verdict } = findFix(networkOf(base(), { absent: ['networkAcl'] }), {
    from: 'i-app',
    to: 'i-db',
    protocol: 'tcp',
    port: 5432,
  });
  expect([result, verdict]).not.toContain('found');
});

it('several senders are mended one after another', () => {
  const resources = [
    ...without(base(), 'sg-db'),
    group('sg-db', 'vpc-a', {
      IpPermissions: [permission('tcp', 22, 22, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] })],
    }),
  ];
  expect(fix(resources, '10.0.1.10,10.0.1.11', '10.0.2.10')).toEqual([
    'found reachable',
    'sg-db: add an ingress rule: tcp/5432 from 10.0.1.10/32',
    'sg-db: add an ingress rule: tcp/5432 from 10.0.1.11/32',
  ]);
});

it('what one round opens does not move what a later one changes', () => {
  const Entries = [entry(1, true, { RuleAction: 'deny' }), entry(2, true), entry(1, false, { RuleAction: 'deny' })];
  const resources = edit(base(), 'acl-b', { Entries: [...Entries, entry(2, false)] });
  expect(fix(resources, 'i-app', '10.0.2.10')).toEqual([
    'found reachable',
    'acl-b: remove ingress rule 1',
    'acl-b: remove egress rule 1',
  ]);
});

it('new objects have ids of their own', () => {
  const far = [
    vpc('vpc-b', '10.1.0.0/16'),
    subnet('subnet-c', 'vpc-b', '10.1.1.0/24'),
    table('rtb-b', 'vpc-b', ['main'], { '10.1.0.0/16': 'local' }),
    acl('acl-c', 'vpc-b', 'subnet-c'),
    ...host('far', 'subnet-c', '10.1.1.10', { more: { VpcId: 'vpc-b' } }),
    raw('vpcPeeringConnection', { VpcPeeringConnectionId: 'pcx-new', Status: { Code: 'deleted' } }),
  ];
  expect(fix([...base(), ...far], 'i-web', 'i-far')[1]).toContain('(pcx-new-2 stands for');
});
