import {
  type Branch,
  type ComponentId,
  type Forwarding,
  LEFT_OPEN,
  type LinkId,
  type Step,
  type Stop,
} from '../model/route.ts';
import { type AddressMap, type Piece, piecesWithin, valueAt } from '../net/address-map.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import type { Lookup } from './lookup.ts';
import type { Handover } from './resource-type.ts';

/** Splits a range along the pieces of a map and forwards each piece its own way. */
export function alongPieces(
  map: AddressMap,
  range: LabelRange,
  forward: (value: number, piece: LabelRange) => readonly Forwarding[],
): readonly Forwarding[] {
  // One label at a time is what routers ask for.
  if (range.to - range.from === 1) return forward(valueAt(map, range.from), range);
  const pieces = piecesWithin(map, range.from, range.to);
  if (range.inBulk) return inBulk(pieces, range, forward);
  return pieces.flatMap(({ from, to, value }) => forward(value, { family: range.family, from, to }));
}

/** A value that holds of many pieces is asked once, for the whole range: what it says of other pieces is left out. */
function inBulk(
  pieces: readonly Piece[],
  range: LabelRange,
  forward: (value: number, piece: LabelRange) => readonly Forwarding[],
): readonly Forwarding[] {
  if (pieces.length === 1) return forward((pieces[0] as Piece).value, range);
  const known = new Map<number, readonly Forwarding[]>();
  const found: Forwarding[] = [];
  for (const { from, to, value } of pieces) {
    let told = known.get(value);
    if (!told) {
      told = forward(value, range);
      known.set(value, told);
    }
    for (const one of told) {
      if (one.to.from >= to || one.to.to <= from) continue;
      found.push({ to: { ...range, from: Math.max(from, one.to.from), to: Math.min(to, one.to.to) }, fork: one.fork });
    }
  }
  return found;
}

/** Whoever asked in bulk asks again for each label. */
export function leftOpen(to: LabelRange): readonly Forwarding[] {
  return all(to, { links: [], steps: [], next: LEFT_OPEN });
}

/** Treats every label of a range by itself, joining neighbours that are treated alike is left to the caller. */
export function eachLabel(
  range: LabelRange,
  forward: (label: Label, one: LabelRange) => readonly Forwarding[],
): readonly Forwarding[] {
  if (range.inBulk) return leftOpen(range);
  if (range.to - range.from === 1) return forward(range.from, range);
  const all: Forwarding[] = [];
  for (let label = range.from; label < range.to; label++) {
    all.push(...forward(label, { family: range.family, from: label, to: label + 1 }));
  }
  return all;
}

/** One way for the whole range. */
export function all(to: LabelRange, fork: Forwarding['fork']): readonly Forwarding[] {
  return [{ to, fork }];
}

/** The handover ends in a stop at the end of `links`. */
export function stopped(from: Handover, links: readonly LinkId[], stop: Stop): Branch {
  const at = from.chain.at(-1);
  return { links, steps: from.steps, next: stop, why: from.why, ...(at ? { at } : {}) };
}

/** The same at a hub, behind which no rule for what leaves means anybody by a group, wherever it leads (SG-10). */
export function halted(from: Handover, links: readonly LinkId[], stop: Stop, by: ComponentId): Branch {
  const steps: readonly Step[] = [...from.steps, { kind: 'identity', becomes: 'ingress-only', by }];
  return stopped({ ...from, steps }, links, stop);
}

/** The edges along a chain of components. */
export function linksAlong(net: Lookup, ...components: readonly string[]): readonly LinkId[] {
  // Many are kept: a list that grew would be kept with room for more.
  const links = new Array<LinkId>(Math.max(0, components.length - 1));
  for (let i = 1; i < components.length; i++) {
    links[i - 1] = net.link(components[i - 1] as string, components[i] as string);
  }
  return links;
}
