import { groupBy } from '../model/group-by.ts';
import { inside, type Source } from '../model/source.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import { type AdmissionId, type AdmissionPool, UNDECIDED } from '../net/admission.ts';
import type { LabelRange } from '../net/label-tree.ts';
import type { ServicePool } from '../net/service-set.ts';
import { touchingGroups } from './changed-groups.ts';
import { derived, derivedBy, type Lookup, type Place } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import type { IpPermission } from './security-group.ts';
import { icmpServices, isIcmp, isPorted, portServices, protocolNumber, wholeProtocol } from './services.ts';

type NamedGroup = NonNullable<IpPermission['userIdGroupPairs'][number]>;

/** One peer of one rule of a security group. */
export interface SecurityRule {
  /** Undecided where its protocol cannot be read. */
  readonly admits: AdmissionId;
  readonly peer:
    | { readonly kind: 'cidr'; readonly prefix: Prefix; readonly range: LabelRange | null }
    | { readonly kind: 'list'; readonly id: string }
    | { readonly kind: 'group'; readonly id: string; readonly works: boolean; readonly home: Place };
  readonly id: string | undefined;
  readonly description: string | undefined;
  readonly source: Source;
  /** Where the snapshot has it, to take it away. */
  readonly place: { readonly component: string; readonly at: string };
  /** It alone, as the API spells a permission. */
  readonly term: object;
}

export interface GroupRules {
  readonly vpcId: string | undefined;
  readonly name: string | undefined;
  /** More rules may exist that were not read. */
  readonly isPartial: boolean;
  readonly ingress: readonly SecurityRule[];
  readonly egress: readonly SecurityRule[];
}

/** The rules of a group, from whichever of the two calls the input holds; undefined where it holds neither. */
export const rulesOf: (net: Lookup, groupId: string) => GroupRules | undefined = derivedBy(
  (net, id) => {
    const group = net.get('securityGroup', id);
    const rules = singleRules(net).get(id);
    const single = rules && readSingle(net, rules);
    if (!group) return single;
    // Both calls give the same rules; those of the second carry ids of their own.
    const own = single && !single.isPartial ? single : readInline(net, group);
    return { ...own, vpcId: group.vpcId, name: group.groupName };
  },
  touchingGroups((id) => [id]),
);

const singleRules = derived((net) => groupBy(net.all('securityGroupRule'), (rule) => rule.groupId));

function readSingle(net: Lookup, rules: readonly RecordOfKind<'securityGroupRule'>[]): GroupRules {
  const read = (egress: boolean) =>
    rules.filter((rule) => (rule.isEgress ?? false) === egress).flatMap((rule) => singleRule(net, rule));
  const isPartial = net.coverage('securityGroupRule', rules[0] as Place) !== 'complete';
  return { vpcId: undefined, name: undefined, isPartial, ingress: read(false), egress: read(true) };
}

function readInline(net: Lookup, group: RecordOfKind<'securityGroup'>) {
  return {
    isPartial: false,
    ingress: listedRules(net, group, group.ipPermissions, 'IpPermissions'),
    egress: listedRules(net, group, group.ipPermissionsEgress, 'IpPermissionsEgress'),
  };
}

/** What a rule admits of the packets of its peers (SG-04…06). */
function admissionOf(pool: AdmissionPool, rule: Pick<IpPermission, 'ipProtocol' | 'fromPort' | 'toPort'>): AdmissionId {
  const protocol = protocolNumber(rule.ipProtocol);
  return protocol === undefined ? UNDECIDED : pool.exactly(ruleServices(pool.services, protocol, rule));
}

function ruleServices(pool: ServicePool, protocol: number, rule: Pick<IpPermission, 'fromPort' | 'toPort'>) {
  if (isPorted(protocol)) return portServices(pool, protocol, rule.fromPort, rule.toPort);
  if (isIcmp(protocol)) return icmpServices(pool, protocol, rule.fromPort, rule.toPort);
  return wholeProtocol(pool, protocol);
}

function listedRules(
  net: Lookup,
  group: RecordOfKind<'securityGroup'>,
  permissions: readonly (IpPermission | undefined)[],
  list: ListedPeers['list'],
): readonly SecurityRule[] {
  const rules: SecurityRule[] = [];
  permissions.forEach((permission, i) => {
    if (!permission) return;
    const of: ListedPeers = {
      group,
      permission,
      list,
      index: i,
      admits: admissionOf(net.admissions, permission),
    };
    permission.ipRanges.forEach((one, at) => {
      addListed(rules, of, 'IpRanges', at, one, cidrPeer(net, one?.cidrIp));
    });
    permission.ipv6Ranges.forEach((one, at) => {
      addListed(rules, of, 'Ipv6Ranges', at, one, cidrPeer(net, one?.cidrIpv6));
    });
    permission.prefixListIds.forEach((one, at) => {
      addListed(rules, of, 'PrefixListIds', at, one, listPeer(one?.prefixListId));
    });
    permission.userIdGroupPairs.forEach((one, at) => {
      addListed(rules, of, 'UserIdGroupPairs', at, one, groupPeer(one, group));
    });
  });
  return rules;
}

interface ListedPeers {
  readonly group: RecordOfKind<'securityGroup'>;
  readonly permission: IpPermission;
  /** Where it stands in the group. */
  readonly list: 'IpPermissions' | 'IpPermissionsEgress';
  readonly index: number;
  readonly admits: AdmissionId;
}

function addListed(
  rules: SecurityRule[],
  of: ListedPeers,
  key: keyof typeof SPELLED,
  at: number,
  listed: Peer | undefined,
  peer: SecurityRule['peer'] | undefined,
): void {
  if (listed && peer) rules.push(new ListedRule(of, key, at, listed, peer));
}

/** As the API spells one peer of a permission. */
interface Peer {
  readonly description: string | undefined;
  readonly cidrIp?: string | undefined;
  readonly cidrIpv6?: string | undefined;
  readonly prefixListId?: string | undefined;
  readonly groupId?: string | undefined;
}

/** A rule of the list within a group: of most, nothing but what they admit is ever asked. */
class ListedRule implements SecurityRule {
  readonly admits: AdmissionId;
  readonly peer: SecurityRule['peer'];
  readonly id = undefined;
  readonly #of: ListedPeers;
  readonly #key: keyof typeof SPELLED;
  readonly #at: number;
  readonly #listed: Peer;

  constructor(of: ListedPeers, key: keyof typeof SPELLED, at: number, listed: Peer, peer: SecurityRule['peer']) {
    this.admits = of.admits;
    this.peer = peer;
    this.#of = of;
    this.#key = key;
    this.#at = at;
    this.#listed = listed;
  }

  get description() {
    return this.#listed.description;
  }

  get source() {
    return inside(this.#of.group.source, pointerOf(this.#of));
  }

  get place() {
    const { groupId } = this.#of.group;
    return { component: groupId ?? '', at: `${pointerOf(this.#of)}/${this.#key}/${this.#at}` };
  }

  get term() {
    return { ...protocolTerm(this.#of.permission), [this.#key]: [SPELLED[this.#key](this.#listed)] };
  }
}

function pointerOf({ list, index }: ListedPeers): string {
  return `/${list}/${index}`;
}

const SPELLED = {
  IpRanges: ({ cidrIp }: Peer) => ({ CidrIp: cidrIp }),
  Ipv6Ranges: ({ cidrIpv6 }: Peer) => ({ CidrIpv6: cidrIpv6 }),
  PrefixListIds: ({ prefixListId }: Peer) => ({ PrefixListId: prefixListId }),
  UserIdGroupPairs: ({ groupId }: Peer) => ({ GroupId: groupId }),
};

function protocolTerm({ ipProtocol, fromPort, toPort }: Pick<IpPermission, 'ipProtocol' | 'fromPort' | 'toPort'>) {
  return { IpProtocol: ipProtocol, FromPort: fromPort, ToPort: toPort };
}

function singleRule(net: Lookup, rule: RecordOfKind<'securityGroupRule'>): readonly SecurityRule[] {
  const peer =
    cidrPeer(net, rule.cidrIpv4) ??
    cidrPeer(net, rule.cidrIpv6) ??
    listPeer(rule.prefixListId) ??
    groupPeer(rule.referencedGroupInfo, rule);
  if (!peer) return [];
  const { securityGroupRuleId: id, description, source } = rule;
  const place = { component: id ?? '', at: '' };
  return [
    { admits: admissionOf(net.admissions, rule), peer, id, description, source, place, term: protocolTerm(rule) },
  ];
}

function cidrPeer(net: Lookup, cidr: string | undefined): SecurityRule['peer'] | undefined {
  if (!cidr) return undefined;
  const peers = cidrPeers(net);
  let peer = peers.get(cidr);
  if (peer === undefined) {
    const prefix = parsePrefix(cidr);
    peer = prefix ? { kind: 'cidr', prefix, range: net.labels[prefix.family].rangeOf(prefix) } : null;
    peers.set(cidr, peer);
  }
  return peer ?? undefined;
}

/** By text: a hundred thousand rules name the same few thousand ranges. */
const cidrPeers = derived((): Map<string, SecurityRule['peer'] | null> => new Map());

function listPeer(id: string | undefined): SecurityRule['peer'] | undefined {
  return id ? { kind: 'list', id } : undefined;
}

/** A reference whose peering is gone stays in the list and matches nothing (SG-14). No reference leaves the Region (SG-12). */
function groupPeer(
  pair: Pick<NamedGroup, 'groupId' | 'userId' | 'peeringStatus'> | undefined,
  place: Place,
): SecurityRule['peer'] | undefined {
  if (!pair?.groupId) return undefined;
  return {
    kind: 'group',
    id: pair.groupId,
    works: !pair.peeringStatus || pair.peeringStatus.toLowerCase() === 'active',
    home: { account: pair.userId || place.account, region: place.region },
  };
}
