import { isAlike, type Kind } from '@hopwise/core';
import type { Assembly, Draft, Entry } from '../describe/assembly.ts';
import type { Overlaid } from './overlay-notes.ts';
import { type Places, settle } from './places-of.ts';
import { type Fields, listOf } from './rule-sense.ts';
import { LISTS, type Listing } from './transit-before.ts';
import { routesAfter, type Taught } from './transit-routes.ts';
import { idsIn, type TransitSides, transitSides } from './transit-sides.ts';

const ROUTES = 'transitGatewayRoutes';
type Edit = Readonly<Record<string, unknown>> | undefined;

/** Makes in what answers list of the tables of transit gateways the changes of a plan, and what follows from them. */
export function mergeTransitTables(
  live: Assembly,
  before: Assembly,
  after: Assembly,
  places: Places,
  done: Overlaid,
): void {
  const sides = transitSides(live, before, after);
  const moved = new Map<string, string | undefined>();
  const taught = new Map<string, Taught>();
  for (const kind of Object.keys(LISTS) as Listing[]) {
    mergeTables(kind, sides, places, done, (tableId, entry) => {
      const change = changeIn(kind, sides, tableId);
      if (kind === 'transitGatewayAssociations') {
        for (const id of change.lost) if (!moved.has(id)) moved.set(id, undefined);
        for (const id of idsIn(change.added)) moved.set(id, tableId);
      }
      if (kind === 'transitGatewayPropagations') {
        const listed = entry && idsIn(entry.record[LISTS[kind][0]]);
        const added = idsIn(change.added).filter((id) => !listed?.includes(id));
        taught.set(tableId, { listed, lost: change.lost, added });
      }
      if (entry) return withChange(kind, sides, entry.record, change);
      // Routes of prefix lists say nothing of others.
      const isApart = kind === 'transitGatewayPrefixListReferences' && change.added.length > 0;
      return isApart ? { [LISTS[kind][0]]: change.added } : undefined;
    });
  }
  mergeTables(ROUTES, sides, places, done, (tableId, entry) => entry && routed(sides, entry, tableId, taught, done));
  place(live, moved);
}

interface Change {
  readonly lost: ReadonlySet<string>;
  readonly added: readonly Fields[];
}

function changeIn(kind: Listing, sides: TransitSides, tableId: string): Change {
  const [name, identity] = LISTS[kind];
  const [old, now] = [listOf(sides.before(kind, tableId)?.[name]), listOf(sides.after(kind, tableId)?.record[name])];
  const ids = (list: readonly Fields[]) => new Set(list.map((one) => String(one[identity])));
  const later = ids(now);
  return {
    lost: new Set([...ids(old)].filter((id) => !later.has(id))),
    added: now.filter((one) => !old.some((other) => isAlike(other, one))),
  };
}

function withChange(kind: Listing, sides: TransitSides, live: Draft, { lost, added }: Change): Edit {
  const [name, identity] = LISTS[kind];
  const idOf = (one: Fields) => String(one[identity]);
  const all = listOf(live[name]);
  const known = new Map(all.map((one) => [idOf(one), one]));
  // What answers say of it, with what the plan says otherwise.
  const more = added.map((one) => ({ ...known.get(idOf(one)), ...stated(one) }));
  const isGone = (one: Fields) => lost.has(idOf(one)) || sides.gone.has(idOf(one));
  const kept = all.filter((one) => !isGone(one) && !added.some((other) => idOf(other) === idOf(one)));
  return kept.length === all.length && more.length === 0 ? undefined : { [name]: [...kept, ...more] };
}

function stated(one: Fields): Fields {
  return Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
}

/** Edits each table of the answers; adds those that come and takes away those that go. */
function mergeTables(
  kind: Kind,
  sides: TransitSides,
  places: Places,
  done: Overlaid,
  edit: (tableId: string, entry: Entry | undefined) => Edit,
): void {
  const own = sides.live.entries.get(kind) ?? [];
  const there = new Set(own.map(({ key }) => key));
  const kept = own.flatMap((entry): readonly Entry[] => {
    if (sides.goneTables.has(entry.key)) {
      done.removed++;
      return [];
    }
    const changes = edit(entry.key, entry);
    if (!changes) return [entry];
    done.changed++;
    const source = sides.after(kind, entry.key)?.record.source ?? entry.record.source;
    return [{ ...entry, record: { ...entry.record, ...changes, source } as Draft }];
  });
  const added = sides.tables(kind).flatMap((id): readonly Entry[] => {
    const now = sides.after(kind, id);
    if (there.has(id)) return [];
    const part = edit(id, undefined);
    // Of a table that answers know without its list, or that is another's, a plan tells a part alone.
    if (!now || !sides.isWhole(id))
      return now && part ? [settle({ ...now, record: { ...now.record, ...part } }, places)] : [];
    if (!sides.before(kind, id)) done.added++;
    return [settle(now, places)];
  });
  own.length = 0;
  for (const one of [...kept, ...added]) own.push(one);
}

function routed(
  sides: TransitSides,
  { record }: Entry,
  tableId: string,
  all: ReadonlyMap<string, Taught>,
  done: Overlaid,
): Edit {
  const taught = all.get(tableId) ?? { listed: undefined, lost: new Set<string>(), added: [] };
  const { routes, learning, uncovered } = routesAfter(sides, record, tableId, taught);
  const isOpened =
    sides.after(ROUTES, tableId)?.record.additionalRoutesAvailable === true &&
    sides.before(ROUTES, tableId)?.additionalRoutesAvailable !== true;
  const own = listOf(record.routes);
  const isSame = routes.length === own.length && routes.every((one, i) => one === own[i]);
  if (isSame && learning.length + uncovered.length === 0 && !isOpened) return undefined;
  if (learning.length + uncovered.length > 0) done.open.push({ tableId, learning, uncovered });
  if (uncovered.length > 0) {
    const { account, region } = record;
    sides.live.coverage.push({ account, region, kind: 'transitGatewayAttachment', state: 'partial' });
  }
  // A route to an attachment that is not in the input: what may be taught is unknown for that prefix alone.
  const perhaps = uncovered.map((cidr) => ({
    destinationCidrBlock: cidr,
    type: 'propagated',
    state: 'active',
    transitGatewayAttachments: [{ transitGatewayAttachmentId: `${tableId}#learned` }],
  }));
  const isOpen = isOpened || learning.length > 0;
  return { routes: [...routes, ...perhaps], ...(isOpen ? { additionalRoutesAvailable: true } : {}) };
}

/** An attachment says of itself which table is its own. */
function place(live: Assembly, moved: ReadonlyMap<string, string | undefined>): void {
  const own = live.entries.get('transitGatewayAttachment') ?? [];
  own.forEach((entry, i) => {
    if (!moved.has(entry.key)) return;
    const tableId = moved.get(entry.key);
    const association =
      tableId === undefined ? undefined : { transitGatewayRouteTableId: tableId, state: 'associated' };
    own[i] = { ...entry, record: { ...entry.record, association } };
  });
}
