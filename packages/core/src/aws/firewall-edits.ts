import type { Edit } from '../model/change.ts';
import type { FilterQuestion } from '../model/route.ts';
import { formatCidr } from '../net/address.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import type { FirewallFlows, Surely } from './firewall-flows.ts';
import { arnOfGroup, linesAdded, rulesAdded, withoutFirewallRule } from './firewall-group-edits.ts';
import { groupAdded } from './firewall-new-group.ts';
import type { Effect, FirewallRules } from './firewall-rules.ts';
import { type Matched, matching, sweep } from './firewall-sweep.ts';
import { formatServices } from './format-services.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { type ServiceTerm, serviceTerms } from './service-terms.ts';
import { works } from './states.ts';

type Policy = RecordOfKind<'firewallPolicy'>;
type Group = RecordOfKind<'firewallRuleGroup'>;

/** A firewall whose rules are to let a conversation through. */
interface Asked {
  readonly net: Lookup;
  readonly policy: Policy;
  readonly rules: FirewallRules;
  readonly question: FilterQuestion;
}

/** Protocols that rules of both engines can name. */
const NAMES: Readonly<Record<number, string>> = { [-1]: 'ip', 6: 'tcp', 17: 'udp', 1: 'icmp', 58: 'icmp' };

/**
 * Both directions handed to the stateful rules, which pass them, or both passed by the stateless ones: whatever takes
 * fewer rules (NFW-02). One edit for the whole conversation, so that request and reply are mended by the same.
 */
export function passingEdits(asked: Asked, surely: ReturnType<FirewallFlows['surely']>): readonly Edit[] {
  const { net, question } = asked;
  const { services: pool } = net.admissions;
  const lacks = (sure: ServiceSetId) => pool.subtract(question.services, sure);
  const through = (kind: keyof Surely) =>
    statelessEdit(asked, kind, lacks(surely.request[kind]), lacks(surely.reply[kind]));
  const stateful = joinEdits([through('forward'), statefulEdit(asked, lacks(surely.stateful))]);
  const stateless = joinEdits([through('pass')]);
  return [stateful, stateless].flatMap((edit) => edit ?? []).sort((a, b) => a.price - b.price);
}

/** Nothing to do is `none`; what cannot be done makes the whole impossible. */
type Piece = Edit | 'none' | undefined;

function joinEdits(pieces: readonly Piece[]): Edit | undefined {
  if (pieces.some((one) => one === undefined)) return undefined;
  const edits = pieces.filter((one) => typeof one === 'object');
  const [first] = edits;
  if (!first) return undefined;
  const said = edits.map(({ component, text }) => (component === first.component ? text : `${text} in ${component}`));
  return {
    component: first.component,
    price: edits.reduce((sum, { price }) => sum + price, 0),
    text: said.join(', and '),
    commands: edits.flatMap(({ commands }) => commands),
    changes: edits.flatMap(({ changes }) => changes),
  };
}

type Way = 'request' | 'reply';

/** One rule for each way and term. */
interface Lacking {
  readonly way: Way;
  readonly term: ServiceTerm;
}

function statelessEdit(asked: Asked, kind: keyof Surely, requests: ServiceSetId, replies: ServiceSetId): Piece {
  const { net, policy, rules, question } = asked;
  const { services: pool } = net.admissions;
  const of = (way: Way, set: ServiceSetId) => serviceTerms(pool, set).map((term): Lacking => ({ way, term }));
  const lacking = [...of('request', requests), ...of('reply', replies)];
  if (lacking.length === 0) return 'none';
  if (lacking.some(({ term }) => NAMES[term.protocol] === undefined)) return undefined;
  const references = [...(policy.firewallPolicy?.statelessRuleGroupReferences ?? [])];
  const [first] = references.sort((a, b) => (a?.priority ?? 0) - (b?.priority ?? 0));
  const group = net.get('firewallRuleGroup', first?.resourceArn);
  const numbered = (numbers: readonly number[]) =>
    lacking.map((one, i) => statelessRule(net, question, one, kind, numbers[i] as number));
  const said = `${kind === 'pass' ? 'pass' : 'hand to the stateful rules'} ${saidOf(asked, requests, replies)}`;
  if (!group?.ruleGroup) {
    const numbers = lacking.map((_, i) => i + 1);
    return groupAdded(net, policy, 'Stateless', numbered(numbers), `add stateless rules: ${said}`);
  }
  const ways = (
    [
      ['request', requests],
      ['reply', replies],
    ] as const
  ).flatMap(([way, services]): readonly Swept[] => {
    const met = matching(pool, rules.stateless, endsOf(question, way));
    return services === NONE ? [] : [{ met, services: way === 'request' ? services : NONE, effect: kind }];
  });
  const own = ways.flatMap(({ met }) => met.filter(({ rule }) => isIn(rule, group)));
  const numbers = freePriorities(group, own, lacking.length);
  if (!numbers) return withoutDrop(net, group, ways);
  return rulesAdded(group, 'stateless', numbered(numbers), `add stateless rule ${numbers.join(', ')}: ${said}`);
}

function saidOf({ net, question }: Asked, requests: ServiceSetId, replies: ServiceSetId): string {
  const { services: pool } = net.admissions;
  const parts = [
    ...(requests === NONE ? [] : [formatServices(pool, requests)]),
    ...(replies === NONE ? [] : [`the answers to ${formatServices(pool, replies)}`]),
  ];
  return `${parts.join(' and ')} ${between(net, question)}`;
}

function endsOf({ ends }: FilterQuestion, way: Way) {
  return way === 'request' ? ends : { source: ends.destination, destination: ends.source };
}

function isIn({ component }: Matched['rule'], group: Group): boolean {
  return component === arnOfGroup(group);
}

/** Free numbers before the first rule of the group that matches. */
function freePriorities({ ruleGroup }: Group, met: readonly Matched[], count: number): readonly number[] | undefined {
  const listed = ruleGroup?.rulesSource?.statelessRulesAndCustomActions?.statelessRules ?? [];
  const taken = new Set(listed.map((one) => one?.priority ?? 0));
  const matched = met.map(({ rule }) => Number(rule.name.split(' ')[1]));
  const limit = Math.min(LAST_PRIORITY + 1, Math.max(100, ...taken) + count + 1, ...matched);
  const free: number[] = [];
  for (let number = limit - 1; number >= 1 && free.length < count; number--) if (!taken.has(number)) free.push(number);
  return free.length === count ? free.reverse() : undefined;
}

const LAST_PRIORITY = 65_535;

/** What the rules of one way say, and what they ought to do with it. */
interface Swept {
  readonly met: readonly Matched[];
  readonly services: ServiceSetId;
  readonly effect: Effect;
}

/** Where no rule can come before it, the one that drops goes, if all else is well then. */
function withoutDrop(net: Lookup, group: Group, ways: readonly Swept[]): Piece {
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

function statelessRule(
  net: Lookup,
  question: FilterQuestion,
  { way, term }: Lacking,
  kind: keyof Surely,
  Priority: number,
): object {
  const { source, destination } = endsOf(question, way);
  const { protocol, from, to } = term;
  const address = (label: number) => [{ AddressDefinition: cidrOf(net, question, label) }];
  const ports = protocol === 6 || protocol === 17 ? [{ FromPort: from, ToPort: to }] : [];
  return {
    Priority,
    RuleDefinition: {
      MatchAttributes: {
        Sources: address(source),
        Destinations: address(destination),
        ...(protocol === -1 ? {} : { Protocols: [protocol] }),
        ...(ports.length > 0 ? { [way === 'request' ? 'DestinationPorts' : 'SourcePorts']: ports } : {}),
      },
      Actions: [kind === 'pass' ? 'aws:pass' : 'aws:forward_to_sfe'],
    },
  };
}

function cidrOf(net: Lookup, { family }: FilterQuestion, label: number): string {
  return formatCidr(net.labels[family].prefixOf(label));
}

function between(net: Lookup, question: FilterQuestion): string {
  const { source, destination } = question.ends;
  return `from ${cidrOf(net, question, source)} to ${cidrOf(net, question, destination)}`;
}

/** Rules that pass, in a group that is asked before what drops: in strict order the first match decides (NFW-04, NFW-05). */
function statefulEdit(asked: Asked, lacking: ServiceSetId): Piece {
  if (lacking === NONE) return 'none';
  const { net, policy, rules, question } = asked;
  const { services: pool } = net.admissions;
  const terms = serviceTerms(pool, lacking);
  if (terms.some(({ protocol }) => NAMES[protocol] === undefined)) return undefined;
  const isStrict = works(policy.firewallPolicy?.statefulEngineOptions?.ruleOrder ?? '-', 'STRICT_ORDER');
  const met = matching(pool, rules.stateful, question.ends);
  const text = `add a stateful rule: pass ${formatServices(pool, lacking)} ${between(net, question)}`;
  const first = firstSid(net);
  const asFields = terms.map((term, i) => statefulRule(net, question, term, first + i));
  for (const group of statefulGroups(net, policy, isStrict)) {
    const own = met.filter(({ rule }) => isIn(rule, group));
    const comesLate = isStrict && own.some(({ rule }) => rule.effect !== 'pass');
    const { rulesString, statefulRules = [] } = group.ruleGroup?.rulesSource ?? {};
    if (rulesString !== undefined) {
      const lines = terms.map((term, i) => line(net, question, term, first + i));
      return linesAdded(group, lines, text);
    }
    if (statefulRules.length > 0 && !comesLate) return rulesAdded(group, 'stateful', asFields, text);
    if (comesLate) {
      const without = withoutDrop(net, group, [{ met, services: lacking, effect: 'pass' }]);
      if (without) return without;
      break;
    }
  }
  return groupAdded(net, policy, 'Stateful', asFields, text);
}

function statefulGroups(net: Lookup, policy: Policy, isStrict: boolean): readonly Group[] {
  const references = [...(policy.firewallPolicy?.statefulRuleGroupReferences ?? [])];
  if (isStrict) references.sort((a, b) => (a?.priority ?? 0) - (b?.priority ?? 0));
  return references.flatMap((one) => net.get('firewallRuleGroup', one?.resourceArn) ?? []);
}

/** Above all signature ids that are in use. */
function firstSid(net: Lookup): number {
  const used = net.all('firewallRuleGroup').flatMap(({ ruleGroup }) => {
    const { rulesString = '', statefulRules = [] } = ruleGroup?.rulesSource ?? {};
    const stated = statefulRules.flatMap((rule) => rule?.ruleOptions.map((one) => `${one?.keyword}:${one?.settings};`));
    return [...`${rulesString} ${stated.join(' ')}`.matchAll(/\bsid\s*:+\s*(\d+)/g)].map((found) => Number(found[1]));
  });
  return Math.max(1_000_000, ...used) + 1;
}

function line(net: Lookup, question: FilterQuestion, term: ServiceTerm, sid: number): string {
  const { source, destination } = question.ends;
  const [from, to] = [cidrOf(net, question, source), cidrOf(net, question, destination)];
  return `pass ${NAMES[term.protocol]} ${from} any -> ${to} ${portsOf(term)} (sid:${sid}; rev:1;)`;
}

function statefulRule(net: Lookup, question: FilterQuestion, term: ServiceTerm, sid: number): object {
  const { source, destination } = question.ends;
  return {
    Action: 'PASS',
    Header: {
      Protocol: NAMES[term.protocol]?.toUpperCase(),
      Source: cidrOf(net, question, source),
      SourcePort: 'ANY',
      Direction: 'FORWARD',
      Destination: cidrOf(net, question, destination),
      DestinationPort: portsOf(term).toUpperCase(),
    },
    RuleOptions: [{ Keyword: `sid:${sid}` }],
  };
}

function portsOf({ protocol, from, to }: ServiceTerm): string {
  if (protocol !== 6 && protocol !== 17) return 'any';
  if (from === 0 && to === 65_535) return 'any';
  return from === to ? String(from) : `${from}:${to}`;
}
