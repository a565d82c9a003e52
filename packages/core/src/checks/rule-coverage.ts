import { endTable } from '../engine/estate/end-facts.ts';
import { ownersOf } from '../engine/estate/ends.ts';
import { PlaceLikeness } from '../engine/estate/place-likeness.ts';
import type { Network } from '../engine/network.ts';
import { groupsOf } from '../engine/packet.ts';
import { traceTrip } from '../engine/trace.ts';
import { groupBy } from '../model/group-by.ts';
import { KeyNumbering } from '../net/numbering.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { judge, type Pair } from '../queries/judge.ts';
import type { PolicyAsked } from '../queries/policy.ts';
import { isOutside, isOutsider, type Sender, type Target } from '../queries/positions.ts';
import { everyRule, keyOfRule, type WrittenRule } from './every-rule.ts';
import { inspectedAlike } from './firewall-facts.ts';
import { namedPrefixes } from './named-prefixes.ts';

/** Which written rules policies are about: those that packets meet of which some policy says what is to become of them. */
export interface RuleCoverage {
  readonly rules: readonly CoveredRule[];
  /** Pairs of ends that no rule treats alike, of all policies; and how many of them there was time to follow. */
  readonly kinds: number;
  readonly followed: number;
}

export interface CoveredRule extends WrittenRule {
  /** Names of the policies that touch it. */
  readonly policies: readonly string[];
}

/** More kinds of pairs than this are not followed; what they would touch is then not known. */
const MOST_KINDS = 20_000;

/**
 * Follows a pair of each kind that a policy asks about: two ends are of one kind where routing, delivery, the rules that
 * guard them, their groups and every prefix that a rule names treat them alike, so that both meet the same rules.
 */
export function ruleCoverage(network: Network, asked: readonly PolicyAsked[]): RuleCoverage {
  const kindOf = kindsOf(network);
  const known = new Map<string, ReadonlySet<string>>();
  const touching = new Map<string, string[]>();
  let [kinds, followed] = [0, 0];
  for (const { policy, question } of asked) {
    const met = new Set<string>();
    const firsts = <P extends Sender | Target>(all: readonly P[]) =>
      [
        ...groupBy(
          all.filter(({ stop }) => !stop),
          kindOf,
        ),
      ].map(([kind, some]) => ({ kind, some }));
    const [inside, outside] = [firsts(question.targets.inside), firsts(question.targets.outside)];
    for (const sender of firsts(question.senders)) {
      for (const target of isOutsider(sender.some[0] as Sender) ? outside : inside) {
        const pair = pairOf(network, sender.some, target.some);
        if (!pair) continue;
        kinds++;
        const key = `${sender.kind} > ${target.kind} ${question.services} ${question.oneWay} ${wordsOf(question.ways)}`;
        let rules = known.get(key);
        if (!rules && known.size < MOST_KINDS) {
          rules = rulesMet(network, question, pair);
          known.set(key, rules);
        }
        if (!rules) continue;
        followed++;
        for (const rule of rules) met.add(rule);
      }
    }
    for (const rule of met) {
      const names = touching.get(rule);
      if (names) names.push(policy.name);
      else touching.set(rule, [policy.name]);
    }
  }
  const rules = everyRule(network).map((rule) => ({ ...rule, policies: touching.get(keyOfRule(rule.evidence)) ?? [] }));
  return { rules, kinds, followed };
}

/** One of two hosts: nobody is asked how it reaches itself. */
function pairOf(network: Network, senders: readonly Sender[], targets: readonly Target[]): Pair | undefined {
  const isOther = (sender: Sender, target: Target) =>
    sender.family === target.family &&
    sender.host !== target.host &&
    !(isOutsider(sender) && isOutside(network, target.family, target.to));
  for (const sender of senders) {
    const target = targets.find((one) => isOther(sender, one));
    if (target) return { sender, target };
  }
  return undefined;
}

function wordsOf(ways: PolicyAsked['question']['ways']): string {
  return ways ? JSON.stringify(ways.text) : '';
}

/** Numbers ends: those of one number meet the same rules wherever they go. */
function kindsOf(network: Network): (end: Sender | Target) => number {
  const likeness = new PlaceLikeness(network, endTable(network));
  const numbers = new KeyNumbering<string>();
  const prefixes = namedPrefixes(network);
  const inspected = inspectedAlike(network);
  const groups = (at: string | undefined) =>
    at === undefined ? '' : groupsOf(network, at).map(({ group, isSure }) => `${group}${isSure ? '' : '?'}`);
  return (end) => {
    const isSender = 'source' in end;
    const place = isSender ? likeness.ofSender(end) : likeness.ofTarget(end);
    // Whose rules guard it, and not only which: of rules that say the same each is somebody's.
    const owners = isSender ? [end.end] : ownersOf(network, end);
    const label = isSender ? end.source : end.to;
    const named = `${prefixes(end.family, label)} ${inspected(end.family, label)}`;
    return numbers.of(`${isSender} ${place} ${owners.map(groups).join('|')} ${named}`);
  };
}

/** Every rule on every way of one pair, there and back. */
function rulesMet(network: Network, question: PolicyAsked['question'], pair: Pair): ReadonlySet<string> {
  const { outcome, asked } = judge(network, question, pair);
  const found = new Set<string>();
  for (const trip of outcome?.trips ?? []) {
    const hops = traceTrip(network, trip, question.asking, asked as ServiceSetId).flatMap(({ request, reply }) => [
      ...request,
      ...(question.oneWay ? [] : reply),
    ]);
    for (const { checks } of hops) {
      for (const check of checks) {
        for (const evidence of check.met?.() ?? check.evidence()) found.add(keyOfRule(evidence));
      }
    }
  }
  return asked === NONE ? new Set() : found;
}
