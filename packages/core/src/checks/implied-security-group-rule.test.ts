import { expect, test } from 'vitest';
import { group, permission, type Raw, raw, vpc } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { impliedSecurityGroupRule } from './implied-security-group-rule.ts';

const from = (CidrIp: string) => ({ IpRanges: [{ CidrIp }] });
const list = (PrefixListId: string) => ({ PrefixListIds: [{ PrefixListId }] });
const of = (GroupId: string) => ({ UserIdGroupPairs: [{ GroupId }] });
const ids = (rules: readonly object[], more: readonly Raw[] = []) =>
  checked(impliedSecurityGroupRule, [
    vpc('vpc-a', '10.0.0.0/16'),
    group('sg-a', 'vpc-a', { IpPermissions: rules, IpPermissionsEgress: [] }),
    ...more,
  ]).ids;

test('a rule inside another is implied, by address and port', () => {
  expect(ids([permission('tcp', 0, 1000, from('10.0.0.0/8')), permission('tcp', 22, 22, from('10.1.0.0/16'))])).toEqual(
    ['sg-a ingress tcp/22 from 10.1.0.0/16'],
  );
});

test('several rules together imply one', () => {
  const rules = [
    permission('tcp', 80, 85, from('10.0.0.0/24')),
    permission('tcp', 83, 90, from('10.0.0.0/24')),
    permission('tcp', 81, 88, from('10.0.0.0/24')),
  ];
  expect(ids(rules)).toEqual(['sg-a ingress tcp/81-88 from 10.0.0.0/24']);
  const halves = [permission('tcp', 80, 80, from('10.0.0.0/9')), permission('tcp', 80, 80, from('10.128.0.0/9'))];
  expect(ids([...halves, permission('tcp', 80, 80, from('10.0.0.0/8'))])).toHaveLength(2);
});

test('what is only partly covered is not implied', () => {
  expect(ids([permission('tcp', 80, 80, from('10.0.0.0/9')), permission('tcp', 80, 81, from('10.0.0.0/10'))])).toEqual(
    [],
  );
  expect(ids([permission('udp', 80, 80, from('0.0.0.0/0')), permission('tcp', 80, 80, from('10.0.0.0/10'))])).toEqual(
    [],
  );
});

test('a group is implied by all addresses of both families, not of one', () => {
  const named = permission('tcp', 80, 80, of('sg-b'));
  expect(ids([permission('tcp', 80, 80, from('0.0.0.0/0')), named])).toEqual([]);
  const everybody = { ...from('0.0.0.0/0'), Ipv6Ranges: [{ CidrIpv6: '::/0' }] };
  expect(ids([permission('tcp', 80, 80, everybody), named])).toEqual(['sg-a ingress tcp/80 from sg-b']);
});

test('the same group with fewer ports is implied, a stale reference implies nothing', () => {
  expect(ids([permission('tcp', 80, 90, of('sg-b')), permission('tcp', 80, 80, of('sg-b'))])).toEqual([
    'sg-a ingress tcp/80 from sg-b',
  ]);
  const stale = { UserIdGroupPairs: [{ GroupId: 'sg-b', PeeringStatus: 'deleted' }] };
  expect(ids([permission('tcp', 80, 90, stale), permission('tcp', 80, 80, of('sg-b'))])).toEqual([]);
});

test('a list is known by its entries, an unread one covers and is covered by itself', () => {
  const entries = raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.1.0.0/16' }] });
  const rules = [permission('tcp', 80, 80, list('pl-1')), permission('tcp', 80, 90, from('10.0.0.0/8'))];
  expect(ids(rules, [entries])).toEqual(['sg-a ingress tcp/80 from pl-1']);
  expect(ids(rules)).toEqual([]);
  expect(ids([permission('tcp', 80, 80, list('pl-1')), permission('tcp', 80, 90, list('pl-1'))])).toHaveLength(1);
});
