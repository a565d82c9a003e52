import type { Evidence } from '../model/evidence.ts';
import type { FilterQuestion } from '../model/route.ts';
import { ICMP, LINE_END, NONE, type ServicePool, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import { type Effect, evidenceOf, type FirewallRule, type FirewallRules } from './firewall-rules.ts';
import { matching } from './firewall-sweep.ts';
import type { Ports } from './firewall-terms.ts';
import { formatServices } from './format-services.ts';
import type { Lookup } from './lookup.ts';

/** The rules that the packets in question come to, those that drop them before the others where all is sure. */
export function firewallEvidence(net: Lookup, rules: FirewallRules, asked: FilterQuestion): readonly Evidence[] {
  const met = rulesMet(net, rules, asked);
  const evidence = met.map(({ evidence }) => evidence);
  if (met.some(({ isSure }) => !isSure)) return evidence;
  return [...evidence.filter(isBlocking), ...evidence.filter((one) => !isBlocking(one))];
}

function isBlocking({ effect }: Evidence): boolean {
  return effect === 'blocks';
}

/** Up to those that surely decide. Replies meet the stateless ones only. */
function rulesMet(net: Lookup, rules: FirewallRules, asked: FilterQuestion): Met['rules'] {
  const { services: pool } = net.admissions;
  const { source, destination } = asked.ends;
  if (asked.way === 'reply') {
    const ends = { source: destination, destination: source };
    return metBy(pool, rules.stateless, ends, answersTo(pool, asked.services), asked.services).rules;
  }
  const ends = { source, destination };
  const first = metBy(pool, rules.stateless, ends, asked.services, undefined);
  const then = metBy(pool, rules.stateful, ends, first.forwarded, undefined);
  // Of what was handed on, the rule that decided says more.
  return [...first.rules.filter(({ effect }) => effect !== 'forward'), ...then.rules];
}

interface Met {
  readonly rules: readonly { readonly evidence: Evidence; readonly isSure: boolean; readonly effect: Effect }[];
  /** What goes on to the stateful rules. */
  readonly forwarded: ServiceSetId;
}

/** `from`: services whose ports the packets are sent from; undefined where they are a client's. */
function metBy(
  pool: ServicePool,
  rules: readonly FirewallRule[],
  ends: FilterQuestion['ends'],
  packets: ServiceSetId,
  from: ServiceSetId | undefined,
): Met {
  const found: Met['rules'][number][] = [];
  let [left, forwarded]: [ServiceSetId, ServiceSetId] = [packets, NONE];
  for (const { rule, isSure, from: ports, services, portless } of matching(pool, rules, ends)) {
    const met = pool.intersect(left, from === undefined || isSentFrom(pool, from, ports) ? services : portless);
    if (met === NONE) continue;
    const evidence = evidenceOf({ ...rule, isSure }, formatServices(pool, met));
    found.push({ evidence, isSure, effect: rule.effect });
    if (rule.effect === 'forward') forwarded = pool.union(forwarded, met);
    // What depends on the sender's port may come to the next rule as well.
    if (isSure && !ports) left = pool.subtract(left, met);
  }
  return { rules: found, forwarded };
}

function isSentFrom(pool: ServicePool, services: ServiceSetId, ports: Ports): boolean {
  if (!ports) return true;
  const set = pool.of(...ports.flatMap(([low, high]) => [TCP, UDP].map((part) => [part + low, part + high] as const)));
  return pool.intersect(services, set) !== NONE;
}

/** Answers go to whatever port the client uses, of the protocols that were asked. */
function answersTo(pool: ServicePool, services: ServiceSetId): ServiceSetId {
  const portless = pool.intersect(services, pool.of([ICMP, LINE_END]));
  const parts = [TCP, UDP].map((part) => pool.of([part, part + UDP]));
  return parts
    .filter((part) => pool.intersect(services, part) !== NONE)
    .reduce((sum, part) => pool.union(sum, part), portless);
}
