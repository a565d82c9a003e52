import type { Edit } from '../model/change.ts';
import type { FilterQuestion } from '../model/route.ts';
import { formatCidr } from '../net/address.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { arnOfGroup, withoutFirewallRule } from './firewall-group-edits.ts';
import type { Effect, FirewallRules } from './firewall-rules.ts';
import { type Matched, sweep } from './firewall-sweep.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';

type Policy = RecordOfKind<'firewallPolicy'>;
type Group = RecordOfKind<'firewallRuleGroup'>;

/** A firewall whose rules are to let a conversation through. */
export interface Asked {
  readonly net: Lookup;
  readonly policy: Policy;
  readonly rules: FirewallRules;
  readonly question: FilterQuestion;
}

/** Protocols that rules of both engines can name. */
export const NAMES: Readonly<Record<number, string>> = { [-1]: 'ip', 6: 'tcp', 17: 'udp', 1: 'icmp', 58: 'icmp' };

/** Nothing to do is `none`; what cannot be done makes the whole impossible. */
export type Piece = Edit | 'none' | undefined;

export function isIn({ component }: Matched['rule'], group: Group): boolean {
  return component === arnOfGroup(group);
}

/** What the rules of one way say, and what they ought to do with it. */
export interface Swept {
  readonly met: readonly Matched[];
  readonly services: ServiceSetId;
  readonly effect: Effect;
}

/** Where no rule can come before it, the one that drops goes, if all else is well then. */
export function withoutDrop(net: Lookup, group: Group, ways: readonly Swept[]): Piece {
  const { services: pool } = net.admissions;
  const dropping = ways
    .flatMap(({ met }) => met)
    .find(({ rule, isSure }) => isSure && isIn(rule, group) && (rule.effect === 'drop' || rule.effect === 'handshake'));
  if (!dropping) return undefined;
  const isWell = ways.every(({ met, services, effect }) =>
    sweep(
      pool,
      met.filter(({ rule }) => rule !== dropping.rule),
    ).every(({ value }) => pool.isSubset(services, value[effect]) && pool.intersect(services, value.drop) === NONE),
  );
  return isWell ? withoutFirewallRule(group, dropping.rule.name)[0] : undefined;
}

export function cidrOf(net: Lookup, { family }: FilterQuestion, label: number): string {
  return formatCidr(net.labels[family].prefixOf(label));
}

export function between(net: Lookup, question: FilterQuestion): string {
  const { source, destination } = question.ends;
  return `from ${cidrOf(net, question, source)} to ${cidrOf(net, question, destination)}`;
}
