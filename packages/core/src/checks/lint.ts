import type { Network } from '../engine/network.ts';
import type { Check } from './check.ts';
import { lintChecks } from './registry.ts';
import { type CheckReport, runChecks } from './run-checks.ts';
import { places } from './unread.ts';

/** What is wrong with a network, without a question. */
export function lint(network: Network, checks: readonly Check[] = lintChecks): CheckReport {
  return runChecks(checks, { network });
}

/** Those of which the input holds what they are about. */
export function applicable(network: Network, checks: readonly Check[]): readonly Check[] {
  const isThere = ({ about }: Check) =>
    about === undefined || places(network).some((place) => network.coverage(about, place) !== 'absent');
  return checks.filter(isThere);
}
