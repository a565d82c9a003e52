import { aclAdmissions, aclOfSubnet } from '../aws/acl-filters.ts';
import { tableOfSubnet } from '../aws/associated-table.ts';
import { roleOf } from '../aws/interface-owner.ts';
import { derived, derivedBy, type Lookup } from '../aws/lookup.ts';
import { entriesOf } from '../aws/prefix-list-entries.ts';
import { type Decision, routeChoices } from '../aws/route-choice.ts';
import type { SecurityRule } from '../aws/security-rules.ts';
import { isPublic } from '../aws/well-known.ts';
import { groupBy } from '../model/group-by.ts';
import { type Family, overlaps, type Prefix, parsePrefix } from '../net/address.ts';
import { type AddressMap, piecesWithin } from '../net/address-map.ts';
import { NONE } from '../net/service-set.ts';
import { guardedBy } from './group-users.ts';
import { isInhabited } from './ordered-rules.ts';
import type { Direction } from './rule-evidence.ts';
import { isGatewayEndpoint } from './unread-lists.ts';

/** The subnets of the interfaces that carry a group; undefined where anything about one of them is not plain. */
export function plainSubnetsOf(net: Lookup, groupId: string): readonly string[] | undefined {
  const carriers = guardedBy(net, groupId);
  const ids = [...new Set(carriers.map(({ subnetId }) => subnetId))];
  if (ids.length === 0 || !ids.every((id) => id !== undefined && isPlain(net).has(id))) return undefined;
  return ids as readonly string[];
}

/**
 * Subnets in which nothing but hosts sends: packets that a gateway, a balancer or an appliance sends on inside its own
 * subnet pass no ACL there, whosever address they come from (ACL-10, ACL-20).
 */
const isPlain = derived((net): ReadonlySet<string> => {
  const bySubnet = groupBy(net.all('networkInterface'), ({ subnetId }) => subnetId);
  const plain = new Set<string>();
  for (const { subnetId, vpcId, isPartial } of net.all('subnet')) {
    const here = bySubnet.get(subnetId ?? '') ?? [];
    const hosts = here.every((record) => {
      const { isNat, isBalancer, isUngrouped, isClientVpn } = roleOf(net, record);
      return record.sourceDestCheck !== false && !isNat && !isBalancer && !isUngrouped && !isClientVpn;
    });
    if (subnetId && vpcId && hosts && !isPartial) plain.add(subnetId);
  }
  return plain;
});

/** The prefixes that a rule means; undefined where that is a matter of groups, or of a list that was not read. */
export function prefixesOf(net: Lookup, { peer }: SecurityRule): readonly Prefix[] | undefined {
  if (peer.kind === 'cidr') return [peer.prefix];
  return peer.kind === 'list' ? entriesOf(net, peer.id) : undefined;
}

/** Whether the ACL of a subnet lets through any packet of a rule; those inside the subnet meet none. */
export function passesAcl(
  net: Lookup,
  subnetId: string,
  direction: Direction,
  rule: SecurityRule,
  prefixes: readonly Prefix[],
): boolean {
  const acl = aclOfSubnet(net, subnetId);
  if (!acl?.networkAclId || acl.isPartial || isOwn(net, subnetId, prefixes)) return true;
  const pool = net.admissions.services;
  const services = net.admissions.may(rule.admits);
  return prefixes.some((prefix) =>
    holdsAny(
      net,
      prefix,
      aclAdmissions(net, acl.networkAclId as string, direction, prefix.family),
      (value) => pool.intersect(net.admissions.may(value), services) !== NONE,
    ),
  );
}

/** Whether a table leads any packet to, and so any answer back to, an address of prefixes. */
export function isRouted(net: Lookup, subnetId: string, prefixes: readonly Prefix[]): boolean {
  const table = tableOfSubnet(net, subnetId, net.get('subnet', subnetId)?.vpcId ?? '');
  if (!table?.routeTableId || table.isPartial || isOwn(net, subnetId, prefixes)) return true;
  return prefixes.some((prefix) => {
    const { map, decisions, unread } = routeChoices(net, table.routeTableId as string, prefix.family);
    if (unread.some(({ target }) => mayTake(net, target, prefix))) return true;
    return holdsAny(net, prefix, map, (value) => (decisions[value] as Decision).routes.length > 0);
  });
}

/** Whether a route of a list that was not read may be for addresses of a prefix: those of AWS services are public. */
function mayTake(net: Lookup, target: string, prefix: Prefix): boolean {
  const label = net.labels[prefix.family].labelOf(prefix.bits);
  return !isGatewayEndpoint(net, target) || prefix.length === 0 || isPublic(net, prefix.family, label);
}

/** Whether a subnet has addresses of a family: where it has none no packet of that family is sent or taken there (GEN-04). */
export function hasFamily(net: Lookup, subnetId: string, family: Family): boolean {
  return ownRanges(net, subnetId).some((block) => block.family === family);
}

function isOwn(net: Lookup, subnetId: string, prefixes: readonly Prefix[]): boolean {
  return ownRanges(net, subnetId).some((block) => prefixes.some((prefix) => overlaps(block, prefix)));
}

const ownRanges = derivedBy((net, subnetId): readonly Prefix[] => {
  const subnet = net.get('subnet', subnetId);
  const blocks = [subnet?.cidrBlock, ...(subnet?.ipv6CidrBlockAssociationSet ?? []).map((one) => one?.ipv6CidrBlock)];
  return blocks.flatMap((block) => (block ? (parsePrefix(block) ?? []) : []));
});

function holdsAny(net: Lookup, prefix: Prefix, map: AddressMap, suits: (value: number) => boolean): boolean {
  const family: Family = prefix.family;
  const range = net.labels[family].rangeOf(prefix);
  if (!range) return true;
  return piecesWithin(map, range.from, range.to).some(
    ({ from, to, value }) => suits(value) && isInhabited(net, family, from, to),
  );
}
