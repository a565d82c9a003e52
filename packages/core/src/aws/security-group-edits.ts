import { type Edit, PRICE } from '../model/change.ts';
import type { ComponentId, FilterQuestion } from '../model/route.ts';
import { type Family, formatCidr } from '../net/address.ts';
import { editCommand } from './edit-command.ts';
import { formatServices } from './format-services.ts';
import { derived, type Lookup } from './lookup.ts';
import type { SecurityRule } from './security-rules.ts';
import { type ServiceTerm, serviceTerms } from './service-terms.ts';

type Direction = 'ingress' | 'egress';

const LISTS = { ingress: 'IpPermissions', egress: 'IpPermissionsEgress' } as const;

/** For each group of an interface the rules that would admit what is asked; the group that fewest carry comes first. */
export function admittingRules(
  net: Lookup,
  groups: readonly ComponentId[],
  direction: Direction,
  asked: FilterQuestion,
): readonly Edit[] {
  const known = groups.filter((group) => net.get('securityGroup', group));
  const carriers = (group: ComponentId) => carriersOf(net).get(group) ?? 0;
  return known
    .sort((a, b) => carriers(a) - carriers(b) || (a < b ? -1 : 1))
    .map((group) => admittingRule(net, group, direction, asked));
}

const carriersOf = derived((net) => {
  const counts = new Map<ComponentId, number>();
  for (const { groups } of net.all('networkInterface')) {
    for (const group of groups) {
      if (group?.groupId) counts.set(group.groupId, (counts.get(group.groupId) ?? 0) + 1);
    }
  }
  return counts;
});

function admittingRule(net: Lookup, group: ComponentId, direction: Direction, asked: FilterQuestion): Edit {
  const pool = net.admissions.services;
  const cidr = formatCidr(net.labels[asked.family].prefixOf(asked.address));
  const terms = serviceTerms(pool, asked.services);
  const permissions = terms.map((term) => permission(term, asked.family, cidr));
  return {
    component: group,
    price: PRICE.rule * terms.length,
    text: `add an ${direction} rule: ${formatServices(pool, asked.services)} ${direction === 'ingress' ? 'from' : 'to'} ${cidr}`,
    commands: [
      editCommand(
        `authorize-security-group-${direction}`,
        { 'group-id': group, 'ip-permissions': JSON.stringify(permissions) },
        placeOfGroup(net, group),
      ),
    ],
    changes: permissions.map((value) => ({ op: 'add', component: group, at: `/${LISTS[direction]}/-`, value })),
  };
}

function permission({ protocol, from, to }: ServiceTerm, family: Family, cidr: string) {
  const peers = family === 4 ? { IpRanges: [{ CidrIp: cidr }] } : { Ipv6Ranges: [{ CidrIpv6: cidr }] };
  const ports = [6, 17, 1, 58].includes(protocol) ? { FromPort: from, ToPort: to } : {};
  return { IpProtocol: nameOf(protocol), ...ports, ...peers };
}

function nameOf(protocol: number): string {
  return { 6: 'tcp', 17: 'udp', 1: 'icmp', 58: 'icmpv6' }[protocol] ?? String(protocol);
}

/** Takes one peer of one rule away. */
export function withoutRule(
  net: Lookup,
  group: ComponentId,
  direction: Direction,
  rule: SecurityRule,
  said: string,
): Edit {
  const { place, term } = rule;
  const { component, at } = place;
  const which: Readonly<Record<string, string>> = rule.id
    ? { 'security-group-rule-ids': rule.id }
    : { 'ip-permissions': JSON.stringify([term]) };
  return {
    component: group,
    price: PRICE.rule,
    text: `remove the rule ${said}`,
    commands: [
      editCommand(`revoke-security-group-${direction}`, { 'group-id': group, ...which }, placeOfGroup(net, group)),
    ],
    changes: [{ op: 'remove', component, at }],
  };
}

function placeOfGroup(net: Lookup, group: ComponentId) {
  return net.get('securityGroup', group) ?? { account: undefined, region: undefined };
}
