import { ipv4, ipv6Network, subnetSize, subnetStart } from './address-plan.mjs';
import { nameTag } from './tags.mjs';

/**
 * @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {object} SubnetPlan
 * @property {string} subnetId
 * @property {'web' | 'app' | 'data'} tier
 * @property {number} number of the sixteen of its VPC
 * @property {string} zone
 * @property {() => string} nextIpv4 an address that is still free
 * @property {() => string | undefined} nextIpv6
 */

const ZONES = ['a', 'b', 'c'];

/** @param {VpcPlan} vpc @param {Random} random @returns {SubnetPlan[]} three tiers in three zones */
export function planSubnets(vpc, random) {
  return ['web', 'app', 'data'].flatMap((tier, t) =>
    ZONES.map((zone, z) => {
      const number = t * 4 + z;
      const { hosts } = subnetSize(vpc);
      const free = random.some([...Array(hosts).keys()], hosts).map((host) => subnetStart(vpc, number) + host + 4);
      return {
        subnetId: random.id('subnet'),
        tier,
        number,
        zone: `${vpc.region}${zone}`,
        nextIpv4: () => ipv4(free.pop()),
        nextIpv6() {
          const host = Array.from({ length: 4 }, () => (random.integer(0xffff) + 1).toString(16)).join(':');
          return vpc.dualStack ? `${ipv6Network(vpc.index, number)}:${host}` : undefined;
        },
      };
    }),
  );
}

/** @param {VpcPlan} vpc @returns {string} */
export function ipv6Cidr(vpc) {
  return `${ipv6Network(vpc.index, 0)}::/56`;
}

/** @param {VpcPlan} vpc @param {Random} random @returns {object} */
export function describeVpc(vpc, random) {
  const ipv6 = {
    AssociationId: random.id('vpc-cidr-assoc'),
    Ipv6CidrBlock: ipv6Cidr(vpc),
    Ipv6CidrBlockState: { State: 'associated' },
    NetworkBorderGroup: vpc.region,
    Ipv6Pool: 'Amazon',
  };
  return {
    OwnerId: vpc.account.ownerId,
    InstanceTenancy: 'default',
    ...(vpc.dualStack && { Ipv6CidrBlockAssociationSet: [ipv6] }),
    CidrBlockAssociationSet: [
      { AssociationId: random.id('vpc-cidr-assoc'), CidrBlock: vpc.cidr, CidrBlockState: { State: 'associated' } },
    ],
    IsDefault: false,
    Tags: nameTag(vpc.name),
    VpcId: vpc.vpcId,
    State: 'available',
    CidrBlock: vpc.cidr,
    DhcpOptionsId: random.id('dopt'),
  };
}

/** @param {VpcPlan} vpc @param {SubnetPlan} subnet @param {Random} random @returns {object} */
export function describeSubnet(vpc, subnet, random) {
  const ipv6 = {
    AssociationId: random.id('subnet-cidr-assoc'),
    Ipv6CidrBlock: `${ipv6Network(vpc.index, subnet.number)}::/64`,
    Ipv6CidrBlockState: { State: 'associated' },
  };
  return {
    AvailabilityZoneId: `use1-az${1 + ZONES.indexOf(subnet.zone.at(-1))}`,
    MapCustomerOwnedIpOnLaunch: false,
    OwnerId: vpc.account.ownerId,
    AssignIpv6AddressOnCreation: vpc.dualStack,
    Ipv6CidrBlockAssociationSet: vpc.dualStack ? [ipv6] : [],
    Tags: nameTag(`${vpc.name}-${subnet.tier}-${subnet.zone}`),
    SubnetArn: `arn:aws:ec2:${vpc.region}:${vpc.account.ownerId}:subnet/${subnet.subnetId}`,
    EnableDns64: false,
    Ipv6Native: false,
    SubnetId: subnet.subnetId,
    State: 'available',
    VpcId: vpc.vpcId,
    CidrBlock: `${ipv4(subnetStart(vpc, subnet.number))}/${subnetSize(vpc).length}`,
    AvailableIpAddressCount: 31,
    AvailabilityZone: subnet.zone,
    DefaultForAz: false,
    MapPublicIpOnLaunch: subnet.tier === 'web',
  };
}
