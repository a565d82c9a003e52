import { publicIp } from './address-plan.mjs';
import { nameTag } from './tags.mjs';

/**
 * @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./vpc-network.mjs').SubnetPlan} SubnetPlan
 * @typedef {{ id: string, zone: string, subnet: SubnetPlan, interfaceId: string, privateIp: string, publicIp: string,
 *   allocationId: string, associationId: string }} NatPlan
 * @typedef {{ id: string, interfaces: { id: string, subnet: SubnetPlan }[] }} EndpointPlan
 * @typedef {{ internet: string, egressOnly: string | undefined, nats: NatPlan[], s3: string, ssm: EndpointPlan }} Gateways
 */

export const S3_PREFIX_LIST = 'pl-63a5400a';

/** Small VPCs have one NAT gateway and one endpoint interface, others one in each zone. */
const SMALL = 60;

/** @param {VpcPlan} vpc @param {readonly SubnetPlan[]} subnets @param {Random} random @returns {Gateways} */
export function planGateways(vpc, subnets, random) {
  const zones = vpc.interfaces < SMALL ? 1 : 3;
  const nats = subnets
    .filter(({ tier }) => tier === 'web')
    .slice(0, zones)
    .map((subnet, i) => ({
      id: random.id('nat'),
      zone: subnet.zone,
      subnet,
      interfaceId: random.id('eni'),
      privateIp: subnet.nextIpv4(),
      publicIp: publicIp(vpc, i),
      allocationId: random.id('eipalloc'),
      associationId: random.id('eipassoc'),
    }));
  const interfaces = subnets
    .filter(({ tier }) => tier === 'app')
    .slice(0, zones)
    .map((subnet) => ({ id: random.id('eni'), subnet }));
  return {
    internet: random.id('igw'),
    egressOnly: vpc.dualStack ? random.id('eigw') : undefined,
    nats,
    s3: random.id('vpce'),
    ssm: { id: random.id('vpce'), interfaces },
  };
}

/** @param {VpcPlan} vpc @param {Gateways} gateways @returns {object} */
export function describeInternetGateway(vpc, gateways) {
  return {
    Attachments: [{ State: 'available', VpcId: vpc.vpcId }],
    InternetGatewayId: gateways.internet,
    OwnerId: vpc.account.ownerId,
    Tags: nameTag(`${vpc.name}-igw`),
  };
}

/** @param {VpcPlan} vpc @param {Gateways} gateways @returns {object[]} */
export function describeEgressOnlyInternetGateways(vpc, gateways) {
  if (!gateways.egressOnly) return [];
  return [
    {
      Attachments: [{ State: 'attached', VpcId: vpc.vpcId }],
      EgressOnlyInternetGatewayId: gateways.egressOnly,
      Tags: nameTag(`${vpc.name}-eigw`),
    },
  ];
}

/** @param {VpcPlan} vpc @param {NatPlan} nat @returns {object} */
export function describeNatGateway(vpc, nat) {
  return {
    CreateTime: '2024-03-11T08:20:41+00:00',
    NatGatewayAddresses: [
      {
        AllocationId: nat.allocationId,
        NetworkInterfaceId: nat.interfaceId,
        PrivateIp: nat.privateIp,
        PublicIp: nat.publicIp,
        AssociationId: nat.associationId,
        IsPrimary: true,
        Status: 'succeeded',
      },
    ],
    NatGatewayId: nat.id,
    State: 'available',
    SubnetId: nat.subnet.subnetId,
    VpcId: vpc.vpcId,
    Tags: nameTag(`${vpc.name}-nat-${nat.zone}`),
    ConnectivityType: 'public',
  };
}

/** @param {VpcPlan} vpc @param {NatPlan} nat @returns {object} */
export function describeNatAddress(vpc, nat) {
  return {
    AllocationId: nat.allocationId,
    AssociationId: nat.associationId,
    Domain: 'vpc',
    NetworkInterfaceId: nat.interfaceId,
    NetworkInterfaceOwnerId: vpc.account.ownerId,
    PrivateIpAddress: nat.privateIp,
    Tags: nameTag(`${vpc.name}-nat-${nat.zone}`),
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: vpc.region,
    PublicIp: nat.publicIp,
  };
}

/**
 * @param {VpcPlan} vpc
 * @param {Gateways} gateways
 * @param {readonly string[]} routeTableIds the tables that have a route to the gateway endpoint
 * @returns {object[]}
 */
export function describeEndpoints(vpc, gateways, routeTableIds) {
  const common = { VpcId: vpc.vpcId, State: 'available', RequesterManaged: false, OwnerId: vpc.account.ownerId };
  const group = vpc.groups.find(({ name }) => name === 'endpoints');
  return [
    {
      VpcEndpointId: gateways.s3,
      VpcEndpointType: 'Gateway',
      ServiceName: `com.amazonaws.${vpc.region}.s3`,
      ...common,
      RouteTableIds: routeTableIds,
      SubnetIds: [],
      Groups: [],
      PrivateDnsEnabled: false,
      NetworkInterfaceIds: [],
      DnsEntries: [],
      CreationTimestamp: '2024-03-11T08:21:02+00:00',
      Tags: nameTag(`${vpc.name}-s3`),
    },
    {
      VpcEndpointId: gateways.ssm.id,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${vpc.region}.ssm`,
      ...common,
      RouteTableIds: [],
      SubnetIds: gateways.ssm.interfaces.map(({ subnet }) => subnet.subnetId),
      Groups: [{ GroupId: group.groupId, GroupName: `${vpc.name}-endpoints` }],
      IpAddressType: 'ipv4',
      PrivateDnsEnabled: true,
      NetworkInterfaceIds: gateways.ssm.interfaces.map(({ id }) => id),
      DnsEntries: [
        { DnsName: `${gateways.ssm.id}.ssm.${vpc.region}.vpce.amazonaws.com`, HostedZoneId: 'Z7HUB22UULQXV' },
      ],
      CreationTimestamp: '2024-03-11T08:21:40+00:00',
      Tags: nameTag(`${vpc.name}-ssm`),
    },
  ];
}
