import { expect, test } from 'vitest';
import { BASE, codesOf, imported, verdicts } from '../cloudformation/templates.fixture.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
const group = (GroupId: string, ...IpPermissions: object[]) => ({
  GroupId,
  VpcId: 'vpc-1',
  IpPermissions,
  IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
});
const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/16' }] };
const eni = (name: string, last: number, groupId = 'sg-1') => ({
  NetworkInterfaceId: `eni-${name}`,
  VpcId: 'vpc-1',
  SubnetId: 'subnet-1',
  PrivateIpAddress: `10.0.0.${last}`,
  Groups: [{ GroupId: groupId }],
  Attachment: { InstanceId: `i-${name}`, Status: 'attached' },
});
const table = (...routes: object[]) => ({
  RouteTableId: 'rtb-1',
  VpcId: 'vpc-1',
  Associations: [{ Main: true }],
  Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }, ...routes],
});
const dump = {
  'vpcs.json': { ...place, Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] },
  'subnets.json': { ...place, Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' }] },
  'groups.json': { ...place, SecurityGroups: [group('sg-1', ssh), group('sg-other', ssh)] },
  'enis.json': { ...place, NetworkInterfaces: [eni('a', 10), eni('b', 11), eni('c', 12, 'sg-other')] },
  'instances.json': {
    ...place,
    Reservations: [
      { Instances: ['a', 'b', 'c'].map((name) => ({ InstanceId: `i-${name}`, State: { Name: 'running' } })) },
    ],
  },
  'tables.json': {
    ...place,
    RouteTables: [table({ DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-1', State: 'active' })],
  },
};
const resources = (rows: Readonly<Record<string, readonly [type: string, id: string]>>) => ({
  StackResources: Object.entries(rows).map(([LogicalResourceId, [ResourceType, PhysicalResourceId]]) => ({
    ...{ StackName: 'net', StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/net/1' },
    ...{ LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus: 'CREATE_COMPLETE' },
  })),
});
const ROWS = {
  Vpc: ['AWS::EC2::VPC', 'vpc-1'],
  Subnet: ['AWS::EC2::Subnet', 'subnet-1'],
  Group: ['AWS::EC2::SecurityGroup', 'sg-1'],
  A: ['AWS::EC2::Instance', 'i-a'],
  B: ['AWS::EC2::Instance', 'i-b'],
} as const;
const without = (name: string) =>
  BASE.split('\n')
    .filter((line) => !line.startsWith(`  ${name}:`))
    .join('\n');

test('an update takes away what the stack has and its template no longer', async () => {
  const all = await imported({ ...dump, 'resources.json': resources(ROWS), 'net.yaml': `Resources:${BASE}` });
  expect(all.snapshot.records.instance.map(({ instanceId }) => instanceId)).toEqual(['i-a', 'i-b', 'i-c']);
  const less = await imported({ ...dump, 'resources.json': resources(ROWS), 'net.yaml': `Resources:${without('B')}` });
  expect(less.snapshot.records.instance.map(({ instanceId }) => instanceId)).toEqual(['i-a', 'i-c']);
  expect(less.snapshot.records.networkInterface.map((one) => one.networkInterfaceId)).toEqual(['eni-a', 'eni-c']);
  expect(less.diagnostics.find(({ code }) => code === 'OVERLAY_REMOVED')?.message).toContain('B (i-b)');
});

test('what has another logical id now, or an undecided condition, stays', async () => {
  const renamed = await imported({
    ...dump,
    'resources.json': resources({ ...ROWS, Old: ['AWS::EC2::Instance', 'i-b'] }),
    'net.yaml': `Resources:${BASE}`,
  });
  expect(renamed.snapshot.records.instance).toHaveLength(3);
  const condition = 'Parameters: { P: { Type: String } }\nConditions: { C: !Equals [!Ref P, x] }\n';
  const perhaps = `${condition}Resources:${without('B')}  B: { Type: AWS::EC2::Instance, Condition: C, Properties: { SubnetId: !Ref Subnet } }\n`;
  const open = await imported({ ...dump, 'resources.json': resources(ROWS), 'net.yaml': perhaps });
  expect(open.snapshot.records.instance).toHaveLength(3);
  const not = await imported({ ...dump, 'resources.json': resources(ROWS), 'net.yaml': perhaps }, { P: 'y' });
  expect(not.snapshot.records.instance).toHaveLength(2);
});

test('a rule and a route of what is no template’s go by their ids, and what no answer has is named', async () => {
  const rules = {
    ...place,
    SecurityGroupRules: [
      {
        SecurityGroupRuleId: 'sgr-1',
        GroupId: 'sg-other',
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        CidrIpv4: '10.0.0.0/16',
      },
      { SecurityGroupRuleId: 'sgr-2', GroupId: 'sg-other', IsEgress: true, IpProtocol: '-1', CidrIpv4: '0.0.0.0/0' },
      {
        SecurityGroupRuleId: 'sgr-3',
        GroupId: 'sg-1',
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        CidrIpv4: '10.0.0.0/16',
      },
      { SecurityGroupRuleId: 'sgr-4', GroupId: 'sg-1', IsEgress: true, IpProtocol: '-1', CidrIpv4: '0.0.0.0/0' },
    ],
  };
  const rows = {
    ...ROWS,
    Rule: ['AWS::EC2::SecurityGroupIngress', 'sgr-1'],
    Route: ['AWS::EC2::Route', 'rtb-1|10.9.0.0/16'],
    Lost: ['AWS::EC2::EIP', '203.0.113.7'],
  } as const;
  const files = { ...dump, 'rules.json': rules, 'resources.json': resources(rows), 'net.yaml': `Resources:${BASE}` };
  const network = await imported(files);
  expect(verdicts(network, ['i-a', 'i-c:22'], ['i-a', 'i-b:22'])).toEqual(['blocked', 'reachable']);
  expect(network.snapshot.records.routeTable[0]?.routes.map((one) => one?.destinationCidrBlock)).toEqual([
    '10.0.0.0/16',
  ]);
  expect(codesOf(network)).toContain('OVERLAY_UNMATCHED');
});

test('a gateway that its template no longer attaches is attached to nothing', async () => {
  const gateways = {
    ...place,
    InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
  };
  const attached = async (template: string, rows: Parameters<typeof resources>[0]) => {
    const files = { ...dump, 'gateways.json': gateways, 'resources.json': resources({ ...ROWS, ...rows }) };
    const { snapshot, diagnostics } = await imported({ ...files, 'net.yaml': `Resources:${BASE}${template}` });
    expect(diagnostics.filter(({ code }) => code === 'OVERLAY_UNMATCHED')).toEqual([]);
    return snapshot.records.internetGateway.map(({ attachments }) => attachments.map((one) => one?.vpcId));
  };
  const gateway = '  Gateway: { Type: AWS::EC2::InternetGateway }\n';
  const attachment = `  Attached: { Type: AWS::EC2::VPCGatewayAttachment, Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway } }\n`;
  const rows = {
    Gateway: ['AWS::EC2::InternetGateway', 'igw-1'],
    Attached: ['AWS::EC2::VPCGatewayAttachment', 'IGW|vpc-1'],
  } as const;
  expect(await attached(gateway + attachment, rows)).toEqual([['vpc-1']]);
  expect(await attached(gateway, rows)).toEqual([[]]);
  // The gateway is another stack's.
  expect(await attached('', { Attached: rows.Attached })).toEqual([[]]);
});

test('a subnet whose ACL goes with the stack, or only its association, has the default one again', async () => {
  const acl = (NetworkAclId: string, IsDefault: boolean, ...Associations: object[]) => {
    return { NetworkAclId, VpcId: 'vpc-1', IsDefault, Associations, Entries: [] };
  };
  const own = { NetworkAclAssociationId: 'aclassoc-1', NetworkAclId: 'acl-1', SubnetId: 'subnet-1' };
  const acls = { ...place, NetworkAcls: [acl('acl-0', true), acl('acl-1', false, own)] };
  const associated = async (template: string) => {
    const rows = {
      ...ROWS,
      Acl: ['AWS::EC2::NetworkAcl', 'acl-1'],
      Guarded: ['AWS::EC2::SubnetNetworkAclAssociation', 'aclassoc-1'],
    } as const;
    const files = { ...dump, 'acls.json': acls, 'resources.json': resources(rows) };
    const { snapshot } = await imported({ ...files, 'net.yaml': `Resources:${BASE}${template}` });
    return snapshot.records.networkAcl.flatMap(({ networkAclId, associations }) =>
      associations.map((one) => `${networkAclId} ${one?.subnetId}`),
    );
  };
  const guard = '  Acl: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Vpc } }\n';
  const guarded = `  Guarded: { Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: { NetworkAclId: !Ref Acl, SubnetId: !Ref Subnet } }\n`;
  expect(await associated(guard + guarded)).toEqual(['acl-1 subnet-1']);
  expect(await associated(guard)).toEqual(['acl-0 subnet-1']);
  expect(await associated('')).toEqual(['acl-0 subnet-1']);
});
