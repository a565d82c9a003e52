import type { Network } from '../engine/network.ts';
import { ADDRESS_LENGTH, contains, type Family, formatPrefix, overlaps, type Prefix } from '../net/address.ts';
import type { Label, LabelTree } from '../net/label-tree.ts';

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
  const spared = b.except.flatMap((prefix) => commonRange(a, rangeOf(prefix)) ?? []);
  const outside = withoutPrefixes(a, [b.prefix]);
  return outside ? [outside, ...spared] : spared;
}

export function withoutPrefixes({ prefix, except }: AddressRange, taken: readonly Prefix[]): AddressRange | undefined {
  return without(prefix, [...except, ...taken]);
}

/** Whether a range has an address in common with a prefix. */
export function meets(range: AddressRange, prefix: Prefix): boolean {
  return commonRange(range, rangeOf(prefix)) !== undefined;
}

/** The labels that addresses of a range have. */
export function labelsIn({ labels }: Network, { prefix, except }: AddressRange): readonly Label[] {
  const tree = labels[prefix.family];
  const all = labelsOf(tree, prefix);
  if (except.length === 0) return all;
  const [gone, cut] = [new Set<Label>(), new Set<Label>()];
  for (const hole of except) {
    for (const label of labelsOf(tree, hole)) (contains(hole, tree.prefixOf(label)) ? gone : cut).add(label);
  }
  const isLeft = (label: Label) => {
    const own = tree.prefixOf(label);
    // A label stands for its prefix without those in use inside it, which have labels of their own.
    return !isCovered(contains(own, prefix) ? prefix : own, [...tree.childrenOf(label), ...except]);
  };
  return all.filter((label) => !gone.has(label) && (!cut.has(label) || isLeft(label)));
}

function labelsOf(tree: LabelTree, prefix: Prefix): readonly Label[] {
  const labels: Label[] = [];
  for (const { from, to } of tree.labelsWithin(prefix)) for (let label = from; label < to; label++) labels.push(label);
  return labels;
}

/** How many exceptions are told one by one. */
const MOST_NAMED = 4;

/** `10.0.0.0/8 without 10.1.0.0/16`. */
export function formatRange({ prefix, except }: AddressRange): string {
  return except.length === 0 ? formatPrefix(prefix) : `${formatPrefix(prefix)} without ${formatExcept(except)}`;
}

export function formatExcept(except: readonly Prefix[]): string {
  const rest = except.length - MOST_NAMED;
  const named = except.slice(0, MOST_NAMED).map(formatPrefix).join(', ');
  return rest > 0 ? `${named} and ${rest} more` : named;
}

function without(prefix: Prefix, holes: readonly Prefix[]): AddressRange | undefined {
  const inside = holes.filter((hole) => overlaps(prefix, hole));
  if (isCovered(prefix, inside)) return undefined;
  const except: Prefix[] = [];
  // In this order what holds a prefix comes before it, and nothing else in between.
  for (const hole of inside.toSorted((a, b) => (a.bits < b.bits ? -1 : a.bits > b.bits ? 1 : a.length - b.length))) {
    const last = except.at(-1);
    if (!last || !contains(last, hole)) except.push(hole);
  }
  return { prefix, except };
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
