import { VERDICTS, type Verdict } from '../engine/partition.ts';
import { NONE } from '../net/service-set.ts';
import type { Part } from '../queries/parts.ts';
import type { Answer } from '../queries/path.ts';

/** What somebody expects of everything that was asked; `delivered` is reachable or forward-only. */
export type Expected = Verdict | 'delivered';
export const EXPECTED: readonly Expected[] = [...VERDICTS, 'delivered'];

/** `undecided`: nothing is known to be otherwise, but not all is known. */
export type Expectation = 'met' | 'unmet' | 'undecided';

export function judgeExpectation({ parts }: Answer, expected: Expected): Expectation {
  const judged = parts.map((part) => judgePart(part, expected));
  return judged.find((one) => one === 'unmet') ?? judged.find((one) => one === 'undecided') ?? 'met';
}

function judgePart(part: Part, expected: Expected): Expectation {
  const { verdict, clientPorts } = part;
  const wanted: readonly Verdict[] = expected === 'delivered' ? ['reachable', 'forward-only'] : [expected];
  if (!wanted.includes(verdict)) return verdict === 'unknown' ? 'undecided' : 'unmet';
  // Client ports are asked too: those that no reply reaches are not reachable (ACL-12).
  if (expected !== 'reachable' || !clientPorts) return 'met';
  return clientPorts.unanswered === NONE ? 'undecided' : 'unmet';
}
