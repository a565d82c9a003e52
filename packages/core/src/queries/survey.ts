import { createEstate, type Estate } from '../engine/estate/estate.ts';
import type { ResultId } from '../engine/estate/outcomes.ts';
import type { Network } from '../engine/network.ts';
import { type Partition, partition } from '../engine/partition.ts';
import type { Family } from '../net/address.ts';
import { isOutsider, type Sender, type Target } from './positions.ts';
import type { Question } from './question.ts';
import { servicesOver } from './services-asked.ts';

/** A question over whole sets: every pair of it, in bulk. */
export interface Survey {
  readonly question: Question;
  /** Senders inside with what they dial, and those outside with what they do. */
  readonly sides: readonly Side[];
  /** Ends that no packet can be followed from, or to: why not stands with each. */
  readonly unasked: readonly (Sender | Target)[];
}

export interface Side {
  readonly estate: Estate<Sender, Target>;
  /** What the asked services of a family come to. */
  partition(result: ResultId, family: Family): Partition;
}

export function survey(network: Network, question: Question): Survey {
  const { senders, targets } = question;
  const sides = [
    { senders: senders.filter((one) => !isOutsider(one)), targets: targets.inside },
    { senders: senders.filter(isOutsider), targets: targets.outside },
  ].map((one) => ({ senders: one.senders.filter(canBeAsked), targets: one.targets.filter(canBeAsked) }));
  const all = [...senders, ...targets.inside, ...targets.outside];
  return {
    question,
    unasked: all.filter((one) => !canBeAsked(one)),
    sides: sides
      .filter((one) => one.senders.length > 0 && one.targets.length > 0)
      .map((one) => side(network, question, one)),
  };
}

function canBeAsked({ stop }: Sender | Target): boolean {
  return stop === undefined;
}

function side(
  network: Network,
  question: Question,
  asked: { readonly senders: readonly Sender[]; readonly targets: readonly Target[] },
): Side {
  const estate = createEstate(network, asked, question.asking);
  return { estate, partition: partitioner(network, question, estate) };
}

/** What a question makes of the results of an estate, each once. */
export function partitioner(network: Network, question: Question, estate: Estate): Side['partition'] {
  const { asking, services, oneWay } = question;
  const known = new Map<number, Partition>();
  return (result, family) => {
    const key = result * 2 + (family === 4 ? 0 : 1);
    let parts = known.get(key);
    if (!parts) {
      const over = servicesOver(network.admissions.services, services, family);
      parts = partition(network, { ...estate.results.get(result), trips: [] }, asking, over, oneWay);
      known.set(key, parts);
    }
    return parts;
  };
}
