import { expect, test } from 'vitest';
import {
  acl,
  base,
  entry,
  group,
  LOCAL,
  permission,
  type Raw,
  raw,
  subnet,
  table,
  without,
} from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { unmatchableSecurityGroupRule } from './unmatchable-security-group-rule.ts';

const NAMED = /^sg-app /;
const from = (CidrIp: string) => ({ IpRanges: [{ CidrIp }] });
const closed = [entry(100, false, { CidrBlock: '10.0.0.0/16' }), entry(100, true)];

/** `i-app` in `subnet-a`, which `i-app2` shares, with these rules. */
function rules(
  ingress: readonly object[],
  {
    entries,
    more = [],
    gone: others = [],
  }: { entries?: readonly object[]; more?: readonly Raw[]; gone?: readonly string[] } = {},
) {
  const gone = [
    'sg-app',
    ...others,
    ...(entries ? ['acl-a'] : []),
    ...more.map(({ fields }) => String(fields.RouteTableId ?? '')),
  ];
  const resources = [
    ...without(base(), ...gone),
    group('sg-app', 'vpc-a', { IpPermissions: ingress }),
    ...(entries ? [acl('acl-a', 'vpc-a', 'subnet-a', entries)] : []),
    ...more,
  ];
  return checked(unmatchableSecurityGroupRule, resources)
    .findings.filter(({ id }) => NAMED.test(id.replace('unmatchable-security-group-rule ', '')))
    .map(({ message }) => message);
}

test('a rule that the network ACL shuts out admits no conversation', () => {
  expect(rules([permission('tcp', 80, 80, from('192.0.2.0/24'))], { entries: closed })).toEqual([
    'ingress tcp/80 from 192.0.2.0/24: the network ACLs of all its subnets stop everything from there.',
  ]);
});

test.each([
  [
    'an ACL that lets one port of it through',
    [permission('tcp', 80, 90, from('192.0.2.0/24'))],
    [entry(1, false, { Protocol: '6', PortRange: { From: 90, To: 99 } })],
  ],
  ['addresses of which the ACL admits some', [permission('tcp', 80, 80, from('10.0.0.0/8'))], closed],
  [
    'addresses of the own subnet, which meet no ACL',
    [permission('tcp', 80, 80, from('10.0.1.0/28'))],
    [entry(1, true)],
  ],
])('%s may match', (_, ingress, entries) => {
  expect(rules(ingress, { entries })).toEqual([]);
});

test('a family that no subnet of the group has', () => {
  const everyone = permission('tcp', 80, 80, { Ipv6Ranges: [{ CidrIpv6: '::/0' }] });
  expect(rules([everyone])).toEqual([]);
  const more = [subnet('subnet-a', 'vpc-a', '10.0.1.0/24')];
  expect(rules([everyone], { gone: ['subnet-a'], more })).toEqual([
    'egress all traffic to ::/0: none of its subnets has IPv6 addresses.',
    'ingress tcp/80 from ::/0: none of its subnets has IPv6 addresses.',
  ]);
});

test('addresses that no route leads back to get no answer', () => {
  const more = [table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], LOCAL)];
  expect(rules([permission('tcp', 80, 80, from('192.0.2.0/24'))], { more })).toEqual([
    'ingress tcp/80 from 192.0.2.0/24: no route of its subnets leads an answer back there.',
  ]);
  expect(rules([permission('tcp', 80, 80, from('10.0.0.0/16'))], { more })).toEqual([]);
});

test('an unread list of a gateway endpoint is for addresses of AWS, which are public', () => {
  const gateway = raw('vpcEndpoint', { VpcEndpointId: 'vpce-s3', VpcEndpointType: 'Gateway', VpcId: 'vpc-a' });
  const routes = { ...LOCAL, 'pl-s3': 'vpce-s3' };
  const more = [table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], routes), gateway];
  expect(rules([permission('tcp', 80, 80, from('192.168.7.0/24'))], { more })).toHaveLength(1);
  expect(rules([permission('tcp', 80, 80, from('192.0.2.0/24'))], { more })).toEqual([]);
});

test('what forwards in the subnet may bring anything', () => {
  const node = raw('networkInterface', {
    NetworkInterfaceId: 'eni-lb',
    InterfaceType: 'network_load_balancer',
    SubnetId: 'subnet-a',
    VpcId: 'vpc-a',
    PrivateIpAddress: '10.0.1.77',
  });
  const ingress = [permission('tcp', 80, 80, from('192.0.2.0/24'))];
  expect(rules(ingress, { entries: closed, more: [node] })).toEqual([]);
});

test('a group that nothing carries, and a peering that is gone', () => {
  const spare = group('sg-spare', 'vpc-a');
  const pair = (GroupId: string, more = {}) => ({ UserIdGroupPairs: [{ GroupId, ...more }] });
  expect(rules([permission('tcp', 80, 80, pair('sg-spare'))], { more: [spare] })).toEqual([
    'ingress tcp/80 from sg-spare: nothing carries sg-spare.',
  ]);
  expect(rules([permission('tcp', 80, 80, pair('sg-web', { PeeringStatus: 'deleted' }))])).toEqual([
    'ingress tcp/80 from sg-web: the peering to that group is gone.',
  ]);
  expect(rules([permission('tcp', 80, 80, pair('sg-web'))])).toEqual([]);
});

test('of a group that nothing carries its own rules are not told one by one', () => {
  const self = { UserIdGroupPairs: [{ GroupId: 'sg-idle' }] };
  const idle = group('sg-idle', 'vpc-a', { IpPermissions: [permission('tcp', 80, 80, self)] });
  expect(checked(unmatchableSecurityGroupRule, [...base(), idle]).ids).toEqual([]);
});

test('an empty list, an unread list and impossible ports', () => {
  const list = permission('tcp', 80, 80, { PrefixListIds: [{ PrefixListId: 'pl-1' }] });
  expect(rules([list], { more: [raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [] })] })).toHaveLength(1);
  expect(rules([list])).toEqual([]);
  expect(rules([permission('tcp', 90, 80, from('10.0.0.0/8'))])).toEqual([
    expect.stringContaining('it admits no port at all'),
  ]);
});

test('while interfaces are not wholly known nothing is said of their subnets', () => {
  const resources = [...without(base(), 'sg-app', 'acl-a'), acl('acl-a', 'vpc-a', 'subnet-a', closed)];
  const one = group('sg-app', 'vpc-a', { IpPermissions: [permission('tcp', 80, 80, from('192.0.2.0/24'))] });
  const { ids, undecided } = checked(unmatchableSecurityGroupRule, [...resources, one], {
    partial: ['networkInterface'],
  });
  expect(ids).toEqual([]);
  expect(undecided).toContain('networkInterface');
});
