import { groupBy } from '../model/group-by.ts';
import { inside, type Source } from '../model/source.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import { type AdmissionId, type AdmissionPool, UNDECIDED } from '../net/admission.ts';
import type { ServicePool } from '../net/service-set.ts';
import { touchingGroups } from './changed-groups.ts';
import { derived, derivedBy, type Lookup, type Place } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import type { IpPermission } from './security-group.ts';
import { icmpServices, isIcmp, isPorted, portServices, protocolNumber, wholeProtocol } from './services.ts';

/** One peer of one rule of a security group. */
export interface SecurityRule {
  /** Undecided where its protocol cannot be read. */
  readonly admits: AdmissionId;
  readonly peer:
    | { readonly kind: 'cidr'; readonly prefix: Prefix }
    | { readonly kind: 'list'; readonly id: string }
    | { readonly kind: 'group'; readonly id: string; readonly works: boolean };
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
    const own = single && !single.isPartial ? single : readInline(net.admissions, group);
    return { ...own, vpcId: group.vpcId, name: group.groupName };
  },
  touchingGroups((id) => [id]),
);

const singleRules = derived((net) => groupBy(net.all('securityGroupRule'), (rule) => rule.groupId));

function readSingle(net: Lookup, rules: readonly RecordOfKind<'securityGroupRule'>[]): GroupRules {
  const read = (egress: boolean) =>
    rules.filter((rule) => (rule.isEgress ?? false) === egress).flatMap((rule) => singleRule(net.admissions, rule));
  const isPartial = net.coverage('securityGroupRule', rules[0] as Place) !== 'complete';
  return { vpcId: undefined, name: undefined, isPartial, ingress: read(false), egress: read(true) };
}

function readInline(pool: AdmissionPool, group: RecordOfKind<'securityGroup'>) {
  const read = (list: readonly (IpPermission | undefined)[], key: string) =>
    list.flatMap((permission, i) => (permission ? permissionRules(pool, permission, group, `/${key}/${i}`) : []));
  return {
    isPartial: false,
    ingress: read(group.ipPermissions, 'IpPermissions'),
    egress: read(group.ipPermissionsEgress, 'IpPermissionsEgress'),
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

function permissionRules(
  pool: AdmissionPool,
  permission: IpPermission,
  group: RecordOfKind<'securityGroup'>,
  pointer: string,
): readonly SecurityRule[] {
  const admits = admissionOf(pool, permission);
  const { source, groupId = '' } = group;
  const rules = <P extends { readonly description: string | undefined }>(
    key: string,
    peers: readonly (P | undefined)[],
    read: (peer: P) => SecurityRule['peer'] | undefined,
    named: (peer: P) => object,
  ) =>
    peers.flatMap((one, i): readonly SecurityRule[] => {
      const peer = one && read(one);
      if (!peer) return [];
      const place = { component: groupId, at: `${pointer}/${key}/${i}` };
      const term = { ...protocolTerm(permission), [key]: [named(one)] };
      const from = inside(source, pointer);
      return [{ admits, peer, id: undefined, description: one.description, source: from, place, term }];
    });
  return [
    ...rules(
      'IpRanges',
      permission.ipRanges,
      (one) => cidrPeer(one.cidrIp),
      (one) => ({ CidrIp: one.cidrIp }),
    ),
    ...rules(
      'Ipv6Ranges',
      permission.ipv6Ranges,
      (one) => cidrPeer(one.cidrIpv6),
      (one) => ({ CidrIpv6: one.cidrIpv6 }),
    ),
    ...rules(
      'PrefixListIds',
      permission.prefixListIds,
      (one) => listPeer(one.prefixListId),
      (one) => ({
        PrefixListId: one.prefixListId,
      }),
    ),
    ...rules('UserIdGroupPairs', permission.userIdGroupPairs, groupPeer, (one) => ({ GroupId: one.groupId })),
  ];
}

function protocolTerm({ ipProtocol, fromPort, toPort }: Pick<IpPermission, 'ipProtocol' | 'fromPort' | 'toPort'>) {
  return { IpProtocol: ipProtocol, FromPort: fromPort, ToPort: toPort };
}

function singleRule(pool: AdmissionPool, rule: RecordOfKind<'securityGroupRule'>): readonly SecurityRule[] {
  const peer =
    cidrPeer(rule.cidrIpv4) ??
    cidrPeer(rule.cidrIpv6) ??
    listPeer(rule.prefixListId) ??
    groupPeer(rule.referencedGroupInfo);
  if (!peer) return [];
  const { securityGroupRuleId: id, description, source } = rule;
  const place = { component: id ?? '', at: '' };
  return [{ admits: admissionOf(pool, rule), peer, id, description, source, place, term: protocolTerm(rule) }];
}

function cidrPeer(cidr: string | undefined): SecurityRule['peer'] | undefined {
  const prefix = cidr ? parsePrefix(cidr) : null;
  return prefix ? { kind: 'cidr', prefix } : undefined;
}

function listPeer(id: string | undefined): SecurityRule['peer'] | undefined {
  return id ? { kind: 'list', id } : undefined;
}

/** A reference whose peering is gone stays in the list and matches nothing (SG-14). */
function groupPeer(
  pair: { readonly groupId: string | undefined; readonly peeringStatus: string | undefined } | undefined,
): SecurityRule['peer'] | undefined {
  if (!pair?.groupId) return undefined;
  return {
    kind: 'group',
    id: pair.groupId,
    works: !pair.peeringStatus || pair.peeringStatus.toLowerCase() === 'active',
  };
}
