import { type Raw, type SnapshotOptions, snapshotOf } from '../aws/network.fixture.ts';
import { compile } from '../engine/network.ts';
import type { Check } from './check.ts';
import { runChecks } from './run-checks.ts';

/** What a check says of resources: findings as `id: message`, and what it could not decide. */
export function checked(check: Check, resources: readonly Raw[], options?: SnapshotOptions) {
  const { findings, undecided } = runChecks([check], { network: compile(snapshotOf(resources, options)) });
  return {
    ids: findings.map(({ id }) => id.slice(check.id.length + 1)),
    findings,
    undecided: undecided.flatMap(({ missing, message }) =>
      missing.length > 0 ? missing.map(({ kind }) => kind) : [message],
    ),
  };
}
