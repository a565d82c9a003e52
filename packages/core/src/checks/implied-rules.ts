import type { Lookup } from '../aws/lookup.ts';
import { entriesOf, mayList } from '../aws/prefix-list-entries.ts';
import type { SecurityRule } from '../aws/security-rules.ts';
import { groupBy } from '../model/group-by.ts';
import type { Family } from '../net/address.ts';
import { UNDECIDED } from '../net/admission.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { isInhabited } from './ordered-rules.ts';

export interface Implied {
  readonly rule: SecurityRule;
  /** The rules that stay and admit together all that it admits. */
  readonly by: readonly SecurityRule[];
}

/**
 * Of rules that add up, those that can go without a packet being admitted less: narrowest first, each against all that
 * stay. Addresses are cut where prefixes of the rules begin and end, services where services do; what each square of
 * that grid is admitted by is counted.
 */
export function impliedRules(net: Lookup, rules: readonly SecurityRule[]): readonly Implied[] {
  const counted = rules.flatMap((rule): readonly Counted[] => {
    const services = net.admissions.must(rule.admits);
    const isStale = rule.peer.kind === 'group' && !rule.peer.works;
    return rule.admits === UNDECIDED || services === NONE || isStale ? [] : [{ rule, services, units: new Set() }];
  });
  if (counted.length < 2) return [];
  const byUnit = groupBy(placements(net, counted), ({ unit }) => unit);
  const grids = new Map(
    [...byUnit].map(([unit, here]) => [
      unit,
      gridOf(
        net,
        here.map(({ one }) => one),
      ),
    ]),
  );
  const removed = new Set<Counted>();
  for (const one of counted.toSorted((a, b) => breadth(net, a) - breadth(net, b))) {
    const own = [...one.units].map((unit) => grids.get(unit) as Grid);
    if (own.length === 0 || !own.every((grid) => squaresOf(grid, one).every((i) => (grid.counts[i] as number) > 1)))
      continue;
    for (const grid of own) for (const i of squaresOf(grid, one)) grid.counts[i] = (grid.counts[i] as number) - 1;
    removed.add(one);
  }
  return counted.flatMap((one) =>
    removed.has(one) ? [{ rule: one.rule, by: coverersOf(net, one, byUnit, removed) }] : [],
  );
}

interface Counted {
  readonly rule: SecurityRule;
  readonly services: ServiceSetId;
  readonly units: Set<string>;
}

/** Where services of the rules of a unit begin and end, and by how many rules each piece is admitted. */
interface Grid {
  readonly starts: readonly number[];
  readonly counts: number[];
  readonly squares: ReadonlyMap<Counted, readonly number[]>;
}

function squaresOf(grid: Grid, one: Counted): readonly number[] {
  return grid.squares.get(one) ?? [];
}

function gridOf(net: Lookup, here: readonly Counted[]): Grid {
  const pool = net.admissions.services;
  const starts = [...new Set(here.flatMap(({ services }) => pool.intervals(services)))].sort((a, b) => a - b);
  const position = new Map(starts.map((start, i) => [start, i]));
  const counts = new Array<number>(starts.length).fill(0);
  const squares = new Map<Counted, readonly number[]>();
  for (const one of here) {
    const own: number[] = [];
    const intervals = pool.intervals(one.services);
    for (let i = 0; i < intervals.length; i += 2) {
      const end = position.get(intervals[i + 1] as number) as number;
      for (let at = position.get(intervals[i] as number) as number; at < end; at++) own.push(at);
    }
    for (const at of own) counts[at] = (counts[at] as number) + 1;
    squares.set(one, own);
  }
  return { starts, counts, squares };
}

interface Placement {
  readonly unit: string;
  readonly one: Counted;
}

/** Each rule in each of the units of addresses that it covers; groups and unread lists are units of their own. */
function placements(net: Lookup, counted: readonly Counted[]): readonly Placement[] {
  const found: Placement[] = [];
  const add = (unit: string, one: Counted) => {
    if (one.units.has(unit)) return;
    one.units.add(unit);
    found.push({ unit, one });
  };
  for (const family of [4, 6] as const) {
    const opaque = [...new Set(counted.flatMap(({ rule }) => opaqueUnits(net, rule, family)))];
    const ranges = counted.map(({ rule }) => rangesOf(net, rule, family));
    const starts = [...new Set(ranges.flatMap((own) => own.flatMap(({ from, to }) => [from, to])))].sort(
      (a, b) => a - b,
    );
    const position = new Map(starts.map((start, i) => [start, i]));
    const isEmpty = starts.map((start, i) => !isInhabited(net, family, start, starts[i + 1] ?? start));
    for (const [i, one] of counted.entries()) {
      for (const unit of opaqueUnits(net, one.rule, family)) add(unit, one);
      for (const { from, to } of ranges[i] ?? []) {
        const end = position.get(to) as number;
        for (let at = position.get(from) as number; at < end; at++) if (!isEmpty[at]) add(`${family} ${at}`, one);
        // Whoever a group or a list means, they have addresses of the family.
        if (from === 0 && to === net.labels[family].size) for (const unit of opaque) add(unit, one);
      }
    }
  }
  return found;
}

function opaqueUnits(net: Lookup, { peer }: SecurityRule, family: Family): readonly string[] {
  if (peer.kind === 'group') return [`${family} ${peer.id}`];
  const isUnread = peer.kind === 'list' && !entriesOf(net, peer.id) && mayList(net, peer.id, family);
  return isUnread ? [`${family} ${peer.id}`] : [];
}

function rangesOf(net: Lookup, { peer }: SecurityRule, family: Family) {
  const prefixes = peer.kind === 'cidr' ? [peer.prefix] : peer.kind === 'list' ? (entriesOf(net, peer.id) ?? []) : [];
  return prefixes.flatMap((prefix) => (prefix.family === family ? (net.labels[family].rangeOf(prefix) ?? []) : []));
}

/** The narrower goes: by services, then by how much of the address space it names. */
function breadth(net: Lookup, { services, rule, units }: Counted): number {
  const intervals = net.admissions.services.intervals(services);
  let length = 0;
  for (let i = 0; i < intervals.length; i += 2) length += (intervals[i + 1] as number) - (intervals[i] as number);
  const isNamed = rule.peer.kind === 'cidr' ? 0.5 - rule.peer.prefix.length / 512 : 0;
  return units.size * 1_000_000 + length + isNamed;
}

function coverersOf(
  net: Lookup,
  one: Counted,
  byUnit: ReadonlyMap<string, readonly Placement[]>,
  removed: ReadonlySet<Counted>,
): readonly SecurityRule[] {
  const pool = net.admissions.services;
  const found = new Set<SecurityRule>();
  for (const unit of one.units) {
    for (const { one: other } of byUnit.get(unit) ?? []) {
      if (!removed.has(other) && pool.intersect(other.services, one.services) !== NONE) found.add(other.rule);
    }
  }
  return [...found];
}
