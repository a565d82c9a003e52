import type { Bundle } from '../../engine/estate/ends.ts';
import type { VisitRun } from '../../engine/estate/estate.ts';
import type { Network } from '../../engine/network.ts';
import { NONE, type ServiceSetId } from '../../net/service-set.ts';
import type { Pair } from '../judge.ts';
import type { Sender, Target } from '../positions.ts';
import type { Question } from '../question.ts';
import { type Side, survey } from '../survey.ts';
import type { Asked, PositionClass } from './asked.ts';
import { type Crossing, crossingOf } from './crossing.ts';
import { type Applied, cut, type Found, foundOf, isNothing, looksAtWays, servicesOn } from './found.ts';
import type { Rules } from './rules.ts';
import { Ruling } from './ruling.ts';
import { tellUnknown, unknownTold } from './tell-unknown.ts';

/** Senders with targets, each with each, of which the same was found. */
export interface Told {
  readonly side: EndsTold;
  /** Positions in those. */
  readonly senders: readonly number[];
  readonly targets: readonly number[];
  readonly found: Found;
  readonly from: PositionClass;
  readonly to: PositionClass;
  readonly crossing: Crossing;
  readonly applied: Applied;
  readonly witness: Pair;
  readonly question: Question;
  /** The client's ports, where the scope tells some apart. */
  readonly clientPorts?: ServiceSetId;
}
export interface EndsTold {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
}

/** All that is found by one rule of a scope, and not by those before it, one place of targets after another. */
export function* tell(network: Network, rules: Rules, number: number, asked: Asked): Generator<Told> {
  const ruling = new Ruling(rules, number);
  const { question, classOf } = asked;
  for (const side of survey(network, question).sides) {
    const telling = new Telling(network, question, ruling, side, classOf);
    for (const meet of side.estate.runsInSteps()) yield* telling.runsOf(meet);
    for (const group of side.estate.groups) yield* telling.toNobody(group);
  }
  yield* tellUnknown(network, ruling, asked);
}

class Telling {
  readonly #network: Network;
  readonly #question: Question;
  readonly #ruling: Ruling;
  readonly #side: Side;
  readonly #senders: readonly PositionClass[];
  readonly #targets: readonly PositionClass[];
  readonly #crossings = new Map<string, Crossing>();

  constructor(
    network: Network,
    question: Question,
    ruling: Ruling,
    side: Side,
    classOf: ReadonlyMap<Sender | Target, PositionClass>,
  ) {
    this.#network = network;
    this.#question = question;
    this.#ruling = ruling;
    this.#side = side;
    const classed = (one: Sender | Target) => classOf.get(one) as PositionClass;
    this.#senders = side.estate.senders.map(classed);
    this.#targets = side.estate.targets.map(classed);
  }

  *runsOf(meet: (visit: VisitRun) => void): Generator<Told> {
    const runs: number[] = [];
    meet((...run) => void runs.push(...run));
    for (let i = 0; i < runs.length; i += 5) {
      const [fromSender, toSender, fromTarget, toTarget, result] = runs.slice(i, i + 5) as Run;
      const targets = byClass(this.#targets, fromTarget, toTarget);
      for (const senders of byClass(this.#senders, fromSender, toSender)) {
        for (const own of targets) yield* this.#meet(senders, own, result);
      }
    }
  }

  /** Nobody has the address of a host whose interface was not read: that is what is not known. */
  *toNobody(group: Bundle): Generator<Told> {
    const open = byClass(this.#targets, group.from, group.to).filter((own) => this.#classOf(own).unknown !== 'no');
    if (open.length === 0) return;
    for (const block of this.#side.estate.blocks.filter(({ family }) => family === group.family)) {
      for (const senders of byClass(this.#senders, block.from, block.to)) {
        for (const target of open.flat()) {
          const [from, to] = [this.#senders[senders[0] as number], this.#targets[target]] as [
            PositionClass,
            PositionClass,
          ];
          const applied = this.#ruling.appliedTo(from, to);
          const crossing = applied && this.#crossing(senders, [target], true);
          if (!applied || !crossing || !isToNobody(to, crossing)) continue;
          const side = this.#side.estate;
          yield* unknownTold(this.#network, this.#question, { side, senders, targets: [target], from, to, applied });
        }
      }
    }
  }

  #classOf(targets: readonly number[]): PositionClass {
    return this.#targets[targets[0] as number] as PositionClass;
  }

  *#meet(senders: readonly number[], targets: readonly number[], result: number): Generator<Told> {
    const [from, to] = [this.#senders[senders[0] as number] as PositionClass, this.#classOf(targets)];
    const applied = this.#ruling.appliedTo(from, to);
    if (!applied) return;
    const parts = this.#side.partition(result, this.#pair(senders, targets).sender.family);
    if (parts.reachable === NONE && parts.unknown === NONE && parts['forward-only'] === NONE) return;
    const looks = looksAtWays(applied);
    const crossing = this.#crossing(senders, targets, false);
    const singled = looks && readsAddresses(applied) ? crossing.addresses : crossing.singled;
    const isOne = singled.sender || singled.target;
    for (const own of singled.sender ? senders.map((one) => [one]) : [senders]) {
      for (const others of singled.target ? targets.map((one) => [one]) : [targets]) {
        const here = isOne ? this.#crossing(own, others, true) : crossing;
        if (here.isBeside || isToNobody(to, here)) continue;
        const witness = this.#pair(own, others);
        const { family } = witness.sender;
        const found = looks
          ? foundOf(this.#network, this.#question, parts, here, applied, witness)
          : cut(this.#network, parts, servicesOn(this.#network, family, undefined, applied));
        if (isNothing(found)) continue;
        const [side, question] = [this.#side.estate, this.#question];
        yield { side, senders: own, targets: others, found, from, to, crossing: here, applied, witness, question };
      }
    }
  }

  #crossing(senders: readonly number[], targets: readonly number[], isOne: boolean): Crossing {
    const pair = this.#pair(senders, targets);
    // Of one pair alone nothing is kept: there may be as many as pairs.
    if (isOne) return crossingOf(this.#network, this.#question, pair);
    const { blocks, groups, blockOf, groupOf } = this.#side.estate;
    const [block, group] = [blockOf[senders[0] as number] as number, groupOf[targets[0] as number] as number];
    const key = `${blocks[block]?.place} ${groups[group]?.place}`;
    let crossing = this.#crossings.get(key);
    if (!crossing) {
      crossing = crossingOf(this.#network, this.#question, pair);
      this.#crossings.set(key, crossing);
    }
    return crossing;
  }

  #pair(senders: readonly number[], targets: readonly number[]): Pair {
    const { estate } = this.#side;
    return {
      sender: estate.senders[senders[0] as number] as Sender,
      target: estate.targets[targets[0] as number] as Target,
    };
  }
}

type Run = [fromSender: number, toSender: number, fromTarget: number, toTarget: number, result: number];

function isToNobody(to: PositionClass, { ways }: Crossing): boolean {
  return to.unknown === 'unless met' && ways.some(({ trip }) => endsNowhere(trip));
}

/** Positions of `[from, to)`, those of one class together. */
function byClass(classes: readonly PositionClass[], from: number, to: number): readonly (readonly number[])[] {
  const found = new Map<PositionClass, number[]>();
  for (let position = from; position < to; position++) {
    const own = classes[position] as PositionClass;
    const known = found.get(own);
    if (known) known.push(position);
    else found.set(own, [position]);
  }
  return [...found.values()];
}

function readsAddresses({ match, exclude }: Applied): boolean {
  return [...match, ...exclude].some(({ rule: { arrives } }) => arrives.source || arrives.destination);
}

function endsNowhere({ next, request: { end } }: Crossing['ways'][number]['trip']): boolean {
  if (next) return endsNowhere(next);
  return end.kind === 'dropped' && end.code === 'NO_POSSIBLE_DESTINATION';
}
