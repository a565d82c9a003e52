import type { Bundle } from '../../engine/estate/ends.ts';
import type { Network } from '../../engine/network.ts';
import { NONE } from '../../net/service-set.ts';
import type { Pair } from '../judge.ts';
import type { Sender, Target } from '../positions.ts';
import type { Question } from '../question.ts';
import { type Side, survey } from '../survey.ts';
import type { Asked, PositionClass } from './asked.ts';
import { type Crossing, crossingOf } from './crossing.ts';
import { type Applied, appliedTo, cut, type Found, foundOf, looksAtWays, NOTHING, servicesOn } from './found.ts';
import type { Rules } from './rules.ts';

/** Senders with targets, each with each, of which the same was found. */
export interface Told {
  readonly side: Side['estate'];
  /** Positions in the estate. */
  readonly senders: readonly number[];
  readonly targets: readonly number[];
  readonly found: Found;
  readonly from: PositionClass;
  readonly to: PositionClass;
  readonly crossing: Crossing;
  readonly applied: Applied;
  readonly witness: Pair;
  readonly question: Question;
}

/** Counts what was asked, whether something was found of it or not. */
export interface Tally {
  pairs: number;
}

/** All that is found by one rule of a scope, and not by those before it, one group of targets after another. */
export function* tell(
  network: Network,
  rules: Rules,
  number: number,
  { question, classOf }: Asked,
  tally: Tally,
): Generator<Told> {
  for (const side of survey(network, question).sides) {
    const telling = new Telling(network, question, rules, number, side, classOf);
    for (const group of side.estate.groups) yield* telling.to(group, tally);
  }
}

class Telling {
  readonly #network: Network;
  readonly #question: Question;
  readonly #rules: Rules;
  readonly #number: number;
  readonly #side: Side;
  readonly #senders: readonly PositionClass[];
  readonly #targets: readonly PositionClass[];
  readonly #applied = new Map<string, Applied | undefined>();
  readonly #crossings = new Map<string, Crossing>();

  constructor(
    network: Network,
    question: Question,
    rules: Rules,
    number: number,
    side: Side,
    classOf: ReadonlyMap<Sender | Target, PositionClass>,
  ) {
    this.#network = network;
    this.#question = question;
    this.#rules = rules;
    this.#number = number;
    this.#side = side;
    const classed = (one: Sender | Target) => classOf.get(one) as PositionClass;
    this.#senders = side.estate.senders.map(classed);
    this.#targets = side.estate.targets.map(classed);
  }

  *to(group: Bundle, tally: Tally): Generator<Told> {
    const runs: number[] = [];
    this.#side.estate.runsTo(group, (...run) => void runs.push(...run));
    this.#crossings.clear();
    for (let i = 0; i < runs.length; i += 5) {
      const [fromSender, toSender, fromTarget, toTarget, result] = runs.slice(i, i + 5) as [
        number,
        number,
        number,
        number,
        number,
      ];
      const targets = byClass(this.#targets, fromTarget, toTarget);
      for (const senders of byClass(this.#senders, fromSender, toSender)) {
        for (const own of targets) yield* this.#meet(senders, own, result, tally);
      }
    }
  }

  *#meet(senders: readonly number[], targets: readonly number[], result: number, tally: Tally): Generator<Told> {
    const [from, to] = [this.#senders[senders[0] as number], this.#targets[targets[0] as number]] as [
      PositionClass,
      PositionClass,
    ];
    const applied = this.#appliedTo(from, to);
    if (!applied) return;
    tally.pairs += senders.length * targets.length;
    const witness = this.#pair(senders, targets);
    const parts = this.#side.partition(result, witness.sender.family);
    const isOpen = from.unknown !== 'no' || to.unknown !== 'no';
    if (!isOpen && parts.reachable === NONE && parts.unknown === NONE && parts['forward-only'] === NONE) return;
    const looks = looksAtWays(applied);
    const crossing = this.#crossing(senders, targets, false);
    const singled = looks && readsAddresses(applied) ? crossing.addresses : crossing.singled;
    for (const own of singled.sender ? senders.map((one) => [one]) : [senders]) {
      for (const others of singled.target ? targets.map((one) => [one]) : [targets]) {
        const isOne = singled.sender || singled.target;
        const here = isOne ? this.#crossing(own, others, true) : crossing;
        if (here.isBeside) continue;
        const pair = this.#pair(own, others);
        const found = this.#found(here, applied, looks, result, pair, from, to);
        if (found.reachable === NONE && found.unknown === NONE && found['forward-only'] === NONE) continue;
        const side = this.#side.estate;
        const question = this.#question;
        yield {
          side,
          senders: own,
          targets: others,
          found,
          from,
          to,
          crossing: here,
          applied,
          witness: pair,
          question,
        };
      }
    }
  }

  #found(
    crossing: Crossing,
    applied: Applied,
    looks: boolean,
    result: number,
    pair: Pair,
    from: PositionClass,
    to: PositionClass,
  ): Found {
    const { family } = pair.sender;
    const parts = this.#side.partition(result, family);
    const isNowhere = to.unknown === 'unless met' && crossing.ways.some(({ trip }) => endsNowhere(trip));
    if (from.unknown === 'wholly' || to.unknown === 'wholly' || isNowhere) {
      const pool = this.#network.admissions.services;
      const asked = [parts.reachable, parts.unknown, parts['forward-only'], parts.blocked].reduce((a, b) =>
        pool.union(a, b),
      );
      return cut(
        this.#network,
        { ...NOTHING, blocked: NONE, unknown: asked },
        servicesOn(this.#network, family, undefined, applied),
      );
    }
    if (!looks) return cut(this.#network, parts, servicesOn(this.#network, family, undefined, applied));
    return foundOf(this.#network, this.#question, parts, crossing, applied, pair);
  }

  /** Undefined where no rule of the scope means the pair, or one before this told of it. */
  #appliedTo(from: PositionClass, to: PositionClass): Applied | undefined {
    const key = `${from.number} ${to.number}`;
    if (!this.#applied.has(key)) {
      const { match, exclude } = this.#rules;
      const isMeant = (number: number) => from.memberships.means[number] && to.memberships.means[number];
      const isOurs = match.findIndex((_, number) => isMeant(number)) === this.#number;
      const all = appliedTo([...match, ...exclude], from.memberships, to.memberships);
      const own = new Set(match);
      const [matched, excluded] = [all.filter(({ rule }) => own.has(rule)), all.filter(({ rule }) => !own.has(rule))];
      this.#applied.set(key, isOurs ? { match: matched, exclude: excluded } : undefined);
    }
    return this.#applied.get(key);
  }

  #crossing(senders: readonly number[], targets: readonly number[], isOne: boolean): Crossing {
    const { blockOf, groupOf } = this.#side.estate;
    const [sender, target] = [senders[0] as number, targets[0] as number];
    const key = isOne ? `${sender} ${target} alone` : `${blockOf[sender]} ${groupOf[target]}`;
    let crossing = this.#crossings.get(key);
    if (!crossing) {
      crossing = crossingOf(this.#network, this.#question, this.#pair(senders, targets));
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
