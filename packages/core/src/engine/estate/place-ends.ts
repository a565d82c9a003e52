import type { ComponentId, Stop } from '../../model/route.ts';
import { type AddressMap, pieceAt } from '../../net/address-map.ts';
import type { Label, LabelRange } from '../../net/label-tree.ts';
import type { Network } from '../network.ts';
import { groupsAt } from '../packet.ts';
import { type Bundled, type EstateSender, type EstateTarget, insideOf, ownersOf } from './ends.ts';
import { joined } from './reach.ts';

/** Addresses that are treated alike, of which the first stands for all. */
export interface Alike {
  /** From `from` up to `to`. */
  readonly labels: Int32Array;
  readonly from: number;
  readonly to: number;
  readonly first: Label;
  readonly lowest: Label;
  readonly highest: Label;
}

/** All ends of a place; labels are by position. */
export interface PlaceOf<E> extends Alike {
  readonly ends: readonly E[];
}

/** Senders of a place; what is told of the first holds of all. */
export interface SendingPlace extends PlaceOf<EstateSender> {
  readonly stop: Stop | undefined;
  /** Rules may mean it by its groups: it sends from an address of its own. */
  readonly isMeant: boolean;
  readonly beside: readonly LabelRange[];
  /** What the replies to it come to is its own. */
  readonly ownsSource: boolean;
  /** The interface of the first. */
  readonly home: ComponentId;
}

export interface DialledPlace extends PlaceOf<EstateTarget> {
  readonly owners: readonly ComponentId[];
  /** By position, the private addresses behind public ones. */
  readonly insides: Int32Array | undefined;
  /** The same, where all have one. */
  readonly inside: Alike | undefined;
}

export function sendingPlace(
  network: Network,
  { ends, labels }: Bundled<EstateSender>,
  from: number,
  to: number,
): SendingPlace {
  const { end, source, family } = ends[from] as EstateSender;
  const behaviour = network.behaviour(end);
  return {
    ...placeOf(ends, labels, from, to),
    stop: behaviour?.depart?.(end, source, family, network),
    isMeant: groupsAt(network, end, source, family) !== undefined,
    beside: joined(behaviour?.answeredBeside?.(end, family, network) ?? []),
    home: end,
    ownsSource: behaviour?.owns?.(end, source, family, network) ?? true,
  };
}

/** Whether something of a place of targets may be answered beside the network. */
export function isBeside({ beside }: SendingPlace, { lowest, highest }: Alike): boolean {
  let [low, high] = [0, beside.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((beside[middle] as LabelRange).to > lowest) high = middle;
    else low = middle + 1;
  }
  return low < beside.length && (beside[low] as LabelRange).from <= highest;
}

export function dialledPlace(
  network: Network,
  { ends, labels }: Bundled<EstateTarget>,
  from: number,
  to: number,
): DialledPlace {
  const first = ends[from] as EstateTarget;
  const isPublic = insideOf(network, first) !== undefined;
  const insides = isPublic
    ? Int32Array.from(ends.slice(from, to), (target) => insideOf(network, target) ?? -1)
    : undefined;
  const inside = insides && !insides.includes(-1) ? alike(insides, 0, insides.length) : undefined;
  return { ...placeOf(ends, labels, from, to), owners: ownersOf(network, first), insides, inside };
}

function placeOf<E>(ends: readonly E[], labels: Int32Array, from: number, to: number): PlaceOf<E> {
  return { ...alike(labels, from, to), ends };
}

export function alike(labels: Int32Array, from: number, to: number): Alike {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, -1];
  for (let position = from; position < to; position++) {
    const label = labels[position] as Label;
    if (label < lowest) lowest = label;
    if (label > highest) highest = label;
  }
  return { labels, from, to, first: labels[from] as Label, lowest, highest };
}

/** The value that a map has for all of these labels; undefined where it has several. */
export function onlyValue(map: AddressMap, labels: Int32Array, from: number, to: number): number | undefined {
  const { starts, values } = map;
  if (starts.length === 1) return values[0];
  let piece = pieceAt(map, labels[from] as Label);
  const value = values[piece];
  for (let position = from + 1; position < to; position++) {
    const label = labels[position] as Label;
    if (label >= (starts[piece] as Label) && label < (starts[piece + 1] ?? Number.POSITIVE_INFINITY)) continue;
    piece = pieceAt(map, label);
    if (values[piece] !== value) return undefined;
  }
  return value;
}

/** The same for all of a place. */
export function onlyValueOf(map: AddressMap, place: Alike): number | undefined {
  const { starts, values } = map;
  if (starts.length === 1) return values[0];
  const piece = pieceAt(map, place.lowest);
  const next = starts[piece + 1];
  if (next === undefined || place.highest < next) return values[piece];
  return onlyValue(map, place.labels, place.from, place.to);
}
