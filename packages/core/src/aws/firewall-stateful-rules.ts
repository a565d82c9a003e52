import { inside } from '../model/source.ts';
import type { Family } from '../net/address.ts';
import { type Effect, EVERY_PACKET, type FirewallRule, type Protocols } from './firewall-rules.ts';
import { policyName, unreadGroup } from './firewall-stateless-rules.ts';
import { readAddresses, readPorts, UNREADABLE, type Variables } from './firewall-terms.ts';
import { variablesOf } from './firewall-variables.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { isPorted, protocolNumber } from './services.ts';
import { works } from './states.ts';
import { readSuricataRules, type SuricataRule } from './suricata.ts';

type Firewall = RecordOfKind<'firewall'>;
type Policy = RecordOfKind<'firewallPolicy'>;
type Group = RecordOfKind<'firewallRuleGroup'>;

/** In strict order the first rule that matches decides (NFW-05); else those that pass are asked before those that drop (NFW-04). */
export function statefulRules(
  net: Lookup,
  firewall: Firewall,
  policy: Policy,
  family: Family,
): readonly FirewallRule[] {
  const { statefulRuleGroupReferences: references = [], statefulEngineOptions } = policy.firewallPolicy ?? {};
  const isStrict = works(statefulEngineOptions?.ruleOrder ?? '-', 'STRICT_ORDER');
  const ordered = isStrict ? [...references].sort((a, b) => (a?.priority ?? 0) - (b?.priority ?? 0)) : references;
  const rules = ordered.flatMap((reference) => {
    const arn = reference?.resourceArn;
    if (!arn) return [];
    const group = net.get('firewallRuleGroup', arn);
    const found = group?.ruleGroup?.rulesSource
      ? groupRules(net, group, arn, variablesOf(net, firewall, policy, group), family)
      : (['pass', 'drop'] as const).map((effect) => unreadGroup(net, arn, effect, policy));
    // A managed group may be told to raise alerts instead of dropping.
    return works(reference.override?.action ?? '-', 'DROP_TO_ALERT')
      ? found.filter(({ effect }) => effect === 'pass')
      : found;
  });
  if (isStrict) return [...rules, ...defaultRules(policy)];
  const passes = rules.filter(({ effect }) => effect === 'pass');
  const drops = rules.filter(({ effect }) => effect !== 'pass');
  return [...passes, ...drops, byDefault(policy, 'pass')];
}

/** What no rule decides in strict order: at most one action drops; those that raise alerts decide nothing (NFW-05). */
function defaultRules(policy: Policy): readonly FirewallRule[] {
  const actions = (policy.firewallPolicy?.statefulDefaultActions ?? []).map((one) => one?.toLowerCase() ?? '');
  const dropping = actions.find((one) => one.startsWith('aws:drop'));
  if (dropping === 'aws:drop_strict') return [byDefault(policy, 'drop')];
  // Variants that wait for a host name let the handshake through as well, and drop what no rule passes after it.
  if (dropping) return [{ ...byDefault(policy, 'handshake'), protocols: [6] }, byDefault(policy, 'drop')];
  if (actions.every((one) => one.startsWith('aws:alert'))) return [byDefault(policy, 'pass')];
  return (['pass', 'drop'] as const).map((effect) => ({
    ...byDefault(policy, effect),
    isSure: false,
    doubt: UNREADABLE,
  }));
}

function byDefault(policy: Policy, effect: Effect): FirewallRule {
  const named = { component: policyName(policy), name: 'default', text: 'the stateful default action' };
  return { ...EVERY_PACKET, ...named, at: policy.source, effect, isSure: true };
}

function groupRules(
  net: Lookup,
  group: Group,
  arn: string,
  variables: Variables,
  family: Family,
): readonly FirewallRule[] {
  const { rulesString, rulesSourceList, statefulRules = [] } = group.ruleGroup?.rulesSource ?? {};
  const at = (pointer: string) => inside(group.source, `/RuleGroup/RulesSource/${pointer}`);
  const stated = statefulRules.flatMap((rule, position) =>
    ruleOf(net, arn, rule && fromFields(rule), position, at(`StatefulRules/${position}`), variables, family),
  );
  const written = readSuricataRules(rulesString ?? '').flatMap((rule, position) =>
    ruleOf(net, arn, rule, position, at('RulesString'), variables, family),
  );
  return [...stated, ...written, ...domainRules(net, arn, rulesSourceList, at('RulesSourceList'), variables, family)];
}

type StatefulRule = NonNullable<NonNullable<NonNullable<Group['ruleGroup']>['rulesSource']>['statefulRules'][number]>;

function fromFields({ action = '', header, ruleOptions }: StatefulRule): SuricataRule {
  return {
    action,
    protocol: header?.protocol ?? 'ip',
    source: header?.source ?? 'any',
    sourcePort: header?.sourcePort ?? 'any',
    direction: works(header?.direction ?? 'FORWARD', 'ANY') ? '<>' : '->',
    destination: header?.destination ?? 'any',
    destinationPort: header?.destinationPort ?? 'any',
    options: ruleOptions.flatMap((option) => {
      // The value may stand in the keyword (`sid:1`) or in the settings.
      const [keyword = '', ...value] = (option?.keyword ?? '').split(':');
      const settings = value.length > 0 ? value : (option?.settings ?? []);
      return keyword === '' ? [] : [{ keyword: keyword.toLowerCase(), value: settings.join() }];
    }),
  };
}

const ACTIONS: Readonly<Record<string, Effect | 'none'>> = {
  pass: 'pass',
  drop: 'drop',
  reject: 'drop',
  rejectsrc: 'drop',
  rejectdst: 'drop',
  rejectboth: 'drop',
  alert: 'none',
};

function ruleOf(
  net: Lookup,
  component: string,
  rule: SuricataRule | undefined,
  position: number,
  at: NonNullable<FirewallRule['at']>,
  variables: Variables,
  family: Family,
): readonly FirewallRule[] {
  const action = ACTIONS[rule?.action.toLowerCase() ?? ''];
  if (action === 'none') return [];
  const sourcePorts = rule ? readPorts(rule.sourcePort, variables) : null;
  const destinationPorts = rule ? readPorts(rule.destinationPort, variables) : null;
  const sid = rule?.options.find(({ keyword }) => keyword === 'sid')?.value;
  const name = sid ? `sid ${sid}` : `rule ${position + 1}`;
  const known = { component, name, text: `stateful ${name}`, at };
  if (!rule || !action || sourcePorts === null || destinationPorts === null) {
    const effects = action ? [action] : (['pass', 'drop'] as const);
    return effects.map((effect) => ({ ...EVERY_PACKET, ...known, effect, isSure: false, doubt: UNREADABLE }));
  }
  const { protocols, isPlain } = protocolsOf(
    rule.protocol,
    sourcePorts !== undefined || destinationPorts !== undefined,
  );
  const isSure = isPlain && rule.options.every(looksAtHeaderOnly);
  return [
    {
      ...known,
      effect: action,
      isSure,
      ...(isSure ? {} : { doubt: UNREADABLE }),
      source: readAddresses(net, rule.source, family, variables),
      destination: readAddresses(net, rule.destination, family, variables),
      isBothWays: rule.direction === '<>',
      protocols,
      sourcePorts,
      destinationPorts,
    },
  ];
}

/** Options that name or rank a rule and do not restrict what it matches. */
const NAMING = ['msg', 'sid', 'rev', 'gid', 'classtype', 'reference', 'metadata', 'priority', 'target', 'noalert'];

/** Anything else reads the payload or the state of a conversation (NFW-08); that it goes to the server is so of every request. */
function looksAtHeaderOnly({ keyword, value }: SuricataRule['options'][number]): boolean {
  return NAMING.includes(keyword) || (keyword === 'flow' && /^(to_server|from_client)$/.test(value));
}

const OVER_UDP = ['dns', 'ntp', 'dhcp', 'tftp', 'quic', 'ike', 'ikev2', 'snmp', 'sip', 'krb5', 'dcerpc', 'nfs'];
const OVER_BOTH = ['dns', 'sip', 'krb5', 'dcerpc', 'nfs'];

/**
 * Protocols of the application are told by the payload: their rules may match whatever carries them. A rule that names
 * ports matches nothing that has none.
 */
function protocolsOf(text: string, hasPorts: boolean): { readonly protocols: Protocols; readonly isPlain: boolean } {
  const name = text.toLowerCase();
  if (name === 'ip' || name === 'any') return { protocols: hasPorts ? 'ported' : 'any', isPlain: true };
  if (name === 'icmp') return { protocols: hasPorts ? [] : [1, 58], isPlain: true };
  if (name === 'tcp' || name === 'udp') return { protocols: [name === 'tcp' ? 6 : 17], isPlain: true };
  const number = protocolNumber(name);
  if (number !== undefined && number >= 0)
    return { protocols: hasPorts && !isPorted(number) ? [] : [number], isPlain: true };
  if (OVER_BOTH.includes(name)) return { protocols: [6, 17], isPlain: false };
  return { protocols: OVER_UDP.includes(name) ? [17] : [6], isPlain: false };
}

const PORT_OF: Readonly<Record<string, number>> = { TLS_SNI: 443, HTTP_HOST: 80 };

/** A list of domains passes or drops by the name that a client asks for; of an address alone nobody can tell (NFW-07). */
function domainRules(
  net: Lookup,
  component: string,
  list: NonNullable<NonNullable<Group['ruleGroup']>['rulesSource']>['rulesSourceList'],
  at: NonNullable<FirewallRule['at']>,
  variables: Variables,
  family: Family,
): readonly FirewallRule[] {
  if (!list || works(list.generatedRulesType ?? '-', 'ALERTLIST')) return [];
  const effects: readonly Effect[] = works(list.generatedRulesType ?? '-', 'DENYLIST', 'REJECTLIST')
    ? ['drop']
    : ['pass', 'drop'];
  const types = list.targetTypes.flatMap((type) => PORT_OF[type?.toUpperCase() ?? ''] ?? []);
  const ports = types.length > 0 ? types : Object.values(PORT_OF);
  return effects.map((effect) => ({
    ...EVERY_PACKET,
    component,
    name: 'domain list',
    text: 'a list of domains',
    at,
    effect,
    isSure: false,
    doubt: UNREADABLE,
    source: readAddresses(net, '$HOME_NET', family, variables),
    protocols: [6],
    destinationPorts: ports.map((port) => [port, port + 1] as const),
  }));
}
