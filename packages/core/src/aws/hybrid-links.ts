import { groupBy } from '../model/group-by.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { derived, type Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import type { LinkSink } from './resource-type.ts';
import { siteNamed } from './site-settings.ts';

/** How a link to a place outside AWS is routed; the order in which a virtual private gateway prefers them (VGW-03). */
export const LINK_TYPES = ['Direct Connect', 'static VPN', 'BGP VPN', 'Connect'] as const;

/** A VPN connection or virtual interface between a gateway of AWS and a place outside. */
export interface HybridLink {
  readonly id: ComponentId;
  readonly type: (typeof LINK_TYPES)[number];
  /** The virtual private gateway, Direct Connect gateway or transit gateway at its end in AWS. */
  readonly gateway: ComponentId;
  /** Where it ends outside: a site, a customer gateway, or whatever is behind Direct Connect. */
  readonly place: ComponentId;
  /** The components from AWS's end to the place. */
  readonly outward: readonly ComponentId[];
  /** The customer's. */
  readonly asn: string | undefined;
  /** The ids by which settings may mean it. */
  readonly names: readonly ComponentId[];
}

interface HybridLinks {
  get(id: ComponentId): HybridLink | undefined;
  /** Those of a virtual private gateway itself, of a Direct Connect gateway, of a transit gateway. */
  of(gateway: ComponentId): readonly HybridLink[];
  at(place: ComponentId): readonly HybridLink[];
  readonly places: readonly ComponentId[];
  isPlace(id: ComponentId): boolean;
}

export const hybridLinks: (net: Lookup) => HybridLinks = derived((net) => {
  const links = [...vpnLinks(net), ...directConnectLinks(net), ...publicLinks(net), ...connectLinks(net)].sort(
    (a, b) => (a.id < b.id ? -1 : 1),
  );
  const byId = new Map(links.map((link) => [link.id, link]));
  const byGateway = groupBy(links, ({ gateway }) => gateway);
  const byPlace = groupBy(links, ({ place }) => place);
  const stated = Object.keys(net.snapshot.settings.sites).map((name) => `onprem:${name}`);
  const routers = net.all('customerGateway').flatMap(({ customerGatewayId }) => customerGatewayId ?? []);
  // Who names a gateway means what is behind it, even where nothing is.
  const unlinked = [
    ...net.all('vpnGateway').map(({ vpnGatewayId }) => vpnGatewayId),
    ...net.all('directConnectGateway').map(({ directConnectGatewayId }) => directConnectGatewayId),
  ].flatMap((id) => (id ? `onprem:${id}` : []));
  const places = new Set([...stated, ...byPlace.keys(), ...routers, ...unlinked]);
  return {
    get: (id) => byId.get(id),
    of: (gateway) => byGateway.get(gateway) ?? [],
    at: (place) => byPlace.get(place) ?? [],
    places: [...places].sort(),
    isPlace: (id) => places.has(id),
  };
});

function vpnLinks(net: Lookup): readonly HybridLink[] {
  return net.all('vpnConnection').flatMap((record) => {
    const { vpnConnectionId: id, customerGatewayId: router } = record;
    const gateway = record.vpnGatewayId || record.transitGatewayId;
    // Deleted connections stay listed for a while (PAR-19).
    if (!id || !gateway || record.state?.toLowerCase() === 'deleted') return [];
    const names = [id, router, gateway].filter((name) => name !== undefined);
    const place = siteNamed(net, names) ?? router ?? `onprem:${id}`;
    const customer = net.get('customerGateway', router);
    return {
      id,
      type: record.options?.staticRoutesOnly ? 'static VPN' : 'BGP VPN',
      gateway,
      place,
      outward: [id, ...(router && router !== place ? [router] : []), place],
      asn: customer?.bgpAsnExtended ?? customer?.bgpAsn,
      names,
    } as const;
  });
}

/** Connect attachments: GRE and BGP over another attachment, to an appliance and what is behind it (TGW-18). */
function connectLinks(net: Lookup): readonly HybridLink[] {
  return net.all('transitGatewayConnect').flatMap((record) => {
    const { transitGatewayAttachmentId: id, transitGatewayId: gateway } = record;
    if (!id || !gateway || record.state?.toLowerCase() === 'deleted') return [];
    const peers = peersOf(net, id);
    const names = [
      id,
      ...peers.flatMap(({ transitGatewayConnectPeerId }) => transitGatewayConnectPeerId ?? []),
      gateway,
    ];
    const place = siteNamed(net, names) ?? `onprem:${id}`;
    const asn = peers[0]?.connectPeerConfiguration?.bgpConfigurations[0]?.peerAsn;
    return { id, type: 'Connect', gateway, place, outward: [id, place], asn: asn?.toString(), names } as const;
  });
}

export function peersOf(net: Lookup, id: ComponentId): readonly RecordOfKind<'transitGatewayConnectPeer'>[] {
  return net.all('transitGatewayConnectPeer').filter((peer) => peer.transitGatewayAttachmentId === id);
}

/** Public virtual interfaces lead to the public addresses of AWS, never to private ones (DX-02). */
function publicLinks(net: Lookup): readonly HybridLink[] {
  return net.all('virtualInterface').flatMap((record) => {
    const { virtualInterfaceId: id, connectionId, virtualInterfaceType: type } = record;
    if (!id || type?.toLowerCase() !== 'public' || record.virtualInterfaceState === 'deleted') return [];
    const lag = net.get('directConnectConnection', connectionId)?.lagId;
    const link = directConnectLink(net, id, INTERNET, peerAsn(record), [connectionId, lag]);
    const place = link.place === `onprem:${INTERNET}` ? `onprem:${id}` : link.place;
    return { ...link, place, outward: [id, place] };
  });
}

/** Private and transit virtual interfaces. */
function directConnectLinks(net: Lookup): readonly HybridLink[] {
  const own = net.all('virtualInterface').flatMap((record) => {
    const { virtualInterfaceId: id, connectionId, virtualInterfaceType: type } = record;
    const gateway = record.directConnectGatewayId || record.virtualGatewayId;
    if (!id || !gateway || type?.toLowerCase() === 'public' || record.virtualInterfaceState === 'deleted') return [];
    const lag = net.get('directConnectConnection', connectionId)?.lagId;
    return directConnectLink(net, id, gateway, peerAsn(record), [connectionId, lag]);
  });
  const foreign = net.all('directConnectGatewayAttachment').flatMap((record) => {
    const { virtualInterfaceId: id, directConnectGatewayId: gateway } = record;
    if (!id || !gateway || net.get('virtualInterface', id)) return [];
    return directConnectLink(net, id, gateway, undefined, []);
  });
  return [...own, ...foreign];
}

function directConnectLink(
  net: Lookup,
  id: ComponentId,
  gateway: ComponentId,
  asn: string | undefined,
  carriers: readonly (string | undefined)[],
): HybridLink {
  const names = [id, ...carriers, gateway].filter((name) => name !== undefined);
  const place = siteNamed(net, names) ?? `onprem:${gateway}`;
  return { id, type: 'Direct Connect', gateway, place, outward: [id, place], asn, names };
}

function peerAsn(record: RecordOfKind<'virtualInterface'>): string | undefined {
  const asn = record.asnLong ?? record.asn ?? record.bgpPeers[0]?.asnLong ?? record.bgpPeers[0]?.asn;
  return asn === undefined ? undefined : String(asn);
}

/** From the gateway in AWS to the place outside, and back. */
export function connectHybridLink(net: Lookup, graph: LinkSink, id: ComponentId | undefined, kind: string): void {
  const link = id === undefined ? undefined : hybridLinks(net).get(id);
  if (!link) return;
  graph.node(link.id, kind);
  graph.node(link.place, net.get('customerGateway', link.place) ? 'customerGateway' : 'site');
  // To a transit gateway it is joined by an attachment, which lays that link itself.
  const chain = net.kindOfId(link.gateway) === 'transitGateway' ? link.outward : [link.gateway, ...link.outward];
  for (const [i, component] of chain.entries()) {
    const next = chain[i + 1];
    if (next === undefined) break;
    graph.link(component, next);
    graph.link(next, component);
  }
}
