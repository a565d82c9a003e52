import { VERDICTS, type Verdict } from '../engine/partition.ts';
import type { Answer } from '../queries/path.ts';

/** What somebody expects of everything that was asked; `delivered` is reachable or forward-only. */
export type Expected = Verdict | 'delivered';
export const EXPECTED: readonly Expected[] = [...VERDICTS, 'delivered'];

/** `undecided`: nothing is known to be otherwise, but not all is known. */
export type Expectation = 'met' | 'unmet' | 'undecided';

export function judgeExpectation(answer: Answer, expected: Expected): Expectation {
  const wanted: readonly Verdict[] = expected === 'delivered' ? ['reachable', 'forward-only'] : [expected];
  const otherwise = answer.parts.filter(({ verdict }) => !wanted.includes(verdict));
  if (otherwise.length === 0) return 'met';
  return otherwise.every(({ verdict }) => verdict === 'unknown') ? 'undecided' : 'unmet';
}
