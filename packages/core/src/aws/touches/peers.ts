import { ANY_MEMBER, type ComponentId, type Filter } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import type { AddressMap } from '../../net/address-map.ts';
import type { Label } from '../../net/label-tree.ts';

/** Labels `[from, to)`. */
export interface Stretch {
  readonly from: Label;
  readonly to: Label;
}

/** With whom something fares otherwise: those at some addresses, as they are seen there, and those of some groups. */
export interface Peers {
  readonly isAnybody: boolean;
  readonly at: { readonly [F in Family]: readonly Stretch[] };
  readonly groups: ReadonlySet<ComponentId>;
}

export const NOBODY: Peers = { isAnybody: false, at: { 4: [], 6: [] }, groups: new Set() };
export const ANYBODY: Peers = { ...NOBODY, isAnybody: true };

export function together(all: readonly Peers[]): Peers {
  if (all.length <= 1) return all[0] ?? NOBODY;
  return {
    isAnybody: all.some((one) => one.isAnybody),
    at: { 4: joined(all.flatMap(({ at }) => at[4])), 6: joined(all.flatMap(({ at }) => at[6])) },
    groups: new Set(all.flatMap(({ groups }) => [...groups])),
  };
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const one of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && one.from <= last.to) found[found.length - 1] = { from: last.from, to: Math.max(last.to, one.to) };
    else found.push(one);
  }
  return found;
}

/** Where two maps of `size` labels differ; `isAlike` compares a value of the one with one of the other. */
export function differing(
  a: AddressMap,
  b: AddressMap,
  size: number,
  isAlike: (a: number, b: number) => boolean = (one, other) => one === other,
): readonly Stretch[] {
  if (a === b) return [];
  const found: { from: Label; to: Label }[] = [];
  for (let [i, j, from] = [0, 0, 0]; from < size; ) {
    const to = Math.min(a.starts[i + 1] ?? size, b.starts[j + 1] ?? size);
    const last = found.at(-1);
    if (!isAlike(a.values[i] as number, b.values[j] as number)) {
      if (last?.to === from) last.to = to;
      else found.push({ from, to });
    }
    if (a.starts[i + 1] === to) i++;
    if (b.starts[j + 1] === to) j++;
    from = to;
  }
  return found;
}

type Rules = Pick<Filter, 'admits' | 'members'>;

/** Whom rules of one family treat otherwise than others. */
export function peersBetween(one: Rules, other: Rules, family: Family, size: number): Peers {
  const groups = new Set<ComponentId>();
  const [olds, news] = [one.members ?? NONE, other.members ?? NONE];
  if (olds !== news) {
    for (const group of [...olds.keys(), ...news.keys()]) if (olds.get(group) !== news.get(group)) groups.add(group);
  }
  const at = { 4: [] as readonly Stretch[], 6: [] as readonly Stretch[] };
  at[family] = differing(one.admits, other.admits, size);
  return { isAnybody: groups.has(ANY_MEMBER), at, groups };
}

const NONE: NonNullable<Filter['members']> = new Map();
