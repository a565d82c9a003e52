import { expect, test } from 'vitest';
import { base, group, permission, raw } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { unusedSecurityGroup } from './unused-security-group.ts';

const spare = group('sg-spare', 'vpc-a');

test('a group that no interface lists is unused', () => {
  expect(checked(unusedSecurityGroup, [...base(), spare]).findings).toMatchObject([
    { component: 'sg-spare', message: expect.stringContaining('Looked at: network interface') },
  ]);
});

test('rules that name it do not use it, and are told', () => {
  const namer = group('sg-web', 'vpc-a', {
    IpPermissions: [permission('tcp', 80, 80, { UserIdGroupPairs: [{ GroupId: 'sg-spare' }] })],
  });
  const resources = [...base().filter(({ fields }) => fields.GroupId !== 'sg-web'), namer, spare];
  expect(checked(unusedSecurityGroup, resources).findings[0]?.message).toContain('rules of sg-web name it');
});

test.each([
  ['a default group', group('sg-spare', 'vpc-a', { GroupName: 'default' }), []],
  [
    'a group of a function without interfaces',
    spare,
    [raw('lambdaFunction', { FunctionArn: 'arn:f', VpcConfig: { SecurityGroupIds: ['sg-spare'] } })],
  ],
  [
    'a group of a balancer',
    spare,
    [raw('loadBalancer', { LoadBalancerArn: 'arn:lb', SecurityGroups: ['sg-spare'], Type: 'network' })],
  ],
])('%s is not unused', (_, one, more) => {
  expect(checked(unusedSecurityGroup, [...base(), one, ...more]).ids).toEqual([]);
});

test('while interfaces were not wholly read nothing is called unused', () => {
  const { ids, undecided } = checked(unusedSecurityGroup, [...base(), spare], { partial: ['networkInterface'] });
  expect({ ids, undecided }).toEqual({ ids: [], undecided: ['networkInterface'] });
});

test('a group that another account’s VPC is associated with may be used there', () => {
  const association = raw('securityGroupVpcAssociation', {
    GroupId: 'sg-spare',
    VpcId: 'vpc-z',
    VpcOwnerId: '999999999999',
    State: 'associated',
  });
  expect(checked(unusedSecurityGroup, [...base(), spare, association]).ids).toEqual([]);
});
