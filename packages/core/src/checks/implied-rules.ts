import type { Lookup } from '../aws/lookup.ts';
import { entriesOf, mayList } from '../aws/prefix-list-entries.ts';
import type { SecurityRule } from '../aws/security-rules.ts';
import { type Family, overlaps } from '../net/address.ts';
import { UNDECIDED } from '../net/admission.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { MOST_SHOWN } from './counted.ts';
import { isInhabited } from './ordered-rules.ts';

export interface Implied {
  readonly rule: SecurityRule;
  /** Rules that stay and admit together all that it admits: of very many, some. */
  readonly by: readonly SecurityRule[];
}

/**
 * Of rules that add up, those that can go without a packet being admitted less: narrowest first, each against all that
 * stay. Addresses are cut where prefixes of the rules begin and end, services where services do; what each square of
 * that grid is admitted by is counted.
 */
export function impliedRules(net: Lookup, rules: readonly SecurityRule[]): readonly Implied[] {
  const admitting = rules.flatMap((rule): readonly Counted[] => {
    const services = net.admissions.must(rule.admits);
    const isStale = rule.peer.kind === 'group' && !rule.peer.works;
    return rule.admits === UNDECIDED || services === NONE || isStale ? [] : [{ rule, services, units: new Set() }];
  });
  const counted = meeting(net, admitting);
  if (counted.length < 2) return [];
  place(net, counted);
  const candidates = counted.filter(({ units }) => units.size > 0 && [...units].every(({ rules }) => rules.length > 1));
  const grids = new Map<Unit, Grid>();
  for (const { units } of candidates)
    for (const unit of units) if (!grids.has(unit)) grids.set(unit, gridOf(net, unit.rules));
  const removed = new Set<Counted>();
  for (const one of candidates.sort((a, b) => breadth(net, a) - breadth(net, b))) {
    const own = [...one.units].map((unit) => grids.get(unit) as Grid);
    if (!own.every((grid) => squaresOf(grid, one).every((i) => (grid.counts[i] as number) > 1))) continue;
    for (const grid of own) for (const i of squaresOf(grid, one)) grid.counts[i] = (grid.counts[i] as number) - 1;
    removed.add(one);
  }
  return counted.flatMap((one) => (removed.has(one) ? [{ rule: one.rule, by: coverersOf(net, one, removed) }] : []));
}

interface Counted {
  readonly rule: SecurityRule;
  readonly services: ServiceSetId;
  readonly units: Set<Unit>;
}

/** Addresses that the rules do not tell apart; a group, or a list that was not read, as far as it has addresses of a family. */
interface Unit {
  readonly rules: Counted[];
}

/** Where services of the rules of a unit begin and end, and by how many rules each piece is admitted. */
interface Grid {
  readonly counts: number[];
  readonly squares: ReadonlyMap<Counted, readonly number[]>;
}

/** Beyond so many rules looking at every pair costs more than laying the grid. */
const FEW = 100;

/** Rules that have packets in common with another: nearly all others have none. */
function meeting(net: Lookup, all: readonly Counted[]): readonly Counted[] {
  if (all.length > FEW) return all;
  const pool = net.admissions.services;
  const meets = (a: Counted, b: Counted) =>
    a !== b && mayMeet(a.rule.peer, b.rule.peer) && pool.intersect(a.services, b.services) !== NONE;
  return all.filter((one) => all.some((other) => meets(one, other)));
}

function mayMeet(a: SecurityRule['peer'], b: SecurityRule['peer']): boolean {
  if (a.kind === 'list' || b.kind === 'list') return true;
  if (a.kind === 'group') return b.kind === 'group' ? a.id === b.id : mayMeet(b, a);
  // Whom a group means is known to be among those that anybody is.
  return b.kind === 'group' ? a.prefix.length === 0 : overlaps(a.prefix, b.prefix);
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
  return { counts, squares };
}

/** Puts each rule into the units that it covers. */
function place(net: Lookup, counted: readonly Counted[]): void {
  for (const family of [4, 6] as const) {
    const opaque = new Map<string, Unit>();
    for (const one of counted) {
      const id = opaqueId(net, one.rule, family);
      if (id === undefined) continue;
      const unit = opaque.get(id) ?? { rules: [] };
      opaque.set(id, unit);
      join(unit, one);
    }
    const ranges = counted.flatMap((one) => rangesOf(net, one.rule, family).map((range) => ({ one, ...range })));
    const starts = [...new Set(ranges.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
    const position = new Map(starts.map((start, i) => [start, i]));
    const units = starts.map((start, i): Unit | undefined =>
      isInhabited(net, family, start, starts[i + 1] ?? start) ? { rules: [] } : undefined,
    );
    for (const { one, from, to } of ranges) {
      const end = position.get(to) as number;
      for (let at = position.get(from) as number; at < end; at++) join(units[at], one);
      // Whoever a group or a list means, they have addresses of the family.
      if (from === 0 && to === net.labels[family].size) for (const unit of opaque.values()) join(unit, one);
    }
  }
}

function join(unit: Unit | undefined, one: Counted): void {
  if (!unit || one.units.has(unit)) return;
  one.units.add(unit);
  unit.rules.push(one);
}

function opaqueId(net: Lookup, { peer }: SecurityRule, family: Family): string | undefined {
  if (peer.kind === 'cidr') return undefined;
  const isUnread = peer.kind === 'list' && !entriesOf(net, peer.id) && mayList(net, peer.id, family);
  return peer.kind === 'group' || isUnread ? peer.id : undefined;
}

function rangesOf(net: Lookup, { peer }: SecurityRule, family: Family): readonly LabelRange[] {
  const prefixes = peer.kind === 'cidr' ? [peer.prefix] : peer.kind === 'list' ? (entriesOf(net, peer.id) ?? []) : [];
  return prefixes.flatMap((prefix) => (prefix.family === family ? (net.labels[family].rangeOf(prefix) ?? []) : []));
}

/** The narrower goes: by how much of the address space it names, then by services. */
function breadth(net: Lookup, { services, rule, units }: Counted): number {
  const intervals = net.admissions.services.intervals(services);
  let length = 0;
  for (let i = 0; i < intervals.length; i += 2) length += (intervals[i + 1] as number) - (intervals[i] as number);
  const isNamed = rule.peer.kind === 'cidr' ? 0.5 - rule.peer.prefix.length / 512 : 0;
  return units.size * 1_000_000 + length + isNamed;
}

function coverersOf(net: Lookup, one: Counted, removed: ReadonlySet<Counted>): readonly SecurityRule[] {
  const pool = net.admissions.services;
  const found = new Set<SecurityRule>();
  for (const { rules } of one.units) {
    for (const other of rules) {
      if (!removed.has(other) && pool.intersect(other.services, one.services) !== NONE) found.add(other.rule);
      if (found.size === MOST_SHOWN) return [...found];
    }
  }
  return [...found];
}
