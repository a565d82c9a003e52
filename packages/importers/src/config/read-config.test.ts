import { expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';

const PLACE = { awsAccountId: '111122223333', awsRegion: 'eu-west-1', configurationItemStatus: 'OK' };
const GROUP = {
  ...PLACE,
  resourceType: 'AWS::EC2::SecurityGroup',
  resourceId: 'sg-1',
  configurationItemCaptureTime: '2026-01-01T00:00:00.000Z',
  tags: { Name: 'web' },
  configuration: {
    groupId: 'sg-1',
    ipPermissions: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipRanges: ['192.0.2.0/24'] }],
    ipPermissionsEgress: [{ ipProtocol: '-1', ipRanges: ['0.0.0.0/0'], ipv4Ranges: [{ cidrIp: '0.0.0.0/0' }] }],
  },
};

function imported(value: unknown) {
  return snapshotOf([{ file: 'config.json', value }]).snapshot;
}

test('rules are read whether their ranges are texts or objects, with tags that stand beside', () => {
  const [group] = imported({ configSnapshotId: 'x', configurationItems: [GROUP] }).records.securityGroup;
  expect(group?.ipPermissions.map((one) => one?.ipRanges.map((range) => range?.cidrIp))).toEqual([['192.0.2.0/24']]);
  expect(group?.ipPermissionsEgress.map((one) => one?.ipRanges.length)).toEqual([1]);
  expect(group).toMatchObject({ account: '111122223333', region: 'eu-west-1', tags: { Name: 'web' } });
  expect(group?.source).toEqual({ file: 'config.json', pointer: '/configurationItems/0/configuration' });
});

test.each([
  ['a history, whose configuration is a text', { configurationItems: [{ ...GROUP, configuration: text(GROUP) }] }],
  ['a batch', { baseConfigurationItems: [{ ...GROUP, configuration: text(GROUP) }], unprocessedResourceKeys: [] }],
  ['a query', { Results: [JSON.stringify(GROUP)], QueryInfo: { SelectFields: [{ Name: '*' }] } }],
  ['one item', GROUP],
  ['an event', { configurationItem: GROUP, notificationCreationTime: '2026-01-01T00:00:00.000Z' }],
])('%s tells the same group, and not that there are no others', (_, document) => {
  const { records, coverage } = imported(document);
  expect(records.securityGroup.map(({ groupId }) => groupId)).toEqual(['sg-1']);
  expect(coverage).toMatchObject([{ kind: 'securityGroup', state: 'partial' }]);
});

function text({ configuration }: { readonly configuration: object }): string {
  return JSON.stringify(configuration);
}

test('a snapshot holds all of the kinds that it holds', () => {
  const { coverage } = imported({ configSnapshotId: 'x', configurationItems: [GROUP] });
  expect(coverage).toMatchObject([{ kind: 'securityGroup', state: 'complete' }]);
});

test('of several captures the last counts, and what is deleted is gone', () => {
  const later = { ...GROUP, configurationItemCaptureTime: '2026-02-01T00:00:00.000Z' };
  const renamed = { ...later, configuration: { ...GROUP.configuration, groupName: 'later' } };
  expect(imported({ configurationItems: [renamed, GROUP] }).records.securityGroup[0]?.groupName).toBe('later');
  const gone = { ...later, configurationItemStatus: 'ResourceDeleted' };
  expect(imported({ configurationItems: [GROUP, gone] }).records.securityGroup).toEqual([]);
});

test('transit gateways are recorded in the words of CloudFormation', () => {
  const item = (type: string, configuration: object) => ({
    ...PLACE,
    resourceType: `AWS::EC2::${type}`,
    configuration,
  });
  const { records } = imported({
    configSnapshotId: 'x',
    configurationItems: [
      item('TransitGateway', { Id: 'tgw-1', DefaultRouteTableAssociation: 'disable' }),
      item('TransitGatewayAttachment', {
        Id: 'tgw-attach-1',
        TransitGatewayId: 'tgw-1',
        VpcId: 'vpc-1',
        SubnetIds: [],
      }),
      item('TransitGatewayRouteTable', { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1' }),
    ].map((one, i) => ({ ...one, resourceId: String(i) })),
  });
  expect(records.transitGateway[0]?.options?.defaultRouteTableAssociation).toBe('disable');
  expect(records.transitGatewayAttachment[0]).toMatchObject({ resourceType: 'vpc', resourceId: 'vpc-1' });
  expect(records.transitGatewayVpcAttachment[0]).toMatchObject({ transitGatewayAttachmentId: 'tgw-attach-1' });
  expect(records.transitGatewayRouteTable).toHaveLength(1);
});

test('firewalls, policies and rule groups are recorded as their descriptions, in lower case', () => {
  const arn = (of: string) => `arn:aws:network-firewall:eu-west-1:111122223333:${of}`;
  const item = (type: string, configuration: object, i: number) => ({
    ...{ ...PLACE, resourceId: String(i), resourceType: `AWS::NetworkFirewall::${type}` },
    configuration,
  });
  const flags = { tCPFlags: [{ flags: ['SYN'], masks: ['SYN', 'ACK'] }], protocols: [6] };
  const rule = { priority: 1, ruleDefinition: { actions: ['aws:pass'], matchAttributes: flags } };
  const group = (name: string, rulesSource: object) => ({
    ...{ ruleGroup: { rulesSource }, ruleGroupResponse: { ruleGroupArn: arn(name), type: 'STATELESS' } },
  });
  const firewall = { firewallArn: arn('firewall/f'), firewallPolicyArn: arn('policy'), vpcId: 'vpc-1' };
  const { records, coverage } = imported({
    configSnapshotId: 'x',
    configurationItems: [
      item('Firewall', { firewall }, 0),
      item('FirewallPolicy', { firewallPolicyResponse: { firewallPolicyArn: arn('policy') }, firewallPolicy: {} }, 1),
      item('RuleGroup', group('told', { statelessRulesAndCustomActions: { statelessRules: [rule] } }), 2),
      item('RuleGroup', group('untold', {}), 3),
    ],
  });
  expect(records.firewall).toMatchObject([{ firewallArn: arn('firewall/f'), firewall: { vpcId: 'vpc-1' } }]);
  expect(records.firewallPolicy).toMatchObject([{ firewallPolicyArn: arn('policy') }]);
  expect(records.firewallRuleGroup.map(({ ruleGroupArn }) => ruleGroupArn)).toEqual([arn('told')]);
  const [read] =
    records.firewallRuleGroup[0]?.ruleGroup?.rulesSource?.statelessRulesAndCustomActions?.statelessRules ?? [];
  expect(read?.ruleDefinition?.matchAttributes?.tCPFlags).toMatchObject([{ masks: ['SYN', 'ACK'] }]);
  expect(coverage.find(({ kind }) => kind === 'firewallRuleGroup')?.state).toBe('partial');
});

test('what is not read is named where it bears on networks', () => {
  const item = (resourceType: string) => ({ ...PLACE, resourceType, resourceId: resourceType, configuration: {} });
  const types = [
    'AWS::EC2::Volume',
    'AWS::S3::Bucket',
    'AWS::EC2::ClientVpnEndpoint',
    'AWS::ElasticLoadBalancingV2::TrustStore',
  ];
  const value = { configurationItems: types.map(item) };
  const told = snapshotOf([{ file: 'config.json', value }]).diagnostics.filter(
    ({ code }) => code === 'CONFIG_NOT_READ',
  );
  expect(told.map(({ message }) => message)).toEqual([
    'Not read from config.json: AWS::EC2::CLIENTVPNENDPOINT (1), AWS::ELASTICLOADBALANCINGV2::TRUSTSTORE (1).',
  ]);
});

test('words and names that are spelled otherwise are read', () => {
  const item = (type: string, configuration: object) => ({
    ...PLACE,
    resourceType: `AWS::${type}`,
    resourceId: type,
    configuration,
  });
  const { records } = imported({
    configurationItems: [
      item('EC2::NatGateway', { natGatewayId: 'nat-1', state: { value: 'failed' }, subnetId: 'subnet-1' }),
      item('EC2::VPCEndpointService', { serviceId: 'vpce-svc-1', availabilityZones: [{ value: 'eu-west-1a' }] }),
      item('RDS::DBCluster', {
        dbclusterIdentifier: 'books',
        dbsubnetGroup: 'private',
        dbclusterMembers: [{ dbinstanceIdentifier: 'books-1' }],
        endpoint: { value: 'books.example' },
      }),
    ],
  });
  expect(records.natGateway).toMatchObject([{ state: 'failed' }]);
  expect(records.vpcEndpointService).toMatchObject([{ availabilityZones: ['eu-west-1a'] }]);
  expect(records.dbCluster[0]?.dBClusterIdentifier).toBe('books');
});

test('items that are broken are left out', () => {
  const odd = [null, 1, 'x', {}, { ...GROUP, configuration: '{"a":' }, { ...GROUP, resourceType: 7 }];
  expect(imported({ configurationItems: odd }).records.securityGroup).toEqual([]);
});
