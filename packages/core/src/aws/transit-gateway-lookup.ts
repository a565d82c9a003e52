import type { Code } from '../model/codes.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { ComponentId, Locus } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { valueAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { ANYWHERE, type Lookup, type Place } from './lookup.ts';
import { missing } from './missing.ts';
import { type Attachment, attachmentOf, attachmentsWithId, otherSide } from './transit-gateway-attachments.ts';
import { doubtsOf } from './transit-gateway-doubts.ts';
import { type TransitDecision, type TransitRoute, transitTable } from './transit-gateway-table.ts';
import { subnetsOf } from './transit-gateway-zones.ts';

/**
 * What the route tables of transit gateways say by themselves, whatever the state of what they lead to: Route Analyzer's
 * question, with its reasons.
 */
export type TransitHop =
  | {
      readonly kind: 'attachment';
      readonly attachment: Attachment;
      /** The CIDR or prefix list of the route that leads there. */
      readonly cidr: string;
      readonly evidence: Evidence;
    }
  | TransitEnd;

export interface TransitEnd {
  readonly kind: 'dropped' | 'unknown';
  readonly code: Code;
  readonly at: ComponentId;
  readonly evidence: Evidence;
  readonly missing?: Missing;
}

export interface TransitLookup {
  /** Absent where no table is asked. */
  readonly tableId?: ComponentId;
  /** Several: AWS picks one, or the input does not tell which. */
  readonly of: readonly TransitHop[];
  readonly pick: Code;
}

/** Where the table of an attachment leads an address. */
export function lookUp(net: Lookup, attachment: Attachment, family: Family, to: Label): TransitLookup {
  const { id, table, transitGatewayId } = attachment;
  if (typeof table !== 'object') return { of: [withoutTable(net, attachment)], pick: 'UNEQUAL_PATHS' };
  const { tableId } = table;
  const routes = transitTable(net, tableId, family);
  const decision = routes.decisions[valueAt(routes.map, to)] as TransitDecision;
  const { isOpen, unread } = doubtsOf(routes, decision, family);
  const known = decision.routes.flatMap((route) => follow(net, tableId, transitGatewayId, route));
  const lists = unread.flatMap((route) => follow(net, tableId, transitGatewayId, route));
  const rest: readonly TransitHop[] =
    isOpen && known.length === 0
      ? [notRead(tableId, routes.missing)]
      : known.length > 0
        ? [...known, ...(isOpen ? [notRead(tableId, routes.missing)] : [])]
        : [end('dropped', 'ROUTE_NOT_FOUND', tableId, `no route of ${id}’s table covers the address`)];
  const pick = isOpen
    ? 'TGW_RTB_ROUTES_ARE_UNKNOWN'
    : unread.length > 0
      ? 'PREFIX_LIST_UNKNOWN'
      : decision.routes.length > 1
        ? 'AMBIGUOUS_ROUTE'
        : 'UNEQUAL_PATHS';
  return { tableId, of: [...rest, ...lists], pick };
}

function withoutTable(net: Lookup, { id, table, transitGatewayId, place }: Attachment): TransitEnd {
  if (table === 'none') {
    const code = 'TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND';
    return end('dropped', code, id, 'no route table is associated with it');
  }
  if (table === 'policy-table') {
    return end('unknown', 'NOT_MODELLED', id, 'a policy table routes it, which is not modelled');
  }
  const owners = net.get('transitGateway', transitGatewayId) ?? place;
  const lacks = missing(net, 'transitGatewayAttachment', id, owners);
  return { ...end('unknown', 'NOT_COLLECTED', id, 'which table routes it is not in the input'), missing: lacks };
}

function notRead(tableId: ComponentId, lacks: Missing | undefined): TransitEnd {
  const open = end('unknown', 'TGW_RTB_ROUTES_ARE_UNKNOWN', tableId, 'not all of its routes are in the input');
  return lacks ? { ...open, missing: lacks } : open;
}

function follow(net: Lookup, tableId: ComponentId, gatewayId: string, route: TransitRoute): readonly TransitHop[] {
  const { evidence, state, attachmentIds } = route;
  const stop = (code: Code): readonly TransitHop[] => [
    { kind: 'dropped', code, at: tableId, evidence: { ...evidence, effect: 'blocks' } },
  ];
  if (state === 'blackhole' || attachmentIds.length === 0) return stop('BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND');
  if (state !== 'active') return stop('INACTIVE_ROUTE_FOR_DESTINATION_FOUND');
  return attachmentIds.map((id): TransitHop => {
    const attachment = attachmentOf(net, id, gatewayId);
    if (attachment) return { kind: 'attachment', attachment, cidr: evidence.rule ?? '', evidence };
    const gateway = net.get('transitGatewayRouteTable', tableId) ?? ANYWHERE;
    return lostAttachment(net, id, tableId, gateway, gatewayId);
  });
}

/** Why an attachment that something names cannot be gone on from. */
export function lostAttachment(
  net: Lookup,
  id: ComponentId,
  at: ComponentId,
  place: Place,
  gatewayId?: string,
): TransitEnd {
  if (attachmentsWithId(net, id).length > 0) {
    const code = 'TRANSIT_GATEWAY_ATTACHMENT_NOT_IN_TRANSIT_GATEWAY';
    return end('dropped', code, at, `${id} is no attachment of ${gatewayId ?? 'the transit gateway that was named'}`);
  }
  if (net.coverage('transitGatewayAttachment', place) === 'complete') {
    return end('dropped', 'TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND', at, `there is no attachment ${id}`);
  }
  const lacks = missing(net, 'transitGatewayAttachment', id, place);
  return { ...end('unknown', 'NOT_COLLECTED', at, `the attachment ${id} is not in the input`), missing: lacks };
}

function end(kind: TransitEnd['kind'], code: Code, at: ComponentId, text: string): TransitEnd {
  return { kind, code, at, evidence: { component: at, effect: 'blocks', text } };
}

/** What is behind an attachment that packets have come to. */
export type Beyond =
  /** The other transit gateway's side of a peering. */
  | { readonly kind: 'attachment'; readonly attachment: Attachment }
  /** Something that takes packets in and sends them on by the same attachment. */
  | { readonly kind: 'middlebox'; readonly by: readonly ComponentId[] }
  /** A network that packets enter at one of these places, and may leave again; or what the input lacks to tell. */
  | { readonly kind: 'network'; readonly entries: readonly Locus[]; readonly lacks?: TransitEnd }
  | { readonly kind: 'outside' }
  | TransitEnd;

export function beyond(net: Lookup, attachment: Attachment, family: Family): Beyond {
  const { id, type, resourceId, place, vpc } = attachment;
  if (type === 'peering') {
    const far = otherSide(net, attachment);
    if (far) return { kind: 'attachment', attachment: far };
    const lacks = missing(net, 'transitGatewayPeeringAttachment', id, place);
    return { ...end('unknown', 'NOT_COLLECTED', id, 'its other side is not in the input'), missing: lacks };
  }
  // A Network Firewall of the gateway itself has its packets looked up again, by the table of its own attachment (TGW-19).
  if (type === 'network-function') return { kind: 'middlebox', by: resourceId ? [resourceId] : [] };
  if (type !== 'vpc') return { kind: 'outside' };
  if (!vpc) {
    const lacks = missing(net, 'transitGatewayVpcAttachment', id, place);
    const open = end('unknown', 'NOT_COLLECTED', id, 'its subnets are not in the input');
    return { kind: 'network', entries: [], lacks: { ...open, missing: lacks } };
  }
  const entries = subnetsOf(net, attachment).map(({ subnetId, zone }) => ({
    at: subnetId,
    family,
    ...(zone ? { zone } : {}),
  }));
  return { kind: 'network', entries };
}
