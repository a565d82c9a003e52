import type { RecordOfKind } from '@hopwise/core';
import { contains, isV6, parseCidr } from './addresses.ts';
import { present } from './lookups.ts';
import { destinationPort, doubt, isIcmp, type Walk } from './packet.ts';
import { protocolNumber } from './security-groups.ts';

type NetworkAcl = RecordOfKind<'networkAcl'>;
type Entry = NonNullable<NetworkAcl['entries'][number]>;

/** The reason of a sure refusal at the boundary of a subnet; a regional NAT gateway has no subnet and no check (ACL-29). */
export function checkAcl(
  walk: Walk,
  subnetId: string | undefined,
  direction: 'ingress' | 'egress',
): string | undefined {
  if (subnetId === undefined) return undefined;
  const acl = walk.look.aclOfSubnet.get(subnetId);
  // ACL-01: never the default ACL in its place.
  if (acl === undefined) return doubt(walk, `ACL-01 no network ACL is known for ${subnetId}`);
  if (acl === 'several') return doubt(walk, `ACL-01 several network ACLs of ${subnetId}`);
  walk.kinds.add('networkAcl');
  const entry = inOrder(acl).find(
    (one) =>
      (one.egress === true) === (direction === 'egress') &&
      matchesPeer(walk, one, direction) &&
      matchesService(walk, one),
  );
  if (entry && protocolNumber(entry.protocol) === 'unreadable') {
    return doubt(walk, `${acl.networkAclId} has a rule ${entry.ruleNumber} whose protocol cannot be read`);
  }
  if (entry?.ruleAction?.toLowerCase() === 'allow') return undefined;
  return `ACL-02 ${acl.networkAclId} refuses at ${direction} of ${subnetId} (rule ${entry?.ruleNumber ?? '*'})`;
}

const ordered = new WeakMap<NetworkAcl, readonly Entry[]>();

function inOrder(acl: NetworkAcl): readonly Entry[] {
  const found =
    ordered.get(acl) ?? [...present(acl.entries)].sort((a, b) => (a.ruleNumber ?? 32766) - (b.ruleNumber ?? 32766));
  ordered.set(acl, found);
  return found;
}

function matchesPeer(walk: Walk, entry: Entry, direction: 'ingress' | 'egress'): boolean {
  const peer = direction === 'ingress' ? walk.header.src : walk.header.dst;
  const cidr = parseCidr(isV6(peer) ? entry.ipv6CidrBlock : entry.cidrBlock);
  return cidr !== undefined && contains(cidr, peer);
}

function matchesService(walk: Walk, entry: Entry): boolean {
  const protocol = protocolNumber(entry.protocol);
  if (protocol === 'any' || protocol === 'unreadable') return true;
  if (protocol !== walk.header.protocol) return false;
  if (protocol === 6 || protocol === 17) {
    const port = destinationPort(walk);
    return (entry.portRange?.from ?? 0) <= port && port <= (entry.portRange?.to ?? 65535);
  }
  // ACL-05, ACL-06: other protocols ignore ports and types; so does 58 under an IPv4 block.
  if (!isIcmp(protocol) || (protocol === 58 && entry.ipv6CidrBlock === undefined)) return true;
  const { type = -1, code = -1 } = entry.icmpTypeCode ?? {};
  return type === -1 || (type === walk.header.type && (code === -1 || code === (walk.header.code ?? 0)));
}
