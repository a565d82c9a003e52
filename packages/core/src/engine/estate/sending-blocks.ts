import { AddressMapPool, pieceAt } from '../../net/address-map.ts';
import type { AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { KeyNumbering, Numbering } from '../../net/numbering.ts';
import type { Network } from '../network.ts';
import { type DialledPlace, onlyValueOf } from './place-ends.ts';
import type { PlainSide } from './plain.ts';

/**
 * The plain blocks of all places in columns, those of equal rules beside each other: of most of them the same leaves for
 * a place of targets, whichever place they stand in.
 */
export interface SendingBlocks {
  readonly all: readonly PlainSide[];
  /** By number of a block: its place. */
  readonly places: Int32Array;
  /** Equal for equal rules. */
  readonly rules: Int32Array;
  /** Positions of its senders. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Between which labels those are. */
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
  /** By rules, 1 where they name a group. */
  readonly areNaming: Uint8Array;
  /** By rules, what they admit from one label to another, as it was asked last: whoever asks goes on to a neighbour. */
  readonly last: { readonly from: Int32Array; readonly to: Int32Array; readonly admitted: Int32Array };
  /** By position of a sender, the number of its block; -1 where that is not plain. */
  readonly at: Int32Array;
}

/** `senders`: how many there are. */
export function sendingBlocks(sides: readonly PlainSide[], senders: number): SendingBlocks {
  const rulesOf = rulesCounted();
  const counted = sides.map((side) => ({ side, rules: rulesOf(side) }));
  counted.sort((a, b) => a.rules - b.rules || a.side.bundle.from - b.side.bundle.from);
  const count = (counted.at(-1)?.rules ?? -1) + 1;
  const all = counted.map(({ side }) => side);
  const at = new Int32Array(senders).fill(-1);
  for (const [number, { bundle }] of all.entries()) at.fill(number, bundle.from, bundle.to);
  const blocks: SendingBlocks = {
    all,
    places: Int32Array.from(all, ({ bundle }) => bundle.place),
    rules: Int32Array.from(counted, ({ rules }) => rules),
    from: Int32Array.from(all, ({ bundle }) => bundle.from),
    to: Int32Array.from(all, ({ bundle }) => bundle.to),
    lowest: Int32Array.from(all, ({ lowest }) => lowest),
    highest: Int32Array.from(all, ({ highest }) => highest),
    areNaming: new Uint8Array(count),
    last: { from: new Int32Array(count), to: new Int32Array(count), admitted: new Int32Array(count) },
    at,
  };
  for (const { side, rules } of counted) {
    if (side.filter?.members) blocks.areNaming[rules] = 1;
    if (!side.filter) [blocks.last.to[rules], blocks.last.admitted[rules]] = [END, side.fixed];
  }
  return blocks;
}

/** What the rules of a block admit of packets to anybody of a place; undefined where they tell those apart. */
export function admittedTo(
  network: Network,
  { all, rules, last: { from, to, admitted } }: SendingBlocks,
  block: number,
  place: DialledPlace,
): AdmissionId | undefined {
  const rule = rules[block] as number;
  if (place.lowest >= (from[rule] as Label) && place.highest < (to[rule] as Label)) return admitted[rule];
  const { filter, fixed } = all[block] as PlainSide;
  if (!filter) return fixed;
  const { starts, values } = filter.admits;
  const piece = pieceAt(filter.admits, place.lowest);
  const end = starts[piece + 1] ?? END;
  if (place.highest >= end) {
    const only = onlyValueOf(filter.admits, place);
    return only === undefined ? undefined : network.admissions.both(only, fixed);
  }
  const own = network.admissions.both(values[piece] as AdmissionId, fixed);
  [from[rule], to[rule], admitted[rule]] = [starts[piece] as Label, end, own];
  return own;
}

/** Greater than any label. */
const END: Label = 0x7fffffff;

function rulesCounted(): (side: PlainSide) => number {
  const maps = new AddressMapPool();
  const members = new KeyNumbering<unknown>();
  const [filters, rules] = [new Numbering(), new Numbering()];
  return ({ filter, fixed }) => {
    const own = filter ? 1 + filters.of(maps.numberOf(filter.admits), members.of(filter.members)) : 0;
    return rules.of(own, fixed);
  };
}
