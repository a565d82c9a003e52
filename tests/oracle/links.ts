import type { RecordOfKind } from '@hopwise/core';
import { type Cidr, isV6, parseCidr } from './addresses.ts';
import { coverageOf, type Lookups, present, sameWord } from './lookups.ts';

/** A VPN connection or a virtual interface: one way between AWS and a place outside. */
export interface Link {
  readonly id: string;
  readonly kind: 'vpn' | 'virtualInterface';
  /** Itself and what it shares with others, as settings may name it. */
  readonly names: readonly string[];
  /** Where it ends in AWS. */
  readonly ends: string | undefined;
  readonly site: string | undefined;
  /** VPN-03: routes are written down on both sides, none are told. */
  readonly isStatic: boolean;
  readonly asn: string | undefined;
  readonly vpn?: RecordOfKind<'vpnConnection'>;
  readonly virtualInterface?: RecordOfKind<'virtualInterface'>;
}

export type LinkState = 'up' | 'down' | 'unknown';

const memory = new WeakMap<Lookups, readonly Link[]>();

export function linksOf(look: Lookups): readonly Link[] {
  const found = memory.get(look) ?? [...vpnLinks(look), ...virtualInterfaces(look)];
  memory.set(look, found);
  return found;
}

export function linkCalled(look: Lookups, id: string | undefined): Link | undefined {
  return linksOf(look).find((one) => one.id === id);
}

function vpnLinks(look: Lookups): readonly Link[] {
  return look.snapshot.records.vpnConnection.flatMap((vpn) => {
    const { vpnConnectionId: id, customerGatewayId, vpnGatewayId, transitGatewayId } = vpn;
    if (id === undefined) return [];
    const names = present([id, customerGatewayId, vpnGatewayId]);
    const customer = look.snapshot.records.customerGateway.find((one) => one.customerGatewayId === customerGatewayId);
    return {
      ...{ id, kind: 'vpn', names, vpn, site: siteAt(look, names) },
      ends: vpnGatewayId ?? transitGatewayId,
      isStatic: vpn.options?.staticRoutesOnly === true,
      asn: customer?.bgpAsnExtended ?? customer?.bgpAsn,
    };
  });
}

function virtualInterfaces(look: Lookups): readonly Link[] {
  return look.snapshot.records.virtualInterface.flatMap((one) => {
    const { virtualInterfaceId: id, connectionId, directConnectGatewayId, virtualGatewayId } = one;
    if (id === undefined) return [];
    const lag = look.snapshot.records.directConnectConnection.find((each) => each.connectionId === connectionId)?.lagId;
    const names = present([id, connectionId, lag, directConnectGatewayId, virtualGatewayId]);
    return {
      ...{ id, kind: 'virtualInterface', names, virtualInterface: one, site: siteAt(look, names) },
      // DX-02: a public one leads to no private address.
      ends: sameWord(one.virtualInterfaceType, 'public') ? undefined : (directConnectGatewayId ?? virtualGatewayId),
      isStatic: false,
      asn: String(one.asnLong ?? one.asn ?? ''),
    };
  });
}

/** The site whose router the link is, by the name that is most its own; the only site without a router has the rest. */
function siteAt(look: Lookups, names: readonly string[]): string | undefined {
  const sites = Object.entries(look.snapshot.settings.sites);
  for (const name of names) {
    const found = sites.find(([, { router }]) => router.includes(name));
    if (found) return found[0];
  }
  const open = sites.filter(([, { router }]) => router.length === 0);
  return open.length === 1 ? open[0]?.[0] : undefined;
}

/** What the owner of the site says is not working at present. */
export function isStatedDown(look: Lookups, link: Link): boolean {
  const down = look.snapshot.settings.sites[link.site ?? '']?.down ?? [];
  return link.names.some((name) => down.includes(name));
}

/** VPN-01, DX-01: whether a link carries packets of a family. */
export function stateOf(look: Lookups, link: Link, v6: boolean): LinkState {
  if (isStatedDown(look, link)) return 'down';
  return link.vpn ? stateOfVpn(link.vpn, v6) : stateOfInterface(look, link, v6);
}

function stateOfVpn(vpn: NonNullable<Link['vpn']>, v6: boolean): LinkState {
  if (!sameWord(vpn.state ?? 'available', 'available')) return 'down';
  // VGW-08, VPN-06: IPv6 needs a VPN of its own, and a transit gateway.
  const inside = sameWord(vpn.options?.tunnelInsideIpVersion, 'ipv6');
  if (v6 !== (inside && vpn.transitGatewayId !== undefined)) return 'down';
  const tunnels = present(vpn.vgwTelemetry);
  if (tunnels.some(({ status }) => sameWord(status, 'UP'))) return 'up';
  return tunnels.length === 0 || tunnels.some(({ status }) => status === undefined) ? 'unknown' : 'down';
}

function stateOfInterface(look: Lookups, link: Link, v6: boolean): LinkState {
  const { virtualInterface: one } = link;
  if (one === undefined) return 'unknown';
  if (!sameWord(one.virtualInterfaceState ?? 'available', 'available')) return 'down';
  const hung = stateOfGateway(look, one.directConnectGatewayId);
  if (!isCarried(look, one.connectionId) || !isAttached(look, link) || hung === 'down') return 'down';
  const peers = present(one.bgpPeers).filter(
    ({ addressFamily }) => addressFamily === undefined || sameWord(addressFamily, v6 ? 'ipv6' : 'ipv4'),
  );
  if (peers.some(({ bgpStatus }) => sameWord(bgpStatus, 'up'))) return hung;
  // Without any peer in the record nobody tells of the sessions.
  const isTold =
    one.bgpPeers.length > 0 &&
    peers.every(({ bgpStatus }) => bgpStatus !== undefined && !sameWord(bgpStatus, 'unknown'));
  return isTold ? 'down' : 'unknown';
}

function stateOfGateway(look: Lookups, id: string | undefined): LinkState {
  if (id === undefined) return 'up';
  const gateway = look.snapshot.records.directConnectGateway.find((one) => one.directConnectGatewayId === id);
  if (gateway === undefined) return 'unknown';
  return sameWord(gateway.directConnectGatewayState ?? 'available', 'available') ? 'up' : 'down';
}

/** A connection that was not collected is assumed to be up. */
function isCarried(look: Lookups, id: string | undefined): boolean {
  const { directConnectConnection, directConnectLag } = look.snapshot.records;
  const connection = directConnectConnection.find((one) => one.connectionId === id);
  const lag = directConnectLag.find((one) => one.lagId === id);
  const state = connection?.connectionState ?? lag?.lagState ?? 'available';
  return sameWord(state, 'available');
}

/** DX-02: a virtual interface of a Direct Connect gateway hangs on it by an attachment, where those were listed. */
function isAttached(look: Lookups, { id, virtualInterface }: Link): boolean {
  const gatewayId = virtualInterface?.directConnectGatewayId;
  const found = look.snapshot.records.directConnectGatewayAttachment.find(
    (one) => one.virtualInterfaceId === id && one.directConnectGatewayId === gatewayId,
  );
  return sameWord(found?.attachmentState ?? 'attached', 'attached');
}

/** What AWS learns over a link: static routes, or what the site announces there. Undefined where nobody states it. */
export function learnedOver(look: Lookups, link: Link): readonly Cidr[] | undefined {
  if (link.isStatic) {
    const routes = present(link.vpn?.routes ?? []).filter(({ state }) => sameWord(state ?? 'available', 'available'));
    return present(routes.map((one) => parseCidr(one.destinationCidrBlock)));
  }
  const site = look.snapshot.settings.sites[link.site ?? ''];
  if (site === undefined) return undefined;
  const { advertises, prefixes } = site;
  if (advertises === undefined) return present(prefixes.map(parseCidr));
  if (Array.isArray(advertises)) return present((advertises as readonly string[]).map(parseCidr));
  const byLink = advertises as Readonly<Record<string, readonly string[]>>;
  const stated = link.names.map((name) => byLink[name]).find((texts) => texts !== undefined) ?? prefixes;
  return present(stated.map(parseCidr));
}

/** Whether links may be missing from the snapshot: nobody then knows all that a gateway or site has. */
export function unseenLinks(look: Lookups, kind: 'vpnConnection' | 'virtualInterface'): boolean {
  return coverageOf(look.snapshot, kind, { account: undefined, region: undefined }) !== 'complete';
}

export function isOfFamily(cidr: Cidr, v6: boolean): boolean {
  return isV6(cidr.base) === v6;
}
