import type { RecordOfKind } from '@hopwise/core';
import { type Address, contains, parseCidr } from './addresses.ts';
import { cidrsOfVpc, type Lookups, present, sameWord } from './lookups.ts';
import { destinationPort, type Header, type Walk } from './packet.ts';

type Policy = NonNullable<RecordOfKind<'firewallPolicy'>['firewallPolicy']>;
type RuleGroup = RecordOfKind<'firewallRuleGroup'>;
export type Ruling = 'pass' | 'drop' | 'unknown';

const arnOfGroup = (one: RuleGroup) => one.ruleGroupArn ?? one.ruleGroupResponse?.ruleGroupArn ?? one.arn;

/** The policy of a firewall, or undefined where it was not collected. */
export function policyOf(look: Lookups, arn: string | undefined): Policy | undefined {
  return look.snapshot.records.firewallPolicy.find(
    (one) =>
      arn !== undefined && (one.firewallPolicyArn ?? one.firewallPolicyResponse?.firewallPolicyArn ?? one.arn) === arn,
  )?.firewallPolicy;
}

function groupOf(look: Lookups, arn: string | undefined): NonNullable<RuleGroup['ruleGroup']> | undefined {
  return look.snapshot.records.firewallRuleGroup.find((one) => arn !== undefined && arnOfGroup(one) === arn)?.ruleGroup;
}

function inOrder<T extends { readonly priority: number | undefined }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
}

/** NFW-02: each packet is judged alone. */
export function judgeStateless(walk: Walk, policy: Policy): Ruling | 'forward' {
  for (const reference of inOrder(present(policy.statelessRuleGroupReferences))) {
    const group = groupOf(walk.look, reference.resourceArn);
    if (group === undefined) return 'unknown';
    const rules = present(group.rulesSource?.statelessRulesAndCustomActions?.statelessRules ?? []);
    for (const rule of inOrder(rules)) {
      const match = rule.ruleDefinition?.matchAttributes;
      const isMet =
        listsAddress(match?.sources, walk.header.src) &&
        listsAddress(match?.destinations, walk.header.dst) &&
        listsPort(match?.sourcePorts, walk.header, sourcePort(walk)) &&
        listsPort(match?.destinationPorts, walk.header, destinationPort(walk)) &&
        (present(match?.protocols ?? []).length === 0 || match?.protocols.includes(walk.header.protocol) === true);
      // Which packets of a flow carry these flags is not asked of here.
      if (isMet && present(match?.tCPFlags ?? []).length > 0) return 'unknown';
      if (isMet) return actionOf(rule.ruleDefinition?.actions ?? []);
    }
  }
  return actionOf(policy.statelessDefaultActions);
}

function actionOf(actions: readonly (string | undefined)[]): Ruling | 'forward' {
  if (actions.includes('aws:forward_to_sfe')) return 'forward';
  if (actions.includes('aws:drop')) return 'drop';
  return actions.includes('aws:pass') ? 'pass' : 'unknown';
}

function sourcePort(walk: Walk): number {
  const port = walk.header.sport ?? 0;
  return port < 0 ? (walk.session.natPorts[-1 - port] ?? 1024) : port;
}

function listsAddress(
  list: readonly ({ readonly addressDefinition: string | undefined } | undefined)[] | undefined,
  address: Address,
): boolean {
  const texts = present(list ?? []).map((one) => one.addressDefinition);
  return texts.length === 0 || present(texts.map(parseCidr)).some((cidr) => contains(cidr, address));
}

function listsPort(
  list:
    | readonly ({ readonly fromPort: number | undefined; readonly toPort: number | undefined } | undefined)[]
    | undefined,
  { protocol }: Header,
  port: number,
): boolean {
  const ranges = present(list ?? []);
  if (ranges.length === 0) return true;
  if (protocol !== 6 && protocol !== 17) return false;
  return ranges.some(({ fromPort = 0, toPort = fromPort }) => fromPort <= port && port <= toPort);
}

/** One stateful rule, whichever way it was written. */
interface StatefulRule {
  readonly action: 'pass' | 'drop' | 'alert';
  readonly isMet: boolean;
  /** What it asks for beyond addresses and ports. */
  readonly isConditional: boolean;
}

/** NFW-04 to NFW-08, asked of the first packet of a flow. */
export function judgeStateful(walk: Walk, policy: Policy, vpcId: string | undefined): Ruling {
  const isStrict = sameWord(policy.statefulEngineOptions?.ruleOrder, 'STRICT_ORDER');
  const references = inOrder(present(policy.statefulRuleGroupReferences));
  const rules: StatefulRule[] = [];
  for (const { resourceArn, override } of references) {
    const group = groupOf(walk.look, resourceArn);
    if (group === undefined) return 'unknown';
    const variables = variablesOf(walk.look, policy, group, vpcId);
    const found = rulesIn(walk, group, variables);
    const isSoft = sameWord(override?.action, 'DROP_TO_ALERT');
    rules.push(...found.map((one) => (isSoft && one.action === 'drop' ? { ...one, action: 'alert' as const } : one)));
  }
  const met = rules.filter(({ isMet, action }) => isMet && action !== 'alert');
  const ordered = isStrict
    ? met
    : [...met.filter((one) => one.action === 'pass'), ...met.filter((one) => one.action === 'drop')];
  const possible = new Set<Ruling>();
  for (const one of ordered) {
    possible.add(one.action === 'pass' ? 'pass' : 'drop');
    if (!one.isConditional) return only(possible);
  }
  possible.add(isStrict ? defaultAction(walk, policy) : 'pass');
  return only(possible);
}

function only(possible: ReadonlySet<Ruling>): Ruling {
  const [one] = possible;
  return possible.size === 1 && one ? one : 'unknown';
}

function defaultAction(walk: Walk, policy: Policy): Ruling {
  const actions = present(policy.statefulDefaultActions).filter((one) => one.startsWith('aws:drop'));
  if (actions.length === 0) return 'pass';
  if (actions.includes('aws:drop_strict') || actions.includes('aws:drop_established')) return 'drop';
  return walk.header.protocol === 6 ? 'unknown' : 'drop';
}

type Variables = ReadonlyMap<string, readonly string[]>;

function variablesOf(
  look: Lookups,
  policy: Policy,
  group: NonNullable<RuleGroup['ruleGroup']>,
  vpcId: string | undefined,
): Variables {
  const all = new Map<string, readonly string[]>();
  const vpc = look.vpcs.get(vpcId ?? '');
  // NFW-07: where nobody says otherwise, home is the firewall's VPC.
  const home = vpc ? present([vpc.cidrBlock, ...present(vpc.cidrBlockAssociationSet).map((b) => b.cidrBlock)]) : [];
  if (vpc && cidrsOfVpc(vpc).length > 0) all.set('HOME_NET', home);
  for (const [name, { definition }] of Object.entries(policy.policyVariables?.ruleVariables ?? {})) {
    all.set(name, present(definition));
  }
  const sets = group.ruleVariables;
  for (const [name, { definition }] of Object.entries({ ...sets?.iPSets, ...sets?.portSets })) {
    all.set(name, present(definition));
  }
  return all;
}

function rulesIn(
  walk: Walk,
  group: NonNullable<RuleGroup['ruleGroup']>,
  variables: Variables,
): readonly StatefulRule[] {
  const source = group.rulesSource;
  const written = present(source?.statefulRules ?? []).map(({ action, header, ruleOptions }) =>
    readRule(walk, variables, {
      action,
      parts: [
        header?.protocol,
        header?.source,
        header?.sourcePort,
        sameWord(header?.direction, 'ANY') ? '<>' : '->',
        header?.destination,
        header?.destinationPort,
      ],
      keywords: present(present(ruleOptions).map(({ keyword }) => keyword)),
    }),
  );
  return [
    ...written,
    ...suricataRules(walk, source?.rulesString, variables),
    ...domainRules(walk, source?.rulesSourceList, variables),
  ];
}

function suricataRules(walk: Walk, text: string | undefined, variables: Variables): readonly StatefulRule[] {
  const lines = (text ?? '').split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [head = '', options = ''] = line.split(/\s*\((.*)\)\s*$/);
      const [action, ...parts] = head.split(/\s+/);
      const keywords = options.split(';').map((one) => one.trim().split(':')[0] ?? '');
      return readRule(walk, variables, { action, parts, keywords: keywords.filter((one) => one !== '') });
    });
}

const harmless = new Set(['sid', 'msg', 'rev', 'priority', 'classtype', 'metadata', 'gid', 'reference']);

function readRule(
  walk: Walk,
  variables: Variables,
  rule: {
    readonly action: string | undefined;
    readonly parts: readonly (string | undefined)[];
    readonly keywords: readonly string[];
  },
): StatefulRule {
  const [protocol, source, sourcePort_, direction, destination, port] = rule.parts;
  const { src, dst } = walk.header;
  const [from, to] = [sourcePort(walk), destinationPort(walk)];
  const ends = (a: Address, b: Address, p: number, q: number) =>
    inSet(source, variables, (text) => isAddressIn(text, a)) &&
    inSet(destination, variables, (text) => isAddressIn(text, b)) &&
    isPortIn(walk.header, sourcePort_, variables, p) &&
    isPortIn(walk.header, port, variables, q);
  const served = serves(protocol, walk.header.protocol);
  const isMet = served !== 'no' && (ends(src, dst, from, to) || (direction === '<>' && ends(dst, src, to, from)));
  const word = rule.action?.toLowerCase();
  const isConditional = served === 'maybe' || rule.keywords.some((one) => !harmless.has(one.split(':')[0] ?? ''));
  return { action: word === 'pass' ? 'pass' : word === 'alert' ? 'alert' : 'drop', isMet, isConditional };
}

/** Names of applications may be met by any flow of their transport. */
function serves(name: string | undefined, protocol: number): 'yes' | 'maybe' | 'no' {
  const word = name?.toLowerCase() ?? 'ip';
  if (word === 'ip') return 'yes';
  const number = ({ tcp: 6, udp: 17, icmp: 1 } as Readonly<Record<string, number>>)[word];
  if (number !== undefined) return number === protocol || (word === 'icmp' && protocol === 58) ? 'yes' : 'no';
  return protocol === 6 || protocol === 17 ? 'maybe' : 'no';
}

function isPortIn({ protocol }: Header, text: string | undefined, variables: Variables, port: number): boolean {
  if (protocol !== 6 && protocol !== 17) return true;
  return inSet(text, variables, (one) => {
    const [from = '', to = from] = one.split(':');
    return Number(from || 0) <= port && port <= Number(to || 65_535);
  });
}

function isAddressIn(text: string, address: Address): boolean {
  const cidr = parseCidr(text);
  return cidr !== undefined && contains(cidr, address);
}

/** `any`, one, `[a,b]`, `!a`, `$NAME`. */
function inSet(text: string | undefined, variables: Variables, has: (one: string) => boolean): boolean {
  const word = text?.trim() ?? 'any';
  if (word.toLowerCase() === 'any' || word === '') return true;
  if (word.startsWith('!')) return !inSet(word.slice(1), variables, has);
  if (word.startsWith('[')) {
    const all = word
      .slice(1, -1)
      .split(',')
      .map((one) => one.trim());
    const no = all.filter((one) => one.startsWith('!'));
    const yes = all.filter((one) => !one.startsWith('!'));
    return (
      (yes.length === 0 || yes.some((one) => inSet(one, variables, has))) &&
      no.every((one) => inSet(one, variables, has))
    );
  }
  if (word === '$EXTERNAL_NET' && !variables.has('EXTERNAL_NET')) return !inSet('$HOME_NET', variables, has);
  if (word.startsWith('$') || word.startsWith('@')) {
    return (variables.get(word.slice(1)) ?? []).some((one) => inSet(one, variables, has));
  }
  return has(word);
}

/** NFW-07: a name is known only to whoever reads the payload, and asked only of what comes from home. */
function domainRules(
  walk: Walk,
  list: NonNullable<NonNullable<RuleGroup['ruleGroup']>['rulesSource']>['rulesSourceList'],
  variables: Variables,
): readonly StatefulRule[] {
  if (list === undefined) return [];
  const isHome = inSet('$HOME_NET', variables, (text) => isAddressIn(text, walk.header.src));
  const isMet = isHome && walk.header.protocol === 6 && [80, 443].includes(destinationPort(walk));
  const isAllowing = sameWord(list.generatedRulesType, 'ALLOWLIST');
  const rule = (action: 'pass' | 'drop'): StatefulRule => ({ action, isMet, isConditional: true });
  return isAllowing ? [rule('pass'), rule('drop')] : [rule('drop')];
}
