import { type Family, type Prefix, parsePrefix } from '../net/address.ts';
import { ALL, type ServicePool, type ServiceSetId } from '../net/service-set.ts';
import type { Lookup } from './lookup.ts';
import type { NetworkAcl, NetworkAclEntry } from './network-acl.ts';
import { icmpServices, isPorted, portServices, protocolNumber, wholeProtocol } from './services.ts';

export interface AclRule {
  readonly number: number;
  readonly allows: boolean;
  readonly prefix: Prefix;
  /** Undefined where its protocol or its CIDR cannot be read. */
  readonly services: ServiceSetId | undefined;
  /** Then, which of both, and which services it may be about. */
  readonly unread?: { readonly is: 'protocol' | 'range'; readonly services: ServiceSetId };
  readonly pointer: string;
}

/** Entries of one direction by rule number; the order of the list means nothing (ACL-02). */
export function aclRules(net: Lookup, acl: NetworkAcl, direction: 'ingress' | 'egress'): readonly AclRule[] {
  const rules: AclRule[] = [];
  acl.entries.forEach((entry, position) => {
    const cidr = entry?.cidrBlock ?? entry?.ipv6CidrBlock;
    if (!entry || !cidr || (entry.egress ?? false) !== (direction === 'egress')) return;
    const read = parsePrefix(cidr);
    const prefix = read ?? (parsePrefix(entry.cidrBlock ? '0.0.0.0/0' : '::/0') as Prefix);
    const services = entryServices(net.admissions.services, entry, prefix.family);
    rules.push({
      number: entry.ruleNumber ?? 0,
      allows: entry.ruleAction?.toLowerCase() === 'allow',
      prefix,
      services: read ? services : undefined,
      ...(services === undefined ? { unread: { is: 'protocol', services: ALL } } : {}),
      ...(services !== undefined && !read ? { unread: { is: 'range', services } } : {}),
      pointer: `/Entries/${position}`,
    });
  });
  return rules.sort((a, b) => a.number - b.number);
}

/** Whether nobody can tell which packets an entry is about. */
export function isUnreadable({ protocol, cidrBlock, ipv6CidrBlock }: NetworkAclEntry): boolean {
  const cidr = cidrBlock ?? ipv6CidrBlock;
  return protocolNumber(protocol) === undefined || (cidr !== undefined && parsePrefix(cidr) === null);
}

/** ACL-05…07; an entry of protocol 58 with an IPv4 CIDR means all its types, whatever it lists (ACL-06). */
function entryServices(pool: ServicePool, entry: NetworkAclEntry, family: Family): ServiceSetId | undefined {
  const protocol = protocolNumber(entry.protocol);
  if (protocol === undefined) return undefined;
  if (isPorted(protocol)) return portServices(pool, protocol, entry.portRange?.from, entry.portRange?.to);
  if (protocol === 1 || (protocol === 58 && family === 6)) {
    return icmpServices(pool, protocol, entry.icmpTypeCode?.type, entry.icmpTypeCode?.code);
  }
  return wholeProtocol(pool, protocol);
}
