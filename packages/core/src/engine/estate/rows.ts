import { ANY_MEMBER, type ComponentId } from '../../model/route.ts';
import { type AddressMap, pieceAt } from '../../net/address-map.ts';
import { ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import type { Members } from './cuts.ts';
import type { VisitRun } from './estate.ts';
import type { Whole } from './meet.ts';
import type { ResultId } from './outcomes.ts';
import { type DialledPlace, onlyValueOf } from './place-ends.ts';
import type { PlaceWay, WayNumber } from './place-ways.ts';
import { type PlainMeeting, type PlainSide, plainMeeting, tellPlain, tellRow } from './plain.ts';

/** Blocks that stand beside each other, of which the same leaves for the place: most groups treat all of them alike. */
interface Stretch {
  /** Positions in the list of blocks. */
  readonly first: number;
  end: number;
  /** Positions of senders, and between which labels they are. */
  readonly from: number;
  to: number;
  lowest: Label;
  highest: Label;
  readonly sent: AdmissionId;
  readonly way: WayNumber;
}

/**
 * What gets to the targets of one place from all blocks whose ways there are known: what leaves is put together once
 * for the place, and each group of targets is then laid over it from end to end.
 */
export class Rows {
  readonly #whole: Whole;
  readonly #ways: readonly PlaceWay[];
  readonly #place: DialledPlace;
  readonly #blocks: PlainSide[] = [];
  readonly #stretches: Stretch[] = [];
  /** Blocks whose own rules tell targets of the place apart. */
  readonly #apart: { readonly block: PlainSide; readonly way: WayNumber }[] = [];
  /** The groups of anybody of the place. */
  readonly #carried: readonly ComponentId[];
  readonly #named = new Map<Members, boolean>();
  readonly #values = new Map<AddressMap, AdmissionId | undefined>();
  readonly #meetings = new Map<WayNumber, PlainMeeting>();

  constructor(
    whole: Whole,
    ways: readonly PlaceWay[],
    place: DialledPlace,
    groups: readonly (PlainSide | undefined)[],
  ) {
    this.#whole = whole;
    this.#ways = ways;
    this.#place = place;
    this.#carried = [...new Set(groups.flatMap((group) => group?.carried.map((one) => one.group) ?? []))];
  }

  /** Blocks come in the order of their positions. */
  add(block: PlainSide, number: WayNumber): void {
    const pool = this.#whole.network.admissions;
    const way = this.#ways[number] as PlaceWay;
    const { filter } = block;
    let sent = pool.both(way.delivered, block.fixed);
    if (filter) {
      const admitted = this.#valueOf(filter.admits);
      if (admitted === undefined || (filter.members && way.knowsTarget !== 'no' && this.#isNamed(filter.members))) {
        this.#apart.push({ block, way: number });
        return;
      }
      sent = pool.both(sent, admitted);
    }
    if (sent !== ADMITS_NOTHING) this.#extend(block, sent, number);
  }

  /** Whether rules of a block mean somebody of the place by a group, or anybody. */
  #isNamed(members: Members): boolean {
    let isNamed = this.#named.get(members);
    if (isNamed === undefined) {
      isNamed = members.has(ANY_MEMBER) || this.#carried.some((group) => members.has(group));
      this.#named.set(members, isNamed);
    }
    return isNamed;
  }

  #extend(block: PlainSide, sent: AdmissionId, way: WayNumber): void {
    const { from, to } = block.bundle;
    const last = this.#stretches.at(-1);
    const end = this.#blocks.push(block);
    if (last && last.to === from && last.sent === sent && last.way === way) {
      last.end = end;
      last.to = to;
      last.lowest = Math.min(last.lowest, block.lowest);
      last.highest = Math.max(last.highest, block.highest);
    } else {
      const { lowest, highest } = block;
      this.#stretches.push({ first: end - 1, end, from, to, lowest, highest, sent, way });
    }
  }

  /** What rules of a block admit of packets to anybody of the place. */
  #valueOf(map: AddressMap): AdmissionId | undefined {
    if (map.starts.length === 1) return map.values[0];
    if (this.#values.has(map)) return this.#values.get(map);
    const value = onlyValueOf(map, this.#place);
    this.#values.set(map, value);
    return value;
  }

  #meetingBy(way: WayNumber): PlainMeeting {
    let meeting = this.#meetings.get(way);
    if (!meeting) {
      meeting = plainMeeting(this.#whole, this.#ways[way] as PlaceWay);
      this.#meetings.set(way, meeting);
    }
    return meeting;
  }

  /** Tells all runs of a group of targets. */
  tell(group: PlainSide, visit: VisitRun): void {
    for (const { block, way } of this.#apart) tellPlain(this.#meetingBy(way), block, group, visit);
    const pool = this.#whole.network.admissions;
    const { filter, fixed } = group;
    const names = new Named(group);
    let [piece, way]: [number, WayNumber] = [0, -1];
    let meeting: PlainMeeting | undefined;
    for (const stretch of this.#stretches) {
      const sent = pool.both(stretch.sent, fixed);
      if (sent === ADMITS_NOTHING) continue;
      if (!meeting || way !== stretch.way) [meeting, way] = [this.#meetingBy(stretch.way), stretch.way];
      const { results } = meeting;
      if (!filter) {
        this.#tellAll(stretch, group, results.id(sent), visit);
        continue;
      }
      const { starts, values } = filter.admits;
      if (
        (starts[piece] as Label) > stretch.lowest ||
        stretch.lowest >= (starts[piece + 1] ?? Number.POSITIVE_INFINITY)
      )
        piece = pieceAt(filter.admits, stretch.lowest);
      const isOne = stretch.highest < (starts[piece + 1] ?? Number.POSITIVE_INFINITY);
      if (isOne && !(meeting.way.knowsSender && names.areIn(stretch.from, stretch.to)))
        this.#tellAll(stretch, group, results.id(pool.both(sent, values[piece] as AdmissionId)), visit);
      else this.#tellEach(meeting, stretch, group, sent, visit);
    }
  }

  #tellAll({ first, end }: Stretch, group: PlainSide, result: ResultId, visit: VisitRun): void {
    const { results, selves } = this.#whole;
    if (result === results.blocked) return;
    const { from, to } = group.bundle;
    for (let i = first; i < end; i++) {
      const { bundle } = this.#blocks[i] as PlainSide;
      if (selves.touch(bundle.from, bundle.to, from, to))
        selves.without(bundle.from, bundle.to, from, to, result, visit);
      else visit(bundle.from, bundle.to, from, to, result);
    }
  }

  #tellEach(meeting: PlainMeeting, stretch: Stretch, group: PlainSide, sent: AdmissionId, visit: VisitRun): void {
    const { from, to } = group.bundle;
    for (let i = stretch.first; i < stretch.end; i++)
      tellRow(meeting, this.#blocks[i] as PlainSide, group, { from, to, sent }, visit);
  }
}

/** Whether rules of a group of targets mean some of a stretch by its groups; stretches are asked for in order. */
class Named {
  readonly #group: PlainSide;
  #next = 0;

  constructor(group: PlainSide) {
    this.#group = group;
  }

  areIn(from: number, to: number): boolean {
    const { named, meansMany } = this.#group;
    if (meansMany) return true;
    while (this.#next < named.length && (named[this.#next] as number) < from) this.#next++;
    return this.#next < named.length && (named[this.#next] as number) < to;
  }
}
