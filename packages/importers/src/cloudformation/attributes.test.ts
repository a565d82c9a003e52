import { describe, expect, test } from 'vitest';
import { evaluator } from './evaluator.ts';
import type { Stack } from './stack.ts';
import { Unknown } from './value.ts';

const nothing = () => undefined;

/** What an expression comes to in a stack of these resources; of what nobody knows, that. */
function valueIn(Resources: object, expression: object): unknown {
  const stack = {
    ...{ id: 'net', name: 'net', template: { body: { Resources } }, account: undefined, region: 'eu-west-1' },
    ...{ given: nothing, physical: new Map(), types: new Map(), nested: new Map(), depth: 0 },
  };
  const value = evaluator({ importValue: nothing, stored: nothing }).value(stack as unknown as Stack, expression);
  return value instanceof Unknown ? 'unknown' : value;
}

const subnet = (AvailabilityZone: string) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: { Ref: 'Vpc' }, AvailabilityZone },
});
const network = { Vpc: { Type: 'AWS::EC2::VPC' }, A: subnet('eu-west-1a'), B: subnet('eu-west-1b') };

const NO_ASSOCIATION = { DefaultRouteTableAssociation: 'disable' };
const NAMED = { PropagationDefaultRouteTableId: 'tgw-rtb-1' };

describe('an attribute is what it says', () => {
  test.each([
    ['AWS::EC2::Instance', { SubnetId: { Ref: 'A' } }, 'VpcId', 'net.Vpc'],
    ['AWS::EC2::NetworkInterface', { SubnetId: 'subnet-of-others' }, 'VpcId', 'unknown'],
    ['AWS::EC2::NatGateway', {}, 'RouteTableId', 'unknown'],
    ['AWS::EC2::VPNConnection', {}, 'VpnConnectionId', 'net.One'],
    ['AWS::DirectConnect::DirectConnectGateway', {}, 'DirectConnectGatewayId', 'net.One'],
    ['AWS::DirectConnect::Connection', {}, 'ConnectionId', 'net.One'],
    ['AWS::EC2::TransitGateway', {}, 'AssociationDefaultRouteTableId', 'net.One#default-table'],
    ['AWS::EC2::TransitGateway', {}, 'PropagationDefaultRouteTableId', 'net.One#default-table'],
    ['AWS::EC2::TransitGateway', NO_ASSOCIATION, 'AssociationDefaultRouteTableId', 'unknown'],
    ['AWS::EC2::TransitGateway', NO_ASSOCIATION, 'PropagationDefaultRouteTableId', 'net.One#default-table'],
    ['AWS::EC2::TransitGateway', NAMED, 'PropagationDefaultRouteTableId', 'tgw-rtb-1'],
    ['AWS::EKS::Cluster', {}, 'ClusterSecurityGroupId', 'net.One#cluster-group'],
    ['AWS::NetworkFirewall::Firewall', {}, 'TransitGatewayAttachmentId', 'net.One#attachment'],
    ['AWS::NetworkFirewall::VpcEndpointAssociation', {}, 'EndpointId', 'net.One#endpoint'],
    ['AWS::NetworkManager::VpcAttachment', { CoreNetworkId: 'core-network-1' }, 'CoreNetworkArn', 'core-network-1'],
    ['AWS::RDS::DBProxy', {}, 'VpcId', 'unknown'],
  ])('%s with %o: %s is %s', (Type, Properties, attribute, expected) => {
    const One = { Type, Properties };
    expect(valueIn({ ...network, One }, { 'Fn::GetAtt': ['One', attribute] })).toBe(expected);
  });

  test('the transit gateway of a Connect attachment is that of the attachment below', () => {
    const below = { Type: 'AWS::EC2::TransitGatewayVpcAttachment', Properties: { TransitGatewayId: { Ref: 'Hub' } } };
    const Properties = { TransportTransitGatewayAttachmentId: { Ref: 'Below' } };
    const One = { Type: 'AWS::EC2::TransitGatewayConnect', Properties };
    const hub = { Hub: { Type: 'AWS::EC2::TransitGateway' }, Below: below };
    expect(valueIn({ ...hub, One }, { 'Fn::GetAtt': ['One', 'TransitGatewayId'] })).toBe('net.Hub');
  });
});

describe('endpoints of a firewall, which AWS lists in no order', () => {
  const firewall = (...subnets: readonly string[]) => ({
    Type: 'AWS::NetworkFirewall::Firewall',
    Properties: { SubnetMappings: subnets.map((name) => ({ SubnetId: { Ref: name } })) },
  });
  const all = { ...network, One: firewall('A'), Two: firewall('A', 'B'), Other: firewall('A', 'B') };
  const listed = (name: string) => ({ 'Fn::GetAtt': [name, 'EndpointIds'] });
  const select = (at: number, list: unknown) => ({ 'Fn::Select': [at, list] });
  const split = (by: string, text: unknown) => ({ 'Fn::Split': [by, text] });
  const joined = (name: string) => ({ 'Fn::Join': [',', listed(name)] });

  test.each([
    ['the only one', select(1, split(':', select(0, listed('One')))), 'net.One#endpoint'],
    ['the first of two', select(1, split(':', select(0, listed('Two')))), 'unknown'],
    [
      'the one after its zone',
      select(0, split(',', select(1, split('eu-west-1b:', joined('Two'))))),
      'net.Two#endpoint1',
    ],
    ['what may have another behind it', select(1, split('eu-west-1b:', joined('Two'))), 'unknown'],
    ['a zone where there is none', select(0, split(',', select(1, split('eu-west-1c:', joined('Two'))))), 'unknown'],
    ['how many there are', { 'Fn::Length': listed('Two') }, '2'],
    ['of two firewalls', { 'Fn::Join': ['', [select(0, listed('Two')), select(0, listed('Other'))]] }, 'unknown'],
  ])('%s', (_, expression, expected) => {
    expect(valueIn(all, expression)).toBe(expected);
  });

  test('more than have their orders told are unknown', () => {
    const names = ['A', 'B', 'A', 'B', 'A', 'B'];
    const one = select(0, split(',', select(1, split('eu-west-1a:', { 'Fn::Join': [',', listed('Many')] }))));
    expect(valueIn({ ...network, Many: firewall(...names) }, one)).toBe('unknown');
  });
});
