import { ACCOUNT, type Raw, raw, route, table } from '../oracle/build.ts';
import { linksOfPlan, PLACES, type PlannedLink } from './hybrid-links.ts';
import { listOf } from './mutations.ts';
import { cidr4, type Site } from './skeleton.ts';
import { clientsOf } from './skeleton-clients.ts';
import { withTransitLinks } from './skeleton-hybrid-transit.ts';

/** The network with its sites: virtual private gateways, links, and what leads to them. */
export function withHybrid(plain: readonly Raw[], sites: readonly Site[]): readonly Raw[] {
  const [first] = sites;
  if (!first?.network.parts.includes('hybrid')) return plain;
  const links = linksOfPlan(first.network);
  const routed = plain.map((one) => {
    const site = sites.find(({ k }) => one.fields.VpcId === `vpc-${k}`);
    return one.kind === 'routeTable' && site ? withRoutes(one, site, links) : one;
  });
  return [
    ...withTransitLinks(routed, links),
    ...sites.flatMap((site) => gatewayOf(site)),
    ...links.flatMap(linkOf),
    ...directConnectOf(sites, links),
    ...sites.flatMap(clientsOf),
  ];
}

/** Tables of hosts learn from the gateway, or say it themselves; sites behind transit gateways they say themselves. */
function withRoutes(one: Raw, { k, network }: Site, links: readonly PlannedLink[]): Raw {
  const { hybrid } = network;
  const isOfHosts = listOf(one, 'Associations').some(({ SubnetId, Main }) => Main || SubnetId !== undefined);
  if (!isOfHosts) return one;
  const routes = listOf(one, 'Routes');
  const has = (cidr: string) => routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === cidr);
  const near = links.filter((link) => !link.isTransit && (link.how === 'private' || link.k === k));
  const known = [...new Set(near.flatMap(({ announced }) => announced))].filter((cidr) => !has(cidr));
  const gateway = routes.find(({ TransitGatewayId }) => TransitGatewayId)?.TransitGatewayId;
  const far = network.hybrid.sites.flatMap((_, s) => {
    const isNear = near.some((link) => link.site === s);
    return isNear || gateway === undefined ? [] : [route(PLACES[s]?.prefix ?? '', String(gateway))];
  });
  const learned = known.map((cidr) =>
    route(cidr, `vgw-${k}`, hybrid.routes === 'static' ? {} : { Origin: 'EnableVgwRoutePropagation' }),
  );
  const Routes = [...routes, ...far, ...(hybrid.routes === 'derived' ? [] : learned)];
  const PropagatingVgws = hybrid.routes === 'static' ? [] : [{ GatewayId: `vgw-${k}` }];
  return { ...one, fields: { ...one.fields, Routes, PropagatingVgws } };
}

function gatewayOf({ k, plan, network, place }: Site): readonly Raw[] {
  const VpcAttachments = [{ VpcId: `vpc-${k}`, State: 'attached' }];
  const isGuarded = network.hybrid.hasEdgeTable && plan.appliance !== 'none' && plan.inspector.kind === 'appliance';
  const edge = table(
    `rtb-${k}sites`,
    `vpc-${k}`,
    { gateway: `vgw-${k}` },
    { [cidr4(k)]: 'local', [cidr4(k, 0)]: `eni-${k}fw` },
  );
  return [
    raw('vpnGateway', { VpnGatewayId: `vgw-${k}`, State: 'available', VpcAttachments }, place),
    ...(isGuarded ? [{ ...edge, ...place }] : []),
  ];
}

function linkOf(link: PlannedLink): readonly Raw[] {
  return link.isVpn ? vpnOf(link) : interfaceOf(link);
}

function vpnOf({ id, router, site, k, isStatic, isTransit, announced }: PlannedLink): readonly Raw[] {
  const ends = isTransit ? { TransitGatewayId: 'tgw-1' } : { VpnGatewayId: `vgw-${k}` };
  return [
    raw('customerGateway', { CustomerGatewayId: router, State: 'available', BgpAsn: String(65001 + site) }),
    raw('vpnConnection', {
      ...ends,
      VpnConnectionId: id,
      State: 'available',
      CustomerGatewayId: router,
      Options: { StaticRoutesOnly: isStatic },
      Routes: isStatic ? announced.map((cidr) => ({ DestinationCidrBlock: cidr, State: 'available' })) : [],
      VgwTelemetry: [{ Status: 'UP' }, { Status: 'DOWN' }],
    }),
  ];
}

function interfaceOf({ id, router, site, k, how }: PlannedLink): readonly Raw[] {
  const ends =
    how === 'interface'
      ? { virtualGatewayId: `vgw-${k}` }
      : { directConnectGatewayId: how === 'private' ? 'dxgw-1' : 'dxgw-2' };
  return [
    raw('directConnectConnection', { connectionId: router, connectionState: 'available', ownerAccount: ACCOUNT }),
    raw('virtualInterface', {
      ...ends,
      virtualInterfaceId: id,
      virtualInterfaceType: how === 'transit' ? 'transit' : 'private',
      virtualInterfaceState: 'available',
      connectionId: router,
      asn: 65001 + site,
      bgpPeers: [{ addressFamily: 'ipv4', asn: 65001 + site, bgpPeerState: 'available', bgpStatus: 'up' }],
    }),
  ];
}

/** One Direct Connect gateway for all virtual private gateways, one for the first transit gateway. */
function directConnectOf(sites: readonly Site[], links: readonly PlannedLink[]): readonly Raw[] {
  const allowed = sites[0]?.network.hybrid.allowed;
  const gateways = { private: sites.map(({ k }) => [`vgw-${k}`, k] as const), transit: [['tgw-1', 0] as const] };
  return (['private', 'transit'] as const).flatMap((how, n) => {
    if (!links.some((link) => link.how === how)) return [];
    const directConnectGatewayId = `dxgw-${n + 1}`;
    const prefixes = (k: number) => {
      if (allowed === 'wide') return ['10.0.0.0/8'];
      const own = k === 0 ? [...sites.map((site) => cidr4(site.k)), cidr4(8)] : [cidr4(k)];
      return allowed === 'exact' ? own : own.map((cidr) => cidr.replace('/16', '/20'));
    };
    return [
      raw('directConnectGateway', { directConnectGatewayId, directConnectGatewayState: 'available' }),
      ...gateways[how].map(([id, k]) =>
        raw('directConnectGatewayAssociation', {
          associationId: `assoc-${id}`,
          directConnectGatewayId,
          associationState: 'associated',
          associatedGateway: { id, ownerAccount: ACCOUNT },
          allowedPrefixesToDirectConnectGateway: prefixes(k).map((cidr) => ({ cidr })),
        }),
      ),
    ];
  });
}
