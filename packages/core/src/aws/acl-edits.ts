import { type Edit, PRICE } from '../model/change.ts';
import type { FilterQuestion } from '../model/route.ts';
import { contains, formatCidr } from '../net/address.ts';
import { ALL, NONE } from '../net/service-set.ts';
import { type AclRule, aclRules } from './acl-rules.ts';
import { editCommand } from './edit-command.ts';
import { formatServices } from './format-services.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { type ServiceTerm, serviceTerms } from './service-terms.ts';

type Acl = RecordOfKind<'networkAcl'>;
type Direction = 'ingress' | 'egress';

/** The last number that an owner may give. */
const LAST_NUMBER = 32_766;

/** Allow entries before the first that denies any of what is asked; where no number is left there, that one goes. */
export function admittingEntries(net: Lookup, acl: Acl, direction: Direction, asked: FilterQuestion): readonly Edit[] {
  const rules = aclRules(net, acl, direction);
  const denying = rules.find((rule) => !rule.allows && rule.number <= LAST_NUMBER && meets(net, rule, asked));
  const terms = serviceTerms(net.admissions.services, asked.services);
  const numbers = freeNumbers(rules, denying?.number, terms.length);
  if (numbers) return [allowEdit(net, acl, direction, asked, terms, numbers)];
  return denying ? [withoutEntry(acl, direction, denying)] : [];
}

function meets(net: Lookup, rule: AclRule, asked: FilterQuestion): boolean {
  const pool = net.admissions.services;
  const address = net.labels[asked.family].prefixOf(asked.address);
  return contains(rule.prefix, address) && pool.intersect(rule.services ?? ALL, asked.services) !== NONE;
}

/**
 * As many free numbers as asked for: after the last entry in tens, or right before the entry that denies; before that
 * any will do, for an entry that allows more than those after it only adds.
 */
function freeNumbers(
  rules: readonly AclRule[],
  before: number | undefined,
  count: number,
): readonly number[] | undefined {
  const taken = new Set(rules.map(({ number }) => number));
  if (before === undefined) {
    const last = Math.max(0, ...[...taken].filter((number) => number <= LAST_NUMBER));
    const first = Math.ceil((last + 1) / 10) * 10;
    if (first + 10 * (count - 1) <= LAST_NUMBER) return Array.from({ length: count }, (_, i) => first + 10 * i);
  }
  const free: number[] = [];
  const limit = before ?? LAST_NUMBER + 1;
  for (const step of [10, 1]) {
    for (let number = Math.ceil(limit / step) * step - step; number >= 1 && free.length < count; number -= step) {
      if (number < limit && !taken.has(number) && !free.includes(number)) free.push(number);
    }
  }
  return free.length === count ? free.reverse() : undefined;
}

function allowEdit(
  net: Lookup,
  acl: Acl,
  direction: Direction,
  asked: FilterQuestion,
  terms: readonly ServiceTerm[],
  numbers: readonly number[],
): Edit {
  const component = acl.networkAclId as string;
  const cidr = formatCidr(net.labels[asked.family].prefixOf(asked.address));
  const entries = terms.map((term, i) => ({
    RuleNumber: numbers[i] as number,
    Egress: direction === 'egress',
    RuleAction: 'allow',
    Protocol: String(term.protocol),
    ...(asked.family === 4 ? { CidrBlock: cidr } : { Ipv6CidrBlock: cidr }),
    ...portsOf(term),
  }));
  const services = formatServices(net.admissions.services, asked.services);
  return {
    component,
    price: PRICE.rule * terms.length,
    text: `add ${direction} rule ${numbers.join(', ')}: allow ${services} ${direction === 'ingress' ? 'from' : 'to'} ${cidr}`,
    commands: entries.map((entry) => createCommand(acl, direction, cidr, entry)),
    changes: entries.map((value) => ({ op: 'add', component, at: '/Entries/-', value })),
  };
}

function portsOf({ protocol, from, to }: ServiceTerm) {
  if (protocol === 6 || protocol === 17) return { PortRange: { From: from, To: to } };
  return protocol === 1 || protocol === 58 ? { IcmpTypeCode: { Type: from, Code: to } } : {};
}

type Entry = ReturnType<typeof portsOf> & { readonly RuleNumber: number; readonly Protocol: string };

function createCommand(acl: Acl, direction: Direction, cidr: string, entry: Entry): string {
  const { PortRange, IcmpTypeCode } = entry as Partial<Record<'PortRange' | 'IcmpTypeCode', object>>;
  return editCommand(
    'create-network-acl-entry',
    {
      'network-acl-id': acl.networkAclId ?? '',
      [direction]: true,
      'rule-number': String(entry.RuleNumber),
      protocol: entry.Protocol,
      'rule-action': 'allow',
      [cidr.includes(':') ? 'ipv6-cidr-block' : 'cidr-block']: cidr,
      ...(PortRange ? { 'port-range': shorthand(PortRange) } : {}),
      ...(IcmpTypeCode ? { 'icmp-type-code': shorthand(IcmpTypeCode) } : {}),
    },
    acl,
  );
}

function shorthand(fields: object): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}

/** Entries that admit some of what is asked, each taken away. */
export function admittingEntriesTaken(
  net: Lookup,
  acl: Acl,
  direction: Direction,
  asked: FilterQuestion,
): readonly Edit[] {
  const rules = aclRules(net, acl, direction);
  return rules
    .filter((rule) => rule.allows && meets(net, rule, asked))
    .map((rule) => withoutEntry(acl, direction, rule));
}

function withoutEntry(acl: Acl, direction: Direction, { number, pointer }: AclRule): Edit {
  const component = acl.networkAclId as string;
  const options = { 'network-acl-id': component, [direction]: true as const, 'rule-number': String(number) };
  return {
    component,
    price: PRICE.rule,
    text: `remove ${direction} rule ${number}`,
    commands: [editCommand('delete-network-acl-entry', options, acl)],
    changes: [{ op: 'remove', component, at: pointer }],
  };
}
