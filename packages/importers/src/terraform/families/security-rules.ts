import { type Attributes, plannedId } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Mapping } from '../mapping.ts';
import { PREFIX_LIST, SECURITY_GROUP, type Wanted } from '../wanted.ts';
import { addressLists } from './planned-address.ts';

/** One peer of one rule, in the words of `DescribeSecurityGroupRules`. */
export interface Rule {
  readonly isEgress: boolean;
  readonly fields: Json;
  readonly from: Attributes;
}

/** The blocks of a group. Those that come after apply though they are written may admit anything. */
export function inlineRules(mapping: Mapping, group: Attributes, id: string): readonly Rule[] {
  return (['ingress', 'egress'] as const).flatMap((name) => {
    const isEgress = name === 'egress';
    const blocks = group.blocks(name);
    if (blocks.length === 0 && group.isUnknown(name) && group.isWritten(name)) return anything(isEgress, group);
    return blocks.flatMap((block) =>
      peersOf(mapping, block, 'security_groups', id).map((fields) => ({ isEgress, fields, from: group })),
    );
  });
}

/** `aws_security_group_rule`: one direction, several peers. */
export function listedRules(mapping: Mapping, one: Attributes, id: string | undefined): readonly Rule[] {
  const isEgress = one.text('type') === 'egress';
  return peersOf(mapping, one, 'source_security_group_id', id).map((fields) => ({ isEgress, fields, from: one }));
}

/** `aws_vpc_security_group_ingress_rule` and its twin: one peer. */
export function singleRule(mapping: Mapping, one: Attributes): readonly Rule[] {
  const isEgress = one.resource.type.includes('egress');
  const services = servicesOf(one, 'ip_protocol');
  const list = one.id('prefix_list_id', PREFIX_LIST);
  const group = one.id('referenced_security_group_id', SECURITY_GROUP);
  const [address] = addressLists(mapping, one, 'cidr_ipv4') ?? [];
  const peer: Json = one.text('cidr_ipv4')
    ? { CidrIpv4: one.text('cidr_ipv4') }
    : one.text('cidr_ipv6')
      ? { CidrIpv6: one.text('cidr_ipv6') }
      : list || address
        ? { PrefixListId: list ?? address }
        : group
          ? { ReferencedGroupInfo: { GroupId: group.split('/').at(-1) } }
          : anybody(one);
  return [{ isEgress, fields: { ...services, ...peer, ...described(one) }, from: one }];
}

function peersOf(mapping: Mapping, one: Attributes, groups: string, id: string | undefined): readonly Json[] {
  const services = { ...servicesOf(one, 'protocol'), ...described(one) };
  const isOne = groups === 'source_security_group_id';
  const listed = isOne ? [one.id(groups, SECURITY_GROUP) ?? []].flat() : one.ids(groups, SECURITY_GROUP);
  const lists = one.ids('prefix_list_ids', PREFIX_LIST);
  const own = one.flag('self') && id ? [id] : [];
  // A group of another account is written behind its account.
  const peers = [...new Set([...listed, ...own])].map((group) => ({
    ReferencedGroupInfo: { GroupId: group.split('/').at(-1) },
  }));
  const addresses = addressLists(mapping, one, 'cidr_blocks');
  const known: readonly Json[] = [
    ...one.texts('cidr_blocks').map((CidrIpv4) => ({ CidrIpv4 })),
    ...one.texts('ipv6_cidr_blocks').map((CidrIpv6) => ({ CidrIpv6 })),
    ...[...lists, ...(addresses ?? [])].map((PrefixListId) => ({ PrefixListId })),
    ...peers,
  ];
  const isOpen =
    (one.isUnknown('cidr_blocks') && !addresses) ||
    one.isUnknown('ipv6_cidr_blocks') ||
    isHidden(one, groups, SECURITY_GROUP, listed) ||
    isHidden(one, 'prefix_list_ids', PREFIX_LIST, lists);
  return [...known, ...(isOpen ? [anybody(one)] : [])].map((peer) => ({ ...services, ...peer }));
}

/** Peers that are written and come after apply, of which not all can be told. */
function isHidden(one: Attributes, name: string, wanted: Wanted, told: readonly string[]): boolean {
  return one.isUnknown(name) && one.isWritten(name) && (told.length === 0 || one.isOpen(name, wanted));
}

/** Whoever it is that the rule names: a list of addresses that nobody has read. */
function anybody({ resource }: Attributes): Json {
  return { PrefixListId: `${plannedId(resource)}#unknown` };
}

/** A protocol that cannot be read: what the rule admits, and of whom, is undecided. */
const KNOWN_AFTER_APPLY = { IpProtocol: 'known after apply' };
const ANYTHING: readonly Json[] = [
  { ...KNOWN_AFTER_APPLY, CidrIpv4: '0.0.0.0/0' },
  { ...KNOWN_AFTER_APPLY, CidrIpv6: '::/0' },
];

export function anything(isEgress: boolean, from: Attributes): readonly Rule[] {
  return ANYTHING.map((fields) => ({ isEgress, fields, from }));
}

/** The rule of a group that cannot be told, as every group has it that is possible. */
export function perhaps({ isEgress, fields, from }: Rule): Rule {
  return { isEgress, fields: { ...fields, ...KNOWN_AFTER_APPLY }, from };
}

function servicesOf(one: Attributes, name: string): Json {
  const protocol = one.text(name)?.toLowerCase();
  if (protocol === undefined) return KNOWN_AFTER_APPLY;
  if (protocol === '-1' || protocol === 'all') return { IpProtocol: '-1' };
  if (one.isUnknown('from_port') || one.isUnknown('to_port')) return KNOWN_AFTER_APPLY;
  return { IpProtocol: protocol, FromPort: one.integer('from_port'), ToPort: one.integer('to_port') };
}

function described(one: Attributes): Json {
  const Description = one.text('description');
  return Description ? { Description } : {};
}

/** The same rule as a group lists it. */
export function permission({ fields }: Rule): Json {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo, Description, ...services } = fields;
  return {
    ...services,
    IpRanges: CidrIpv4 ? [{ CidrIp: CidrIpv4, Description }] : [],
    Ipv6Ranges: CidrIpv6 ? [{ CidrIpv6, Description }] : [],
    PrefixListIds: PrefixListId ? [{ PrefixListId, Description }] : [],
    UserIdGroupPairs: ReferencedGroupInfo ? [{ ...(ReferencedGroupInfo as Json), Description }] : [],
  };
}
