import { type Family, type Prefix, parsePrefix } from '../net/address.ts';
import type { ServicePool, ServiceSetId } from '../net/service-set.ts';
import type { Lookup } from './lookup.ts';
import type { NetworkAcl, NetworkAclEntry } from './network-acl.ts';
import { icmpServices, isPorted, portServices, protocolNumber, wholeProtocol } from './services.ts';

export interface AclRule {
  readonly number: number;
  readonly allows: boolean;
  readonly prefix: Prefix;
  /** Undefined where its protocol cannot be read. */
  readonly services: ServiceSetId | undefined;
  readonly pointer: string;
}

/** Entries of one direction by rule number; the order of the list means nothing (ACL-02). */
export function aclRules(net: Lookup, acl: NetworkAcl, direction: 'ingress' | 'egress'): readonly AclRule[] {
  const rules: AclRule[] = [];
  acl.entries.forEach((entry, position) => {
    const prefix = parsePrefix(entry?.cidrBlock ?? entry?.ipv6CidrBlock ?? '');
    if (!entry || !prefix || (entry.egress ?? false) !== (direction === 'egress')) return;
    rules.push({
      number: entry.ruleNumber ?? 0,
      allows: entry.ruleAction?.toLowerCase() === 'allow',
      prefix,
      services: entryServices(net.admissions.services, entry, prefix.family),
      pointer: `/Entries/${position}`,
    });
  });
  return rules.sort((a, b) => a.number - b.number);
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
