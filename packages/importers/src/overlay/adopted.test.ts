import { expect, test } from 'vitest';
import { ANSWERS } from './samples/dump.fixture.ts';
import { plannedOver } from './samples/plan.fixture.ts';

const VPC = { vpc_id: 'vpc-1' };

test('of a default group that a plan adopts every rule goes that it does not say', () => {
  const adopted = plannedOver(ANSWERS, [], [['aws_default_security_group.x', VPC, { id: true, ingress: true }]]);
  const [own, ...others] = adopted.records.securityGroup.filter(({ groupName }) => groupName === 'default');
  expect(others).toEqual([]);
  expect([own?.groupId, own?.ipPermissions, own?.ipPermissionsEgress]).toEqual(['sg-0', [], []]);
  const everything = { from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'] };
  const kept = plannedOver(ANSWERS, [], [['aws_default_security_group.x', { ...VPC, egress: [everything] }]]);
  const group = kept.records.securityGroup.find(({ groupId }) => groupId === 'sg-0');
  expect([group?.ipPermissions.length, group?.ipPermissionsEgress.length]).toEqual([0, 1]);
});

test('so do the entries of a default ACL and the routes of a default table', () => {
  const egress = [{ rule_no: 5, action: 'allow', protocol: '-1', cidr_block: '10.0.0.0/8', from_port: 0, to_port: 0 }];
  const { records } = plannedOver(
    ANSWERS,
    [],
    [
      ['aws_default_network_acl.x', { default_network_acl_id: 'acl-1', ingress: [], egress }, { id: true }],
      ['aws_default_route_table.x', { default_route_table_id: 'rtb-1', route: [] }, { id: true }],
    ],
  );
  const acl = records.networkAcl.find(({ networkAclId }) => networkAclId === 'acl-1');
  expect(acl?.entries.map((one) => one?.ruleNumber)).toEqual([5]);
  expect(acl?.associations).toHaveLength(2);
  const table = records.routeTable.find(({ routeTableId }) => routeTableId === 'rtb-1');
  expect(table?.routes.map((one) => one?.destinationCidrBlock)).toEqual(['10.0.0.0/16', '10.9.0.0/16']);
  expect(table?.associations[0]?.main).toBe(true);
});
