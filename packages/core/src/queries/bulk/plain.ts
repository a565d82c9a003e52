import type { Family } from '../../net/address.ts';
import { NONE } from '../../net/service-set.ts';
import { judge, type Pair } from '../judge.ts';
import { FAMILIES, type Sender, type Target } from '../positions.ts';
import { isSelf } from '../selves.ts';
import { fateAlone, type Telling } from './telling.ts';

/** Pairs of hosts with one address each: whole runs at a time. */
export function tellPlain(telling: Telling): void {
  const { crowd, runs, tallies } = telling;
  const { plainSenders, plainTargets } = crowd;
  const [sendersBefore, targetsBefore] = [countsBefore(plainSenders), countsBefore(plainTargets)];
  const told = { senders: new Steps(plainSenders.length), targets: new Steps(plainTargets.length) };
  for (const { fromSender, toSender, fromTarget, toTarget, fate } of runs) {
    const senders = between(sendersBefore, fromSender, toSender);
    const targets = between(targetsBefore, fromTarget, toTarget);
    if (senders === 0 || targets === 0) continue;
    const tally = tallies.chosen.of(fate, plainSenders.indexOf(1, fromSender), plainTargets.indexOf(1, fromTarget));
    tally.pairs += senders * targets;
    addPlain(tally.senders, plainSenders, senders, fromSender, toSender);
    addPlain(tally.targets, plainTargets, targets, fromTarget, toTarget);
    told.senders.add(fromSender, toSender, targets);
    told.targets.add(fromTarget, toTarget, senders);
  }
  tellOwn(telling, told);
  tellSilent(telling, told);
}

function addPlain(
  set: { addRange(from: number, to: number): void; add(position: number): void },
  isPlain: Uint8Array,
  count: number,
  from: number,
  to: number,
): void {
  if (count === to - from) set.addRange(from, to);
  else for (let at = from; at < to; at++) if (isPlain[at]) set.add(at);
}

/** What the estate does not ask: hosts with addresses that are theirs, or may be. */
function tellOwn(telling: Telling, told: Told): void {
  const { network, crowd, tallies, isSet } = telling;
  crowd.targets.forEach((target, at) => {
    if (!crowd.plainTargets[at]) return;
    for (const own of crowd.ownOf(at)) {
      const sender = crowd.senders[own] as Sender;
      if (!crowd.plainSenders[own] || sender.family !== target.family) continue;
      told.senders.add(own, own + 1, 1);
      told.targets.add(at, at + 1, 1);
      if (!isSelf(network, { sender, target }, isSet)) tallies.chosen.add(fateAlone(telling, own, at), own, at);
    }
  });
}

/** All pairs that nothing was told of. */
function tellSilent(telling: Telling, told: Told): void {
  const { crowd, tallies, silence } = telling;
  const [senders, targets] = [told.senders.sums(), told.targets.sums()];
  for (const family of FAMILIES) {
    const own = (isPlain: Uint8Array, all: readonly (Sender | Target)[]) =>
      [...isPlain.keys()].filter((at) => isPlain[at] && all[at]?.family === family);
    const [sending, dialled] = [own(crowd.plainSenders, crowd.senders), own(crowd.plainTargets, crowd.targets)];
    const quiet = sending.filter((at) => dialled.length > (senders[at] as number));
    const unheard = dialled.filter((at) => sending.length > (targets[at] as number));
    const first = quiet.length > 0 ? firstSilent(telling, quiet, unheard, senders, family) : undefined;
    if (!first) continue;
    const tally = tallies.chosen.of(silence[family], ...first);
    for (const at of quiet) {
      tally.senders.add(at);
      tally.pairs += dialled.length - (senders[at] as number);
    }
    for (const at of unheard) tally.targets.add(at);
  }
}

/** One such pair, to be shown: of the sender that has the most of them. */
function firstSilent(
  { network, question, crowd, isSet }: Telling,
  quiet: readonly number[],
  unheard: readonly number[],
  told: Float64Array,
  family: Family,
): readonly [number, number] | undefined {
  const from = quiet.reduce((a, b) => ((told[b] as number) < (told[a] as number) ? b : a));
  const sender = crowd.senders[from] as Sender;
  const isSilent = (pair: Pair) => {
    const { parts, stop, beside } = judge(network, question, pair);
    return !stop && !beside && parts.reachable === NONE && parts.unknown === NONE && parts['forward-only'] === NONE;
  };
  const to = unheard.find((at) => {
    const target = crowd.targets[at] as Target;
    if (target.family !== family || crowd.ownOf(at).includes(from)) return false;
    return !isSelf(network, { sender, target }, isSet) && isSilent({ sender, target });
  });
  return to === undefined ? undefined : [from, to];
}

interface Told {
  readonly senders: Steps;
  readonly targets: Steps;
}

/** Numbers by position, to which ranges are added. */
class Steps {
  readonly #steps: Float64Array;

  constructor(length: number) {
    this.#steps = new Float64Array(length + 1);
  }

  add(from: number, to: number, count: number): void {
    this.#steps[from] = (this.#steps[from] as number) + count;
    this.#steps[to] = (this.#steps[to] as number) - count;
  }

  sums(): Float64Array {
    let sum = 0;
    return this.#steps.map((step) => {
      sum += step;
      return sum;
    });
  }
}

function countsBefore(is: Uint8Array): Int32Array {
  const counts = new Int32Array(is.length + 1);
  for (let at = 0; at < is.length; at++) counts[at + 1] = (counts[at] as number) + (is[at] as number);
  return counts;
}

function between(before: Int32Array, from: number, to: number): number {
  return (before[to] as number) - (before[from] as number);
}
