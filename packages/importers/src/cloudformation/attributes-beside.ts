import { inAnyOrder } from './any-order.ts';
import { coreNetworkArn, idOf, plannedId } from './attributes.ts';
import { own } from './draft.ts';
import type { Evaluator } from './evaluator.ts';
import { resourceOf, resourcesOf, type Stack, typeOf } from './stack.ts';
import { isList, NoValue, textOf, type Value } from './value.ts';

type Attribute = (evaluator: Evaluator, stack: Stack, logicalId: string) => Value | undefined;

/** What AWS makes beside a resource, as the records of that name it. */
const made =
  (end: string): Attribute =>
  (_, stack, logicalId) =>
    plannedId(stack, logicalId) + end;

/** What another resource that a property names is, or is in. */
const through =
  (property: string, attribute?: string): Attribute =>
  (evaluator, stack, logicalId) => {
    const id = evaluator.property(stack, logicalId, property);
    if (id instanceof NoValue) return undefined;
    return attribute === undefined ? id : ofResource(evaluator, stack, id, attribute);
  };

/** Who gives the VPC of a template's subnet gives it for all that is in the subnet. */
const vpcOfSubnet = through('SubnetId', 'VpcId');

/** A property names the core network by its id. */
const coreNetwork: Attribute = (evaluator, stack, logicalId) => {
  const id = through('CoreNetworkId')(evaluator, stack, logicalId);
  const named = Object.keys(resourcesOf(stack)).find((one) => idOf(stack, one) === id);
  return named === undefined ? id : coreNetworkArn(stack, named);
};
const unknown: Attribute = () => undefined;

/** The table that a template names for new attachments, else the one that the gateway makes for itself. */
const defaultTable =
  (use: 'Association' | 'Propagation'): Attribute =>
  (evaluator, stack, logicalId) => {
    const named = evaluator.property(stack, logicalId, `${use}DefaultRouteTableId`);
    if (named !== undefined && !(named instanceof NoValue)) return named;
    const asked = evaluator.property(stack, logicalId, `DefaultRouteTable${use}`);
    const isOn = asked === undefined || asked instanceof NoValue || textOf(asked) === 'enable';
    return isOn ? `${idOf(stack, logicalId)}#default-table` : undefined;
  };

/** Attributes that are the id of something else: nothing is taken for the resource itself that only sounds so. */
const OTHERS: Readonly<Record<string, Readonly<Record<string, Attribute>>>> = {
  'AWS::EC2::Instance': { VpcId: vpcOfSubnet },
  'AWS::EC2::NetworkInterface': { VpcId: vpcOfSubnet },
  'AWS::EC2::InstanceConnectEndpoint': { VpcId: vpcOfSubnet },
  'AWS::EC2::NatGateway': { RouteTableId: unknown, EniId: made('#eni') },
  'AWS::EC2::TransitGateway': {
    AssociationDefaultRouteTableId: defaultTable('Association'),
    PropagationDefaultRouteTableId: defaultTable('Propagation'),
  },
  'AWS::EC2::TransitGatewayConnect': {
    TransitGatewayId: through('TransportTransitGatewayAttachmentId', 'TransitGatewayId'),
  },
  'AWS::EKS::Cluster': { ClusterSecurityGroupId: made('#cluster-group') },
  'AWS::NetworkFirewall::Firewall': {
    EndpointIds: endpoints,
    TransitGatewayAttachmentId: (_, stack, logicalId) => `${idOf(stack, logicalId)}#attachment`,
  },
  'AWS::NetworkFirewall::VpcEndpointAssociation': { EndpointId: made('#endpoint') },
  'AWS::NetworkManager::ConnectAttachment': { CoreNetworkArn: coreNetwork },
  'AWS::NetworkManager::CoreNetwork': { CoreNetworkArn: (_, stack, logicalId) => coreNetworkArn(stack, logicalId) },
  'AWS::NetworkManager::DirectConnectGatewayAttachment': { CoreNetworkArn: coreNetwork },
  'AWS::NetworkManager::SiteToSiteVpnAttachment': { CoreNetworkArn: coreNetwork },
  'AWS::NetworkManager::TransitGatewayRouteTableAttachment': { CoreNetworkArn: unknown, CoreNetworkId: unknown },
  'AWS::NetworkManager::VpcAttachment': { CoreNetworkArn: coreNetwork },
  'AWS::RDS::DBProxy': { VpcId: unknown },
};

/** `zone:endpoint` for each subnet; which comes first among several nobody says. */
function endpoints(evaluator: Evaluator, stack: Stack, logicalId: string): Value | undefined {
  const mappings = evaluator.property(stack, logicalId, 'SubnetMappings');
  const subnets = isList(mappings) ? mappings.map((one) => textOf(own(one, 'SubnetId'))) : [];
  if (subnets.length === 0 || subnets.includes(undefined)) return undefined;
  const listed = subnets.map((subnetId, i) => {
    const zone = textOf(ofResource(evaluator, stack, subnetId, 'AvailabilityZone')) ?? `zone ${i}`;
    return `${zone}:${plannedId(stack, logicalId)}#endpoint${subnets.length > 1 ? i : ''}`;
  });
  return inAnyOrder(listed, `!GetAtt ${logicalId}.EndpointIds`, idOf(stack, logicalId));
}

/** A property of the resource of a stack that has this id. */
function ofResource(evaluator: Evaluator, stack: Stack, id: Value | undefined, name: string): Value | undefined {
  const named = Object.keys(resourcesOf(stack)).find((one) => idOf(stack, one) === id);
  const found = named === undefined ? undefined : evaluator.property(stack, named, name);
  return found instanceof NoValue ? undefined : found;
}

/** How an attribute is found that names something else; undefined where it does not. */
export function attributeBeside(stack: Stack, logicalId: string, name: string): Attribute | undefined {
  const own = OTHERS[typeOf(resourceOf(stack, logicalId))];
  return own && Object.hasOwn(own, name) ? own[name] : undefined;
}
