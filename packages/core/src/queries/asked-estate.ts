import type { Network } from '../engine/network.ts';
import { formatPrefix } from '../net/address.ts';
import { type Behaviour, behaviourOf, keyOfBehaviour, SILENT } from './behaviour.ts';
import { judge } from './judge.ts';
import type { Asked } from './narrowed.ts';
import { isOutsider, type Sender, type Target } from './positions.ts';
import { parseQuestion, type Question } from './question.ts';
import { survey } from './survey.ts';

/** Everybody who could ask anybody, at every address: what a comparison of two networks asks of both. */
export interface AskedEstate {
  readonly network: Network;
  readonly question: Question;
  readonly sides: readonly AskedSide[];
}

/** Those inside, or outside, with what they dial. */
export interface AskedSide {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  readonly isOutside: boolean;
}

export function askEverything(network: Network): AskedEstate {
  const asked = parseQuestion(network, { from: '*', to: '*', addresses: 'all' });
  const { inside, outside } = asked.targets;
  const own = once(inside);
  // Mostly the same is dialled from inside as from outside.
  const isSame = inside.length === outside.length && inside.every((one, i) => one === outside[i]);
  const question = { ...asked, targets: { inside: own, outside: isSame ? own : once(outside) } };
  const sides = [false, true].map((isOutside) => ({
    isOutside,
    senders: question.senders.filter((one) => isOutsider(one) === isOutside),
    targets: isOutside ? question.targets.outside : question.targets.inside,
  }));
  return { network, question, sides };
}

/** The same ends in another network that has all of them: one whose rules alone are others. */
export function askAlike(network: Network, { question, sides }: AskedEstate): AskedEstate {
  return { network, question, sides };
}

/** Some of the senders of one side with some of its targets. */
export function askSome(side: AskedSide, some: Asked): AskedSide {
  const pick = <E>(all: readonly E[], positions: Iterable<number>) => Array.from(positions, (at) => all[at] as E);
  return { ...side, senders: pick(side.senders, some.senders), targets: pick(side.targets, some.targets) };
}

/**
 * A regional NAT gateway is listed once for each of its zones, and dialled at the same addresses in all. What is told apart
 * by label already is not spelled: nearly everything is.
 */
function once(targets: readonly Target[]): readonly Target[] {
  const labelOf = ({ family, to }: Target) => 2 * to + (family === 6 ? 1 : 0);
  const counts = new Map<number, number>();
  for (const one of targets) counts.set(labelOf(one), (counts.get(labelOf(one)) ?? 0) + 1);
  const found = new Map<string | number, Target>();
  for (const one of targets) found.set((counts.get(labelOf(one)) ?? 0) > 1 ? targetKey(one) : labelOf(one), one);
  return [...found.values()];
}

/** The same one in another network of the same labels, wherever it is attached there. */
export function senderKey({ end, family, source, by, from, stop, address }: Sender): string {
  return [end, family, source, by ?? '', from.as ?? '', stop ? formatPrefix(address) : ''].join(' ');
}

export function targetKey({ at, host, family, to, by, stop, address }: Target): string {
  return [at ? `at ${at}` : host, family, to, by ?? '', stop ? formatPrefix(address) : ''].join(' ');
}

/** Numbers behaviours, so that equal ones have one number; 0 where nothing is delivered. */
export class Behaviours {
  readonly #all: Behaviour[] = [SILENT];
  readonly #numbers = new Map([[keyOfBehaviour(SILENT), 0]]);

  number(behaviour: Behaviour): number {
    const key = keyOfBehaviour(behaviour);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#all.push(behaviour) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  get(number: number): Behaviour {
    return this.#all[number] as Behaviour;
  }

  /** How one pair behaves, asked for itself; a host is not asked whether it reaches itself. */
  ofPair({ network, question }: AskedEstate, sender: Sender, target: Target): number {
    if (sender.host === target.host || sender.family !== target.family) return 0;
    const { outcome, parts, beside } = judge(network, question, { sender, target });
    if (beside) return 0;
    if (!outcome) return this.number({ parts, clientPorts: undefined });
    return this.number(behaviourOf(network, question, parts, outcome.clientPorts));
  }

  /** What `survey` tells of one side; undefined where nobody can be asked. */
  ofSide({ network, question }: AskedEstate, { senders, targets, isOutside }: AskedSide) {
    const dialled = { inside: isOutside ? [] : targets, outside: isOutside ? targets : [] };
    const [side] = survey(network, { ...question, senders, targets: dialled }).sides;
    if (!side) return undefined;
    const known = new Map<number, number>();
    const numberOf = (result: number, { family }: Sender) => {
      const key = result * 2 + (family === 4 ? 0 : 1);
      let value = known.get(key);
      if (value === undefined) {
        const { clientPorts } = side.estate.results.get(result);
        value = this.number(behaviourOf(network, question, side.partition(result, family), clientPorts));
        known.set(key, value);
      }
      return value;
    };
    return { estate: side.estate, numberOf };
  }
}
