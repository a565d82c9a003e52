import { expect, test } from 'vitest';
import { base, edit, group, networkInterface, permission, type Raw, raw, table } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { danglingReference } from './dangling-reference.ts';

const rules = (...peers: readonly object[]): readonly Raw[] => [
  ...base(),
  group('sg-x', 'vpc-a', { IpPermissions: peers.map((peer, i) => permission('tcp', 80 + i, 80 + i, peer)) }),
];
const pair = (GroupId: string, more = {}) => ({ UserIdGroupPairs: [{ GroupId, ...more }] });

test('a rule that names a group or list that is gone is told once for each', () => {
  const peers = [pair('sg-gone'), pair('sg-gone'), { PrefixListIds: [{ PrefixListId: 'pl-gone' }] }, pair('sg-web')];
  expect(checked(danglingReference, rules(...peers)).findings).toMatchObject([
    { id: 'dangling-reference sg-x pl-gone' },
    {
      id: 'dangling-reference sg-x sg-gone',
      message: 'It names security group sg-gone, in 2 rules, which is not there.',
    },
  ]);
});

test('a group of an account that was not read is undecided', () => {
  const { ids, undecided } = checked(danglingReference, rules(pair('sg-far', { UserId: '999999999999' })));
  expect({ ids, undecided }).toEqual({ ids: [], undecided: ['securityGroup'] });
});

test('lists whose entries are known are there', () => {
  const list = { PrefixListIds: [{ PrefixListId: 'pl-1' }] };
  const entries = raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '192.0.2.0/24' }] });
  expect(checked(danglingReference, [...rules(list), entries], { absent: ['prefixList'] }).ids).toEqual([]);
});

test('a route to a target that is gone is told, unless it is a blackhole', () => {
  const routed = (target: string) => [...base(), table('rtb-x', 'vpc-a', [], { '192.0.2.0/24': target })];
  expect(checked(danglingReference, routed('nat-gone')).ids).toEqual(['rtb-x nat-gone']);
  expect(checked(danglingReference, routed('nat-a')).ids).toEqual([]);
  // A transit gateway may be another account's.
  expect(checked(danglingReference, routed('tgw-gone')).ids).toEqual([]);
  const Routes = [{ DestinationCidrBlock: '192.0.2.0/24', NatGatewayId: 'nat-gone', State: 'blackhole' }];
  expect(checked(danglingReference, edit(routed('nat-gone'), 'rtb-x', { Routes })).ids).toEqual([]);
});

test('an interface that carries a group that is gone is told', () => {
  const one = networkInterface('eni-x', 'subnet-a', '10.0.1.99', { groups: ['sg-gone', 'sg-web'] });
  expect(checked(danglingReference, [...base(), one]).ids).toEqual(['eni-x sg-gone']);
});

test('while groups were read in part, none is called gone', () => {
  const { ids, undecided } = checked(danglingReference, rules(pair('sg-gone')), { partial: ['securityGroup'] });
  expect(ids).toEqual([]);
  expect(undecided).toContain('securityGroup');
});
