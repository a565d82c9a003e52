import type { Network } from '../engine/network.ts';
import { SEVERITIES, type Severity } from '../model/finding.ts';
import { ICMP, OTHER } from '../net/service-set.ts';
import type { ExposedPart, Proof } from '../queries/exposure.ts';
import { type Grade, namesIn, type PortClass } from '../queries/port-table.ts';

/**
 * Amazon Inspector grades a service that an open path leads to; so do we, one worse where the reply is proven as well,
 * and better where the path is not, or there is no address.
 */
const BY_PROOF: { readonly [G in Grade]: { readonly [P in Proof]: Severity } } = {
  high: { rule: 'low', address: 'medium', delivered: 'high', answered: 'critical' },
  medium: { rule: 'info', address: 'low', delivered: 'medium', answered: 'high' },
  // What is for everybody is no worse for being answered.
  low: { rule: 'info', address: 'info', delivered: 'low', answered: 'low' },
  info: { rule: 'info', address: 'info', delivered: 'info', answered: 'low' },
};

const GRADES: readonly Grade[] = ['high', 'medium', 'low', 'info'];

/** `isWide`: strangers are among those who reach it; what is open to named ranges alone is one better. */
export function exposureSeverity(
  network: Network,
  portClass: PortClass,
  { services, proof }: Pick<ExposedPart, 'services' | 'proof'>,
  isWide: boolean,
): Severity {
  const pool = network.admissions.services;
  if (pool.isSubset(services, pool.of([ICMP, OTHER]))) return 'info';
  const grades = portClass === 'other' ? [] : namesIn(pool, services).map(({ grade }) => grade);
  const grade = GRADES.find((one) => grades.includes(one)) ?? 'info';
  const severity = BY_PROOF[grade][proof];
  return isWide ? severity : (SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? 'info');
}

export function worst(all: readonly Severity[]): Severity {
  return SEVERITIES.find((one) => all.includes(one)) ?? 'info';
}
