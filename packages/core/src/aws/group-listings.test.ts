import { expect, test } from 'vitest';
import { differencesOf } from './differences.ts';
import { permission, raw, snapshotOf } from './network.fixture.ts';

const ANYWHERE = { IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const group = (ingress: readonly object[]) =>
  raw('securityGroup', {
    GroupId: 'sg-1',
    VpcId: 'vpc-1',
    IpPermissions: ingress,
    IpPermissionsEgress: [{ IpProtocol: '-1', ...ANYWHERE }],
  });

test('a rule for all traffic is one rule, whichever call lists it', () => {
  const rule = raw('securityGroupRule', {
    ...{ SecurityGroupRuleId: 'sgr-1', GroupId: 'sg-1', IsEgress: true },
    ...{ IpProtocol: '-1', FromPort: -1, ToPort: -1, CidrIpv4: '0.0.0.0/0' },
  });
  const before = snapshotOf([group([]), rule]);
  // As a change leaves it: stated once, in the record of the group.
  const after = snapshotOf([group([permission('tcp', 443, 443, ANYWHERE)])]);
  expect(differencesOf(before, after).list.map(({ text }) => text)).toEqual([
    'ingress rule tcp/443 from 0.0.0.0/0 added',
  ]);
});
