import { expect, test } from 'vitest';
import { imported } from '../cloudformation/templates.fixture.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
const NOBODY = { IpPermissions: [], IpPermissionsEgress: [] };
const dump = (shown: object = {}) => ({
  'vpcs.json': { ...place, Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] },
  'subnets.json': { ...place, Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' }] },
  'groups.json': {
    ...place,
    SecurityGroups: ['sg-1', 'sg-2'].map((GroupId) => ({ GroupId, VpcId: 'vpc-1', ...NOBODY })),
  },
  'enis.json': {
    ...place,
    NetworkInterfaces: [
      {
        ...{ NetworkInterfaceId: 'eni-a', VpcId: 'vpc-1', SubnetId: 'subnet-1', SourceDestCheck: true },
        PrivateIpAddress: '10.0.0.10',
        PrivateIpAddresses: [
          { PrivateIpAddress: '10.0.0.10', Primary: true, ...shown },
          { PrivateIpAddress: '10.0.0.11', Primary: false },
        ],
        Groups: [{ GroupId: 'sg-1' }],
        Attachment: { InstanceId: 'i-a', Status: 'attached' },
      },
    ],
  },
  'instances.json': { ...place, Reservations: [{ Instances: [{ InstanceId: 'i-a', State: { Name: 'running' } }] }] },
  'addresses.json': {
    ...place,
    Addresses: [{ AllocationId: 'eipalloc-1', PublicIp: '198.51.100.9', AssociationId: 'eipassoc-1' }],
  },
});
const SHOWN = { Association: { PublicIp: '198.51.100.9', AllocationId: 'eipalloc-1', AssociationId: 'eipassoc-1' } };
const deployed = (rows: Readonly<Record<string, readonly [type: string, id: string]>>) => ({
  StackResources: Object.entries({ A: ['Instance', 'i-a'] as const, ...rows }).map(
    ([LogicalResourceId, [type, id]]) => ({
      ...{ StackName: 'net', StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/net/1' },
      ...{
        LogicalResourceId,
        ResourceType: `AWS::EC2::${type}`,
        PhysicalResourceId: id,
        ResourceStatus: 'CREATE_COMPLETE',
      },
    }),
  ),
});
const instance = (properties: string) => `Resources:
  A: { Type: AWS::EC2::Instance, Properties: { SubnetId: subnet-1, ${properties} } }
`;
const ADDRESS = `  Ip: { Type: AWS::EC2::EIP, Properties: { Domain: vpc } }
  Shown: { Type: AWS::EC2::EIPAssociation, Properties: { AllocationId: !GetAtt Ip.AllocationId, InstanceId: !Ref A } }
`;

async function interfaceAfter(template: string, rows: Parameters<typeof deployed>[0] = {}, shown?: object) {
  const { snapshot } = await imported({ ...dump(shown), 'net.yaml': template, 'resources.json': deployed(rows) });
  const [only, ...others] = snapshot.records.networkInterface;
  expect(others).toEqual([]);
  const [first, second] = only?.privateIpAddresses ?? [];
  expect([first?.privateIpAddress, second?.privateIpAddress]).toEqual(['10.0.0.10', '10.0.0.11']);
  return {
    groups: only?.groups.map((one) => one?.groupId),
    checks: only?.sourceDestCheck,
    shown: first?.association?.publicIp,
  };
}

test('an instance that is there gets the groups that its template says, and checks what it says', async () => {
  const same = { groups: ['sg-1'], checks: true, shown: undefined };
  expect(await interfaceAfter(instance('SecurityGroupIds: [sg-1]'))).toEqual(same);
  const both = await interfaceAfter(instance('SecurityGroupIds: [sg-2, sg-1]'));
  expect(both.groups?.toSorted()).toEqual(['sg-1', 'sg-2']);
  expect(await interfaceAfter(instance('SecurityGroupIds: [sg-2]'))).toMatchObject({ groups: ['sg-2'] });
  expect(await interfaceAfter(instance('SecurityGroupIds: [sg-1], SourceDestCheck: false'))).toMatchObject({
    checks: false,
  });
});

test('of an instance without a word about groups those of today hold', async () => {
  expect(await interfaceAfter(instance('Tags: []'))).toEqual({ groups: ['sg-1'], checks: true, shown: undefined });
});

test('groups that cannot be told are not those of today', async () => {
  const open = `Parameters: { G: { Type: List<AWS::EC2::SecurityGroup::Id> } }\n${instance('SecurityGroupIds: !Ref G')}`;
  const { groups } = await interfaceAfter(open);
  expect(groups).toEqual([expect.stringContaining('#groups')]);
});

test('an Elastic IP address comes with its association and goes with it', async () => {
  const plain = instance('SecurityGroupIds: [sg-1]');
  const now = await interfaceAfter(plain + ADDRESS);
  expect(now.shown).toMatch(/^198\.1[89]\./);
  const there = { Ip: ['EIP', '198.51.100.9'], Shown: ['EIPAssociation', 'eipassoc-1'] } as const;
  expect(await interfaceAfter(plain + ADDRESS, there, SHOWN)).toMatchObject({ shown: '198.51.100.9' });
  expect(await interfaceAfter(plain, there, SHOWN)).toMatchObject({ shown: undefined });
  // Somebody else associated it.
  expect(await interfaceAfter(plain, {}, SHOWN)).toMatchObject({ shown: '198.51.100.9' });
});

test('a balancer that is there gets the groups that its template says', async () => {
  const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1';
  const balancer = { LoadBalancerArn: arn, LoadBalancerName: 'web', Type: 'application', VpcId: 'vpc-1' };
  const { snapshot } = await imported({
    ...dump(),
    'balancers.json': { ...place, LoadBalancers: [{ ...balancer, SecurityGroups: ['sg-1'] }] },
    'net.yaml': `Resources:
  Web: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Subnets: [subnet-1], SecurityGroups: [sg-2] } }
`,
    'resources.json': {
      StackResources: [
        {
          ...{ StackName: 'net', LogicalResourceId: 'Web', PhysicalResourceId: arn },
          ResourceType: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        },
      ],
    },
  });
  expect(snapshot.records.loadBalancer.map((one) => one.securityGroups)).toEqual([['sg-2']]);
});

test('instances are registered with a target group as its template says, and others stay as they are', async () => {
  const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1';
  const targets = async (properties: string) => {
    const { snapshot } = await imported({
      ...dump(),
      'groups-of-targets.json': {
        ...place,
        TargetGroups: [{ TargetGroupArn: arn, TargetType: 'instance', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1' }],
      },
      'health.json': {
        ...place,
        TargetGroupArn: arn,
        TargetHealthDescriptions: [
          { Target: { Id: 'i-a', Port: 80 }, TargetHealth: { State: 'healthy' } },
          { Target: { Id: 'i-z', Port: 80 }, TargetHealth: { State: 'healthy' } },
        ],
      },
      'net.yaml': `${instance('SecurityGroupIds: [sg-1]')}
  Web: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { VpcId: vpc-1, Port: 80, Protocol: HTTP${properties} } }
`,
      'resources.json': {
        StackResources: [
          ...deployed({}).StackResources,
          {
            ...{ StackName: 'net', LogicalResourceId: 'Web', PhysicalResourceId: arn },
            ResourceType: 'AWS::ElasticLoadBalancingV2::TargetGroup',
          },
        ],
      },
    });
    const [only] = snapshot.records.targetHealth;
    return only?.targetHealthDescriptions.map((one) => `${one?.target?.id} ${one?.targetHealth?.state}`);
  };
  expect(await targets('')).toEqual(['i-a healthy', 'i-z healthy']);
  expect(await targets(', Targets: [{ Id: !Ref A }]')).toEqual(['i-a healthy']);
  expect(await targets(', Targets: [{ Id: !Ref A }, { Id: i-b }]')).toEqual(['i-a healthy', 'i-b undefined']);
});

test('what a template adds to an ACL, a table or a VPC that is there is added', async () => {
  const { snapshot } = await imported({
    ...dump(),
    'acls.json': {
      ...place,
      NetworkAcls: [
        {
          NetworkAclId: 'acl-0',
          VpcId: 'vpc-1',
          IsDefault: true,
          Associations: [{ SubnetId: 'subnet-1' }],
          Entries: [],
        },
        { NetworkAclId: 'acl-1', VpcId: 'vpc-1', IsDefault: false, Associations: [], Entries: [] },
      ],
    },
    'net.yaml': `Resources:
  Net: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  More: { Type: AWS::EC2::VPCCidrBlock, Properties: { VpcId: !Ref Net, CidrBlock: 10.1.0.0/16 } }
  Acl: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Net } }
  Guarded: { Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: { NetworkAclId: !Ref Acl, SubnetId: subnet-1 } }
`,
    'resources.json': deployed({ Net: ['VPC', 'vpc-1'], Acl: ['NetworkAcl', 'acl-1'] }),
  });
  const acls = snapshot.records.networkAcl.map((one) => [
    one.networkAclId,
    one.associations.map((each) => each?.subnetId),
  ]);
  expect(acls).toEqual([
    ['acl-0', []],
    ['acl-1', ['subnet-1']],
  ]);
  const [net] = snapshot.records.vpc;
  expect(net?.cidrBlockAssociationSet.map((one) => one?.cidrBlock)).toContain('10.1.0.0/16');
});

test('a database that is there is as its template says where no interface of its subnets is so', async () => {
  const database = (properties: string) => `Resources:
  Subnets: { Type: AWS::RDS::DBSubnetGroup, Properties: { DBSubnetGroupDescription: x, SubnetIds: [subnet-1] } }
  Db:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: mysql, DBSubnetGroupName: !Ref Subnets, ${properties} }
`;
  const files = dump();
  const rds = {
    ...{ NetworkInterfaceId: 'eni-db', VpcId: 'vpc-1', SubnetId: 'subnet-1', PrivateIpAddress: '10.0.0.50' },
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.50', Primary: true }],
    ...{ Description: 'RDSNetworkInterface', RequesterManaged: true, Groups: [{ GroupId: 'sg-2' }] },
  };
  const after = async (properties: string) => {
    const row = { LogicalResourceId: 'Db', PhysicalResourceId: 'db-1', ResourceType: 'AWS::RDS::DBInstance' };
    const { snapshot, diagnostics } = await imported({
      ...files,
      'enis.json': { ...files['enis.json'], NetworkInterfaces: [rds] },
      'net.yaml': database(properties),
      'resources.json': { StackResources: [{ StackName: 'net', ...row }] },
    });
    const told = diagnostics.filter(({ message }) => message.startsWith('No interface of the answers has the groups'));
    const found = snapshot.records.networkInterface.map(({ groups, privateIpAddresses, privateIpAddress }) => {
      const shown = privateIpAddresses.some((one) => one?.association);
      return `${privateIpAddress === '10.0.0.50' ? 'there' : 'new'} ${groups.map((one) => one?.groupId)} ${shown}`;
    });
    return [found, told.length];
  };
  expect(await after('VPCSecurityGroups: [sg-2]')).toEqual([['there sg-2 false'], 0]);
  expect(await after('VPCSecurityGroups: [sg-1]')).toEqual([['there sg-2 false', 'new sg-1 false'], 1]);
  expect(await after('VPCSecurityGroups: [sg-2], PubliclyAccessible: true')).toEqual([['there sg-2 true'], 0]);
});
