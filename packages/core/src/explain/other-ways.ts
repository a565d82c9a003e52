import type { Network } from '../engine/network.ts';
import { chooseTrip } from '../queries/choose-trip.ts';
import type { Part } from '../queries/parts.ts';
import type { Question } from '../queries/question.ts';
import { type ExplainedPart, explainPart } from './explanation.ts';

/** The next ways after the one that speaks for a part, in the same order of preference; at most `most`. */
export function otherWays(network: Network, question: Question, part: Part, most: number): readonly ExplainedPart[] {
  const { witness, verdict } = part;
  let rest = witness.trips.filter((trip) => trip !== witness.trip);
  const found: ExplainedPart[] = [];
  while (found.length < most) {
    const trip = chooseTrip(network, rest, verdict, witness.services, question);
    if (!trip) break;
    rest = rest.filter((one) => one !== trip);
    found.push(explainPart(network, question, { ...part, witness: { ...witness, trip } }));
  }
  return found;
}
