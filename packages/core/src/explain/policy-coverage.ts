import { type RuleCoverage, ruleCoverage } from '../checks/rule-coverage.ts';
import type { Network } from '../engine/network.ts';
import type { Policy } from '../queries/policy.ts';
import { askAll } from './policy-report.ts';

/** Which routes and rules of a network policies are about. */
export function policyCoverage(network: Network, policies: readonly Policy[]): RuleCoverage {
  return ruleCoverage(network, askAll(network, policies));
}
