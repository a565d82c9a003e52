import type { Network } from '../engine/network.ts';
import { lintChecks } from './registry.ts';
import { type CheckReport, runChecks } from './run-checks.ts';

/** What is wrong with a network without a question, by the checks that `isWanted`. */
export function lint(network: Network, isWanted: (checkId: string) => boolean = () => true): CheckReport {
  const checks = lintChecks.filter(({ id }) => isWanted(id));
  return runChecks(checks, { network });
}
