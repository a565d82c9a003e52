import type { Evidence } from '../model/evidence.ts';
import { formatPrefix } from '../net/address.ts';
import { UNDECIDED } from '../net/admission.ts';
import { formatServices } from './format-services.ts';
import type { Lookup } from './lookup.ts';
import { rulesOf, type SecurityRule } from './security-rules.ts';

type Direction = 'ingress' | 'egress';

/** The rule that an evidence tells of. */
export function ruleToldBy(
  net: Lookup,
  direction: Direction,
  { component, rule, text }: Evidence,
): SecurityRule | undefined {
  const rules = rulesOf(net, component)?.[direction] ?? [];
  return rules.find((one) => one.id === rule && describeRule(net, direction, one) === text);
}

/** As evidence tells a rule. */
export function describeRule(net: Lookup, direction: Direction, rule: SecurityRule): string {
  const { peer } = rule;
  const who = peer.kind === 'cidr' ? formatPrefix(peer.prefix) : peer.id;
  const note = rule.description ? ` (${rule.description})` : '';
  const where = direction === 'ingress' ? 'from' : 'to';
  const isReadable = rule.admits !== UNDECIDED;
  const services = formatServices(net.admissions.services, net.admissions.may(rule.admits));
  return `${direction} ${isReadable ? services : 'a protocol that cannot be read'} ${where} ${who}${note}`;
}
