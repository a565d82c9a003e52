import type { Edit } from '../model/change.ts';
import type { FilterQuestion } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import {
  type Asked,
  between,
  cidrOf,
  isIn,
  NAMES,
  type Piece,
  type Swept,
  withoutDrop,
} from './firewall-edit-terms.ts';
import type { FirewallFlows, Surely } from './firewall-flows.ts';
import { rulesAdded } from './firewall-group-edits.ts';
import { groupAdded } from './firewall-new-group.ts';
import { statefulEdit } from './firewall-stateful-edits.ts';
import { type Matched, matching } from './firewall-sweep.ts';
import { formatServices } from './format-services.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { type ServiceTerm, serviceTerms } from './service-terms.ts';

type Group = RecordOfKind<'firewallRuleGroup'>;

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
