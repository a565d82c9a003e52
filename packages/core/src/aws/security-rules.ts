import { groupBy } from '../model/group-by.ts';
import type { Source } from '../model/source.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import { type AdmissionId, type AdmissionPool, UNDECIDED } from '../net/admission.ts';
import type { ServicePool } from '../net/service-set.ts';
import { derived, type Lookup, type Place } from './lookup.ts';
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
export function rulesOf(net: Lookup, groupId: string): GroupRules | undefined {
  return groups(net).get(groupId);
}

const groups = derived((net) => {
  const found = new Map<string, GroupRules>();
  const pool = net.admissions;
  for (const [id, rules] of groupBy(net.all('securityGroupRule'), (rule) => rule.groupId)) {
    const read = (egress: boolean) =>
      rules.filter((rule) => (rule.isEgress ?? false) === egress).flatMap((rule) => singleRule(pool, rule));
    const isPartial = net.coverage('securityGroupRule', rules[0] as Place) !== 'complete';
    found.set(id, { vpcId: undefined, name: undefined, isPartial, ingress: read(false), egress: read(true) });
  }
  for (const group of net.all('securityGroup')) {
    if (!group.groupId) continue;
    const single = found.get(group.groupId);
    const read = (list: readonly (IpPermission | undefined)[], key: string) =>
      list.flatMap((permission, i) =>
        permission ? permissionRules(pool, permission, pointTo(group.source, key, i)) : [],
      );
    const inline = {
      isPartial: false,
      ingress: read(group.ipPermissions, 'IpPermissions'),
      egress: read(group.ipPermissionsEgress, 'IpPermissionsEgress'),
    };
    // Both calls give the same rules; those of the second carry ids of their own.
    const rules = single && !single.isPartial ? single : inline;
    found.set(group.groupId, { ...rules, vpcId: group.vpcId, name: group.groupName });
  }
  return found;
});

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

function permissionRules(pool: AdmissionPool, permission: IpPermission, source: Source): readonly SecurityRule[] {
  const admits = admissionOf(pool, permission);
  const rule = (peer: SecurityRule['peer'] | undefined, description: string | undefined): readonly SecurityRule[] =>
    peer ? [{ admits, peer, id: undefined, description, source }] : [];
  return [
    ...permission.ipRanges.flatMap((range) => rule(cidrPeer(range?.cidrIp), range?.description)),
    ...permission.ipv6Ranges.flatMap((range) => rule(cidrPeer(range?.cidrIpv6), range?.description)),
    ...permission.prefixListIds.flatMap((list) => rule(listPeer(list?.prefixListId), list?.description)),
    ...permission.userIdGroupPairs.flatMap((pair) => rule(groupPeer(pair), pair?.description)),
  ];
}

function singleRule(pool: AdmissionPool, rule: RecordOfKind<'securityGroupRule'>): readonly SecurityRule[] {
  const peer =
    cidrPeer(rule.cidrIpv4) ??
    cidrPeer(rule.cidrIpv6) ??
    listPeer(rule.prefixListId) ??
    groupPeer(rule.referencedGroupInfo);
  if (!peer) return [];
  const { securityGroupRuleId: id, description, source } = rule;
  return [{ admits: admissionOf(pool, rule), peer, id, description, source }];
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

function pointTo(source: Source, key: string, position: number): Source {
  return { file: source.file, pointer: `${source.pointer}/${key}/${position}` };
}
