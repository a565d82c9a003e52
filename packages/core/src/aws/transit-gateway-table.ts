import type { Evidence, Missing } from '../model/evidence.ts';
import { contains, type Family, formatPrefix, type Prefix, parsePrefix } from '../net/address.ts';
import { type AddressMap, paintMap } from '../net/address-map.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import { missing } from './missing.ts';
import { entriesOf, mayList } from './prefix-list-entries.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';
import { type Attachment, attachmentOf, resourceBehind } from './transit-gateway-attachments.ts';
import { rangesOf } from './vpc.ts';

/** A route of a transit gateway route table, ranked. */
export interface TransitRoute {
  readonly attachmentIds: readonly string[];
  /** A blackhole drops what it wins; whether a pending one is used yet nobody says (0.6). */
  readonly state: 'active' | 'blackhole' | 'pending';
  /** Equal prefixes: the lower wins (TGW-03). */
  readonly rank: number;
  readonly evidence: Evidence;
}

export interface TransitDecision {
  /** Several: routes of equal rank that lead elsewhere, of which AWS keeps one. None: no route. */
  readonly routes: readonly TransitRoute[];
  readonly length: number;
  /** What would take its place if it were withdrawn: the next of equal prefix (HYB-03). */
  readonly backup?: TransitRoute;
}

/** A table as far as it is known (TGW-25). */
export interface TransitTable {
  /** Label → position in `decisions`. */
  readonly map: AddressMap;
  readonly decisions: readonly TransitDecision[];
  /** Routes of prefix lists whose entries the input lacks. */
  readonly unread: readonly TransitRoute[];
  /** What may be routed otherwise than `decisions` says: nothing; what they do not cover; anything. */
  readonly open: 'nothing' | 'uncovered' | 'anything';
  readonly missing: Missing | undefined;
}

export const STATIC = 0;
const PREFIX_LIST = 1;
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

const NO_ROUTE: TransitDecision = { routes: [], length: -1 };

export function transitTable(net: Lookup, tableId: string, family: Family): TransitTable {
  return tables(net, `${family} ${tableId}`);
}

interface Layer extends LabelRange, TransitDecision {}

const tables = derivedBy((net, key): TransitTable => {
  const [familyText, tableId = ''] = key.split(' ');
  const family = Number(familyText) as Family;
  const listing = net.get('transitGatewayRoutes', tableId);
  const listed = listing ? listedRoutes(net, listing) : [];
  const references = referencedRoutes(net, tableId);
  const implied = impliedBy(net, tableId, listing);
  const layers: Layer[] = [];
  for (const { prefix, route } of [...listed, ...references.known, ...implied.routes]) {
    const range = prefix.family === family ? net.labels[family].rangeOf(prefix) : null;
    if (range) layers.push({ ...range, routes: [route], length: prefix.length });
  }
  layers.sort((a, b) => a.length - b.length || rankOf(b) - rankOf(a));
  const decisions: TransitDecision[] = [NO_ROUTE];
  const map = paintMap(0, layers, (below, layer) => {
    const winner = decide(decisions[below] as TransitDecision, layer);
    const known = decisions.indexOf(winner);
    return known >= 0 ? known : decisions.push(winner) - 1;
  });
  const unread = references.unread.flatMap((one) => (mayList(net, one.listId, family) ? [one.route] : []));
  return { map, decisions, unread, open: implied.open, missing: implied.missing };
});

function rankOf(decision: TransitDecision): number {
  return decision.routes[0]?.rank ?? STATIC;
}

function decide(below: TransitDecision, layer: TransitDecision): TransitDecision {
  const [first] = layer.routes;
  const isTie = below.length === layer.length && first !== undefined && rankOf(below) === first.rank;
  const [next] = below.routes;
  // Only what was propagated is ever withdrawn.
  const isPropagated = first !== undefined && first.rank > PREFIX_LIST;
  if (!isTie && next && isPropagated && below.length === layer.length) return { ...layer, backup: next };
  if (!isTie || first.rank === STATIC) return layer;
  const isSame = below.routes.some(({ attachmentIds }) => attachmentIds.join() === first.attachmentIds.join());
  return isSame ? below : { ...layer, routes: [...below.routes, first] };
}

interface Placed {
  readonly prefix: Prefix;
  readonly route: TransitRoute;
}

function listedRoutes(net: Lookup, listing: RecordOfKind<'transitGatewayRoutes'>): readonly Placed[] {
  const table = listing.transitGatewayRouteTableId ?? '';
  return listing.routes.flatMap((one, position): readonly Placed[] => {
    const prefix = one?.destinationCidrBlock ? parsePrefix(one.destinationCidrBlock) : null;
    if (!one || !prefix || !works(one.state, 'active', 'blackhole', 'pending') || isWithdrawn(net, one)) return [];
    const targets = one.transitGatewayAttachments.flatMap((to) => to?.transitGatewayAttachmentId ?? []);
    const state = stateOf(one.state);
    const from = one.transitGatewayAttachments[0]?.resourceType;
    const rank =
      one.type?.toLowerCase() === 'propagated' ? propagatedRank(from) : one.prefixListId ? PREFIX_LIST : STATIC;
    const text = `${one.destinationCidrBlock} → ${state === 'active' ? targets.join(', ') : state}`;
    const source = { file: listing.source.file, pointer: `${listing.source.pointer}/Routes/${position}` };
    const evidence: Evidence = {
      component: table,
      effect: 'routes',
      rule: one.destinationCidrBlock ?? '',
      text,
      source,
    };
    return [{ prefix, route: { attachmentIds: targets, state, rank, evidence } }];
  });
}

/** A propagated route to nothing but attachments of what is down. */
function isWithdrawn(net: Lookup, route: NonNullable<RecordOfKind<'transitGatewayRoutes'>['routes'][number]>): boolean {
  const family = parsePrefix(route.destinationCidrBlock ?? '')?.family ?? 4;
  const targets = route.transitGatewayAttachments.flatMap((to) => {
    const isConnect = to?.resourceType?.toLowerCase() === 'connect';
    return (isConnect ? to?.transitGatewayAttachmentId : to?.resourceId) ?? [];
  });
  if (route.type?.toLowerCase() !== 'propagated' || targets.length === 0) return false;
  return targets.every((id) => net.behaviour(id)?.isUp?.(id, family, net) === false);
}

function stateOf(state: string | undefined): TransitRoute['state'] {
  return works(state ?? '-', 'blackhole', 'pending') ? (state?.toLowerCase() as TransitRoute['state']) : 'active';
}

function propagatedRank(type: string | undefined): number {
  const position = PROPAGATED.indexOf((type ?? '').replace(/^tgw-/, ''));
  return PREFIX_LIST + 1 + (position < 0 ? PROPAGATED.length : position);
}

interface References {
  readonly known: readonly Placed[];
  readonly unread: readonly { readonly listId: string; readonly route: TransitRoute }[];
}

/** Routes of prefix lists, which a search lists entry by entry, or not at all. */
function referencedRoutes(net: Lookup, tableId: string): References {
  const known: Placed[] = [];
  const unread: { listId: string; route: TransitRoute }[] = [];
  const listing = net.get('transitGatewayPrefixListReferences', tableId);
  for (const one of listing?.transitGatewayPrefixListReferences ?? []) {
    if (!one?.prefixListId || !works(one.state, 'available', 'modifying')) continue;
    const target = one.transitGatewayAttachment?.transitGatewayAttachmentId;
    const state = one.blackhole === true ? 'blackhole' : 'active';
    const text = `${one.prefixListId} → ${target ?? state}`;
    const evidence: Evidence = { component: tableId, effect: 'routes', rule: one.prefixListId, text };
    const route = { attachmentIds: target ? [target] : [], state, rank: PREFIX_LIST, evidence } as const;
    const entries = entriesOf(net, one.prefixListId);
    if (entries) known.push(...entries.map((prefix) => ({ prefix, route })));
    else unread.push({ listId: one.prefixListId, route });
  }
  return { known, unread };
}

interface Implied {
  readonly routes: readonly Placed[];
  readonly open: TransitTable['open'];
  readonly missing?: Missing;
}

/** What enabled propagations add to what is listed, and what neither tells (TGW-05, TGW-06, TGW-25). */
function impliedBy(net: Lookup, tableId: string, listing: RecordOfKind<'transitGatewayRoutes'> | undefined): Implied {
  const table = net.get('transitGatewayRouteTable', tableId);
  const place = table ?? { account: undefined, region: undefined };
  const lacks = (kind: 'transitGatewayRoutes' | 'transitGatewayPropagations') => missing(net, kind, tableId, place);
  const holdsPropagated = listing?.routes.some((one) => one?.type?.toLowerCase() === 'propagated') ?? false;
  if (listing?.additionalRoutesAvailable)
    return { routes: [], open: 'anything', missing: lacks('transitGatewayRoutes') };
  // A search shows only the winner of equal prefixes: what takes its place, propagations and statements tell (HYB-03).
  const isWinnerGone = listing?.routes.some((one) => one !== undefined && isWithdrawn(net, one)) ?? false;
  if (holdsPropagated && !isWinnerGone) return { routes: [], open: 'nothing' };
  const propagating = propagationsTo(net, tableId);
  const routes = (propagating ?? []).flatMap((one) => propagatedRoutes(net, tableId, one, propagating ?? []));
  if (!listing) return { routes, open: 'anything', missing: lacks('transitGatewayRoutes') };
  if (!propagating) {
    return { routes, open: isWinnerGone ? 'uncovered' : 'anything', missing: lacks('transitGatewayPropagations') };
  }
  const unread = propagating.find((one) => one.type === 'vpc' && !net.get('vpc', one.resourceId));
  if (unread) return { routes, open: 'uncovered', missing: missing(net, 'vpc', unread.resourceId, unread.place) };
  const isLearned = propagating.some((one) => one.type !== 'vpc' && !learned(net, one));
  return isLearned
    ? { routes, open: 'uncovered', missing: lacks('transitGatewayRoutes') }
    : { routes, open: 'nothing' };
}

/** The attachments that propagate to a table; undefined where nothing in the input tells all of them. */
function propagationsTo(net: Lookup, tableId: string): readonly Attachment[] | undefined {
  const listing = net.get('transitGatewayPropagations', tableId);
  const gateway = net.get('transitGatewayRouteTable', tableId)?.transitGatewayId;
  const ids = listing
    ? listing.transitGatewayRouteTablePropagations.flatMap((one) =>
        one?.transitGatewayAttachmentId && works(one.state, 'enabled') ? [one.transitGatewayAttachmentId] : [],
      )
    : propagatingOnes(net, tableId, gateway);
  return ids?.flatMap((id) => attachmentOf(net, id, gateway) ?? []);
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
