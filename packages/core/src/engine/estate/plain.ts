import { ANY_MEMBER, type Filter, type Membership } from '../../model/route.ts';
import { pieceAt, valueAt } from '../../net/address-map.ts';
import { ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { withMembers } from '../packet.ts';
import { after } from './cuts.ts';
import type { EstateSender } from './ends.ts';
import type { VisitRun } from './estate.ts';
import type { Guard } from './guards.ts';
import type { Guarded, Whole } from './meet.ts';
import type { ResultId, ResultsOf } from './outcomes.ts';
import type { PlaceWay, ShownSenders } from './place-way.ts';

/** A bundle that one filter guards at most, which reads nothing but the address of the other end. */
export interface PlainSide {
  readonly bundle: Guarded;
  readonly filter: Filter | undefined;
  /** What its other filters admit of anybody. */
  readonly fixed: AdmissionId;
  /** The positions of senders of which the filter means some by a small group. */
  readonly named: Int32Array;
  /** The filter means some by a large group, or anybody. */
  readonly meansMany: boolean;
  /** Between which labels its ends are. */
  readonly lowest: Label;
  readonly highest: Label;
  /** For senders: the large groups that all of them carry. For targets: all groups that their owner does. */
  readonly carried: readonly Membership[];
}

const NOBODY = new Int32Array();

export function plainBlock({ members, senders }: Whole, bundle: Guarded): PlainSide | undefined {
  if (!isSimple(bundle.guard)) return undefined;
  const carried = members.largeGroups((senders.ends[bundle.from] as EstateSender).end);
  const { fixed, filters } = bundle.guard;
  return {
    ...spanOf(bundle, senders.labels),
    bundle,
    filter: filters[0],
    fixed,
    named: NOBODY,
    meansMany: false,
    carried,
  };
}

export function plainGroup({ members, ends, targets }: Whole, bundle: Guarded): PlainSide | undefined {
  const [owner, ...others] = bundle.owners;
  if (others.length > 0 || !isSimple(bundle.guard)) return undefined;
  const { fixed, filters } = bundle.guard;
  const [filter] = filters;
  const named = filter?.members ? members.positionsOf(filter.members) : NOBODY;
  const meansMany = filter?.members !== undefined && members.areMany(filter.members);
  const carried = owner === undefined ? [] : ends.groupsOf(owner);
  return { ...spanOf(bundle, targets.labels), bundle, filter, fixed, named, meansMany, carried };
}

/** Those of a bundle are in the order of their labels. */
function spanOf({ from, to }: Guarded, labels: Int32Array) {
  return { lowest: labels[from] as Label, highest: labels[to - 1] as Label };
}

function isSimple({ isPlain, filters }: Guard): boolean {
  return isPlain && filters.length <= 1;
}

/** Two places between which nothing but the guards of their ends tells anybody apart. */
export interface PlainMeeting {
  readonly whole: Whole;
  readonly way: PlaceWay;
  readonly results: ResultsOf;
  /** By which groups rules of a block may mean the targets. */
  farGroups(group: PlainSide): readonly Membership[] | undefined;
}

export function plainMeeting(whole: Whole, way: PlaceWay): PlainMeeting {
  const { knowsTarget } = way;
  return {
    whole,
    way,
    results: whole.results.of(way.answered, way.clientPorts),
    farGroups: ({ carried }) => (knowsTarget === 'no' ? undefined : knowsTarget === 'yes' ? carried : []),
  };
}

/** Tells all runs of a block and a group. */
export function tellPlain(meeting: PlainMeeting, block: PlainSide, group: PlainSide, visit: VisitRun): void {
  const { whole, way } = meeting;
  const { network, targets } = whole;
  const { from, to } = group.bundle;
  const { filter } = block;
  const pool = network.admissions;
  const unguarded = pool.both(way.delivered, pool.both(block.fixed, group.fixed));
  for (let at = from; at < to; ) {
    let [end, sent] = [to, unguarded];
    if (filter) {
      const piece = pieceAt(filter.admits, targets.labels[at] as Label);
      end = endOf(filter, piece, targets.labels, at, to);
      const far = filter.members ? meeting.farGroups(group) : undefined;
      sent = pool.both(sent, withMembers(network, filter, filter.admits.values[piece] as number, far));
    }
    if (sent !== ADMITS_NOTHING) tellRow(meeting, block, group, { from: at, to: end, sent }, visit);
    at = end;
  }
}

export interface Row {
  readonly from: number;
  readonly to: number;
  /** What leaves the senders. */
  readonly sent: AdmissionId;
}

export function tellRow(meeting: PlainMeeting, block: PlainSide, group: PlainSide, row: Row, visit: VisitRun): void {
  const { whole, results } = meeting;
  const { network, senders, selves } = whole;
  const [{ from, to }, { filter }] = [block.bundle, group];
  const isTouching = selves.touch(from, to, row.from, row.to);
  const told: VisitRun = isTouching ? (a, b, c, d, result) => selves.without(a, b, c, d, result, visit) : visit;
  if (!filter) {
    told(from, to, row.from, row.to, results.id(row.sent));
    return;
  }
  const { shown, shownAs } = meeting.way;
  if (shownAs !== undefined) {
    const result = results.id(network.admissions.both(row.sent, valueAt(filter.admits, shownAs) as AdmissionId));
    if (result !== results.blocked) told(from, to, row.from, row.to, result);
    return;
  }
  if (shown) {
    tellShown(meeting, shown, block, filter, row, told);
    return;
  }
  const isKnown = meeting.way.knowsSender && filter.members !== undefined;
  const common = isKnown && (block.carried.length > 0 || filter.members?.has(ANY_MEMBER)) ? block.carried : undefined;
  let next = isKnown ? after(group.named, from - 1, 0, group.named.length) : group.named.length;
  let [start, result]: [number, ResultId] = [from, results.blocked];
  for (let at = from; at < to; ) {
    const piece = pieceAt(filter.admits, senders.labels[at] as Label);
    const stop = endOf(filter, piece, senders.labels, at, to);
    const ofAddress = filter.admits.values[piece] as AdmissionId;
    const unnamed = results.id(network.admissions.both(row.sent, withMembers(network, filter, ofAddress, common)));
    while (at < stop) {
      const single = group.named[next] ?? to;
      const isSingle = single === at;
      const own = isSingle ? whole.members.groupsAt(at, senders.ends[at] as EstateSender) : undefined;
      const is = isSingle
        ? results.id(network.admissions.both(row.sent, withMembers(network, filter, ofAddress, own)))
        : unnamed;
      if (is !== result) {
        if (result !== results.blocked) told(start, at, row.from, row.to, result);
        [start, result] = [at, is];
      }
      at = isSingle ? at + 1 : Math.min(stop, single);
      if (isSingle) next++;
    }
  }
  if (result !== results.blocked) told(start, to, row.from, row.to, result);
}

/** Of senders that the filter sees by public addresses of their own: those of neighbours need be no neighbours. */
function tellShown(
  { whole: { network }, results }: PlainMeeting,
  { labels, first }: ShownSenders,
  { bundle: { from, to } }: PlainSide,
  { admits }: Filter,
  row: Row,
  told: VisitRun,
): void {
  let [start, result]: [number, ResultId] = [from, results.blocked];
  for (let at = from; at < to; at++) {
    const piece = pieceAt(admits, labels[at - first] as Label);
    const is = results.id(network.admissions.both(row.sent, admits.values[piece] as AdmissionId));
    if (is === result) continue;
    if (result !== results.blocked) told(start, at, row.from, row.to, result);
    [start, result] = [at, is];
  }
  if (result !== results.blocked) told(start, to, row.from, row.to, result);
}

/** Where in `[from, to)` the labels leave a piece of what a filter admits. */
function endOf({ admits }: Filter, piece: number, labels: Int32Array, from: number, to: number): number {
  const next = admits.starts[piece + 1];
  if (next === undefined || (labels[to - 1] as Label) < next) return to;
  return after(labels, next - 1, from, to);
}
