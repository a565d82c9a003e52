import type { Evidence, Missing } from '../model/evidence.ts';
import { inside } from '../model/source.ts';
import { type Family, parsePrefix } from '../net/address.ts';
import { type AddressMap, paintMap } from '../net/address-map.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import { entriesOf, mayList } from './prefix-list-entries.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';
import {
  impliedBy,
  isWithdrawn,
  type Placed,
  PREFIX_LIST,
  propagatedRank,
  standingTargets,
} from './transit-gateway-propagated-routes.ts';

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

/** The routes of a table that a search lists and that work, with where they were read. */
export function listedRoutes(net: Lookup, listing: RecordOfKind<'transitGatewayRoutes'>): readonly Placed[] {
  const table = listing.transitGatewayRouteTableId ?? '';
  return listing.routes.flatMap((one, position): readonly Placed[] => {
    const prefix = one?.destinationCidrBlock ? parsePrefix(one.destinationCidrBlock) : null;
    if (!one || !prefix || !works(one.state, 'active', 'blackhole', 'pending') || isWithdrawn(net, one)) return [];
    const targets = standingTargets(net, one).flatMap((to) => to?.transitGatewayAttachmentId ?? []);
    const state = stateOf(one.state);
    const from = one.transitGatewayAttachments[0]?.resourceType;
    const rank =
      one.type?.toLowerCase() === 'propagated' ? propagatedRank(from) : one.prefixListId ? PREFIX_LIST : STATIC;
    const text = `${one.destinationCidrBlock} → ${state === 'active' ? targets.join(', ') : state}`;
    const source = inside(listing.source, `/Routes/${position}`);
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

function stateOf(state: string | undefined): TransitRoute['state'] {
  return works(state ?? '-', 'blackhole', 'pending') ? (state?.toLowerCase() as TransitRoute['state']) : 'active';
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
