import { type Family, type Prefix, parsePrefix } from '../net/address.ts';
import { type AddressMap, paintMap } from '../net/address-map.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { perFamily } from '../net/per-family.ts';
import { derived, type Lookup } from './lookup.ts';

/** An internet gateway drops packets to and from these (IGW-04). */
export const RFC1918: readonly Prefix[] = prefixes('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16');
export const RFC6598: readonly Prefix[] = prefixes('100.64.0.0/10');

/** Never an address of a host on the internet. */
const NEVER_PUBLIC: readonly Prefix[] = [
  ...RFC1918,
  ...RFC6598,
  ...prefixes('0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'),
  ...prefixes('::/8', 'fc00::/7', 'fe80::/10', 'ff00::/8', '64:ff9b::/96'),
];

/** Answered beside the interface and filtered by nothing (SG-18, ACL-14). */
export const LINK_LOCAL_SERVICES: readonly Prefix[] = prefixes(
  '169.254.169.253/32',
  '169.254.169.254/32',
  '169.254.170.2/32',
  '169.254.169.123/32',
  '169.254.169.250/32',
  '169.254.169.251/32',
  'fd00:ec2::253/128',
  'fd00:ec2::254/128',
  'fd00:ec2::123/128',
);

/** Where AWS answers beside the interface: no wider route leads there (RT-13). */
export const LINK_LOCAL_RANGES: readonly Prefix[] = prefixes('169.254.168.0/22', 'fd00:ec2::/32');

/** No route leads to groups of receivers, nor to what answers beside the interface (GEN-06, RT-13). */
const NEVER_FORWARDED: readonly Prefix[] = [
  ...prefixes('224.0.0.0/4', '255.255.255.255/32', 'ff00::/8'),
  ...LINK_LOCAL_RANGES,
];

/** The range of NAT64 (NAT-13). */
export const NAT64: Prefix = parsePrefix('64:ff9b::/96') as Prefix;

/** What a host calls itself. */
const LOOPBACK: readonly Prefix[] = prefixes('127.0.0.0/8', '::1/128');

/** Always in use, so that no label straddles their bounds. */
export const wellKnownPrefixes: readonly Prefix[] = [
  ...NEVER_PUBLIC,
  ...LOOPBACK,
  ...LINK_LOCAL_SERVICES,
  ...NEVER_FORWARDED,
];

const neverPublic = derived((net) => labelSets(net, NEVER_PUBLIC));
const rfc1918 = derived((net) => labelSets(net, RFC1918));
const rfc6598 = derived((net) => labelSets(net, RFC6598));
const linkLocal = derived((net) => labelSets(net, LINK_LOCAL_SERVICES));

/** Whether hosts on the internet can have the addresses of a label. */
export function isPublic(net: Lookup, family: Family, label: Label): boolean {
  return !neverPublic(net)(family, label);
}
/** 0 for what hosts on the internet can have; 1 for RFC 1918, 2 for RFC 6598, 3 for all else that they cannot. */
export function unpublished(net: Lookup, family: Family): AddressMap {
  return unpublishedMaps(net)(family);
}
const unpublishedMaps = derived((net) =>
  perFamily((family) => {
    const layers = (of: readonly Prefix[], value: number) =>
      rangesOf(net, family, of).map((range) => ({ ...range, value }));
    return paintMap(
      0,
      [...layers(NEVER_PUBLIC, 3), ...layers(RFC6598, 2), ...layers(RFC1918, 1)],
      (_, { value }) => value,
    );
  }),
);

export function isRfc1918(net: Lookup, family: Family, label: Label): boolean {
  return rfc1918(net)(family, label);
}
export function isRfc6598(net: Lookup, family: Family, label: Label): boolean {
  return rfc6598(net)(family, label);
}
/** 1 for destinations that nothing forwards, 0 for all others. */
export function neverForwarded(net: Lookup, family: Family): AddressMap {
  return neverForwardedMaps(net)(family);
}
const neverForwardedMaps = derived((net) =>
  perFamily((family) => paintMap(0, rangesOf(net, family, NEVER_FORWARDED), () => 1)),
);

/** What is answered beside an interface, or within its host, whoever has it. */
export function besideRanges(net: Lookup, family: Family): readonly LabelRange[] {
  return rangesOf(net, family, [...LINK_LOCAL_SERVICES, ...LOOPBACK]);
}

/** Whether a label is of a host itself: no packet to it leaves the host. */
export function isLoopback(net: Lookup, family: Family, label: Label): boolean {
  return loopback(net)(family, label);
}

const loopback = derived((net) => labelSets(net, LOOPBACK));

export function isLinkLocalService(net: Lookup, family: Family, label: Label): boolean {
  return linkLocal(net)(family, label);
}

function labelSets(net: Lookup, of: readonly Prefix[]): (family: Family, label: Label) => boolean {
  const rangesIn = perFamily((family) => rangesOf(net, family, of));
  return (family, label) => rangesIn(family).some(({ from, to }) => from <= label && label < to);
}

function rangesOf({ labels }: Lookup, family: Family, prefixes: readonly Prefix[]): readonly LabelRange[] {
  return prefixes.flatMap((prefix) => (prefix.family === family ? (labels[family].rangeOf(prefix) ?? []) : []));
}

function prefixes(...texts: readonly string[]): readonly Prefix[] {
  return texts.map((text) => parsePrefix(text) as Prefix);
}
