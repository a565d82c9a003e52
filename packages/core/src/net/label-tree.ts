import { ADDRESS_LENGTH, type AddressBits, type Family, lastAddress, type Prefix } from './address.ts';
import { ipv6Addresses, keysOf, type PrefixKeys, UNITS } from './prefix-keys.ts';

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
  /** The prefixes in use, by label: the same keys give the same tree. */
  readonly keys: PrefixKeys;
  /** The label of any address, in use or not. */
  labelOf(bits: AddressBits): Label;
  /** The interval of a prefix in use, null for any other: see `labelsWithin`. */
  rangeOf(prefix: Prefix): LabelRange | null;
  /** The interval of the prefix that a label stands for. */
  rangeAt(label: Label): LabelRange;
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
  return labelTreeOf(keysOf(family, prefixes));
}

export function labelTreeOf(keys: PrefixKeys): LabelTree {
  return keys.family === 4
    ? treeOn(keys, keys.numbers.length, () => ipv4Order(keys.numbers))
    : treeOn(keys, keys.units.length / UNITS, () => ipv6Order(keys.units));
}

/** An address in the form that is compared: IPv4 as a number, IPv6 as its bits. Both have one order and one equality. */
type Comparable = number | AddressBits;

/** The prefixes in preorder. */
interface Order<A extends Comparable> {
  readonly firsts: ArrayLike<A>;
  readonly lasts: ArrayLike<A>;
  readonly lengths: Uint8Array;
  read(bits: AddressBits): A;
  write(address: A): AddressBits;
  /** There must be one: the address is not the last of its family. */
  after(address: A): A;
}

/** How prefixes nest: the number of the one around each, and where its inside ends. */
interface Nesting<A extends Comparable> extends Order<A> {
  readonly parents: Int32Array;
  readonly ends: Int32Array;
}

/** What a question about the other family never needs is worked out when somebody asks for it. */
function treeOn<A extends Comparable>(keys: PrefixKeys, size: number, orderOf: () => Order<A>): LabelTree {
  const { family } = keys;
  let nested: Nesting<A> | undefined;
  const nesting = () => {
    nested ??= nest(orderOf());
    return nested;
  };
  let vacancies: Int32Array | undefined;

  const prefixOf = (label: Label): Prefix => {
    const { write, firsts, lengths } = nesting();
    return { family, bits: write(firsts[label] as A), length: lengths[label] as number };
  };
  const rangeAt = (label: Label): LabelRange => ({ family, from: label, to: nesting().ends[label] as number });
  function rangeOf({ family: of, bits, length }: Prefix): LabelRange | null {
    if (of !== family) return null;
    const order = nesting();
    const first = order.read(bits);
    const label = lastNotAfter(order, first, length);
    return order.firsts[label] === first && order.lengths[label] === length ? rangeAt(label) : null;
  }
  function inhabited(from: Label, to: Label): LabelRange[] {
    vacancies ??= nextVacant(nesting());
    const vacant = vacancies;
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
    size,
    keys,
    labelOf: (bits) => holderOf(nesting(), nesting().read(bits), ADDRESS_LENGTH[family]),
    rangeOf,
    rangeAt,
    coverOf: ({ bits, length }) => holderOf(nesting(), nesting().read(bits), length),
    prefixOf,
    labelsWithin(prefix) {
      const own = rangeOf(prefix);
      if (own) return inhabited(own.from, own.to);
      const order = nesting();
      const [first, last] = [order.read(prefix.bits), order.read(lastAddress(prefix))];
      const from = lastNotAfter(order, first, prefix.length) + 1;
      const to = lastNotAfter(order, last, ADDRESS_LENGTH[family]) + 1;
      const inside = inhabited(from, to);
      if (firstOutside(order, first, last, from, to) === null) return inside;
      // The prefix is not in use, so what of it no prefix inside it covers shares its holder's label.
      const holder = holderOf(order, first, prefix.length);
      return [{ family, from: holder, to: holder + 1 }, ...inside];
    },
    childrenOf(label) {
      const { ends } = nesting();
      const children: Prefix[] = [];
      for (let child = label + 1; child < (ends[label] as number); child = ends[child] as number) {
        children.push(prefixOf(child));
      }
      return children;
    },
    addressOf(label) {
      const own = ownAddress(nesting(), label);
      return own === null ? null : nesting().write(own);
    },
  };
}

function ipv4Order(numbers: Float64Array): Order<number> {
  const [firsts, lasts] = [new Float64Array(numbers.length), new Float64Array(numbers.length)];
  const lengths = new Uint8Array(numbers.length);
  for (let label = 0; label < numbers.length; label++) {
    const number = numbers[label] as number;
    const length = number % 64;
    firsts[label] = Math.floor(number / 64);
    lasts[label] = Math.floor(number / 64) + 2 ** (32 - length) - 1;
    lengths[label] = length;
  }
  return {
    firsts,
    lasts,
    lengths,
    read: (bits) => bits.charCodeAt(0) * 2 ** 16 + bits.charCodeAt(1),
    write: (address) => String.fromCharCode(Math.floor(address / 2 ** 16), address & 0xffff),
    after: (address) => address + 1,
  };
}

function ipv6Order(units: Uint16Array): Order<AddressBits> {
  const size = units.length / UNITS;
  const firsts: readonly AddressBits[] = ipv6Addresses(units);
  const lengths = Uint8Array.from({ length: size }, (_, label) => units[label * UNITS + UNITS - 1] as number);
  const lasts = firsts.map((bits, label) => lastAddress({ family: 6, bits, length: lengths[label] as number }));
  return { firsts, lasts, lengths, read: (bits) => bits, write: (bits) => bits, after: addressAfter };
}

function nest<A extends Comparable>(order: Order<A>): Nesting<A> {
  const { firsts, lasts } = order;
  const parents = new Int32Array(firsts.length);
  const ends = new Int32Array(firsts.length).fill(firsts.length);
  const open: Label[] = [];
  for (let label = 0; label < firsts.length; label++) {
    let top = open.at(-1);
    while (top !== undefined && (firsts[label] as A) > (lasts[top] as A)) {
      ends[top] = label;
      open.pop();
      top = open.at(-1);
    }
    parents[label] = top ?? 0;
    open.push(label);
  }
  return { ...order, parents, ends };
}

/** The longest prefix that holds all of the one that begins at `first`. */
function holderOf<A extends Comparable>(nesting: Nesting<A>, first: A, length: number): Label {
  const { lasts, lengths, parents } = nesting;
  let label = lastNotAfter(nesting, first, length);
  // None before it begins later, so it holds what it does not end before.
  while ((lasts[label] as A) < first || (lengths[label] as number) > length) label = parents[label] as number;
  return label;
}

/** The first address of `[first, last]` that no prefix numbered `from` up to `to` holds; null where they share out all. */
function firstOutside<A extends Comparable>(
  { firsts, lasts, ends, after }: Nesting<A>,
  first: A,
  last: A,
  from: Label,
  to: Label,
): A | null {
  let free = first;
  for (let child = from; child < to && firsts[child] === free; child = ends[child] as number) {
    if (lasts[child] === last) return null;
    free = after(lasts[child] as A);
  }
  return free;
}

function ownAddress<A extends Comparable>(nesting: Nesting<A>, label: Label): A | null {
  const { firsts, lasts, ends } = nesting;
  return firstOutside(nesting, firsts[label] as A, lasts[label] as A, label + 1, ends[label] as number);
}

/** For each label the first one from it on that no address has; past the end where there is none. */
function nextVacant<A extends Comparable>(nesting: Nesting<A>): Int32Array {
  const vacant = new Int32Array(nesting.firsts.length);
  let next = vacant.length;
  for (let label = vacant.length - 1; label >= 0; label--) {
    if (ownAddress(nesting, label) === null) next = label;
    vacant[label] = next;
  }
  return vacant;
}

function addressAfter(bits: AddressBits): AddressBits {
  let unit = bits.length - 1;
  while (bits.charCodeAt(unit) === 0xffff) unit--;
  return bits.slice(0, unit) + String.fromCharCode(bits.charCodeAt(unit) + 1) + '\0'.repeat(bits.length - unit - 1);
}

/** Number of the last prefix that begins before `first`, or there and is not longer; the whole family is the first. */
function lastNotAfter<A extends Comparable>({ firsts, lengths }: Order<A>, first: A, length: number): number {
  let [low, high] = [0, firsts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const begin = firsts[middle] as A;
    if (begin < first || (begin === first && (lengths[middle] as number) <= length)) low = middle;
    else high = middle - 1;
  }
  return low;
}
