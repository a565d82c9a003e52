import { acl, allow, host, OPEN, type Raw, raw, subnet, vpc } from '../oracle/build.ts';
import type { NetworkPlan, SubnetPlan, VpcPlan } from './plan.ts';
import { balancersOf } from './skeleton-balancer.ts';
import { edgeOf } from './skeleton-edge.ts';
import { groupOf, groupsOf } from './skeleton-groups.ts';
import { withHybrid } from './skeleton-hybrid.ts';
import { sharedResourcesOf } from './skeleton-resources.ts';
import { transitOf } from './skeleton-transit.ts';

/** A VPC of the plan with its numbers and its place. */
export interface Site {
  readonly k: number;
  readonly plan: VpcPlan;
  readonly network: NetworkPlan;
  readonly place: { readonly account: string; readonly region: string };
}

/** A network in which nearly every flow works. */
export function skeletonOf(network: NetworkPlan): readonly Raw[] {
  const sites = network.vpcs.map((plan, index): Site => {
    const account = plan.isForeign ? '222222222222' : '111111111111';
    return { k: index + 1, plan, network, place: { account, region: plan.isFar ? 'us-east-1' : 'eu-west-1' } };
  });
  const shared = [
    raw('prefixList', { PrefixListId: 'pl-s3', Cidrs: [S3] }),
    raw('prefixList', { PrefixListId: 'pl-home', AddressFamily: 'IPv4' }),
    raw('prefixListEntries', {
      PrefixListId: 'pl-home',
      Entries: [{ Cidr: '10.0.0.0/9' }, { Cidr: '198.51.100.0/24' }],
    }),
    raw('address', { AllocationId: 'eipalloc-unused', PublicIp: '203.0.113.200' }),
  ];
  const plain = [
    ...shared,
    ...sites.flatMap((site) => siteOf(site, sites)),
    ...peeringsOf(network, sites),
    ...transitOf(sites),
  ];
  return withHybrid([...plain, ...balancersOf(plain, sites), ...sharedResourcesOf(plain, sites)], sites);
}

export const S3 = '52.218.0.0/17';

export function cidr4(k: number, j?: number): string {
  return j === undefined ? `10.${k}.0.0/16` : `10.${k}.${j}.0/24`;
}
export function cidr6(k: number, j?: number): string {
  return j === undefined ? `2600:1f18:${k}::/56` : `2600:1f18:${k}:${j}::/64`;
}

/** The subnet of the appliance. */
export const APPLIANCE = 9;

function siteOf(site: Site, sites: readonly Site[]): readonly Raw[] {
  const { k, plan, place } = site;
  const blocks = (text: string) => (plan.isDual ? { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: text }] } : {});
  const isInspecting = plan.appliance !== 'none';
  const numbers = [...plan.subnets.keys(), ...(isInspecting ? [APPLIANCE] : [])];
  const zone = (j: number) => ({
    AvailabilityZone: `${place.region}${'ab'[j % 2]}`,
    AvailabilityZoneId: `${place.region}-az${j % 2}`,
  });
  return [
    vpc(`vpc-${k}`, cidr4(k), { ...blocks(cidr6(k)), OwnerId: place.account }),
    ...numbers.map((j) =>
      subnet(`subnet-${k}${j}`, `vpc-${k}`, cidr4(k, j), {
        ...blocks(cidr6(k, j)),
        ...zone(j),
        OwnerId: place.account,
      }),
    ),
    ...plan.subnets.map((one, j) => acl(`acl-${k}${j}`, `vpc-${k}`, [`subnet-${k}${j}`], entriesOf(one.acl))),
    ...(isInspecting ? [acl(`acl-${k}${APPLIANCE}`, `vpc-${k}`, [`subnet-${k}${APPLIANCE}`])] : []),
    ...groupsOf(site, sites),
    ...plan.subnets.flatMap((one, j) => hostsOf(site, one, j)),
    ...edgeOf(site, sites),
  ].map((one) => ({ ...one, ...place }));
}

function entriesOf(kind: SubnetPlan['acl']): readonly object[] {
  const both = (number: number, egress: boolean, more: object) => [
    allow(number, egress, more),
    allow(number + 1, egress, { ...more, CidrBlock: undefined, Ipv6CidrBlock: '::/0' }),
  ];
  const ports = (From: number, To: number) => ({ PortRange: { From, To } });
  switch (kind) {
    case 'open':
      return OPEN;
    case 'tiered':
      return [
        ...both(100, false, { Protocol: '6', ...ports(0, 1023) }),
        ...both(110, false, { Protocol: '6', ...ports(1024, 65535) }),
        ...both(120, false, { Protocol: '17', ...ports(0, 65535) }),
        allow(130, false, { Protocol: '1', IcmpTypeCode: { Type: -1, Code: -1 } }),
        ...both(100, true, { Protocol: '-1' }),
      ];
    case 'ephemeral':
    case 'narrow':
      // The narrow one tells the ports of clients inside as well.
      return [false, true].flatMap((egress) => [
        ...(kind === 'narrow' ? [] : [allow(90, egress, { CidrBlock: '10.0.0.0/9' })]),
        ...both(100, egress, { Protocol: '6', ...ports(22, 8080) }),
        ...both(110, egress, { Protocol: '6', ...ports(32768, 60999) }),
        ...both(120, egress, { Protocol: '17', ...ports(1024, 65535) }),
        allow(130, egress, { Protocol: '1', IcmpTypeCode: { Type: egress ? -1 : 8, Code: -1 } }),
      ]);
  }
}

function hostsOf({ k, plan }: Site, one: SubnetPlan, j: number): readonly Raw[] {
  return one.hosts.flatMap((each, n) => {
    const at = (subnetNumber: number, last: number) => `10.${k}.${subnetNumber}.${last}`;
    const name = `${k}${j}${n}`;
    const isPublic = each.hasPublic && one.role !== 'private';
    const first = host(name, `vpc-${k}`, `subnet-${k}${j}`, at(j, 10 + n), {
      ...(isPublic ? { publicIp: `203.0.113.${k * 40 + j * 4 + n}` } : {}),
      groups: groupOf(k, each.group),
      secondary: each.hasSecondary ? [at(j, 20 + n)] : [],
      v6: plan.isDual
        ? [`2600:1f18:${k}:${j}::1${n}`, ...(each.hasSecondary ? [`2600:1f18:${k}:${j}::2${n}`] : [])]
        : [],
      more: each.hasPrefix
        ? {
            Ipv4Prefixes: [{ Ipv4Prefix: `10.${k}.${j}.${64 + 16 * n}/28` }],
            ...(plan.isDual ? { Ipv6Prefixes: [{ Ipv6Prefix: `2600:1f18:${k}:${j}:${n + 1}::/80` }] } : {}),
          }
        : {},
    });
    const other = (j + 1) % plan.subnets.length;
    if (!each.hasSecondInterface) return first;
    const [, second] = host(name, `vpc-${k}`, `subnet-${k}${other}`, at(other, 30 + 2 * j + n), {
      groups: groupOf(k, each.group + 1),
    });
    return [...first, { ...(second as Raw), fields: { ...second?.fields, NetworkInterfaceId: `eni-${name}b` } }];
  });
}

function peeringsOf(network: NetworkPlan, sites: readonly Site[]): readonly Raw[] {
  const side = ({ k, place, plan }: Site) => ({
    VpcId: `vpc-${k}`,
    OwnerId: place.account,
    Region: place.region,
    CidrBlock: cidr4(k),
    ...(plan.isDual ? { Ipv6CidrBlockSet: [{ Ipv6CidrBlock: cidr6(k) }] } : {}),
  });
  return pairsOf(network, sites).map(([a, b]) =>
    raw('vpcPeeringConnection', {
      VpcPeeringConnectionId: `pcx-${a.k}${b.k}`,
      Status: { Code: 'active' },
      RequesterVpcInfo: side(a),
      AccepterVpcInfo: side(b),
    }),
  );
}

const PAIRS = [
  [1, 2],
  [2, 3],
  [1, 3],
] as const;

export function pairsOf(network: NetworkPlan, sites: readonly Site[]): readonly (readonly [Site, Site])[] {
  return PAIRS.flatMap(([i, j]) => {
    const [a, b] = [sites[i - 1], sites[j - 1]];
    return a && b && isPeered(network, a, b) ? [[a, b] as const] : [];
  });
}

/** VPCs that do not peer may talk over a transit gateway. */
export function isPeered({ peered, transit }: NetworkPlan, one: Site, other: Site): boolean {
  const index = PAIRS.findIndex(([i, j]) => i === Math.min(one.k, other.k) && j === Math.max(one.k, other.k));
  return peered[index] === true && !(transit.shape !== 'none' && transit.instead[index]);
}
