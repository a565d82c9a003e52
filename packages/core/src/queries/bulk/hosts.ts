import { nothingSelected } from '../../model/question-error.ts';
import { isOutsider, type Sender, type Target } from '../positions.ts';
import { isSelf } from '../selves.ts';
import { isOdd } from './crowd.ts';
import { fateAlone, type Run, type Telling } from './telling.ts';

/** More pairs of hosts than this, of which one has several addresses, are not told one by one. */
const MOST = 1_000_000_000;

/** Pairs of hosts of which one has several addresses, or one that no run tells of: each pair of hosts by itself. */
export function tellHosts(telling: Telling): void {
  const { crowd, question } = telling;
  const [sending, dialled] = [[...crowd.sending.values()], [...crowd.dialled.values()]];
  const crowdedSenders = sending.filter((own) => own.some((at) => !crowd.plainSenders[at]));
  const isPlain = (own: readonly number[]) => own.every((at) => crowd.plainTargets[at]);
  const crowdedTargets = dialled.filter((own) => !isPlain(own));
  if (crowdedSenders.length * dialled.length + crowdedTargets.length * sending.length > MOST)
    throw nothingSelected(
      `${question.from.text} → ${question.to.text}`,
      'Too many of these hosts have several addresses: ask for less at a time, or for a matrix.',
    );
  if (crowdedSenders.length + crowdedTargets.length === 0) return;
  const rows = new Rows(telling);
  const tellPair = pairTeller(telling);
  for (const own of dialled) {
    const asking = isPlain(own) ? crowdedSenders : sending;
    if (asking.length === 0) continue;
    const told = own.map((target) => rows.of(target, asking));
    for (const senders of asking) tellPair(senders, own, told);
    rows.release(told);
  }
}

/** Of one target, by position of a sender: what comes of the pair, or one of those below. */
type Row = Int32Array;
/** The pair has to be asked for itself. */
const ALONE = -1;
/** Addresses of two families. */
const NO_PAIR = -2;

/** Tells of two hosts, whose addresses are alternatives to one another. */
function pairTeller(telling: Telling) {
  const { network, crowd, isSet, fates, tallies } = telling;
  let [found, pairs]: [number[], number[]] = [[], []];
  return (senders: readonly number[], targets: readonly number[], rows: readonly Row[]): void => {
    if (found.length > 0) [found, pairs] = [[], []];
    for (const from of senders) {
      for (let i = 0; i < targets.length; i++) {
        const to = targets[i] as number;
        let fate = (rows[i] as Row)[from] as number;
        if (fate === NO_PAIR) continue;
        if (fate === ALONE) {
          const pair = { sender: crowd.senders[from] as Sender, target: crowd.targets[to] as Target };
          if (isSelf(network, pair, isSet)) return;
          fate = fateAlone(telling, from, to);
        }
        found.push(fate);
        pairs.push(from, to);
      }
    }
    if (found.length === 1) tallies.chosen.add(found[0] as number, pairs[0] as number, pairs[1] as number);
    if (found.length < 2) return;
    const standings = fates.standings(found);
    for (let i = 0; i < found.length; i++)
      tallies[standings[i] as 'chosen'].add(found[i] as number, pairs[2 * i] as number, pairs[2 * i + 1] as number);
  };
}

/** Runs, laid out by position for one target after another. */
class Rows {
  readonly #telling: Telling;
  readonly #byGroup = new Map<number, Run[]>();
  readonly #stopped: readonly number[];
  readonly #free: Row[] = [];

  constructor(telling: Telling) {
    this.#telling = telling;
    const { senders } = telling.crowd;
    this.#stopped = [...senders.keys()].filter((at) => senders[at]?.stop);
    for (const run of telling.runs) {
      const group = telling.groupOf[run.fromTarget] as number;
      const own = this.#byGroup.get(group);
      if (own) own.push(run);
      else this.#byGroup.set(group, [run]);
    }
  }

  release(rows: readonly Row[]): void {
    this.#free.push(...rows);
  }

  /** Right for the senders that are asked about, as long as no other is asked for. */
  of(at: number, asking: readonly (readonly number[])[]): Row {
    const { network, crowd, groupOf, silence } = this.#telling;
    const row = this.#free.pop() ?? new Int32Array(crowd.senders.length);
    const target = crowd.targets[at] as Target;
    const usual = target.stop ? ALONE : silence[target.family];
    for (const own of asking) {
      for (const from of own) row[from] = crowd.families[from] === target.family ? usual : NO_PAIR;
    }
    if (target.stop) return row;
    const group = groupOf[at];
    for (const run of (group === undefined ? undefined : this.#byGroup.get(group)) ?? []) {
      if (at >= run.fromTarget && at < run.toTarget) row.fill(run.fate, run.fromSender, run.toSender);
    }
    const alone = (from: number) => {
      if (crowd.families[from] === target.family) row[from] = ALONE;
    };
    for (const from of [...crowd.ownOf(at), ...this.#stopped]) alone(from);
    if (isOdd(network, target))
      for (const own of asking) for (const from of own) if (this.#isBeside(from, at)) alone(from);
    return row;
  }

  /** An address of nobody is told of by runs, but where something beside the sender's interface answers. */
  #isBeside(from: number, to: number): boolean {
    const { network, crowd } = this.#telling;
    const [sender, target] = [crowd.senders[from] as Sender, crowd.targets[to] as Target];
    if (isOutsider(sender) || sender.family !== target.family) return false;
    return network.behaviour(sender.end)?.answersBeside?.(sender.end, target.to, sender.family, network) !== undefined;
  }
}
