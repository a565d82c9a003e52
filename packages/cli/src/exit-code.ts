import type { Expectation, Verdict } from '@hopwise/core';

/** What scripts may build on; docs/path.md has the table. */
export const EXIT = { asHoped: 0, not: 1, usage: 2, undecided: 3, fault: 70, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitOfVerdict(verdict: Verdict): ExitCode {
  if (verdict === 'reachable') return EXIT.asHoped;
  return verdict === 'unknown' ? EXIT.undecided : EXIT.not;
}

export function exitOfExpectation(expectation: Expectation): ExitCode {
  return { met: EXIT.asHoped, unmet: EXIT.not, undecided: EXIT.undecided }[expectation];
}
