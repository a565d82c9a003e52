import { ACCOUNT, acl, type Raw, REGION, raw, subnet, table } from '../oracle/build.ts';
import { cidr4, cidr6, isPeered, type Site } from './skeleton.ts';
import { hubOf } from './skeleton-hub.ts';

type Routes = Readonly<Record<string, string>>;

/** The hub VPC's number, and the subnets of a VPC that are there for its attachment alone. */
export const HUB = 8;
const DEDICATED = [6, 7];

/** Which transit gateway a VPC hangs on: those of another Region, or a second one of the same Region, are peered. */
function gatewayOf({ k, plan, network }: Site): number {
  if (plan.isFar) return 3;
  return network.transit.isSplit && k === 2 ? 2 : 1;
}

/** What a VPC's tables lead to its transit gateway: the VPCs that it does not peer with. */
export function transitRoutes(site: Site, sites: readonly Site[]): Routes {
  const { network } = site;
  if (network.transit.shape === 'none') return {};
  const id = `tgw-${gatewayOf(site)}`;
  const others = sites.filter((one) => one.k !== site.k && !isPeered(network, site, one));
  return Object.fromEntries([
    ...others.flatMap(({ k, plan }) => [[cidr4(k), id] as const, ...(plan.isDual ? [[cidr6(k), id] as const] : [])]),
    ...(network.transit.shape === 'hub' ? [[cidr4(HUB), id] as const] : []),
  ]);
}

/** Where the hub has a NAT gateway, VPCs without one use it. */
export function centralEgress(site: Site): Routes | undefined {
  const { plan, network } = site;
  const isCentral = network.transit.shape === 'hub' && network.transit.hub.hasNat && plan.nat === 'none';
  return isCentral ? { '0.0.0.0/0': `tgw-${gatewayOf(site)}` } : undefined;
}

export function transitOf(sites: readonly Site[]): readonly Raw[] {
  const [first] = sites;
  if (!first || first.network.transit.shape === 'none') return [];
  const numbers = [...new Set([...sites.map(gatewayOf), ...(first.network.transit.shape === 'hub' ? [1] : [])])].sort();
  return [
    ...sites.flatMap(attachedSite),
    ...(first.network.transit.shape === 'hub' ? hubOf(first) : []),
    ...numbers.flatMap((n) => gatewayWithTables(n, numbers, sites)),
    ...pairs(numbers).flatMap(([a, b]) => peering(a, b)),
  ];
}

function pairs(numbers: readonly number[]): readonly (readonly [number, number])[] {
  return numbers.flatMap((a) => numbers.filter((b) => a < b).map((b) => [a, b] as const));
}

export const placeOf = (n: number) => ({ account: ACCOUNT, region: n === 3 ? 'us-east-1' : REGION });
const peeringId = (a: number, b: number) => `att-x${Math.min(a, b)}${Math.max(a, b)}`;

function attachedSite(site: Site): readonly Raw[] {
  const { k, plan, place } = site;
  const isShared = plan.attached === 'shared';
  const dedicated = plan.attached === 'oneZone' ? DEDICATED.slice(0, 1) : DEDICATED;
  const blocks = (text: string) => (plan.isDual ? { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: text }] } : {});
  const local = { [cidr4(k)]: 'local', ...(plan.isDual ? { [cidr6(k)]: 'local' } : {}) };
  const own = dedicated.flatMap((j) => [
    subnet(`subnet-${k}${j}`, `vpc-${k}`, cidr4(k, j), {
      ...blocks(cidr6(k, j)),
      ...zone(place.region, j),
      OwnerId: place.account,
    }),
    acl(`acl-${k}${j}`, `vpc-${k}`, [`subnet-${k}${j}`]),
  ]);
  const subnetIds = isShared ? [...plan.subnets.keys()].slice(0, 2) : dedicated;
  return [
    ...(isShared ? [] : own),
    ...(isShared ? [] : [table(`rtb-${k}t`, `vpc-${k}`, { subnets: dedicated.map((j) => `subnet-${k}${j}`) }, local)]),
    ...attachment(
      site,
      `att-${k}`,
      `vpc-${k}`,
      subnetIds.map((j) => `subnet-${k}${j}`),
      {
        Ipv6Support: plan.isDual ? 'enable' : 'disable',
        ApplianceModeSupport: 'disable',
      },
    ),
  ].map((one) => (one.kind === 'transitGatewayAttachment' ? one : { ...one, ...place }));
}

export function zone(region: string, j: number): object {
  return { AvailabilityZone: `${region}${'ab'[j % 2]}`, AvailabilityZoneId: `${region}-az${j % 2}` };
}

/** Both records of a VPC's attachment; the transit gateway's owner sees the association. */
export function attachment(
  site: Site,
  id: string,
  vpcId: string,
  SubnetIds: readonly string[],
  Options: object,
): readonly Raw[] {
  const n = vpcId === `vpc-${HUB}` ? 1 : gatewayOf(site);
  const common = {
    TransitGatewayAttachmentId: id,
    TransitGatewayId: `tgw-${n}`,
    State: 'available',
    CreationTime: `2026-01-01T00:00:0${vpcId.at(-1)}Z`,
  };
  const association = { TransitGatewayRouteTableId: tableOf(site, vpcId, n), State: 'associated' };
  return [
    raw(
      'transitGatewayAttachment',
      { ...common, TransitGatewayOwnerId: ACCOUNT, ResourceType: 'vpc', ResourceId: vpcId, Association: association },
      placeOf(n),
    ),
    raw('transitGatewayVpcAttachment', { ...common, VpcId: vpcId, VpcOwnerId: site.place.account, SubnetIds, Options }),
  ];
}

function tableOf({ k, network }: Site, vpcId: string, n: number): string {
  if (vpcId === `vpc-${HUB}`) return 'tgw-rtb-1h';
  return network.transit.shape === 'separate' ? `tgw-rtb-${n}${k}` : `tgw-rtb-${n}`;
}

interface Listed {
  readonly cidr: string;
  readonly to: string;
  readonly type: 'static' | 'propagated';
}

function gatewayWithTables(n: number, numbers: readonly number[], sites: readonly Site[]): readonly Raw[] {
  const { transit } = sites[0]?.network ?? {};
  const mine = sites.filter((one) => gatewayOf(one) === n);
  const isHub = transit?.shape === 'hub' && n === 1;
  const blocks = ({ k, plan }: Site) => [cidr4(k), ...(plan.isDual ? [cidr6(k)] : [])];
  const propagated = (from: readonly Site[]) =>
    from.flatMap((one) => blocks(one).map((cidr): Listed => ({ cidr, to: `att-${one.k}`, type: 'propagated' })));
  const farRoutes = sites
    .filter((one) => gatewayOf(one) !== n)
    .flatMap((one) => blocks(one).map((cidr): Listed => ({ cidr, to: peeringId(n, gatewayOf(one)), type: 'static' })));
  const toHub: Listed = { cidr: '0.0.0.0/0', to: n === 1 ? `att-${HUB}` : peeringId(n, 1), type: 'static' };
  const all = [...propagated(mine), ...farRoutes, ...(transit?.shape === 'hub' && n !== 1 ? [toHub] : [])];
  const listing = transit?.listing ?? 'whole';
  const gateway = raw(
    'transitGateway',
    {
      TransitGatewayId: `tgw-${n}`,
      OwnerId: ACCOUNT,
      State: 'available',
      Options: { SecurityGroupReferencingSupport: transit?.hasReferences ? 'enable' : 'disable' },
    },
    placeOf(n),
  );
  const tables =
    transit?.shape === 'separate'
      ? [
          ...mine.flatMap(({ k }) =>
            routeTable(
              n,
              `tgw-rtb-${n}${k}`,
              all.filter(({ to }) => to !== `att-${k}`),
              listing,
            ),
          ),
          ...routeTable(n, `tgw-rtb-${n}`, all, listing),
        ]
      : isHub
        ? [...routeTable(n, 'tgw-rtb-1', [toHub], listing), ...routeTable(n, 'tgw-rtb-1h', all, listing)]
        : routeTable(n, `tgw-rtb-${n}`, all, listing);
  return [gateway, ...tables, ...numbers.filter((other) => other !== n).map((other) => peeringSide(n, other))];
}

function routeTable(n: number, id: string, routes: readonly Listed[], listing: 'whole' | 'static'): readonly Raw[] {
  const whose = { TransitGatewayRouteTableId: id };
  const listed = routes.filter(({ type }) => listing === 'whole' || type === 'static');
  const sources = [...new Set(routes.filter(({ type }) => type === 'propagated').map(({ to }) => to))];
  const kindOf = (to: string) => (to.startsWith('att-x') ? 'peering' : 'vpc');
  return [
    raw('transitGatewayRouteTable', { ...whose, TransitGatewayId: `tgw-${n}`, State: 'available' }),
    raw('transitGatewayRoutes', {
      ...whose,
      AdditionalRoutesAvailable: false,
      Routes: listed.map(({ cidr, to, type }) => ({
        DestinationCidrBlock: cidr,
        Type: type,
        State: 'active',
        TransitGatewayAttachments: [{ TransitGatewayAttachmentId: to, ResourceType: kindOf(to) }],
      })),
    }),
    raw('transitGatewayPropagations', {
      ...whose,
      TransitGatewayRouteTablePropagations: sources.map((TransitGatewayAttachmentId) => ({
        TransitGatewayAttachmentId,
        ResourceType: 'vpc',
        State: 'enabled',
      })),
    }),
  ].map((one) => ({ ...one, ...placeOf(n) }));
}

function peeringSide(n: number, far: number): Raw {
  const common = { TransitGatewayAttachmentId: peeringId(n, far), TransitGatewayId: `tgw-${n}`, State: 'available' };
  const Association = { TransitGatewayRouteTableId: `tgw-rtb-${n}`, State: 'associated' };
  return raw(
    'transitGatewayAttachment',
    { ...common, TransitGatewayOwnerId: ACCOUNT, ResourceType: 'peering', ResourceId: `tgw-${far}`, Association },
    placeOf(n),
  );
}

function peering(a: number, b: number): readonly Raw[] {
  const side = (n: number) => ({ TransitGatewayId: `tgw-${n}`, OwnerId: ACCOUNT, Region: placeOf(n).region });
  return [
    raw('transitGatewayPeeringAttachment', {
      TransitGatewayAttachmentId: peeringId(a, b),
      State: 'available',
      RequesterTgwInfo: side(a),
      AccepterTgwInfo: side(b),
    }),
  ];
}
