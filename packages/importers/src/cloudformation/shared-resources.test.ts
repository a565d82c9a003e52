import { expect, test } from 'vitest';
import { BASE, codesOf, imported, verdicts } from './templates.fixture.ts';

const HERE = BASE.replace('CidrBlock: 10.0.0.0/24', 'CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a');

const PROVIDER = `
  Home: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Place: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Home, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a } }
  Out:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: x, VpcId: !Ref Home, SecurityGroupIngress: [] }
  In:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: x
      VpcId: !Ref Home
      SecurityGroupIngress: { IpProtocol: tcp, FromPort: 0, ToPort: 65535, SourceSecurityGroupId: !Ref Out }
  Db:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Place, SecurityGroupIds: [!Ref In], PrivateIpAddress: 10.0.1.10 }
  Gateway:
    Type: AWS::VpcLattice::ResourceGateway
    Properties: { Name: gate, VpcIdentifier: !Ref Home, SubnetIds: [!Ref Place], SecurityGroupIds: [!Ref Out] }
  Shared:
    Type: AWS::VpcLattice::ResourceConfiguration
    Properties:
      Name: db
      ResourceConfigurationType: SINGLE
      ProtocolType: TCP
      PortRanges: ['22', '5432-5433']
      ResourceGatewayId: !Ref Gateway
      ResourceConfigurationDefinition: { IpResource: 10.0.1.10 }
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcEndpointType: Resource
      VpcId: !Ref Vpc
      SubnetIds: [!Ref Subnet]
      SecurityGroupIds: [!Ref Group]
      ResourceConfigurationArn: !GetAtt Shared.Arn
`;

test('an endpoint of a resource leads to what its gateway asks, as a template says', async () => {
  const network = await imported({ 'net.yaml': `Resources:${HERE}${PROVIDER}` });
  expect(codesOf(network).filter((code) => code !== 'CLOUDFORMATION_ADDRESS_CHOSEN')).toEqual([]);
  expect(network.snapshot.records.vpcEndpoint[0]?.groups).toEqual([{ groupId: 'net.Group' }]);
  const endpoint = 'Endpoint';
  expect(verdicts(network, ['A', `${endpoint}:22`], ['A', `${endpoint}:5432`])).toEqual(['reachable', 'blocked']);
});

test('the groups of the gateway let out', async () => {
  const closed = PROVIDER.replace(
    'SecurityGroupIngress: [] }',
    'SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }] }',
  );
  const network = await imported({ 'net.yaml': `Resources:${HERE}${closed}` });
  expect(verdicts(network, ['A', 'Endpoint:22'])).toEqual(['blocked']);
});

test('real ids of a stack are ARNs', async () => {
  const physical = (name: string, id: string) => ({ LogicalResourceId: name, PhysicalResourceId: id });
  const network = await imported({
    'net.yaml': `Resources:${HERE}${PROVIDER}`,
    'resources.json': {
      StackResources: [
        physical('Gateway', 'arn:aws:vpc-lattice:eu-west-1:111111111111:resourcegateway/rgw-0a1b2c3d4e5f60718'),
        physical('Shared', 'arn:aws:vpc-lattice:eu-west-1:111111111111:resourceconfiguration/rcfg-0a1b2c3d4e5f60718'),
      ].map((one) => ({ StackName: 'net', ResourceStatus: 'CREATE_COMPLETE', ...one })),
    },
  });
  expect(network.snapshot.records.resourceGateway.map(({ id }) => id)).toEqual(['rgw-0a1b2c3d4e5f60718']);
  expect(network.snapshot.records.resourceConfiguration.map(({ id }) => id)).toEqual(['rcfg-0a1b2c3d4e5f60718']);
});
