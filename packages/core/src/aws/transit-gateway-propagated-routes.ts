import type { Evidence, Missing } from '../model/evidence.ts';
import type { ComponentId } from '../model/route.ts';
import { contains, formatPrefix, type Prefix, parsePrefix } from '../net/address.ts';
import type { Lookup } from './lookup.ts';
import { missing } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';
import {
  type Attachment,
  attachmentOf,
  attachmentOfResource,
  isUp,
  resourceBehind,
} from './transit-gateway-attachments.ts';
import type { TransitRoute, TransitTable } from './transit-gateway-table.ts';
import { rangesOf } from './vpc.ts';

export interface Placed {
  readonly prefix: Prefix;
  readonly route: TransitRoute;
}

/** After static routes (0). */
export const PREFIX_LIST = 1;

/** Propagated routes rank by what they come from (TGW-03). */
const PROPAGATED: readonly string[] = [
  'vpc',
  'direct-connect-gateway',
  'connect',
  'vpn',
  'vpn-concentrator',
  'client-vpn',
  'peering',
];

type Listed = NonNullable<RecordOfKind<'transitGatewayRoutes'>['routes'][number]>;

/** The attachments that a listed route leads to: what is down teaches it no longer, and others that do remain (HYB-03). */
export function standingTargets(net: Lookup, route: Listed): Listed['transitGatewayAttachments'] {
  const { type, destinationCidrBlock, transitGatewayAttachments: all } = route;
  const prefix = parsePrefix(destinationCidrBlock ?? '');
  if (!prefix || type?.toLowerCase() !== 'propagated') return all;
  return all.filter((to) => {
    const isConnect = to?.resourceType?.toLowerCase() === 'connect';
    const id = isConnect ? to?.transitGatewayAttachmentId : to?.resourceId;
    return id === undefined || net.behaviour(id)?.stillTeaches?.(id, prefix, net) !== false;
  });
}

/** A propagated route to nothing but attachments of what is down. */
export function isWithdrawn(net: Lookup, route: Listed): boolean {
  return route.transitGatewayAttachments.length > 0 && standingTargets(net, route).length === 0;
}

export function propagatedRank(type: string | undefined): number {
  const position = PROPAGATED.indexOf((type ?? '').replace(/^tgw-/, ''));
  return PREFIX_LIST + 1 + (position < 0 ? PROPAGATED.length : position);
}

export interface Implied {
  readonly routes: readonly Placed[];
  readonly open: TransitTable['open'];
  readonly missing?: Missing;
}

/** What enabled propagations add to what is listed, and what neither tells (TGW-05, TGW-06, TGW-25). */
export function impliedBy(
  net: Lookup,
  tableId: string,
  listing: RecordOfKind<'transitGatewayRoutes'> | undefined,
): Implied {
  const table = net.get('transitGatewayRouteTable', tableId);
  const place = table ?? { account: undefined, region: undefined };
  const lacks = (kind: 'transitGatewayRoutes' | 'transitGatewayPropagations') => missing(net, kind, tableId, place);
  const holdsPropagated = listing?.routes.some((one) => one?.type?.toLowerCase() === 'propagated') ?? false;
  if (listing?.additionalRoutesAvailable)
    return { routes: [], open: 'anything', missing: lacks('transitGatewayRoutes') };
  // A search shows only the winner of equal prefixes: what takes its place, propagations and statements tell (HYB-03).
  const isWinnerGone = listing?.routes.some((one) => one !== undefined && isWithdrawn(net, one)) ?? false;
  const { propagating, unknown, isNameless } = propagationsTo(net, tableId);
  const routes = (propagating ?? []).flatMap((one) => propagatedRoutes(net, tableId, one, propagating ?? []));
  if (holdsPropagated && !isWinnerGone) return { routes: standbys(listing, routes), open: 'nothing' };
  if (!listing) return { routes, open: 'anything', missing: lacks('transitGatewayRoutes') };
  if (!propagating) {
    return { routes, open: isWinnerGone ? 'uncovered' : 'anything', missing: lacks('transitGatewayPropagations') };
  }
  if (isNameless) return { routes, open: 'uncovered', missing: lacks('transitGatewayPropagations') };
  if (unknown) return { routes, open: 'uncovered', missing: missing(net, 'transitGatewayAttachment', unknown, place) };
  const unread = propagating.find((one) => one.type === 'vpc' && !net.get('vpc', one.resourceId));
  if (unread) return { routes, open: 'uncovered', missing: missing(net, 'vpc', unread.resourceId, unread.place) };
  const isLearned = propagating.some((one) => one.type !== 'vpc' && !learned(net, one));
  return isLearned
    ? { routes, open: 'uncovered', missing: lacks('transitGatewayRoutes') }
    : { routes, open: 'nothing' };
}

/** Of what is propagated, only what stands behind a listed route of its prefix: a complete listing has every winner. */
function standbys(
  listing: RecordOfKind<'transitGatewayRoutes'> | undefined,
  routes: readonly Placed[],
): readonly Placed[] {
  const best = new Map(
    (listing ? listing.routes : []).flatMap((one) => {
      const prefix = one?.type?.toLowerCase() === 'propagated' ? parsePrefix(one.destinationCidrBlock ?? '') : null;
      return prefix ? [[formatPrefix(prefix), propagatedRank(one?.transitGatewayAttachments[0]?.resourceType)]] : [];
    }),
  );
  return routes.filter(
    ({ prefix, route }) => route.rank > (best.get(formatPrefix(prefix)) ?? Number.POSITIVE_INFINITY),
  );
}

interface Propagations {
  /** The attachments that propagate to a table; undefined where nothing in the input tells all of them. */
  readonly propagating: readonly Attachment[] | undefined;
  /** One that the input lacks: what it propagates is not known. */
  readonly unknown: ComponentId | undefined;
  /** Something propagates of which the input names neither the attachment nor what it attaches. */
  readonly isNameless: boolean;
}

function propagationsTo(net: Lookup, tableId: string): Propagations {
  const listing = net.get('transitGatewayPropagations', tableId);
  const gateway = net.get('transitGatewayRouteTable', tableId)?.transitGatewayId;
  const enabled = listing?.transitGatewayRouteTablePropagations.filter((one) => works(one?.state, 'enabled'));
  const named = enabled?.map(
    (one) => one?.transitGatewayAttachmentId ?? attachmentNamed(net, gateway, one?.resourceId),
  );
  const ids = named ? named.flatMap((id) => id ?? []) : propagatingOnes(net, tableId, gateway);
  // Nothing propagates from a peering (TGW-05).
  const peerings = enabled?.flatMap((one) =>
    works(one?.resourceType ?? '-', 'peering') ? (one?.transitGatewayAttachmentId ?? []) : [],
  );
  return {
    // One that is down propagates nothing (TGW-07).
    propagating: ids?.flatMap((id) => attachmentOf(net, id, gateway) ?? []).filter(isUp),
    unknown: ids?.find((id) => !attachmentOf(net, id, gateway) && !peerings?.includes(id)),
    isNameless: named?.includes(undefined) ?? false,
  };
}

function attachmentNamed(net: Lookup, gateway: string | undefined, resourceId: string | undefined) {
  return gateway && resourceId ? attachmentOfResource(net, gateway, resourceId)?.id : undefined;
}

/** The same, asked attachment by attachment: enough where every attachment of the gateway was asked. */
function propagatingOnes(net: Lookup, tableId: string, gateway: string | undefined): readonly string[] | undefined {
  const own = net.all('transitGatewayAttachment').filter((one) => one.transitGatewayId === gateway);
  const isRead = own.every((one) => net.get('transitGatewayAttachmentPropagations', one.transitGatewayAttachmentId));
  if (own.length === 0 || !isRead) return undefined;
  return net
    .all('transitGatewayAttachmentPropagations')
    .filter((one) =>
      one.transitGatewayAttachmentPropagations.some(
        (to) => to?.transitGatewayRouteTableId === tableId && works(to.state, 'enabled'),
      ),
    )
    .flatMap((one) => one.transitGatewayAttachmentId ?? []);
}

function propagatedRoutes(
  net: Lookup,
  tableId: string,
  from: Attachment,
  all: readonly Attachment[],
): readonly Placed[] {
  const isHidden = from.type === 'vpc' && all.some((other) => isOlder(other, from) && overlap(net, other, from));
  if (isHidden) return [];
  return (learned(net, from) ?? []).map((prefix) => {
    const text = `${formatPrefix(prefix)} → ${from.id} (propagated)`;
    const evidence: Evidence = { component: tableId, effect: 'routes', rule: formatPrefix(prefix), text };
    const rank = propagatedRank(from.type);
    return { prefix, route: { attachmentIds: [from.id], state: 'active', rank, evidence } };
  });
}

/** The prefixes that an attachment propagates; undefined where no call shows them. */
function learned(net: Lookup, attachment: Attachment): readonly Prefix[] | undefined {
  const { type, resourceId = '', vpc } = attachment;
  const behind = resourceBehind(attachment);
  if (type !== 'vpc') return net.behaviour(behind)?.advertises?.(behind, net);
  const record = net.get('vpc', resourceId);
  const carriesIpv6 = works(vpc?.options?.ipv6Support ?? '-', 'enable');
  return record && rangesOf(record).filter(({ family }) => family === 4 || carriesIpv6);
}

/** Of VPCs that overlap, the one attached first is propagated (TGW-06). */
function isOlder(other: Attachment, one: Attachment): boolean {
  return other.type === 'vpc' && other !== one && (other.createdAt ?? '') < (one.createdAt ?? '');
}

function overlap(net: Lookup, a: Attachment, b: Attachment): boolean {
  const others = learned(net, b) ?? [];
  return (learned(net, a) ?? []).some((x) =>
    others.some((y) => x.family === y.family && (contains(x, y) || contains(y, x))),
  );
}
