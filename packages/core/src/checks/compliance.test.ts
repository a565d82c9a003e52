import { expect, test } from 'vitest';
import { edit, raw, snapshotOf, subnet, vpc } from '../aws/network.fixture.ts';
import { transit } from '../aws/transit-gateway.fixture.ts';
import { compile } from '../engine/network.ts';
import { acceptsAllAttachments } from './accepts-all-attachments.ts';
import { checked } from './check.fixture.ts';
import { clientVpnOpenToAll } from './client-vpn-open-to-all.ts';
import { emptyStatelessRuleGroup } from './empty-stateless-rule-group.ts';
import { firewallPolicyPasses } from './firewall-policy-passes.ts';
import { applicable } from './lint.ts';
import { singleDirectConnect } from './single-direct-connect.ts';
import { vpcWithoutFlowLog } from './vpc-without-flow-log.ts';

const NETWORK = [
  vpc('vpc-a', '10.0.0.0/16'),
  subnet('subnet-1', 'vpc-a', '10.0.1.0/24'),
  subnet('subnet-2', 'vpc-a', '10.0.2.0/24'),
];
const log = (ResourceId: string, more: object = {}) =>
  raw('flowLog', { FlowLogId: `fl-${ResourceId}`, ResourceId, FlowLogStatus: 'ACTIVE', TrafficType: 'ALL', ...more });

test('a VPC needs a flow log of what is rejected, or each of its subnets does', () => {
  const told = (...logs: readonly ReturnType<typeof log>[]) => checked(vpcWithoutFlowLog, [...NETWORK, ...logs]).ids;
  expect(told()).toEqual(['vpc-a']);
  expect(told(log('vpc-a'))).toEqual([]);
  expect(told(log('vpc-a', { TrafficType: 'REJECT', DeliverLogsStatus: 'SUCCESS' }))).toEqual([]);
  expect(told(log('vpc-a', { TrafficType: 'ACCEPT' }))).toEqual(['vpc-a']);
  expect(told(log('vpc-a', { DeliverLogsStatus: 'FAILED' }))).toEqual(['vpc-a']);
  expect(told(log('subnet-1'))).toEqual(['vpc-a']);
  expect(told(log('subnet-1'), log('subnet-2'))).toEqual([]);
});

test('flow logs that were not read may be there', () => {
  expect(checked(vpcWithoutFlowLog, NETWORK, { absent: ['flowLog'] })).toMatchObject({
    ids: [],
    undecided: ['flowLog'],
  });
  expect(checked(vpcWithoutFlowLog, NETWORK, { partial: ['flowLog'] })).toMatchObject({
    ids: [],
    undecided: ['flowLog'],
  });
  const logged = [...NETWORK, log('subnet-1'), log('subnet-2')];
  expect(checked(vpcWithoutFlowLog, logged.slice(0, 2), { partial: ['subnet'] }).ids).toEqual(['vpc-a']);
  expect(checked(vpcWithoutFlowLog, [...logged.slice(0, 1), ...logged.slice(3)], { partial: ['subnet'] }).ids).toEqual(
    [],
  );
});

test('without the list, only who names the check asks for it', () => {
  const run = (absent: readonly 'flowLog'[]) =>
    applicable(compile(snapshotOf(NETWORK, { absent })), [vpcWithoutFlowLog, acceptsAllAttachments]);
  expect(run([])).toEqual([vpcWithoutFlowLog, acceptsAllAttachments]);
  expect(run(['flowLog'])).toEqual([acceptsAllAttachments]);
});

test('a transit gateway that accepts attachments is worse where it routes them', () => {
  const told = (Options: object) =>
    checked(acceptsAllAttachments, edit(transit(), 'tgw-1', { Options })).findings.map(({ severity }) => severity);
  const accepting = { AutoAcceptSharedAttachments: 'enable' };
  expect(told({})).toEqual([]);
  expect(told({ AutoAcceptSharedAttachments: 'disable' })).toEqual([]);
  expect(told({ ...accepting, DefaultRouteTableAssociation: 'disable' })).toEqual(['medium']);
  const both = { DefaultRouteTableAssociation: 'enable', DefaultRouteTablePropagation: 'enable' };
  expect(told({ ...accepting, ...both })).toEqual(['high']);
});

const POLICY = {
  StatelessDefaultActions: ['aws:forward_to_sfe'],
  StatelessFragmentDefaultActions: ['aws:drop'],
  StatefulRuleGroupReferences: [{ ResourceArn: 'arn:aws:network-firewall:eu-west-1:1:stateful-rulegroup/g' }],
};
const FIREWALL_POLICY = 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/p';

test('a firewall policy may let packets pass in three ways', () => {
  const told = (FirewallPolicy: object | undefined) => {
    const FirewallPolicyResponse = { FirewallPolicyArn: FIREWALL_POLICY };
    const { ids } = checked(firewallPolicyPasses, [raw('firewallPolicy', { FirewallPolicyResponse, FirewallPolicy })]);
    return ids.map((id) => id.split(' ')[1]);
  };
  expect(told(POLICY)).toEqual([]);
  expect(told({ ...POLICY, StatelessDefaultActions: ['aws:pass'] })).toEqual(['packets']);
  expect(told({ ...POLICY, StatelessFragmentDefaultActions: ['aws:pass', 'count'] })).toEqual(['fragments']);
  expect(told({ ...POLICY, StatefulRuleGroupReferences: [] })).toEqual(['rules']);
  const dropping = { StatefulRuleGroupReferences: [], StatefulDefaultActions: ['aws:drop_established'] };
  expect(told({ ...POLICY, ...dropping })).toEqual([]);
  expect(told(undefined)).toEqual([]);
});

test('a stateless rule group needs a rule', () => {
  const told = (RuleGroup: object | undefined) => {
    const RuleGroupResponse = { RuleGroupArn: 'arn:aws:network-firewall:eu-west-1:111122223333:stateless-rulegroup/g' };
    return checked(emptyStatelessRuleGroup, [raw('firewallRuleGroup', { RuleGroupResponse, RuleGroup })]).ids.length;
  };
  const rules = (...StatelessRules: readonly object[]) => ({
    RulesSource: { StatelessRulesAndCustomActions: { StatelessRules } },
  });
  expect(told(rules())).toBe(1);
  expect(told(rules({ Priority: 1, RuleDefinition: { Actions: ['aws:drop'] } }))).toBe(0);
  expect(told({ RulesSource: { RulesString: '' } })).toBe(0);
  expect(told(undefined)).toBe(0);
});

test('an authorization of all users is told by what it is for', () => {
  const rule = (DestinationCidr: string, more: object) =>
    raw('clientVpnAuthorizationRule', {
      ClientVpnEndpointId: 'cvpn-endpoint-1',
      DestinationCidr,
      Status: { Code: 'active' },
      ...more,
    });
  const { findings } = checked(clientVpnOpenToAll, [
    rule('10.0.0.0/16', { AccessAll: true }),
    rule('0.0.0.0/0', { AccessAll: true }),
    rule('10.1.0.0/16', { AccessAll: false, GroupId: 'S-1' }),
    rule('10.2.0.0/16', { AccessAll: true, Status: { Code: 'revoking' } }),
  ]);
  expect(findings.map(({ id, severity }) => `${id} ${severity}`)).toEqual([
    'client-vpn-open-to-all cvpn-endpoint-1 0.0.0.0/0 medium',
    'client-vpn-open-to-all cvpn-endpoint-1 10.0.0.0/16 low',
  ]);
});

test('a gateway needs two connections, in two locations', () => {
  const vif = (n: number, connectionId: string, more: object = {}) =>
    raw('virtualInterface', {
      virtualInterfaceId: `dxvif-${n}`,
      virtualInterfaceState: 'available',
      directConnectGatewayId: 'dxgw-1',
      connectionId,
      ...more,
    });
  const connection = (connectionId: string, location: string) =>
    raw('directConnectConnection', { connectionId, connectionState: 'available', location });
  const told = (...all: readonly ReturnType<typeof vif>[]) =>
    checked(singleDirectConnect, [
      connection('dxcon-1', 'A'),
      connection('dxcon-2', 'A'),
      connection('dxcon-3', 'B'),
      ...all,
    ]).findings.map(({ component, severity }) => `${component} ${severity}`);
  expect(told(vif(1, 'dxcon-1'))).toEqual(['dxgw-1 medium']);
  expect(told(vif(1, 'dxcon-1'), vif(2, 'dxcon-1'))).toEqual(['dxgw-1 medium']);
  expect(told(vif(1, 'dxcon-1'), vif(2, 'dxcon-2'))).toEqual(['dxgw-1 low']);
  expect(told(vif(1, 'dxcon-1'), vif(2, 'dxcon-3'))).toEqual([]);
  expect(told(vif(1, 'dxcon-1'), vif(2, 'dxcon-3', { virtualInterfaceState: 'deleted' }))).toEqual(['dxgw-1 medium']);
  expect(told(vif(1, 'dxcon-1'), vif(2, 'dxcon-9'))).toEqual([]);
  expect(told(vif(1, 'dxcon-1', { directConnectGatewayId: '', virtualGatewayId: '' }))).toEqual([]);
  const partial = checked(singleDirectConnect, [vif(1, 'dxcon-1')], { partial: ['virtualInterface'] });
  expect(partial).toMatchObject({ ids: [], undecided: ['virtualInterface'] });
});
