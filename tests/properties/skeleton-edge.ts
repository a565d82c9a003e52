import { group, host, networkInterface, type Raw, raw, table } from '../oracle/build.ts';
import { APPLIANCE, cidr4, cidr6, pairsOf, type Site } from './skeleton.ts';
import { inspectorOf } from './skeleton-inspection.ts';
import { centralEgress, transitRoutes } from './skeleton-transit.ts';

type Routes = Readonly<Record<string, string>>;

/** Gateways of a VPC, the boxes in it, and the tables that lead to them. */
export function edgeOf(site: Site, sites: readonly Site[]): readonly Raw[] {
  return [
    ...tablesOf(site, sites),
    ...gatewaysOf(site),
    ...natOf(site),
    ...applianceOf(site),
    ...endpointsOf(site),
    ...publicAccessOf(site),
  ];
}

function tablesOf(site: Site, sites: readonly Site[]): readonly Raw[] {
  const { k, plan } = site;
  const local: Routes = { [cidr4(k)]: 'local', ...(plan.isDual ? { [cidr6(k)]: 'local' } : {}) };
  const base = {
    ...local,
    ...peerRoutes(site, sites),
    ...transitRoutes(site, sites),
    ...(plan.hasGatewayEndpoint ? { 'pl-s3': `vpce-${k}s3` } : {}),
  };
  const toInternet: Routes = { '0.0.0.0/0': `igw-${k}`, ...(plan.isDual ? { '::/0': `igw-${k}` } : {}) };
  const box = boxOf(site);
  const isInspecting = plan.appliance !== 'none';
  const isEdged = isEdge(site);
  const inspected = [...plan.subnets.entries()]
    .filter(([, one]) => one.role === 'inspected' && isInspecting)
    .map(([j]) => j);
  const mine = (j: number): Routes => {
    const role = plan.subnets[j]?.role ?? 'public';
    const through = Object.fromEntries(
      (inspected.includes(j) ? [...plan.subnets.keys()] : inspected)
        .filter((other) => other !== j)
        .map((other) => [cidr4(k, other), box]),
    );
    // Some forget the way out, which gateway tables do not forgive (GRT-05).
    const isForgotten = plan.subnets[0]?.acl === 'tiered';
    const edged: Routes = isEdged && j === 0 && !isForgotten ? { '0.0.0.0/0': box } : {};
    if (role === 'isolated') return { ...local, ...through };
    if (inspected.includes(j)) return { ...base, ...through, '0.0.0.0/0': box };
    if (role === 'public' || inspected.length > 0 || role === 'inspected')
      return { ...base, ...toInternet, ...through, ...edged };
    const toNat = { '0.0.0.0/0': `nat-${k}`, ...(plan.isDual ? { '64:ff9b::/96': `nat-${k}` } : {}) };
    const nat: Routes = plan.nat === 'none' ? (centralEgress(site) ?? {}) : toNat;
    return { ...base, ...nat, ...(plan.isDual && plan.hasEgressOnly ? { '::/0': `eigw-${k}` } : {}) };
  };
  return [
    ...plan.subnets.map((_, j) => table(`rtb-${k}${j}`, `vpc-${k}`, { subnets: [`subnet-${k}${j}`] }, mine(j))),
    table(`rtb-${k}`, `vpc-${k}`, { main: true }, { ...base, ...toInternet }),
    ...(plan.nat === 'regional' ? [table(`rtb-${k}nat`, `vpc-${k}`, {}, { ...local, ...toInternet })] : []),
    ...(isEdged ? [table(`rtb-${k}edge`, `vpc-${k}`, { gateway: `igw-${k}` }, { ...local, [cidr4(k, 0)]: box })] : []),
  ];
}

function isEdge({ plan }: Site): boolean {
  return plan.hasEdgeTable && plan.appliance !== 'none' && plan.subnets[0]?.role !== 'isolated';
}

function peerRoutes({ k, network }: Site, sites: readonly Site[]): Routes {
  const routes = pairsOf(network, sites).flatMap(([a, b]) => {
    const far = a.k === k ? b : b.k === k ? a : undefined;
    if (!far) return [];
    const id = `pcx-${a.k}${b.k}`;
    return [[cidr4(far.k), id] as const, ...(far.plan.isDual ? [[cidr6(far.k), id] as const] : [])];
  });
  return Object.fromEntries(routes);
}

function gatewaysOf({ k, plan }: Site): readonly Raw[] {
  const Attachments = [{ VpcId: `vpc-${k}`, State: 'available' }];
  return [
    raw('internetGateway', { InternetGatewayId: `igw-${k}`, Attachments }),
    ...(plan.hasEgressOnly
      ? [raw('egressOnlyInternetGateway', { EgressOnlyInternetGatewayId: `eigw-${k}`, Attachments })]
      : []),
  ];
}

function natOf({ k, plan, place }: Site): readonly Raw[] {
  if (plan.nat === 'none') return [];
  const common = { NatGatewayId: `nat-${k}`, State: 'available', VpcId: `vpc-${k}` };
  const publicIp = (n: number) => `203.0.113.${k * 40 + 30 + n}`;
  if (plan.nat === 'regional') {
    const addresses = [0, 1].map((n) => ({
      PublicIp: publicIp(n),
      AvailabilityZoneId: `${place.region}-az${n}`,
      Status: 'succeeded',
    }));
    const regional = { AvailabilityMode: 'regional', RouteTableId: `rtb-${k}nat`, ConnectivityType: 'public' };
    return [raw('natGateway', { ...common, ...regional, NatGatewayAddresses: addresses })];
  }
  const isPrivate = plan.nat === 'private';
  // The first subnet may be no public one: then the gateway stands in the VPC's main table by a subnet of its own.
  const numbers = plan.nat === 'several' ? [0, 1] : [0];
  const own = numbers.map((n) => ({
    NetworkInterfaceId: `eni-${k}nat${n}`,
    PrivateIp: `10.${k}.8.${5 + n}`,
    ...(isPrivate ? {} : { PublicIp: publicIp(n) }),
    Status: 'succeeded',
  }));
  return [
    raw('subnet', {
      SubnetId: `subnet-${k}8`,
      VpcId: `vpc-${k}`,
      State: 'available',
      CidrBlock: cidr4(k, 8),
      AvailabilityZone: `${place.region}a`,
      AvailabilityZoneId: `${place.region}-az0`,
    }),
    raw('networkAcl', {
      NetworkAclId: `acl-${k}8`,
      VpcId: `vpc-${k}`,
      Associations: [{ SubnetId: `subnet-${k}8` }],
      Entries: openEntries,
    }),
    ...own.map((one) =>
      networkInterface(one.NetworkInterfaceId, `vpc-${k}`, `subnet-${k}8`, one.PrivateIp, {
        ...(one.PublicIp ? { publicIp: one.PublicIp } : {}),
        more: { InterfaceType: 'nat_gateway', SourceDestCheck: false },
      }),
    ),
    raw('natGateway', {
      ...common,
      SubnetId: `subnet-${k}8`,
      ConnectivityType: isPrivate ? 'private' : 'public',
      NatGatewayAddresses: own,
    }),
  ];
}

const openEntries = [false, true].map((Egress) => ({
  RuleNumber: 100,
  Egress,
  RuleAction: 'allow',
  Protocol: '-1',
  CidrBlock: '0.0.0.0/0',
}));

/** What routes lead to for inspection. */
function boxOf({ k, plan }: Site): string {
  return plan.inspector.kind === 'appliance' ? `eni-${k}fw` : `vpce-${k}fw`;
}

function applianceOf({ k, plan }: Site): readonly Raw[] {
  if (plan.appliance === 'none') return [];
  if (plan.inspector.kind !== 'appliance') {
    const subnetId = `subnet-${k}${APPLIANCE}`;
    const at = { [`vpce-${k}fw`]: subnetId };
    return inspectorOf(plan.inspector, `gw${k}`, `vpc-${k}`, at, { subnetId, ip: `10.${k}.${APPLIANCE}.7` });
  }
  const box = host(`${k}fw`, `vpc-${k}`, `subnet-${k}${APPLIANCE}`, `10.${k}.${APPLIANCE}.7`, {
    groups: [`sg-${k}fw`],
    publicIp: `203.0.113.${k * 40 + 39}`,
    more: { SourceDestCheck: false },
    v6: plan.isDual ? [`2600:1f18:${k}:${APPLIANCE}::7`] : [],
  });
  return [group(`sg-${k}fw`, `vpc-${k}`), ...box];
}

function endpointsOf({ k, plan }: Site): readonly Raw[] {
  const last = plan.subnets.length - 1;
  const id = `eni-${k}vpce`;
  const common = { VpcId: `vpc-${k}`, State: 'available' };
  const gateway = raw('vpcEndpoint', {
    ...common,
    VpcEndpointId: `vpce-${k}s3`,
    VpcEndpointType: 'Gateway',
    ServiceName: 'com.amazonaws.eu-west-1.s3',
  });
  const queue = [
    networkInterface(id, `vpc-${k}`, `subnet-${k}${last}`, `10.${k}.${last}.50`, {
      groups: [`sg-${k}web`],
      more: { InterfaceType: 'vpc_endpoint' },
    }),
    raw('vpcEndpoint', {
      ...common,
      VpcEndpointId: `vpce-${k}sqs`,
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.eu-west-1.sqs',
      NetworkInterfaceIds: [id],
    }),
  ];
  return [...(plan.hasGatewayEndpoint ? [gateway] : []), ...(plan.hasInterfaceEndpoint ? queue : [])];
}

function publicAccessOf({ k, network, place }: Site): readonly Raw[] {
  const isFirst = !network.vpcs.slice(0, k - 1).some((one, i) => sameSide(one, network.vpcs[k - 1], i));
  if (network.publicAccess === 'unstated' || !isFirst) return exclusionsOf(k, network.exclusion);
  const options = {
    AwsAccountId: place.account,
    AwsRegion: place.region,
    InternetGatewayBlockMode: network.publicAccess,
  };
  return [raw('vpcBlockPublicAccessOptions', options), ...exclusionsOf(k, network.exclusion)];
}

function sameSide(a: Site['plan'], b: Site['plan'] | undefined, _index: number): boolean {
  return a.isFar === b?.isFar && a.isForeign === b.isForeign;
}

function exclusionsOf(k: number, mode: Site['network']['exclusion']): readonly Raw[] {
  if (mode === 'none') return [];
  // Every other VPC is excluded as a whole, the rest by its first subnet.
  const what = k % 2 === 0 ? `subnet/subnet-${k}0` : `vpc/vpc-${k}`;
  return [
    raw('vpcBlockPublicAccessExclusion', {
      ExclusionId: `exclusion-${k}`,
      ResourceArn: `arn:aws:ec2:eu-west-1:1:${what}`,
      State: 'create-complete',
      InternetGatewayExclusionMode: mode,
    }),
  ];
}
