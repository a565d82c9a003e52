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

export function describeRule(net: Lookup, direction: Direction, rule: SecurityRule): string {
  const note = rule.description ? ` (${rule.description})` : '';
  return `${ruleWords(net, direction, rule)}${note}`;
}

/** What a rule says, and nothing of where it was read: no two rules of a group say the same. */
export function ruleWords(net: Lookup, direction: Direction, { peer, admits }: SecurityRule): string {
  const who = peer.kind === 'cidr' ? formatPrefix(peer.prefix) : peer.id;
  const where = direction === 'ingress' ? 'from' : 'to';
  const services = formatServices(net.admissions.services, net.admissions.may(admits));
  return `${direction} ${admits === UNDECIDED ? 'a protocol that cannot be read' : services} ${where} ${who}`;
}
