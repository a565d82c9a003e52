import type { Code } from '../model/codes.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { type HybridLink, peersOf } from './hybrid-links.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { dropped, notCollected, surest } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { siteOf } from './site-settings.ts';
import { works } from './states.ts';

/** Why a link carries no packets of a family, or why nobody can tell; undefined where it works. */
export function linkStop(net: Lookup, link: HybridLink, family: Family): Stop | undefined {
  const down = statedDown(net, link);
  if (down) return dropped(link.id, 'BAD_STATE', blocks(link.id, `${down} is stated to be down`));
  switch (link.type) {
    case 'Direct Connect':
      return directConnectStop(net, link, family);
    case 'Connect':
      return connectStop(net, link);
    default:
      return vpnStop(net, link, family);
  }
}

/** What the owner says is down, of all that a link is made of. */
export function statedDown(net: Lookup, link: HybridLink): string | undefined {
  return siteOf(net, link.place)?.down.find((name) => link.names.includes(name));
}

/** What the owner says is up, of all that a link is made of: its tunnels and sessions are (VPN-01). */
function isStatedUp(net: Lookup, link: HybridLink): boolean {
  return siteOf(net, link.place)?.up?.some((name) => link.names.includes(name)) ?? false;
}

/** Usable while it is available and BGP is up with one of its peers. */
function connectStop(net: Lookup, link: HybridLink): Stop | undefined {
  const { id } = link;
  const record = net.get('transitGatewayConnect', id);
  const peers = peersOf(net, id).filter(({ state }) => works(state, 'available'));
  const statuses = peers
    .flatMap(({ connectPeerConfiguration }) => connectPeerConfiguration?.bgpConfigurations ?? [])
    .map((one) => one?.bgpStatus?.toLowerCase());
  if (!works(record?.state, 'available', 'modifying')) {
    return dropped(id, 'BAD_STATE_ATTACHMENT', blocks(id, `its state is ${record?.state}`));
  }
  if (statuses.includes('up') || isStatedUp(net, link)) return undefined;
  const isRead = net.coverage('transitGatewayConnectPeer', record ?? ANYWHERE) === 'complete';
  if (!isRead || statuses.includes(undefined))
    return notCollected(net, id, 'transitGatewayConnectPeer', undefined, record ?? ANYWHERE);
  return dropped(id, 'BAD_STATE', blocks(id, 'BGP is up with none of its peers'));
}

/** Usable while it is available and at least one tunnel is up (VPN-01). */
function vpnStop(net: Lookup, link: HybridLink, family: Family): Stop | undefined {
  const { id } = link;
  const record = net.get('vpnConnection', id) as RecordOfKind<'vpnConnection'>;
  const refused = familyRefusal(record, family);
  if (refused) return dropped(id, 'PROTOCOL_RESTRICTION', blocks(id, refused));
  if (!works(record.state, 'available')) {
    return dropped(id, 'BAD_STATE_VPN', blocks(id, `its state is ${record.state}`));
  }
  const tunnels = record.vgwTelemetry.map((tunnel) => tunnel?.status?.toLowerCase());
  if (tunnels.includes('up') || isStatedUp(net, link)) return undefined;
  if (tunnels.length === 0 || tunnels.includes(undefined))
    return untold(notCollected(net, id, 'vpnConnection', id, record), 'whether any of its tunnels is up');
  return dropped(id, 'BAD_STATE_VPN', blocks(id, 'none of its tunnels is up'));
}

/** The link itself is in the input, as of a plan that is yet to make it; what it does is not. */
function untold(stop: Stop, what: string): Stop {
  return { ...stop, evidence: [{ component: stop.at, effect: 'blocks', text: `${what} is not in the input` }] };
}

/** IPv6 inside is for connections of transit gateways that are made for it, and those carry nothing else (VGW-08, VPN-06). */
function familyRefusal(record: RecordOfKind<'vpnConnection'>, family: Family): string | undefined {
  if (record.vpnGatewayId) {
    return family === 6 ? 'a VPN connection of a virtual private gateway carries no IPv6' : undefined;
  }
  const inside = works(record.options?.tunnelInsideIpVersion ?? 'ipv4', 'ipv6') ? 6 : 4;
  return inside === family ? undefined : `its tunnels carry IPv${inside} only`;
}

/** Usable while it is available and its BGP session of the family is up, over a connection that is up (DX-01). */
function directConnectStop(net: Lookup, link: HybridLink, family: Family): Stop | undefined {
  const { id } = link;
  const record = net.get('virtualInterface', id);
  if (!record) return notCollected(net, id, 'virtualInterface', id, ANYWHERE);
  if (!works(record.virtualInterfaceState, 'available')) {
    return dropped(id, 'BAD_STATE', blocks(id, `its state is ${record.virtualInterfaceState}`));
  }
  return surest([
    carrierStop(net, record.connectionId),
    gatewayStop(net, record.directConnectGatewayId),
    sessionStop(net, link, record, family),
  ]);
}

function sessionStop(
  net: Lookup,
  link: HybridLink,
  record: RecordOfKind<'virtualInterface'>,
  family: Family,
): Stop | undefined {
  const { id } = link;
  const peers = record.bgpPeers.filter((peer) => works(peer?.addressFamily, `ipv${family}`));
  const unread = untold(notCollected(net, id, 'virtualInterface', id, record), 'whether its BGP session is up');
  if (record.bgpPeers.length === 0) return unread;
  if (peers.length === 0) return dropped(id, 'PROTOCOL_RESTRICTION', blocks(id, `it has no BGP peer of IPv${family}`));
  const statuses = peers.map((peer) => peer?.bgpStatus?.toLowerCase());
  if (statuses.includes('up') || isStatedUp(net, link)) return undefined;
  if (statuses.includes(undefined) || statuses.includes('unknown')) return unread;
  return dropped(id, 'BAD_STATE', blocks(id, 'its BGP session is down'));
}

/** Nobody tells of its tunnels or sessions: a plan is yet to make it, or changes what it shares with others. */
export function isUntold(net: Lookup, { id }: HybridLink): boolean {
  const [connection, virtualInterface] = [net.get('vpnConnection', id), net.get('virtualInterface', id)];
  const statuses =
    connection?.vgwTelemetry.map((one) => one?.status) ?? virtualInterface?.bgpPeers.map((one) => one?.bgpStatus);
  return statuses !== undefined && (statuses.length === 0 || statuses.includes(undefined));
}

/** What is told of a link that packets use. */
export function linkNotes(net: Lookup, link: HybridLink): readonly Code[] {
  const { id } = link;
  const { localIpv4NetworkCidr: local, remoteIpv4NetworkCidr: remote } = net.get('vpnConnection', id)?.options ?? {};
  // AWS lets everything through its tunnels; the customer's device may hold to what both agreed on (VPN-02).
  const isNarrow = [local, remote].some((cidr) => cidr !== undefined && cidr !== '0.0.0.0/0');
  const carrier = net.get('virtualInterface', id)?.connectionId;
  const isUnread = carrier && !net.get('directConnectConnection', carrier) && !net.get('directConnectLag', carrier);
  return [
    ...(isNarrow ? ['VPN_SELECTORS_NARROW' as const] : []),
    ...(isUnread ? ['ASSUMED_CONNECTION_UP' as const] : []),
    ...(isStatedUp(net, link) ? ['ASSUMED_LINK_UP' as const] : []),
  ];
}

/** The Direct Connect gateway that a virtual interface hangs on. */
function gatewayStop(net: Lookup, id: string | undefined): Stop | undefined {
  if (!id) return undefined;
  const record = net.get('directConnectGateway', id);
  if (!record) return notCollected(net, id, 'directConnectGateway', id, ANYWHERE);
  const state = record.directConnectGatewayState;
  return works(state, 'available') ? undefined : dropped(id, 'BAD_STATE', blocks(id, `its state is ${state}`));
}

function carrierStop(net: Lookup, id: string | undefined): Stop | undefined {
  const connection = net.get('directConnectConnection', id);
  const lag = net.get('directConnectLag', id);
  const state = connection?.connectionState ?? lag?.lagState;
  if (!id || works(state, 'available')) return undefined;
  return dropped(id, 'BAD_STATE', blocks(id, `its state is ${state}`));
}

function blocks(component: ComponentId, text: string) {
  return { component, effect: 'blocks' as const, text };
}
