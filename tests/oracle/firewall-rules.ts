import type { RecordOfKind } from '@hopwise/core';
import { type Address, contains, parseCidr } from './addresses.ts';
import { type Lookups, present } from './lookups.ts';
import { destinationPort, type Header, type Walk } from './packet.ts';

export type Policy = NonNullable<RecordOfKind<'firewallPolicy'>['firewallPolicy']>;
export type RuleGroup = RecordOfKind<'firewallRuleGroup'>;
export type Ruling = 'pass' | 'drop' | 'unknown';

const arnOfGroup = (one: RuleGroup) => one.ruleGroupArn ?? one.ruleGroupResponse?.ruleGroupArn ?? one.arn;

/** The policy of a firewall, or undefined where it was not collected. */
export function policyOf(look: Lookups, arn: string | undefined): Policy | undefined {
  return look.snapshot.records.firewallPolicy.find(
    (one) =>
      arn !== undefined && (one.firewallPolicyArn ?? one.firewallPolicyResponse?.firewallPolicyArn ?? one.arn) === arn,
  )?.firewallPolicy;
}

export function groupOf(look: Lookups, arn: string | undefined): NonNullable<RuleGroup['ruleGroup']> | undefined {
  return look.snapshot.records.firewallRuleGroup.find((one) => arn !== undefined && arnOfGroup(one) === arn)?.ruleGroup;
}

export function inOrder<T extends { readonly priority: number | undefined }>(all: readonly T[]): readonly T[] {
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

export function sourcePort(walk: Walk): number {
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
  // Ports are asked of TCP and UDP alone; whatever else the protocols of the rule let in matches by its addresses.
  if (ranges.length === 0 || (protocol !== 6 && protocol !== 17)) return true;
  return ranges.some(({ fromPort = 0, toPort = fromPort }) => fromPort <= port && port <= toPort);
}
