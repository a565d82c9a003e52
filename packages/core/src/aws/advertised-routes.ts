import type { Code } from '../model/codes.ts';
import { type ComponentId, INTERNET, type Stop } from '../model/route.ts';
import { type Family, formatPrefix, type Prefix } from '../net/address.ts';
import { valueAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { cloudHub } from './cloud-hub.ts';
import { type Association, announcedBy, associationsOf } from './direct-connect-associations.ts';
import type { HybridLink } from './hybrid-links.ts';
import { isOwnPublic } from './internet-edge.ts';
import { longestCover } from './learned-routes.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { notCollected } from './missing.ts';
import { siteLinkPartners } from './site-link.ts';
import { attachmentOfResource } from './transit-gateway-attachments.ts';
import { type TransitDecision, transitTable } from './transit-gateway-table.ts';
import { rangesOf } from './vpc.ts';
import { attachedVpc } from './vpn-gateway-attachment.ts';
import { candidatesTo, carries } from './vpn-gateway-links.ts';

/** What the far end of a link is told of a destination. */
export interface Told {
  readonly length: number;
  readonly text: string;
  readonly notes: readonly Code[];
  /** The input lacks what would tell. */
  readonly stop?: Stop;
}

/**
 * What AWS announces over a link that covers the destination. A static VPN is told nothing: the site is taken to have
 * routes of its own for what is there, and for anything else.
 */
export function advertisedTo(net: Lookup, link: HybridLink, family: Family, label: Label): Told | undefined {
  if (link.type === 'static VPN') {
    return toldOfGateway(net, link, family, label) ?? { length: 0, text: 'a route of the site’s own', notes: [] };
  }
  if (link.gateway === INTERNET) {
    // Of AWS's public ranges the input tells those that are in use.
    return isOwnPublic(net, family, label) ? { length: 0, text: 'the public addresses of AWS', notes: [] } : undefined;
  }
  return toldOfAws(net, link, family, label) ?? toldOfSites(net, link, family, label);
}

function toldOfAws(net: Lookup, link: HybridLink, family: Family, label: Label): Told | undefined {
  if (link.type !== 'Direct Connect' || endsAtVpnGateway(net, link)) return toldOfGateway(net, link, family, label);
  // A private virtual interface leads to virtual private gateways alone, a transit one to transit gateways (DX-02).
  const joined = associationsOf(net, link.gateway).filter(({ isTransit }) => carries(net, link.id, isTransit));
  const told = joined.map((one) => toldOf(net, one, link.id, family, label));
  // What is surely announced goes before what an association that was not read may announce: ranges do not overlap.
  const [best] = told.filter((one) => one !== undefined).sort((a, b) => rankOf(b) - rankOf(a));
  if (best) return best;
  if (net.coverage('directConnectGatewayAssociation', ANYWHERE) === 'complete') return undefined;
  return untold(notCollected(net, link.gateway, 'directConnectGatewayAssociation', link.gateway, ANYWHERE));
}

/** Whether the gateway is a virtual private one: its record says so, or where that was not read the virtual interface's. */
function endsAtVpnGateway(net: Lookup, { id, gateway }: HybridLink): boolean {
  return net.get('vpnGateway', gateway) !== undefined || net.get('virtualInterface', id)?.virtualGatewayId === gateway;
}

function toldOf(net: Lookup, one: Association, at: ComponentId, family: Family, label: Label): Told | undefined {
  const prefixes = announcedBy(net, one, family);
  if (!prefixes) return untold(notCollected(net, at, 'vpnGateway', one.gateway, one));
  return covered(net, prefixes, family, label);
}

/** Over VPN a transit gateway announces the routes of the table that routes the connection's attachment (TGW-16). */
function toldOfTable(net: Lookup, { id, gateway }: HybridLink, family: Family, label: Label): Told | undefined {
  const attachment = attachmentOfResource(net, gateway, id);
  if (!attachment) return untold(notCollected(net, id, 'transitGatewayAttachment', undefined, ANYWHERE));
  // What stops it there shows when a packet is sent.
  if (typeof attachment.table !== 'object') return { length: 0, text: 'what its table has', notes: [] };
  const table = transitTable(net, attachment.table.tableId, family);
  const { routes, length } = table.decisions[valueAt(table.map, label)] as TransitDecision;
  const isBack = routes.every(({ attachmentIds }) => attachmentIds.join() === attachment.id);
  if (routes.length > 0 && !isBack) return { length, text: routes[0]?.evidence.rule ?? '', notes: [] };
  if (table.open === 'nothing' && table.unread.length === 0) return undefined;
  const text = 'not all of its routes are in the input';
  const evidence = { component: attachment.table.tableId, effect: 'blocks' as const, text };
  const stop: Stop = { kind: 'unknown', code: 'TGW_RTB_ROUTES_ARE_UNKNOWN', at: id, evidence: [evidence] };
  return untold(table.missing ? { ...stop, missing: table.missing } : stop);
}

/** Over its own links a virtual private gateway announces the ranges of its VPC. */
function toldOfGateway(net: Lookup, link: HybridLink, family: Family, label: Label): Told | undefined {
  const { id, gateway } = link;
  if (net.kindOfId(gateway) === 'transitGateway') return toldOfTable(net, link, family, label);
  const record = net.get('vpnGateway', gateway);
  if (!record) return untold(notCollected(net, id, net.kindOfId(gateway) ?? 'vpnGateway', gateway, ANYWHERE));
  const vpcId = attachedVpc(net, gateway);
  const vpc = net.get('vpc', vpcId);
  if (vpcId && !vpc) return untold(notCollected(net, id, 'vpc', vpcId, record));
  return vpc && covered(net, rangesOf(vpc, family), family, label);
}

/** What other sites have told AWS: by CloudHub (VGW-07) and by SiteLink (DX-04). */
function toldOfSites(net: Lookup, link: HybridLink, family: Family, label: Label): Told | undefined {
  const all = [...cloudHub(net, link, family, label), ...candidatesTo(net, siteLinkPartners(net, link), family, label)];
  const working = all.filter(({ stop }) => stop?.kind !== 'dropped');
  const [best] = working.sort((a, b) => b.length - a.length);
  if (!best) return undefined;
  const { length, text, notes, stop } = best;
  return { length, text, notes, ...(stop ? { stop } : {}) };
}

function covered(net: Lookup, prefixes: readonly Prefix[], family: Family, label: Label): Told | undefined {
  const cover = longestCover(net, prefixes, family, label);
  return cover && { length: cover.length, text: formatPrefix(cover), notes: [] };
}

function rankOf({ stop, length }: Told): number {
  return stop ? -1 : length;
}

/** Nobody knows how long the prefix is that the link may be told: no other link is surely better. */
function untold(stop: Stop): Told {
  return { length: Number.POSITIVE_INFINITY, text: 'what AWS may tell', notes: [], stop };
}
