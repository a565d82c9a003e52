import { type Family, parsePrefix } from '../net/address.ts';
import { type AddressMap, paintMap, valueAt, zipMaps } from '../net/address-map.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { interfaceIndex } from './interface-index.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';

/** 1 for addresses that may be looked for in the subnet itself: its ranges, and others that its interfaces have. */
export function onLinkLabels(net: Lookup, family: Family, subnetId: string, vpcId: string): AddressMap {
  return onLink(net, `${family} ${subnetId} ${vpcId}`);
}

const onLink = derivedBy((net, name): AddressMap => {
  const [family, subnetId, vpcId = ''] = name.split(' ');
  const key = `${family} ${subnetId}`;
  const others = (strays(net, vpcId).get(key) ?? []).map((range) => paintMap(0, [range], () => 1));
  return others.reduce((a, b) => zipMaps(a, b, Math.max), ownRanges(net, key));
});

/** Of a VPC, by family and subnet, the addresses of its interfaces that are not of its ranges. */
const strays = derivedBy((net, vpcId): ReadonlyMap<string, readonly LabelRange[]> => {
  const found = new Map<string, LabelRange[]>();
  for (const [subnetId, held] of interfaceIndex(net).rangesIn(vpcId)) {
    const key = `${held.family} ${subnetId}`;
    if (valueAt(ownRanges(net, key), held.from) === 1) continue;
    found.set(key, [...(found.get(key) ?? []), held]);
  }
  return found;
});

/** 1 for addresses of the subnet's own ranges. */
export const ownRanges: (net: Lookup, key: string) => AddressMap = derivedBy((net, key) => {
  const [family, subnetId] = key.split(' ');
  const subnet = net.get('subnet', subnetId);
  const texts = [subnet?.cidrBlock, ...(subnet?.ipv6CidrBlockAssociationSet ?? []).map(associatedBlock)];
  const layers = texts.flatMap((text) => {
    const prefix = text ? parsePrefix(text) : null;
    return prefix?.family === Number(family) ? (net.labels[prefix.family].rangeOf(prefix) ?? []) : [];
  });
  return paintMap(0, layers, () => 1);
});

function associatedBlock(
  block: NonNullable<RecordOfKind<'subnet'>['ipv6CidrBlockAssociationSet'][number]> | undefined,
): string | undefined {
  return works(block?.ipv6CidrBlockState?.state, 'associated') ? block?.ipv6CidrBlock : undefined;
}
