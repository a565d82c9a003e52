import { ADDRESS_LENGTH, type AddressBits, contains, type Family, lastAddress, type Prefix } from './address.ts';

/** Preorder number of the longest prefix in use that holds an address: equal label, equal treatment by every rule. */
export type Label = number;

/** Labels `from` up to, not including, `to`: what a prefix in use covers. */
export interface LabelRange {
  readonly family: Family;
  readonly from: Label;
  readonly to: Label;
}

/**
 * The tree of all prefixes in use of one family, numbered in preorder. Prefixes nest or are disjoint, so the rules that
 * match an address are decided by its longest match here, and each prefix is one interval of labels (spec/engine.md L1).
 * The whole family (`0.0.0.0/0`, `::/0`) is always in use: label 0.
 */
export interface LabelTree {
  readonly family: Family;
  readonly size: number;
  /** The label of any address, in use or not. */
  labelOf(bits: AddressBits): Label;
  /** The interval of a prefix in use; of any other, the labels of its addresses (see `labelsWithin`). */
  rangeOf(prefix: Prefix): LabelRange | null;
  /** Every label that some address of `prefix` has, as intervals in order. */
  labelsWithin(prefix: Prefix): readonly LabelRange[];
  prefixOf(label: Label): Prefix;
  /** Prefixes in use directly inside that of `label`: what the label itself does not stand for. */
  childrenOf(label: Label): readonly Prefix[];
}

export function buildLabelTree(family: Family, prefixes: Iterable<Prefix>): LabelTree {
  const keys = sortedKeys(family, prefixes);
  const size = keys.length;
  const { parents, ends } = nest(family, keys);
  const index = new Map<string, Label>();
  for (let label = 0; label < size; label++) index.set(keys[label] as string, label);

  function prefixOf(label: Label): Prefix {
    return prefixOfKey(family, keys[label] as string);
  }
  function labelOf(bits: AddressBits): Label {
    const address: Prefix = { family, bits, length: ADDRESS_LENGTH[family] };
    let label = lastNotAfter(keys, keyOf(address));
    while (label > 0 && !contains(prefixOf(label), address)) label = parents[label] as number;
    return label;
  }
  function rangeOf(prefix: Prefix): LabelRange | null {
    const label = index.get(keyOf(prefix));
    return label === undefined ? null : { family, from: label, to: ends[label] as number };
  }
  return {
    family,
    size,
    labelOf,
    rangeOf,
    prefixOf,
    labelsWithin(prefix) {
      const own = rangeOf(prefix);
      if (own) return [own];
      const from = lastNotAfter(keys, keyOf(prefix)) + 1;
      const last = { family, bits: lastAddress(prefix), length: ADDRESS_LENGTH[family] };
      const to = lastNotAfter(keys, keyOf(last)) + 1;
      // The prefix is not in use, so what of it no prefix inside it covers shares its holder's label.
      let holder = from - 1;
      while (holder > 0 && !contains(prefixOf(holder), prefix)) holder = parents[holder] as number;
      const inside: LabelRange[] = [{ family, from: holder, to: holder + 1 }];
      if (to > from) inside.push({ family, from, to });
      return inside;
    },
    childrenOf(label) {
      const children: Prefix[] = [];
      for (let child = label + 1; child < (ends[label] as number); child = ends[child] as number) {
        children.push(prefixOf(child));
      }
      return children;
    },
  };
}

/** First address, then length, so that the order of keys is preorder. */
function keyOf(prefix: Prefix): string {
  return prefix.bits + String.fromCharCode(prefix.length);
}

function prefixOfKey(family: Family, key: string): Prefix {
  return { family, bits: key.slice(0, -1), length: key.charCodeAt(key.length - 1) };
}

function sortedKeys(family: Family, prefixes: Iterable<Prefix>): readonly string[] {
  const whole = '\0'.repeat(ADDRESS_LENGTH[family] / 16);
  const unique = new Set<string>([keyOf({ family, bits: whole, length: 0 })]);
  for (const prefix of prefixes) if (prefix.family === family) unique.add(keyOf(prefix));
  return [...unique].sort();
}

function nest(family: Family, keys: readonly string[]): { parents: Int32Array; ends: Int32Array } {
  const parents = new Int32Array(keys.length);
  const ends = new Int32Array(keys.length).fill(keys.length);
  const open: { label: Label; last: AddressBits }[] = [];
  for (let label = 0; label < keys.length; label++) {
    const prefix = prefixOfKey(family, keys[label] as string);
    let top = open.at(-1);
    while (top && prefix.bits > top.last) {
      ends[top.label] = label;
      open.pop();
      top = open.at(-1);
    }
    parents[label] = top ? top.label : 0;
    open.push({ label, last: lastAddress(prefix) });
  }
  return { parents, ends };
}

/** Position of the greatest key that is not greater than `key`; the first key is the whole family, so there is one. */
function lastNotAfter(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((keys[middle] as string) <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}
