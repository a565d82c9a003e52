import { type Family, type Prefix, parsePrefix } from '../net/address.ts';
import { type AddressMap, constantMap, paintMap, valueAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { derived, type Lookup } from './lookup.ts';
import { NAT64 } from './well-known.ts';

/** The IPv6 prefix by which NAT64 clients mean an IPv4 one (NAT-13). */
export function nat64Prefix(prefix: Prefix): Prefix {
  return { family: 6, bits: NAT64.bits.slice(0, 6) + prefix.bits, length: NAT64.length + prefix.length };
}

/** 1 for destinations of NAT64, 0 for all others. */
export function nat64Map(net: Lookup, family: Family): AddressMap {
  return family === 6 ? maps(net) : NONE_OF_IT;
}

const NONE_OF_IT = constantMap(0);
const maps = derived((net) => {
  const range = net.labels[6].rangeOf(NAT64);
  return range ? paintMap(0, [range], () => 1) : NONE_OF_IT;
});

/** The IPv4 label behind a NAT64 label: every IPv4 prefix in use has its twin among the IPv6 ones. */
export function ipv4Behind(net: Lookup, label: Label): Label | undefined {
  const prefix = net.labels[6].prefixOf(label);
  if (prefix.length < NAT64.length) return undefined;
  const twin: Prefix = { family: 4, bits: prefix.bits.slice(6), length: prefix.length - NAT64.length };
  return net.labels[4].rangeOf(twin)?.from;
}

/** The IPv4 label that a destination stands for, where something translates it. */
export function meantByNat64(net: Lookup, family: Family, label: Label): Label | undefined {
  return isUsed(net) && valueAt(nat64Map(net, family), label) === 1 ? ipv4Behind(net, label) : undefined;
}

const isUsed = derived(usesNat64);

/** Whether anything of the snapshot uses NAT64, so that the twins are worth their labels. */
export function usesNat64(net: Pick<Lookup, 'all'>): boolean {
  return net.all('routeTable').some((table) =>
    table.routes.some((route) => {
      const prefix =
        route?.natGatewayId && route.destinationIpv6CidrBlock ? parsePrefix(route.destinationIpv6CidrBlock) : null;
      return prefix?.family === 6;
    }),
  );
}
