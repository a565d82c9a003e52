import { assignedRange } from '../terraform/assigned-range.ts';
import { plannedService } from '../terraform/planned-service.ts';
import { attributeBeside } from './attributes-beside.ts';
import type { Evaluator } from './evaluator.ts';
import { resourceOf, type Stack, typeOf } from './stack.ts';
import { NoValue, Unknown, type Value } from './value.ts';

/** What a resource is called in records: its real id, else its logical one behind its stack's name. */
export function idOf(stack: Stack, logicalId: string): string {
  const type = typeOf(resourceOf(stack, logicalId));
  const physical = stack.physical.get(logicalId);
  // An address is known by what it is, and its allocation by the logical id.
  if (physical && (type !== 'AWS::EC2::EIP' || physical.startsWith('eipalloc-'))) return physical;
  const planned = plannedId(stack, logicalId);
  if (type === 'AWS::EC2::VPCEndpointService') return plannedService(planned);
  return type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' ? balancerArn(stack, logicalId, planned) : planned;
}

/** CloudFormation calls a core network by its id, and everything else by its ARN, which has no Region. */
export function coreNetworkArn(stack: Stack, logicalId: string): string {
  const id = idOf(stack, logicalId);
  const { account, region = '' } = stack;
  if (!id.startsWith('core-network-') || account === undefined) return id;
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:networkmanager::${account}:core-network/${id}`;
}

export function plannedId({ id }: Stack, logicalId: string): string {
  return `${id}.${logicalId}`;
}

/** Nodes of a balancer are known by the end of its ARN. */
function balancerArn(stack: Stack, logicalId: string, planned: string): string {
  const properties = resourceOf(stack, logicalId)?.Properties as { Type?: unknown } | undefined;
  const type = { network: 'net', gateway: 'gwy' }[String(properties?.Type ?? '')] ?? 'app';
  const { region = '', account = '' } = stack;
  return `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/${type}/${logicalId}/${planned}`;
}

/** What is referred to by its name. */
const NAMED: Readonly<Record<string, string>> = {
  'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::ElastiCache::SubnetGroup': 'CacheSubnetGroupName',
  'AWS::Redshift::ClusterSubnetGroup': 'ClusterSubnetGroupName',
  'AWS::DocDB::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::Neptune::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::MemoryDB::SubnetGroup': 'SubnetGroupName',
  'AWS::DAX::SubnetGroup': 'SubnetGroupName',
  'AWS::DMS::ReplicationSubnetGroup': 'ReplicationSubnetGroupIdentifier',
  'AWS::EKS::Cluster': 'Name',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'LoadBalancerName',
};

/** `!Ref`: the id of nearly everything; of an address the address itself, which nobody knows before. */
export function referenceTo(evaluator: Evaluator, stack: Stack, logicalId: string): Value {
  const type = typeOf(resourceOf(stack, logicalId));
  if (type === 'AWS::EC2::EIP') {
    const physical = stack.physical.get(logicalId);
    return physical && !physical.startsWith('eipalloc-')
      ? physical
      : new Unknown(`!Ref ${logicalId}`, idOf(stack, logicalId));
  }
  const name = NAMED[type];
  if (name) return named(evaluator, stack, logicalId, name) ?? idOf(stack, logicalId);
  return idOf(stack, logicalId);
}

/** Attributes that are the id by another name. */
const IDS =
  /^(?:Id|Arn|(?:VpcId|SubnetId|GroupId|AllocationId|NatGatewayId|InternetGatewayId|RouteTableId|TransitGatewayId|AttachmentId|TransitGatewayAttachmentId|TransitGatewayRouteTableId|PrefixListId|VPNGatewayId|VPNConnectionId|VpnConnectionId|CustomerGatewayId|NetworkAclId|LoadBalancerArn|TargetGroupArn|ListenerArn|RuleArn|InstanceId|LaunchTemplateId|FirewallId|FirewallArn|FirewallPolicyArn|RuleGroupArn|CoreNetworkArn|CoreNetworkId|ServiceId|ServiceArn|DBInstanceArn|PeerAttachmentId|ConnectionId|ConnectionArn|LagId|LagArn|DirectConnectGatewayId|DirectConnectGatewayArn|VirtualInterfaceId|VirtualInterfaceArn|TransitGatewayConnectPeerId|VpcEndpointAssociationArn|VpcEndpointAssociationId|ResolverEndpointId))$/;

/** Attributes that are a property as it is written, or of what was made of it. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::VPC': ['CidrBlock'],
  'AWS::EC2::Subnet': ['AvailabilityZone', 'VpcId', 'CidrBlock', 'Ipv6CidrBlock'],
  'AWS::EC2::SecurityGroup': ['VpcId'],
  'AWS::EC2::Instance': ['AvailabilityZone'],
  'AWS::EC2::VPCEndpoint': ['VpcId'],
  'AWS::EC2::VPCPeeringConnection': ['VpcId'],
  'AWS::EC2::TransitGatewayAttachment': ['TransitGatewayId', 'VpcId'],
  'AWS::EC2::TransitGatewayVpcAttachment': ['TransitGatewayId', 'VpcId'],
};

/** `!GetAtt`, as far as it bears on networks; undefined where it does not, or where nobody knows before. */
export function attributeOf(evaluator: Evaluator, stack: Stack, logicalId: string, name: string): Value | undefined {
  const nested = stack.nested.get(logicalId);
  if (nested && name.startsWith('Outputs.')) return evaluator.output(nested, name.slice('Outputs.'.length));
  const type = typeOf(resourceOf(stack, logicalId));
  const id = idOf(stack, logicalId);
  const beside = attributeBeside(stack, logicalId, name);
  if (beside) return beside(evaluator, stack, logicalId);
  if (PROPERTIES[type]?.includes(name)) return known(evaluator.property(stack, logicalId, name));
  if (type === 'AWS::EC2::VPC') return ofVpc(evaluator, stack, logicalId, id, name);
  if (/^(?:PrivateIp|PrimaryPrivateIpAddress)$/.test(name)) {
    return known(evaluator.property(stack, logicalId, 'PrivateIpAddress'));
  }
  const isOwn = type !== '' && !/^Custom::|CustomResource$|Lambda/.test(type) && !type.includes('::Stack');
  return isOwn && IDS.test(name) ? id : undefined;
}

function ofVpc(evaluator: Evaluator, stack: Stack, logicalId: string, id: string, name: string): Value | undefined {
  switch (name) {
    case 'DefaultSecurityGroup':
      return `${id}#default-group`;
    case 'DefaultNetworkAcl':
      return `${id}#default-acl`;
    case 'CidrBlockAssociations':
      return undefined;
    case 'Ipv6CidrBlocks':
      return ipv6Blocks(evaluator, stack, logicalId, id);
    default:
      return IDS.test(name) ? id : undefined;
  }
}

/** The ranges that blocks of the template give the VPC; one that AWS will assign has a range that nobody has. */
function ipv6Blocks(evaluator: Evaluator, stack: Stack, logicalId: string, id: string): Value | undefined {
  const resources = Object.entries((stack.template.body.Resources ?? {}) as Record<string, { Type?: unknown }>);
  const blocks = resources.flatMap(([name, resource]): readonly Value[] => {
    if (resource?.Type !== 'AWS::EC2::VPCCidrBlock') return [];
    if (evaluator.property(stack, name, 'VpcId') !== id) return [];
    const stated = known(evaluator.property(stack, name, 'Ipv6CidrBlock'));
    if (stated !== undefined) return [stated];
    const isAssigned =
      evaluator.property(stack, name, 'AmazonProvidedIpv6CidrBlock') === 'true' ||
      known(evaluator.property(stack, name, 'Ipv6IpamPoolId')) !== undefined;
    return isAssigned ? [assignedRange(id)] : [];
  });
  return blocks.length > 0 && logicalId !== '' ? blocks : undefined;
}

function named(evaluator: Evaluator, stack: Stack, logicalId: string, name: string): string | undefined {
  const value = evaluator.property(stack, logicalId, name);
  return typeof value === 'string' ? value : undefined;
}

function known(value: Value | undefined): Value | undefined {
  return value instanceof NoValue ? undefined : value;
}
