import { expect, test } from 'vitest';
import { BASE, codesOf, imported, verdicts } from './templates.fixture.ts';

const WHERE = 'SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Group]';

test.each([
  ['AWS::RDS::DBProxy', 'VpcSubnetIds: [!Ref Subnet], VpcSecurityGroupIds: [!Ref Group]'],
  ['AWS::AmazonMQ::Broker', 'SubnetIds: [!Ref Subnet], SecurityGroups: [!Ref Group]'],
  ['AWS::MSK::Cluster', 'BrokerNodeGroupInfo: { ClientSubnets: [!Ref Subnet], SecurityGroups: [!Ref Group] }'],
  ['AWS::MSK::ServerlessCluster', 'VpcConfigs: [{ SubnetIds: [!Ref Subnet], SecurityGroups: [!Ref Group] }]'],
  ['AWS::RedshiftServerless::Workgroup', WHERE],
  ['AWS::FSx::FileSystem', `FileSystemType: LUSTRE, ${WHERE}`],
  ['AWS::FSx::FileSystem', `FileSystemType: WINDOWS, ${WHERE}`],
  ['AWS::AppRunner::VpcConnector', 'Subnets: [!Ref Subnet], SecurityGroups: [!Ref Group]'],
  ['AWS::MWAA::Environment', `NetworkConfiguration: { ${WHERE} }`],
  ['AWS::Batch::ComputeEnvironment', 'ComputeResources: { Subnets: [!Ref Subnet], SecurityGroupIds: [!Ref Group] }'],
  ['AWS::Transfer::Server', `EndpointDetails: { ${WHERE} }`],
  [
    'AWS::Route53Resolver::ResolverEndpoint',
    'Direction: INBOUND, SecurityGroupIds: [!Ref Group], IpAddresses: [{ SubnetId: !Ref Subnet }]',
  ],
  ['AWS::RDS::DBProxyEndpoint', 'VpcSubnetIds: [!Ref Subnet], VpcSecurityGroupIds: [!Ref Group]'],
  ['AWS::ElastiCache::ServerlessCache', WHERE],
  ['AWS::Timestream::InfluxDBInstance', 'VpcSubnetIds: [!Ref Subnet], VpcSecurityGroupIds: [!Ref Group]'],
  ['AWS::NeptuneGraph::PrivateGraphEndpoint', WHERE],
  ['AWS::WorkSpacesWeb::NetworkSettings', WHERE],
  ['AWS::M2::Environment', WHERE],
  ['AWS::PCS::Cluster', `Networking: { ${WHERE} }`],
  ['AWS::Synthetics::Canary', `VPCConfig: { ${WHERE} }`],
  ['AWS::SageMaker::Model', 'VpcConfig: { Subnets: [!Ref Subnet], SecurityGroupIds: [!Ref Group] }'],
  ['AWS::EMRServerless::Application', `NetworkConfiguration: { ${WHERE} }`],
  ['AWS::CodeBuild::Fleet', 'FleetVpcConfig: { Subnets: [!Ref Subnet], SecurityGroupIds: [!Ref Group] }'],
  ['AWS::Serverless::Function', `VpcConfig: { ${WHERE} }`],
])('%s is in its subnets, behind its groups', async (type, properties) => {
  const network = await imported({
    'net.yaml': `Resources:${BASE}  S: { Type: ${type}, Properties: { ${properties} } }\n`,
  });
  expect(codesOf(network).filter((code) => code !== 'CLOUDFORMATION_ADDRESS_CHOSEN')).toEqual([]);
  const own = network.snapshot.records.networkInterface.filter(
    ({ networkInterfaceId: id }) => !/\.[AB]#/.test(id ?? ''),
  );
  expect(own.map(({ subnetId, groups }) => [subnetId, groups.map((one) => one?.groupId)])).toEqual([
    ['net.Subnet', ['net.Group']],
  ]);
  // A canary is a function: nobody opens a conversation with it (ENI-05).
  if (/Function|Canary/.test(type)) return;
  expect(verdicts(network, ['A', 'S:22'], ['A', 'S:23'])).toEqual(['reachable', 'blocked']);
});

test.each([
  [
    'AWS::MemoryDB::Cluster',
    'AWS::MemoryDB::SubnetGroup',
    'SubnetGroupName: !Ref Places, SecurityGroupIds: [!Ref Group]',
  ],
  [
    'AWS::Redshift::EndpointAccess',
    'AWS::Redshift::ClusterSubnetGroup',
    'SubnetGroupName: !Ref Places, VpcSecurityGroupIds: [!Ref Group]',
  ],
  [
    'AWS::DMS::ReplicationConfig',
    'AWS::DMS::ReplicationSubnetGroup',
    'ComputeConfig: { ReplicationSubnetGroupId: !Ref Places, VpcSecurityGroupIds: [!Ref Group] }',
  ],
  ['AWS::DAX::Cluster', 'AWS::DAX::SubnetGroup', 'SubnetGroupName: !Ref Places, SecurityGroupIds: [!Ref Group]'],
  [
    'AWS::DMS::ReplicationInstance',
    'AWS::DMS::ReplicationSubnetGroup',
    'ReplicationSubnetGroupIdentifier: !Ref Places, VpcSecurityGroupIds: [!Ref Group]',
  ],
])('%s is in the subnets of its %s', async (type, group, properties) => {
  const template = `Resources:${BASE}
  Places: { Type: ${group}, Properties: { SubnetIds: [!Ref Subnet] } }
  S: { Type: ${type}, Properties: { ${properties} } }
`;
  expect(verdicts(await imported({ 'net.yaml': template }), ['A', 'S:22'], ['A', 'S:23'])).toEqual([
    'reachable',
    'blocked',
  ]);
});

test.each(['DocDB', 'Neptune'])('a cluster of %s listens at its members', async (service) => {
  const template = `Resources:${BASE}
  Open: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: x, VpcId: !Ref Vpc, SecurityGroupIngress: { IpProtocol: -1, CidrIp: 10.0.0.0/16 } } }
  Places: { Type: AWS::${service}::DBSubnetGroup, Properties: { SubnetIds: [!Ref Subnet] } }
  S: { Type: AWS::${service}::DBCluster, Properties: { DBSubnetGroupName: !Ref Places, VpcSecurityGroupIds: [!Ref Open] } }
  M: { Type: AWS::${service}::DBInstance, Properties: { DBClusterIdentifier: !Ref S } }
`;
  const port = service === 'DocDB' ? 27_017 : 8182;
  expect(verdicts(await imported({ 'net.yaml': template }), ['A', `M:${port}`])).toEqual(['reachable']);
});

test('nodes of EKS have the group that EKS makes, of which nobody knows the rules', async () => {
  const template = `Resources:${BASE}
  C: { Type: AWS::EKS::Cluster, Properties: { ResourcesVpcConfig: { SubnetIds: [!Ref Subnet] } } }
  N: { Type: AWS::EKS::Nodegroup, Properties: { ClusterName: !Ref C, Subnets: [!Ref Subnet] } }
`;
  expect(verdicts(await imported({ 'net.yaml': template }), ['A', 'N:10250'])).toEqual(['unknown']);
});

test('a route to a core network leads where its policy says, which no template tells', async () => {
  const template = `Resources:${BASE}
  Core: { Type: AWS::NetworkManager::CoreNetwork, Properties: { GlobalNetworkId: g } }
  Attached:
    Type: AWS::NetworkManager::VpcAttachment
    Properties:
      CoreNetworkId: !Ref Core
      VpcArn: !Sub 'arn:aws:ec2:\${AWS::Region}:\${AWS::AccountId}:vpc/\${Vpc}'
      SubnetArns: [!Join ['', ['arn:aws:ec2:', !Ref AWS::Region, ':', !Ref AWS::AccountId, ':subnet/', !Ref Subnet]]]
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Of: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { RouteTableId: !Ref Table, SubnetId: !Ref Subnet } }
  Far: { Type: AWS::EC2::Route, Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 10.8.0.0/16, CoreNetworkArn: !GetAtt Core.CoreNetworkArn } }
`;
  const network = await imported({ 'net.yaml': template });
  expect(codesOf(network).filter((code) => code === 'CLOUDFORMATION_UNRESOLVED')).toEqual([]);
  expect(network.snapshot.records.coreNetworkVpcAttachment[0]?.subnetArns).toEqual([
    'arn:aws:ec2:AWS::Region::subnet/net.Subnet',
  ]);
  expect(verdicts(network, ['A', '10.8.0.1:22'], ['A', '10.7.0.1:22'])).toEqual(['unknown', 'blocked']);
});

test('what makes interfaces and is not read leaves open what else is in a subnet', async () => {
  const more = '  E: { Type: AWS::EMR::Cluster, Properties: { Name: x } }\n';
  const network = await imported({ 'net.yaml': `Resources:${BASE}${more}` });
  expect(codesOf(network)).toContain('CLOUDFORMATION_NOT_READ');
  expect(verdicts(network, ['A', '10.0.0.99:22'])).toEqual(['unknown']);
});
