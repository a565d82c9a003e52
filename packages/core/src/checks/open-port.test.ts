import { expect, test } from 'vitest';
import { group, permission, type Raw, raw, vpc } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { openAdminPort } from './open-admin-port.ts';
import { openPort } from './open-port.ts';

const ANY = { IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const ANY6 = { Ipv6Ranges: [{ CidrIpv6: '::/0' }] };
const from = (CidrIp: string) => ({ IpRanges: [{ CidrIp }] });
const network = (rule: object, ...more: readonly Raw[]) => [
  vpc('vpc-a', '10.0.0.0/16'),
  group('sg-a', 'vpc-a', { IpPermissions: [rule] }),
  ...more,
];

test.each([
  ['ssh', permission('tcp', 22, 22, ANY), 'ingress tcp/22 from 0.0.0.0/0'],
  ['rdp over IPv6', permission('tcp', 3389, 3389, ANY6), 'ingress tcp/3389 from ::/0'],
  ['a range that holds a database', permission('tcp', 5000, 6000, ANY), 'ingress tcp/5000-6000 from 0.0.0.0/0'],
  ['everything', { IpProtocol: '-1', ...ANY }, 'ingress all traffic from 0.0.0.0/0'],
  ['half of the internet', permission('tcp', 22, 22, from('128.0.0.0/1')), 'ingress tcp/22 from 128.0.0.0/1'],
])('%s is an open administration port', (_, rule, words) => {
  expect(checked(openAdminPort, network(rule)).ids).toEqual([`sg-a ${words}`]);
  expect(checked(openPort, network(rule)).ids).toEqual([]);
});

test.each([
  ['web', permission('tcp', 443, 443, ANY)],
  ['ICMP', permission('icmp', -1, -1, ANY)],
  ['ssh of an office', permission('tcp', 22, 22, from('203.0.113.0/24'))],
  ['all private addresses', permission('tcp', 22, 22, from('10.0.0.0/8'))],
  ['a protocol that cannot be read', { IpProtocol: 'odd', ...ANY }],
])('%s is neither', (_, rule) => {
  expect([...checked(openAdminPort, network(rule)).ids, ...checked(openPort, network(rule)).ids]).toEqual([]);
});

test('another port is an open port', () => {
  const rule = permission('udp', 5353, 5353, ANY);
  expect(checked(openAdminPort, network(rule)).ids).toEqual([]);
  expect(checked(openPort, network(rule)).findings).toMatchObject([
    { id: 'open-port sg-a ingress udp/5353 from 0.0.0.0/0', severity: 'low' },
  ]);
});

test('a prefix list is for anybody if one of its entries is', () => {
  const rule = permission('tcp', 22, 22, { PrefixListIds: [{ PrefixListId: 'pl-1' }] });
  const list = (Cidr: string) => raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr }] });
  expect(checked(openAdminPort, network(rule, list('0.0.0.0/0'))).ids).toHaveLength(1);
  expect(checked(openAdminPort, network(rule, list('192.0.2.0/24'))).ids).toEqual([]);
});

test('a list that was not read may be for anybody: that is undecided', () => {
  const rule = permission('tcp', 22, 22, { PrefixListIds: [{ PrefixListId: 'pl-1' }] });
  for (const check of [openAdminPort, openPort]) {
    const { ids, undecided } = checked(check, network(rule));
    expect({ ids, undecided }).toEqual({ ids: [], undecided: ['prefixListEntries'] });
  }
});

test('the same rules from the call that lists rules have the same ids', () => {
  const rule = raw('securityGroupRule', {
    SecurityGroupRuleId: 'sgr-1',
    GroupId: 'sg-a',
    IsEgress: false,
    IpProtocol: 'tcp',
    FromPort: 22,
    ToPort: 22,
    CidrIpv4: '0.0.0.0/0',
  });
  const { findings } = checked(openAdminPort, network(permission('tcp', 22, 22, ANY), rule));
  expect(findings).toMatchObject([
    { id: 'open-admin-port sg-a ingress tcp/22 from 0.0.0.0/0', evidence: [{ rule: 'sgr-1' }] },
  ]);
});

test('without groups both are undecided', () => {
  for (const check of [openAdminPort, openPort])
    expect(checked(check, [], { absent: ['securityGroup'] }).undecided).toEqual(['securityGroup']);
});
