import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family, Mapping } from '../mapping.ts';
import { SECURITY_GROUP, VPC } from '../wanted.ts';
import { anything, inlineRules, listedRules, perhaps, permission, type Rule, singleRule } from './security-rules.ts';

const GROUPS = ['aws_security_group', 'aws_default_security_group'];
const LISTED = 'aws_security_group_rule';
const SINGLE = ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'];

/** The rules of every group, equal ones once. */
class Rules {
  readonly #byGroup = new Map<string, Map<string, Rule>>();

  put(group: string, rule: Rule): void {
    const known = this.#byGroup.get(group) ?? new Map<string, Rule>();
    this.#byGroup.set(group, known);
    const { Description: _, ...sense } = rule.fields;
    const key = JSON.stringify([rule.isEgress, sense]);
    const before = known.get(key);
    // A rule that stands apart tells better than its group where it is written.
    if (!before || GROUPS.includes(before.from.resource.type)) known.set(key, rule);
  }

  of(group: string): readonly Rule[] {
    return [...(this.#byGroup.get(group)?.values() ?? [])];
  }

  *all(): Generator<readonly [group: string, rules: readonly Rule[]]> {
    for (const group of this.#byGroup.keys()) yield [group, this.of(group)];
  }
}

/**
 * Groups with their rules: those written in them, and those that stand apart, in either of the two ways. After a refresh
 * the group lists both. What AWS lets a new group send Terraform takes away: a group sends what is written.
 */
export const securityGroups: Family = {
  types: [...GROUPS, LISTED, ...SINGLE],
  map(mapping) {
    const rules = new Rules();
    for (const one of mapping.managed(...GROUPS)) {
      const id = mapping.idOf(one);
      for (const rule of inlineRules(mapping, one, id)) rules.put(id, rule);
      if (one.flag('keeps_default_egress')) sendAnything(mapping, rules, one, id, one.id('vpc_id', VPC));
    }
    const anywhere = new Map<boolean, Attributes>();
    for (const one of mapping.managed(LISTED, ...SINGLE)) putApart(mapping, rules, one, anywhere);
    for (const isEgress of anywhere.keys()) {
      for (const group of mapping.managed(...GROUPS)) {
        for (const rule of anything(isEgress, group)) rules.put(mapping.idOf(group), rule);
      }
    }
    for (const one of mapping.managed(...GROUPS))
      addGroup(mapping, rules, one, mapping.idOf(one), one.id('vpc_id', VPC));
    addDefaults(mapping, rules);
    for (const [group, own] of rules.all()) {
      own.forEach(({ isEgress, fields, from }, i) => {
        mapping.add(
          'securityGroupRule',
          {
            ...fields,
            SecurityGroupRuleId: ruleId(from, own) ?? `${group}#rule${i}`,
            GroupId: group,
            IsEgress: isEgress,
          },
          from,
        );
      });
    }
  },
};

/** The real id, where the resource is one rule and not several. */
function ruleId(from: Attributes, own: readonly Rule[]): string | undefined {
  return own.filter((one) => one.from === from).length === 1 ? from.text('security_group_rule_id') : undefined;
}

/** Of a rule that may be of any group only its direction is kept, once for all such rules. */
function putApart(mapping: Mapping, rules: Rules, one: Attributes, anywhere: Map<boolean, Attributes>): void {
  const id = one.id('security_group_id', SECURITY_GROUP);
  const own = one.resource.type === LISTED ? listedRules(mapping, one, id) : singleRule(mapping, one);
  if (id) {
    for (const rule of own) rules.put(id, rule);
    return;
  }
  const possible = one.possible('security_group_id', SECURITY_GROUP);
  if (possible.length > 0 && possible.length <= FEW) {
    for (const group of possible) for (const rule of own) rules.put(group, perhaps(rule));
    return;
  }
  anywhere.set(own[0]?.isEgress ?? false, one);
}

/** A rule that may be of more groups than these is taken to be any rule of any group: fifty thousand may be. */
const FEW = 8;

function addGroup(mapping: Mapping, rules: Rules, from: Attributes, id: string, vpcId: string | undefined): void {
  const own = rules.of(id);
  const isGroup = GROUPS.includes(from.resource.type);
  mapping.add(
    'securityGroup',
    {
      GroupId: id,
      GroupName: isGroup ? from.text('name') : 'default',
      Description: isGroup ? from.text('description') : undefined,
      OwnerId: from.text('owner_id'),
      VpcId: vpcId,
      IpPermissions: own.filter(({ isEgress }) => !isEgress).map(permission),
      IpPermissionsEgress: own.filter(({ isEgress }) => isEgress).map(permission),
      Tags: isGroup ? from.tags() : undefined,
    },
    from,
  );
}

/** A VPC comes with a group that takes everything from its own members and sends everything. */
function addDefaults(mapping: Mapping, rules: Rules): void {
  const known = new Set(mapping.managed(...GROUPS).map((one) => mapping.idOf(one)));
  for (const vpc of mapping.managed('aws_vpc', 'aws_default_vpc')) {
    const id = mapping.idOf(vpc, 'default_security_group_id');
    if (known.has(id)) continue;
    const all = { IpProtocol: '-1' };
    rules.put(id, { isEgress: false, fields: { ...all, ReferencedGroupInfo: { GroupId: id } }, from: vpc });
    sendAnything(mapping, rules, vpc, id, mapping.idOf(vpc));
    addGroup(mapping, rules, vpc, id, mapping.idOf(vpc));
  }
}

/** What AWS lets a new group send: everything, of the families that its VPC has. */
function sendAnything(mapping: Mapping, rules: Rules, from: Attributes, id: string, vpcId: string | undefined): void {
  const put = (peer: Json) => rules.put(id, { isEgress: true, fields: { IpProtocol: '-1', ...peer }, from });
  put({ CidrIpv4: '0.0.0.0/0' });
  if (mapping.vpc(vpcId)?.ranges.some((range) => range.includes(':'))) put({ CidrIpv6: '::/0' });
}
