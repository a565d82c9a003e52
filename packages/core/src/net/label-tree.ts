import { ADDRESS_LENGTH, type AddressBits, contains, type Family, lastAddress, type Prefix } from './address.ts';

/** Preorder number of the longest prefix in use that holds an address: equal label, equal treatment by every rule. */
export type Label = number;

/** Labels `from` up to, not including, `to`: what a prefix in use covers. */
export interface LabelRange {
  readonly family: Family;
  readonly from: Label;
  readonly to: Label;
  /** Asked in bulk: what would have to be told label by label may be left to be asked for again. */
  readonly inBulk?: true;
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
  /** The interval of a prefix in use, null for any other: see `labelsWithin`. */
  rangeOf(prefix: Prefix): LabelRange | null;
  /** The label of the longest prefix in use that holds all of `prefix`. */
  coverOf(prefix: Prefix): Label;
  /** Exactly the labels that addresses of `prefix`, in use or not, have: as intervals in order. */
  labelsWithin(prefix: Prefix): readonly LabelRange[];
  prefixOf(label: Label): Prefix;
  /** Prefixes in use directly inside that of `label`: what the label itself does not stand for. */
  childrenOf(label: Label): readonly Prefix[];
  /** The first address that has `label`; null where longer prefixes share out its whole prefix, so that none has. */
  addressOf(label: Label): AddressBits | null;
}

export function buildLabelTree(family: Family, prefixes: Iterable<Prefix>): LabelTree {
  const nesting = nest(family, sortedKeys(family, prefixes));
  const { keys, ends } = nesting;
  const index = new Map<string, Label>();
  for (let label = 0; label < keys.length; label++) index.set(keys[label] as string, label);
  const vacant = nextVacant(nesting);

  const addressPrefix = (bits: AddressBits): Prefix => ({ family, bits, length: ADDRESS_LENGTH[family] });
  const prefixOf = (label: Label) => prefixOfKey(family, keys[label] as string);
  function rangeOf(prefix: Prefix): LabelRange | null {
    const label = index.get(keyOf(prefix));
    return label === undefined ? null : { family, from: label, to: ends[label] as number };
  }
  function inhabited(from: Label, to: Label): LabelRange[] {
    const ranges: LabelRange[] = [];
    for (let start = from; start < to; ) {
      const end = Math.min(to, vacant[start] as number);
      if (start < end) ranges.push({ family, from: start, to: end });
      start = end + 1;
    }
    return ranges;
  }
  return {
    family,
    size: keys.length,
    labelOf: (bits) => holderOf(nesting, addressPrefix(bits)),
    rangeOf,
    coverOf: (prefix) => holderOf(nesting, prefix),
    prefixOf,
    labelsWithin(prefix) {
      const own = rangeOf(prefix);
      if (own) return inhabited(own.from, own.to);
      const last = lastAddress(prefix);
      const from = lastNotAfter(keys, keyOf(prefix)) + 1;
      const to = lastNotAfter(keys, keyOf(addressPrefix(last))) + 1;
      const inside = inhabited(from, to);
      if (firstOutside(nesting, prefix.bits, last, from, to) === null) return inside;
      // The prefix is not in use, so what of it no prefix inside it covers shares its holder's label.
      const holder = holderOf(nesting, prefix);
      return [{ family, from: holder, to: holder + 1 }, ...inside];
    },
    childrenOf(label) {
      const children: Prefix[] = [];
      for (let child = label + 1; child < (ends[label] as number); child = ends[child] as number) {
        children.push(prefixOf(child));
      }
      return children;
    },
    addressOf: (label) => ownAddress(nesting, label),
  };
}

/** Prefixes in preorder and how they nest: the number of the one around each, where its inside ends, its last address. */
interface Nesting {
  readonly keys: readonly string[];
  readonly parents: Int32Array;
  readonly ends: Int32Array;
  readonly lasts: readonly AddressBits[];
}

/** First address, then length, so that the order of keys is preorder. */
function keyOf(prefix: Prefix): string {
  return prefix.bits + String.fromCharCode(prefix.length);
}

function prefixOfKey(family: Family, key: string): Prefix {
  return { family, bits: key.slice(0, -1), length: key.charCodeAt(key.length - 1) };
}

/** Each key once, and that of the whole family. */
function sortedKeys(family: Family, prefixes: Iterable<Prefix>): readonly string[] {
  if (family === 4) return sortedIpv4Keys(prefixes);
  const unique = new Set<string>([keyOf({ family, bits: '\0'.repeat(ADDRESS_LENGTH[family] / 16), length: 0 })]);
  for (const prefix of prefixes) if (prefix.family === family) unique.add(keyOf(prefix));
  return [...unique].sort();
}

/** The same by way of numbers of 38 bits, which sort many times faster than texts. */
function sortedIpv4Keys(prefixes: Iterable<Prefix>): readonly string[] {
  const numbers = [0];
  for (const { family, bits, length } of prefixes) {
    if (family === 4) numbers.push((bits.charCodeAt(0) * 2 ** 16 + bits.charCodeAt(1)) * 64 + length);
  }
  const sorted = Float64Array.from(numbers).sort();
  const keys: string[] = [];
  for (let i = 0; i < sorted.length; i++) {
    const number = sorted[i] as number;
    if (i > 0 && number === sorted[i - 1]) continue;
    keys.push(String.fromCharCode(Math.floor(number / 2 ** 22), Math.floor(number / 64) & 0xffff, number % 64));
  }
  return keys;
}

function nest(family: Family, keys: readonly string[]): Nesting {
  const parents = new Int32Array(keys.length);
  const ends = new Int32Array(keys.length).fill(keys.length);
  const lasts: AddressBits[] = [];
  const open: Label[] = [];
  for (let label = 0; label < keys.length; label++) {
    const prefix = prefixOfKey(family, keys[label] as string);
    let top = open.at(-1);
    while (top !== undefined && prefix.bits > (lasts[top] as string)) {
      ends[top] = label;
      open.pop();
      top = open.at(-1);
    }
    parents[label] = top ?? 0;
    open.push(label);
    lasts.push(lastAddress(prefix));
  }
  return { keys, parents, ends, lasts };
}

/** The longest prefix that holds all of `prefix`. */
function holderOf({ keys, parents }: Nesting, prefix: Prefix): Label {
  let label = lastNotAfter(keys, keyOf(prefix));
  while (!contains(prefixOfKey(prefix.family, keys[label] as string), prefix)) label = parents[label] as number;
  return label;
}

/** The first address of `[bits, last]` that no prefix numbered `from` up to `to` holds; null where they share out all. */
function firstOutside(
  { keys, ends, lasts }: Nesting,
  bits: AddressBits,
  last: AddressBits,
  from: Label,
  to: Label,
): AddressBits | null {
  let free = bits;
  for (let child = from; child < to && (keys[child] as string).startsWith(free); child = ends[child] as number) {
    if (lasts[child] === last) return null;
    free = addressAfter(lasts[child] as string);
  }
  return free;
}

function ownAddress(nesting: Nesting, label: Label): AddressBits | null {
  const { keys, ends, lasts } = nesting;
  const bits = (keys[label] as string).slice(0, -1);
  return firstOutside(nesting, bits, lasts[label] as string, label + 1, ends[label] as number);
}

/** For each label the first one from it on that no address has; past the end where there is none. */
function nextVacant(nesting: Nesting): Int32Array {
  const vacant = new Int32Array(nesting.keys.length);
  let next = vacant.length;
  for (let label = vacant.length - 1; label >= 0; label--) {
    if (ownAddress(nesting, label) === null) next = label;
    vacant[label] = next;
  }
  return vacant;
}

/** There must be one: `bits` is not the last address of its family. */
function addressAfter(bits: AddressBits): AddressBits {
  let unit = bits.length - 1;
  while (bits.charCodeAt(unit) === 0xffff) unit--;
  return bits.slice(0, unit) + String.fromCharCode(bits.charCodeAt(unit) + 1) + '\0'.repeat(bits.length - unit - 1);
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
