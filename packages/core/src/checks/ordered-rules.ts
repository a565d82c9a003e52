import type { Lookup } from '../aws/lookup.ts';
import { type Family, overlaps, type Prefix } from '../net/address.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';

export interface OrderedRule {
  readonly prefix: Prefix;
  /** Undefined where it cannot be read: such a rule is never called decided, and decides nothing for sure. */
  readonly services: ServiceSetId | undefined;
}

/** Of rules of which the first that matches decides: those that decide no packet, because earlier ones decide all of theirs. */
export function undeciding<R extends OrderedRule>(net: Lookup, family: Family, rules: readonly R[]): readonly R[] {
  const pool = net.admissions.services;
  const placed = rules.flatMap((rule) => {
    const range = rule.prefix.family === family ? net.labels[family].rangeOf(rule.prefix) : null;
    return range && rule.services !== undefined ? [{ rule, range, services: rule.services }] : [];
  });
  const starts = boundsOf(placed.map(({ range }) => range));
  const position = new Map(starts.map((start, i) => [start, i]));
  const isEmpty = starts.map((start, i) => !isInhabited(net, family, start, starts[i + 1] ?? start));
  const decided = new Array<ServiceSetId>(starts.length).fill(NONE);
  return placed.flatMap(({ rule, range, services }) => {
    let decides = false;
    const end = position.get(range.to) as number;
    for (let i = position.get(range.from) as number; i < end; i++) {
      const before = decided[i] as ServiceSetId;
      if (isEmpty[i] === false && !pool.isSubset(services, before)) decides = true;
      decided[i] = pool.union(before, services);
    }
    return decides ? [] : [rule];
  });
}

/** Earlier rules that may take packets of one. */
export function* overlapping<R extends OrderedRule>(net: Lookup, rules: readonly R[], one: R): Iterable<R> {
  const pool = net.admissions.services;
  for (const rule of rules) {
    if (rule === one) return;
    if (rule.services === undefined || one.services === undefined || !overlaps(rule.prefix, one.prefix)) continue;
    if (pool.intersect(rule.services, one.services) !== NONE) yield rule;
  }
}

function boundsOf(ranges: readonly LabelRange[]): readonly number[] {
  return [...new Set(ranges.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
}

/** Whether any address has one of the labels: prefixes may share out the whole of a wider one. */
export function isInhabited(net: Lookup, family: Family, from: number, to: number): boolean {
  for (let label = from; label < to; label++) if (net.labels[family].addressOf(label) !== null) return true;
  return false;
}
