import type { Network } from '../engine/network.ts';
import type { Check } from './check.ts';
import { lintChecks } from './registry.ts';
import { type CheckReport, runChecks } from './run-checks.ts';

/** What is wrong with a network, without a question. */
export function lint(network: Network, checks: readonly Check[] = lintChecks): CheckReport {
  return runChecks(checks, { network });
}
