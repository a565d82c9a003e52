import { expect, test } from 'vitest';
import { imported, verdicts } from './templates.fixture.ts';

const spoke = (name: string, n: number) => `
  Vpc${name}: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.${n}.0.0/16 } }
  Subnet${name}: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc${name}, CidrBlock: 10.${n}.0.0/24, AvailabilityZone: eu-west-1a } }
  Table${name}: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc${name} } }
  Use${name}:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref Subnet${name}, RouteTableId: !Ref Table${name} }
  Route${name}:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table${name}, DestinationCidrBlock: 10.0.0.0/8, TransitGatewayId: !Ref Hub }
  Group${name}:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Vpc${name}
      SecurityGroupIngress: [{ IpProtocol: '-1', CidrIp: 10.0.0.0/8 }]
  ${name}:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Subnet${name}, SecurityGroupIds: [!Ref Group${name}] }
  Attached${name}:
    Type: AWS::EC2::TransitGatewayVpcAttachment
    Properties: { TransitGatewayId: !Ref Hub, VpcId: !Ref Vpc${name}, SubnetIds: [!Ref Subnet${name}] }
`;

const ask = async (hub: string, more = '') => {
  const text = `Resources:\n  Hub: { Type: AWS::EC2::TransitGateway, Properties: { ${hub} } }\n${spoke('A', 1)}${spoke('B', 2)}${more}`;
  return verdicts(await imported({ 'net.yaml': text }), ['net.A', 'net.B:443'])[0];
};

const drop = `
  Drop:
    Type: AWS::EC2::TransitGatewayRoute
    Properties:
      TransitGatewayRouteTableId: !GetAtt Hub.AssociationDefaultRouteTableId
      DestinationCidrBlock: 10.2.0.0/24
      Blackhole: true
`;
const OFF = 'DefaultRouteTableAssociation: disable';

test('an attribute of a transit gateway is the table that it makes for its attachments', async () => {
  expect(await ask('')).toBe('reachable');
  expect(await ask('', drop)).toBe('blocked');
  const placed = ['A', 'B'].map(
    (name) => `
  Into${name}:
    Type: AWS::EC2::TransitGatewayRouteTableAssociation
    Properties:
      TransitGatewayAttachmentId: !Ref Attached${name}
      TransitGatewayRouteTableId: !GetAtt Hub.PropagationDefaultRouteTableId
`,
  );
  expect(await ask(OFF)).toBe('blocked');
  expect(await ask(OFF, placed.join(''))).toBe('reachable');
});

test('a table that a gateway does not make is none that anybody can tell', async () => {
  expect(await ask(OFF, drop)).toBe('blocked');
  expect(await ask(`${OFF}, DefaultRouteTablePropagation: disable`, drop)).toBe('blocked');
});

test('a gateway may name another table for what is attached', async () => {
  expect(await ask('AssociationDefaultRouteTableId: !Ref Lost, PropagationDefaultRouteTableId: !Ref Lost')).toBe(
    'unknown',
  );
  expect(await ask('AssociationDefaultRouteTableId: tgw-rtb-1, PropagationDefaultRouteTableId: tgw-rtb-1')).toBe(
    'reachable',
  );
});

test('clients of an endpoint of Client VPN may come by a transit gateway', async () => {
  const clients = `
  Clients:
    Type: AWS::EC2::ClientVpnEndpoint
    Properties: { ClientCidrBlock: 10.100.0.0/16, TransitGatewayConfiguration: { TransitGatewayId: !Ref Hub } }
`;
  const text = `Resources:\n  Hub: { Type: AWS::EC2::TransitGateway }\n${spoke('A', 1)}${clients}`;
  const { snapshot } = await imported({ 'net.yaml': text });
  expect(snapshot.records.transitGatewayAttachment.map((one) => [one.resourceType, one.resourceId])).toContainEqual([
    'client-vpn',
    'net.Clients',
  ]);
});

test('a block of a VPC that comes out of a pool holds what its subnets have', async () => {
  const pool = `
  More:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref VpcA, Ipv4IpamPoolId: ipam-pool-1, Ipv4NetmaskLength: 24 }
  SubnetMore:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref VpcA, CidrBlock: 100.64.0.0/26, AvailabilityZone: eu-west-1a }
`;
  const text = `Resources:\n  Hub: { Type: AWS::EC2::TransitGateway }\n${spoke('A', 1)}${pool}`;
  const { snapshot, diagnostics } = await imported({ 'net.yaml': text });
  const blocks = snapshot.records.vpc[0]?.cidrBlockAssociationSet.map((one) => one?.cidrBlock);
  expect(blocks).toEqual(['10.1.0.0/16', '100.64.0.0/26']);
  expect(diagnostics.map(({ message }) => message).join()).toContain('The range of VpcA is not known');
});
