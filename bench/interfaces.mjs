import { publicIp } from './address-plan.mjs';
import { ownerTags } from './tags.mjs';

/**
 * @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan
 * @typedef {import('./estate-plan.mjs').GroupPlan} GroupPlan
 * @typedef {import('./gateways.mjs').Gateways} Gateways
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./vpc-network.mjs').SubnetPlan} SubnetPlan
 */

const LAUNCH_TIME = '2024-05-02T09:14:33+00:00';

/**
 * The interfaces of a VPC, with the instances they hang on: those of gateways first, then instances in all tiers.
 * @param {VpcPlan} vpc
 * @param {readonly SubnetPlan[]} subnets
 * @param {Gateways} gateways
 * @param {Random} random
 * @returns {{ interfaces: object[], reservations: object[] }}
 */
export function describeInterfaces(vpc, subnets, gateways, random) {
  const interfaces = [
    ...gateways.nats.map((nat) => describeNatInterface(vpc, nat, random)),
    ...gateways.ssm.interfaces.map(({ id, subnet }) => describeEndpointInterface(vpc, gateways, id, subnet, random)),
  ];
  const reservations = [];
  const managed = interfaces.length;
  const byTier = { web: [], app: [], data: [] };
  for (const subnet of subnets) byTier[subnet.tier].push(subnet);
  for (let number = 0; managed + number < vpc.interfaces; number++) {
    const tier = TIER_PATTERN[number % TIER_PATTERN.length];
    const subnet = byTier[tier][Math.floor(number / TIER_PATTERN.length) % 3];
    const instanceId = random.id('i');
    const lent = tier === 'web' ? publicIp(vpc, gateways.nats.length + number) : undefined;
    const made = describeInstanceInterface(
      vpc,
      subnet,
      groupsFor(vpc, tier, number, random),
      instanceId,
      number,
      lent,
      random,
    );
    interfaces.push(made);
    reservations.push(describeReservation(made, instanceId, random));
  }
  return { interfaces, reservations };
}

/** Shares of the tiers, spread evenly so that small estates have all of them. */
const TIER_PATTERN = ['app', 'data', 'web', 'app', 'web', 'data', 'app', 'app', 'data', 'app'];

/** @param {VpcPlan} vpc @param {string} tier @param {number} number @param {Random} random @returns {GroupPlan[]} one to four groups */
function groupsFor(vpc, tier, number, random) {
  if (vpc.isCrowded) return vpc.groups.filter(({ name }) => name === 'crowd');
  if (vpc.shape.ownGroups)
    return [vpc.groups.filter((group) => group.tier === tier)[Math.floor(number / TIER_PATTERN.length)]];
  const own = random.some(
    vpc.groups.filter((group) => group.tier === tier),
    random.chance(0.3) ? 2 : 1,
  );
  const shared = vpc.groups.filter(({ name }) => name === 'base' || (name === 'monitoring' && random.chance(0.1)));
  return random.chance(0.8) ? [...own, ...shared] : own;
}

/** What every answer has, whatever the interface is for. */
function common(vpc, subnet, id, ip, random) {
  return {
    AvailabilityZone: subnet.zone,
    NetworkInterfaceId: id,
    OwnerId: vpc.account.ownerId,
    MacAddress: `02:${Array.from({ length: 5 }, () => random.hex(2)).join(':')}`,
    PrivateDnsName: privateName(ip),
    PrivateIpAddress: ip,
    Status: 'in-use',
    SubnetId: subnet.subnetId,
    VpcId: vpc.vpcId,
  };
}

function describeInstanceInterface(vpc, subnet, groups, instanceId, number, lent, random) {
  const ip = subnet.nextIpv4();
  const ipv6 = subnet.nextIpv6();
  const name = `${vpc.name}-${subnet.tier}-${number}`;
  const association = lent && {
    Association: {
      IpOwnerId: 'amazon',
      PublicDnsName: `ec2-${lent.replaceAll('.', '-')}.compute-1.amazonaws.com`,
      PublicIp: lent,
    },
  };
  return {
    ...association,
    Attachment: {
      AttachTime: LAUNCH_TIME,
      AttachmentId: random.id('eni-attach'),
      DeleteOnTermination: true,
      DeviceIndex: 0,
      NetworkCardIndex: 0,
      InstanceId: instanceId,
      InstanceOwnerId: vpc.account.ownerId,
      Status: 'attached',
    },
    Description: `Primary network interface of ${name}`,
    Groups: groups.map((group) => ({ GroupId: group.groupId, GroupName: `${vpc.name}-${group.name}` })),
    InterfaceType: 'interface',
    Ipv6Addresses: ipv6 ? [{ Ipv6Address: ipv6, IsPrimaryIpv6: false }] : [],
    PrivateIpAddresses: [{ ...association, Primary: true, PrivateDnsName: privateName(ip), PrivateIpAddress: ip }],
    RequesterManaged: false,
    SourceDestCheck: true,
    TagSet: ownerTags(name, vpc),
    DenyAllIgwTraffic: false,
    ...common(vpc, subnet, random.id('eni'), ip, random),
  };
}

function describeNatInterface(vpc, nat, random) {
  const association = {
    AllocationId: nat.allocationId,
    AssociationId: nat.associationId,
    IpOwnerId: vpc.account.ownerId,
    PublicDnsName: `ec2-${nat.publicIp.replaceAll('.', '-')}.compute-1.amazonaws.com`,
    PublicIp: nat.publicIp,
  };
  const address = { Association: association, Primary: true, PrivateIpAddress: nat.privateIp };
  return {
    Association: association,
    Attachment: managedAttachment(random),
    Description: `Interface for NAT Gateway ${nat.id}`,
    Groups: [],
    InterfaceType: 'nat_gateway',
    Ipv6Addresses: [],
    PrivateIpAddresses: [address],
    RequesterId: '440748209188',
    RequesterManaged: true,
    SourceDestCheck: false,
    TagSet: [],
    ...common(vpc, nat.subnet, nat.interfaceId, nat.privateIp, random),
  };
}

function describeEndpointInterface(vpc, gateways, id, subnet, random) {
  const ip = subnet.nextIpv4();
  const group = vpc.groups.find(({ name }) => name === 'endpoints');
  return {
    Attachment: managedAttachment(random),
    Description: `VPC Endpoint Interface ${gateways.ssm.id}`,
    Groups: [{ GroupId: group.groupId, GroupName: `${vpc.name}-endpoints` }],
    InterfaceType: 'vpc_endpoint',
    Ipv6Addresses: [],
    PrivateIpAddresses: [{ Primary: true, PrivateDnsName: privateName(ip), PrivateIpAddress: ip }],
    RequesterId: '727180483921',
    RequesterManaged: true,
    SourceDestCheck: true,
    TagSet: [],
    ...common(vpc, subnet, id, ip, random),
  };
}

function managedAttachment(random) {
  return {
    AttachmentId: random.id('ela-attach'),
    DeleteOnTermination: false,
    DeviceIndex: 1,
    InstanceOwnerId: 'amazon-aws',
    Status: 'attached',
  };
}

function privateName(ip) {
  return `ip-${ip.replaceAll('.', '-')}.ec2.internal`;
}

function describeReservation(networkInterface, instanceId, random) {
  const { OwnerId, NetworkInterfaceId, PrivateIpAddress, SubnetId, VpcId, Groups, TagSet } = networkInterface;
  return {
    ReservationId: random.id('r'),
    OwnerId,
    Groups: [],
    Instances: [
      {
        AmiLaunchIndex: 0,
        ImageId: 'ami-0c101f26f147fa7fd',
        InstanceId: instanceId,
        InstanceType: random.pick(['t3.medium', 'm6i.large', 'r6g.xlarge', 'c7g.large']),
        LaunchTime: LAUNCH_TIME,
        Placement: { AvailabilityZone: networkInterface.AvailabilityZone, GroupName: '', Tenancy: 'default' },
        PrivateDnsName: networkInterface.PrivateDnsName,
        PrivateIpAddress,
        PublicDnsName: networkInterface.Association?.PublicDnsName ?? '',
        ...(networkInterface.Association && { PublicIpAddress: networkInterface.Association.PublicIp }),
        State: { Code: 16, Name: 'running' },
        SubnetId,
        VpcId,
        NetworkInterfaces: [{ NetworkInterfaceId, PrivateIpAddress, SubnetId, VpcId, Status: 'in-use' }],
        SecurityGroups: Groups,
        SourceDestCheck: true,
        Tags: TagSet,
      },
    ],
  };
}
