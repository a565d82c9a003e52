import type { Network } from '../engine/network.ts';
import { ADDRESS_LENGTH, contains, type Family, formatPrefix, overlaps, type Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';

/** Addresses of a prefix without those of some prefixes inside it: never none. */
export interface AddressRange {
  readonly prefix: Prefix;
  readonly except: readonly Prefix[];
}

export function rangeOf(prefix: Prefix): AddressRange {
  return { prefix, except: [] };
}

/** Every address of a family. */
export function wholeFamily(family: Family): AddressRange {
  return rangeOf({ family, bits: '\0'.repeat(ADDRESS_LENGTH[family] / 16), length: 0 });
}

export function isWholeFamily({ prefix }: AddressRange): boolean {
  return prefix.length === 0;
}

/** What two ranges have in common: prefixes nest or are disjoint, so it is the narrower one without what either lacks. */
export function commonRange(a: AddressRange, b: AddressRange): AddressRange | undefined {
  if (!overlaps(a.prefix, b.prefix)) return undefined;
  const prefix = a.prefix.length >= b.prefix.length ? a.prefix : b.prefix;
  return without(prefix, [...a.except, ...b.except]);
}

/** What is in `a` and not in `b`. */
export function rangesWithout(a: AddressRange, b: AddressRange): readonly AddressRange[] {
  if (!overlaps(a.prefix, b.prefix)) return [a];
  const outside = without(a.prefix, [...a.except, b.prefix]);
  const spared = b.except.flatMap((prefix) => commonRange(a, rangeOf(prefix)) ?? []);
  return outside ? [outside, ...spared] : spared;
}

/** Whether a range has an address in common with a prefix. */
export function meets(range: AddressRange, prefix: Prefix): boolean {
  return commonRange(range, rangeOf(prefix)) !== undefined;
}

/** The labels that addresses of a range have. */
export function labelsIn({ labels }: Network, { prefix, except }: AddressRange): readonly Label[] {
  const tree = labels[prefix.family];
  const all = tree
    .labelsWithin(prefix)
    .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  if (except.length === 0) return all;
  return all.filter((label) => {
    const own = tree.prefixOf(label);
    const part = contains(own, prefix) ? prefix : own;
    // A label stands for its prefix without those in use inside it, which have labels of their own.
    return !except.some((hole) => overlaps(hole, part)) || !isCovered(part, [...tree.childrenOf(label), ...except]);
  });
}

/** `10.0.0.0/8 without 10.1.0.0/16`. */
export function formatRange({ prefix, except }: AddressRange, whole = formatPrefix(prefix)): string {
  return except.length === 0 ? whole : `${whole} without ${except.map(formatPrefix).join(', ')}`;
}

function without(prefix: Prefix, holes: readonly Prefix[]): AddressRange | undefined {
  const inside = holes.filter((hole) => overlaps(prefix, hole));
  if (isCovered(prefix, inside)) return undefined;
  const widest = inside.filter(
    (hole, at) => !inside.some((other, i) => i !== at && contains(other, hole) && (i < at || !contains(hole, other))),
  );
  return { prefix, except: widest };
}

/** Whether every address of `prefix` is in one of `holes`. */
function isCovered(prefix: Prefix, holes: readonly Prefix[]): boolean {
  if (holes.some((hole) => contains(hole, prefix))) return true;
  const inside = holes.filter((hole) => contains(prefix, hole));
  return inside.length > 0 && halves(prefix).every((half) => isCovered(half, inside));
}

function halves({ family, bits, length }: Prefix): readonly [Prefix, Prefix] {
  const unit = length >> 4;
  const upper = String.fromCharCode(bits.charCodeAt(unit) | (0x8000 >> (length & 15)));
  return [
    { family, bits, length: length + 1 },
    { family, bits: bits.slice(0, unit) + upper + bits.slice(unit + 1), length: length + 1 },
  ];
}
