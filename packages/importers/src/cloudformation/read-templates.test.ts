import { describe, expect, test } from 'vitest';
import { BASE, codesOf, imported, verdicts } from './templates.fixture.ts';

const SSH = ['A', 'B:22'] as const;
const WEB = ['A', 'B:80'] as const;

test('servers, groups and AWS’s own defaults are as a template makes them', async () => {
  const stack = await imported({ 'net.yaml': `Resources:${BASE}` });
  expect(verdicts(stack, SSH, WEB)).toEqual(['reachable', 'blocked']);
  const { vpc, routeTable, networkAcl, securityGroup } = stack.snapshot.records;
  expect(vpc[0]?.source).toMatchObject({ pointer: '/Resources/Vpc', line: 2 });
  expect([routeTable.length, networkAcl.length, securityGroup.length]).toEqual([1, 1, 2]);
  expect(stack.snapshot.aliases?.A).toEqual(['net.A']);
});

test('what no Region or parameter tells is unknown, and named', async () => {
  const asked = '{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !Ref Office, GroupId: !Ref Group }';
  const rule = `  Web: { Type: AWS::EC2::SecurityGroupIngress, Properties: ${asked} }`;
  const text = `Parameters: { Office: { Type: String } }\nResources:${BASE}${rule}`;
  const open = await imported({ 'net.yaml': text });
  expect(verdicts(open, SSH, WEB)).toEqual(['reachable', 'unknown']);
  expect(codesOf(open)).toContain('CLOUDFORMATION_PARAMETERS');
  const given = await imported({ 'net.yaml': text }, { Office: '10.0.0.0/8' });
  expect(verdicts(given, SSH, WEB)).toEqual(['reachable', 'reachable']);
  const file = [{ ParameterKey: 'Office', ParameterValue: '192.0.2.0/24' }];
  expect(verdicts(await imported({ 'net.yaml': text, 'net.parameters.json': file }), WEB)).toEqual(['blocked']);
});

describe('a rule behind a condition', () => {
  const rule = (condition: string) => `
Parameters: { Stage: { Type: String } }
Conditions: { Is: ${condition} }
Resources:${BASE}
  Web:
    Type: AWS::EC2::SecurityGroupIngress
    Condition: Is
    Properties: { GroupId: !Ref Group, IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8 }
`;
  test.each([
    ["!Equals [!Ref Stage, 'x']", {}, 'unknown'],
    ["!Equals [!Ref Stage, 'x']", { Stage: 'x' }, 'reachable'],
    ["!Equals [!Ref Stage, 'x']", { Stage: 'y' }, 'blocked'],
    ["!And [!Equals [a, b], !Equals [!Ref Stage, 'x']]", {}, 'blocked'],
    ["!Or [!Equals [a, a], !Equals [!Ref Stage, 'x']]", {}, 'reachable'],
    ["!Not [!Equals [!Ref Stage, 'x']]", { Stage: 'x' }, 'blocked'],
    ['!Equals [!Ref AWS::Region, eu-west-1]', {}, 'unknown'],
    ['!Equals [!Ref AWS::Region, eu-west-1]', { 'AWS::Region': 'eu-west-1' }, 'reachable'],
    ['!Condition Is', {}, 'unknown'],
  ] as const)('%s with %o', async (condition, parameters, expected) => {
    expect(verdicts(await imported({ 'net.yaml': rule(condition) }, parameters), SSH, WEB)).toEqual([
      'reachable',
      expected,
    ]);
  });
});

test('stacks that nest, export and import are one network', async () => {
  const parent = `
Resources:
  Network:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: !Sub 'https://\${Bucket}.s3.amazonaws.com/vpc.yaml', Parameters: { Range: 10.9.0.0/16 } }
  Gate: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !GetAtt Network.Outputs.Vpc } }
`;
  const vpc = `
Parameters: { Range: { Type: String, Default: 10.0.0.0/16 } }
Resources: { Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: !Ref Range } } }
Outputs: { Vpc: { Value: !Ref Vpc, Export: { Name: shared-vpc } } }
`;
  const app = `Resources: { S: { Type: AWS::EC2::Subnet, Properties: { VpcId: !ImportValue shared-vpc, CidrBlock: 10.9.1.0/24 } } }`;
  const whole = await imported({ 'parent.yaml': parent, 'vpc.yaml': vpc, 'app.yaml': app });
  expect(whole.snapshot.records.vpc).toMatchObject([{ vpcId: 'parent.Network.Vpc', cidrBlock: '10.9.0.0/16' }]);
  expect(whole.snapshot.records.subnet).toMatchObject([{ subnetId: 'app.S', vpcId: 'parent.Network.Vpc' }]);
  expect(whole.snapshot.records.routeTable.map(({ vpcId }) => vpcId)).toEqual([
    'parent.Network.Vpc',
    'parent.Network.Vpc',
  ]);
  const lost = await imported({ 'parent.yaml': parent });
  expect(codesOf(lost)).toEqual(expect.arrayContaining(['CLOUDFORMATION_NESTED_MISSING', 'CLOUDFORMATION_UNRESOLVED']));
});

test('a parameter that only one stack can mean is taken to be that stack', async () => {
  const vpc = `
Resources: { Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } } }
Outputs: { Vpc: { Value: !Ref Vpc, Export: { Name: !Sub '\${AWS::StackName}-Vpc' } } }
`;
  const app = `
Parameters: { Parent: { Type: String } }
Resources:
  S:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: { 'Fn::ImportValue': !Sub '\${Parent}-Vpc' }, CidrBlock: 10.0.1.0/24 }
`;
  const stack = await imported({ 'base.yaml': vpc, 'app.yaml': app });
  expect(stack.snapshot.records.subnet[0]?.vpcId).toBe('base.Vpc');
  expect(codesOf(stack)).toEqual(['CLOUDFORMATION_INFERRED']);
  // Two could be meant.
  const two = await imported({ 'base.yaml': vpc, 'other.yaml': vpc, 'app.yaml': app });
  expect(two.snapshot.records.subnet[0]?.vpcId).toBeUndefined();
});

test('real ids are those that a list of the stack’s resources tells', async () => {
  const row = (LogicalResourceId: string, type: string, PhysicalResourceId: string) => ({
    StackName: 'prod',
    StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/prod/1',
    ...{ LogicalResourceId, PhysicalResourceId, ResourceType: `AWS::EC2::${type}`, ResourceStatus: 'CREATE_COMPLETE' },
  });
  const StackResources = [
    row('Vpc', 'VPC', 'vpc-1'),
    row('Subnet', 'Subnet', 'subnet-1'),
    row('Group', 'SecurityGroup', 'sg-1'),
    row('A', 'Instance', 'i-1'),
    row('B', 'Instance', 'i-2'),
  ];
  const stack = await imported({ 'net.yaml': `Resources:${BASE}`, 'resources.json': { StackResources } });
  expect(stack.snapshot.records.vpc).toMatchObject([{ vpcId: 'vpc-1', account: '111122223333', region: 'eu-west-1' }]);
  expect(stack.snapshot.records.networkInterface[0]).toMatchObject({ groups: [{ groupId: 'sg-1' }], vpcId: 'vpc-1' });
  expect(stack.snapshot.aliases).toMatchObject({ A: ['i-1'], 'prod.A': ['i-1'] });
});

test('code of somebody may change what it names', async () => {
  const custom = (target: string) =>
    `  C: { Type: Custom::Odd, Properties: { ServiceToken: x, Target: !Ref ${target} } }`;
  const text = (target: string) => `Resources:${BASE}${custom(target)}`;
  expect(verdicts(await imported({ 'net.yaml': text('Group') }), SSH, WEB)).toEqual(['reachable', 'unknown']);
  expect(verdicts(await imported({ 'net.yaml': text('A') }), SSH, WEB)).toEqual(['reachable', 'blocked']);
});

test('resources that wait for one another are named in their order', async () => {
  const text = `Resources:
  One: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Two } }
  Two: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Sub '\${Three.Id}' } }
  Three: { Type: AWS::EC2::VPC, DependsOn: One }
`;
  const { diagnostics } = await imported({ 'net.yaml': text });
  const [cycle] = diagnostics.filter(({ code }) => code === 'CLOUDFORMATION_CYCLE');
  expect(cycle?.message).toContain('One → Two → Three → One');
  expect(cycle?.source).toMatchObject({ line: 2, pointer: '/Resources/One' });
});

test('a transform is noted, and what it would make is not there', async () => {
  const stack = await imported({ 'net.yaml': `Transform: AWS::Serverless-2016-10-31\nResources:${BASE}` });
  expect(codesOf(stack)).toContain('CLOUDFORMATION_TRANSFORM');
});

test('a Connect attachment is one of the transit gateway below it', async () => {
  const text = `
Resources:${BASE}
  Hub: { Type: AWS::EC2::TransitGateway }
  Below:
    Type: AWS::EC2::TransitGatewayVpcAttachment
    Properties: { TransitGatewayId: !Ref Hub, VpcId: !Ref Vpc, SubnetIds: [!Ref Subnet] }
  Above:
    Type: AWS::EC2::TransitGatewayConnect
    Properties: { TransportTransitGatewayAttachmentId: !Ref Below, Options: { Protocol: gre } }
`;
  const { records } = (await imported({ 'net.yaml': text })).snapshot;
  expect(records.transitGatewayConnect).toMatchObject([{ transitGatewayId: 'net.Hub' }]);
  const [table] = records.transitGatewayAssociations;
  const ids = table?.associations.map((one) => one?.transitGatewayAttachmentId);
  expect(ids).toEqual(['net.Below', 'net.Above']);
});

test('a listed stack that no template has is told', async () => {
  const listed = (LogicalResourceId: string) => ({
    StackResources: [{ StackName: 'live', LogicalResourceId, PhysicalResourceId: 'vpc-live' }],
  });
  const told = async (resources: object) => {
    const { diagnostics } = await imported({
      'net.yaml': 'Resources: { Vpc: { Type: AWS::EC2::VPC } }',
      'listed.json': resources,
    });
    return diagnostics.filter(({ code }) => code === 'CLOUDFORMATION_STACK_UNMATCHED').map(({ message }) => message);
  };
  expect(await told(listed('Vpc'))).toEqual([]);
  expect(await told(listed('Hub'))).toEqual(['No template here has the resources that are listed of live.']);
});

test('rules and targets by the address of a host that the template makes', async () => {
  const text = (range: string) => `Resources:${BASE}
  Bastion: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref Subnet } }
  Eip: { Type: AWS::EC2::EIP }
  Rule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref Group, IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: ${range} }
  Pool:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Port: 80, Protocol: TCP, Targets: [{ Id: !GetAtt Bastion.PrivateIp }] }
`;
  const entries = async (range: string) => {
    const { records } = (await imported({ 'net.yaml': text(range) })).snapshot;
    const host = records.networkInterface.find(({ networkInterfaceId = '' }) => /Bastion/.test(networkInterfaceId));
    expect(records.targetHealth[0]?.targetHealthDescriptions[0]?.target?.id).toBe(host?.privateIpAddress);
    const names = new Map([
      [`${host?.privateIpAddress}/32`, 'host'],
      [`${records.address[0]?.publicIp}/32`, 'address'],
    ]);
    return records.prefixListEntries.flatMap((one) => one.entries.map((entry) => names.get(entry?.cidr ?? '')));
  };
  expect(await entries(`!Sub '\${Bastion.PrivateIp}/32'`)).toEqual(['host']);
  expect(await entries("!Join ['', [!GetAtt Bastion.PrivateIp, /32]]")).toEqual(['host']);
  expect(await entries("!Join ['/', [!GetAtt Bastion.PrivateIp, 32]]")).toEqual(['host']);
  expect(await entries(`!Sub '\${Eip}/32'`)).toEqual(['address']);
  expect(await entries(`!Sub '\${Eip.PublicIp}/32'`)).toEqual(['address']);
  expect(await entries(`!Sub '\${Bastion.PrivateIp}/24'`)).toEqual([]);
  expect(await entries(`!Sub '\${Bastion.PublicIp}/32'`)).toEqual([]);
});
