import { ANY_MEMBER, type ComponentId } from '../../model/route.ts';
import { type AddressMap, pieceAt } from '../../net/address-map.ts';
import { ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { PairMemo } from '../../net/pair-memo.ts';
import type { VisitRun } from './estate.ts';
import type { Whole } from './meet.ts';
import type { ResultId } from './outcomes.ts';
import type { DialledPlace } from './place-ends.ts';
import type { PlaceWay, WayNumber } from './place-way.ts';
import { type PlainMeeting, type PlainSide, plainMeeting, tellPlain, tellRow } from './plain.ts';
import { admittedTo, type SendingBlocks } from './sending-blocks.ts';

/** Blocks of which the same leaves for the place by the same way. */
interface Stretch {
  readonly blocks: number[];
  readonly meeting: PlainMeeting;
  readonly sent: AdmissionId;
  /** Between which labels its senders are. */
  lowest: Label;
  highest: Label;
}

/** Instead of a stretch: nothing leaves, or rules tell targets of the place apart, or see senders by other addresses. */
const NOTHING_SENT = -1;
const APART = -2;

/**
 * What gets to the targets of one place from all blocks whose ways there are known: what leaves is put together once
 * for the place, and each group of targets is then laid over it from end to end.
 */
export class Rows {
  readonly #whole: Whole;
  readonly #ways: readonly PlaceWay[];
  readonly #place: DialledPlace;
  readonly #blocks: SendingBlocks;
  readonly #stretches: Stretch[] = [];
  /** By number of a block, the position of its stretch; less than 0 where it is in none. */
  readonly #stretchOf: Int32Array;
  readonly #apart: { readonly block: PlainSide; readonly meeting: PlainMeeting }[] = [];
  readonly #groups: readonly (PlainSide | undefined)[];
  /** The groups of anybody of the place; looked for when rules of senders name some. */
  #carried: ReadonlySet<ComponentId> | undefined;
  readonly #meetings = new Map<WayNumber, PlainMeeting>();
  /** By block, the last group of targets whose rules mean some of it by a small group. */
  readonly #named: Int32Array;
  #told = 0;

  /** `ways`: by place of senders, the ways to the place; negative where none is known. */
  constructor(
    whole: Whole,
    known: readonly PlaceWay[],
    place: DialledPlace,
    groups: readonly (PlainSide | undefined)[],
    blocks: SendingBlocks,
    ways: Int32Array,
  ) {
    this.#whole = whole;
    this.#ways = known;
    this.#place = place;
    this.#blocks = blocks;
    this.#groups = groups;
    this.#stretchOf = new Int32Array(blocks.all.length).fill(NOTHING_SENT);
    this.#named = new Int32Array(blocks.all.length);
    this.#lay(ways);
  }

  #lay(ways: Int32Array): void {
    const { all, places, rules, lowest, highest } = this.#blocks;
    const stretches = new PairMemo();
    let [rule, way, at]: [number, WayNumber, number] = [-1, -1, NOTHING_SENT];
    for (let block = 0; block < places.length; block++) {
      const own = ways[places[block] as number] as WayNumber;
      if (own < 0) continue;
      if (own !== way || rules[block] !== rule) {
        [rule, way] = [rules[block] as number, own];
        at = this.#stretchAt(block, way, stretches);
      }
      if (at === APART) this.#apart.push({ block: all[block] as PlainSide, meeting: this.#meetingBy(way) });
      if (at < 0) continue;
      const stretch = this.#stretches[at] as Stretch;
      stretch.blocks.push(block);
      this.#stretchOf[block] = at;
      if ((lowest[block] as Label) < stretch.lowest) stretch.lowest = lowest[block] as Label;
      if ((highest[block] as Label) > stretch.highest) stretch.highest = highest[block] as Label;
    }
  }

  #stretchAt(block: number, number: WayNumber, stretches: PairMemo): number {
    const { admissions } = this.#whole.network;
    const way = this.#ways[number] as PlaceWay;
    const admitted = admittedTo(this.#whole.network, this.#blocks, block, this.#place);
    if (way.shown || admitted === undefined || (way.knowsTarget !== 'no' && this.#isNamed(block))) return APART;
    const sent = admissions.both(way.delivered, admitted);
    if (sent === ADMITS_NOTHING) return NOTHING_SENT;
    let at = stretches.get(number, sent);
    if (at < 0) {
      const meeting = this.#meetingBy(number);
      at = this.#stretches.push({ blocks: [], meeting, sent, lowest: Number.POSITIVE_INFINITY, highest: -1 }) - 1;
      stretches.set(number, sent, at);
    }
    return at;
  }

  /** Whether rules of a block mean somebody of the place by a group, or anybody. */
  #isNamed(block: number): boolean {
    const { areNaming, rules, all } = this.#blocks;
    const members = areNaming[rules[block] as number] ? all[block]?.filter?.members : undefined;
    if (!members) return false;
    if (members.has(ANY_MEMBER)) return true;
    this.#carried ??= new Set(this.#groups.flatMap((group) => group?.carried.map((one) => one.group) ?? []));
    for (const group of this.#carried) if (members.has(group)) return true;
    return false;
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
    for (const { block, meeting } of this.#apart) tellPlain(meeting, block, group, visit);
    const pool = this.#whole.network.admissions;
    const named = this.#namedBy(group);
    const apart = this.#apartFrom(group, visit);
    for (const { blocks, meeting, sent: left, lowest, highest } of this.#stretches) {
      const sent = pool.both(left, group.fixed);
      if (sent === ADMITS_NOTHING) continue;
      const { results, way } = meeting;
      const laid: Laid = { meeting, sent, group, skipped: way.knowsSender && named.length > 0 ? this.#told : 0 };
      if (!group.filter) {
        this.#tellAll(blocks, laid, results.id(sent), apart);
      } else if (group.meansMany && way.knowsSender) {
        for (const block of blocks) this.#tellBlock(block, laid, visit);
      } else {
        const { admits } = group.filter;
        const piece = pieceAt(admits, way.shownAs ?? lowest);
        if (way.shownAs !== undefined || highest < (admits.starts[piece + 1] ?? Number.POSITIVE_INFINITY))
          this.#tellAll(blocks, laid, results.id(pool.both(sent, admits.values[piece] as AdmissionId)), apart);
        else this.#tellPieces(blocks, laid, admits, apart, visit);
      }
    }
    for (const block of named) {
      const { meeting, sent } = this.#stretches[this.#stretchOf[block] as number] as Stretch;
      const laid = { meeting, sent: pool.both(sent, group.fixed), group, skipped: 0 };
      if (meeting.way.knowsSender) this.#tellBlock(block, laid, visit);
    }
  }

  /** Blocks of which a group's rules mean some by a small group. */
  #namedBy({ named, meansMany }: PlainSide): readonly number[] {
    if (meansMany || named.length === 0) return NOBODY;
    const found: number[] = [];
    this.#told++;
    for (const position of named) {
      const block = this.#blocks.at[position] as number;
      if (block < 0 || (this.#stretchOf[block] as number) < 0 || this.#named[block] === this.#told) continue;
      this.#named[block] = this.#told;
      found.push(block);
    }
    return found;
  }

  /** Tells runs without the pairs of one host in them. */
  #apartFrom({ bundle: { from, to } }: PlainSide, visit: VisitRun): Tell {
    const { selves } = this.#whole;
    const { first, last } = selves.spanOf(from, to);
    return (fromSender, toSender, result) => {
      if (fromSender <= last && first < toSender) selves.without(fromSender, toSender, from, to, result, visit);
      else visit(fromSender, toSender, from, to, result);
    };
  }

  #tellAll(blocks: readonly number[], { skipped }: Laid, result: ResultId, tell: Tell): void {
    if (result === this.#whole.results.blocked) return;
    const { from, to } = this.#blocks;
    for (const block of blocks) {
      if (skipped === 0 || this.#named[block] !== skipped) tell(from[block] as number, to[block] as number, result);
    }
  }

  /** Where rules tell blocks of a stretch apart, but mostly not those of a block. */
  #tellPieces(blocks: readonly number[], laid: Laid, admits: AddressMap, tell: Tell, visit: VisitRun): void {
    const pool = this.#whole.network.admissions;
    const { results } = laid.meeting;
    const { blocked } = results;
    const { from, to, lowest, highest } = this.#blocks;
    const { starts, values } = admits;
    let [start, end, result]: [Label, Label, ResultId] = [-1, -1, blocked];
    for (const block of blocks) {
      if (laid.skipped > 0 && this.#named[block] === laid.skipped) continue;
      const low = lowest[block] as Label;
      if (low < start || low >= end) {
        const piece = pieceAt(admits, low);
        [start, end] = [starts[piece] as Label, starts[piece + 1] ?? Number.POSITIVE_INFINITY];
        result = results.id(pool.both(laid.sent, values[piece] as AdmissionId));
      }
      if ((highest[block] as Label) >= end) this.#tellBlock(block, laid, visit);
      else if (result !== blocked) tell(from[block] as number, to[block] as number, result);
    }
  }

  #tellBlock(block: number, { meeting, group, sent }: Laid, visit: VisitRun): void {
    const { from, to } = group.bundle;
    tellRow(meeting, this.#blocks.all[block] as PlainSide, group, { from, to, sent }, visit);
  }
}

/** A group of targets as it is laid over a stretch. */
interface Laid {
  readonly meeting: PlainMeeting;
  readonly group: PlainSide;
  /** What leaves, as far as rules of the group that read no address admit it. */
  readonly sent: AdmissionId;
  /** Blocks that are told by themselves have this number; 0 where none are. */
  readonly skipped: number;
}

/** Senders `[from, to)` with what comes of them. */
type Tell = (from: number, to: number, result: ResultId) => void;

const NOBODY: readonly number[] = [];
