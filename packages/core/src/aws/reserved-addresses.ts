import { formatAddress, parsePrefix } from '../net/address.ts';
import { type AddressMap, paintMap, valueAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { type Holder, labelOfAddress } from './holder.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import { works } from './states.ts';

/** The Amazon-provided resolver: the base of the VPC's primary range plus two (SG-18). */
export function resolverAddress(cidrBlock: string | undefined): string | undefined {
  return plus(cidrBlock, 2);
}

/** The default router of a subnet: the base of its range plus one (ENI-07, SG-18). */
export function routerAddress(cidrBlock: string | undefined): string | undefined {
  return plus(cidrBlock, 1);
}

function plus(cidrBlock: string | undefined, offset: number): string | undefined {
  const prefix = cidrBlock ? parsePrefix(cidrBlock) : null;
  if (prefix?.family !== 4) return undefined;
  const low = prefix.bits.charCodeAt(1) + offset;
  return formatAddress(String.fromCharCode(prefix.bits.charCodeAt(0), low));
}

/** Whether an IPv4 label is the resolver or the router as an interface sees them (SG-18). */
export function isReserved(net: Lookup, { vpcId, subnetId = '' }: Holder, label: Label): boolean {
  return resolverLabel(net, vpcId) === label || routerLabel(net, subnetId) === label;
}

/** The labels of which `isReserved` holds. */
export function reservedFor(net: Lookup, { vpcId, subnetId = '' }: Holder): readonly Label[] {
  return [resolverLabel(net, vpcId), routerLabel(net, subnetId)].filter((label) => label !== NO_LABEL);
}

const NO_LABEL = -1;

const resolverLabel = derivedBy(
  (net, vpcId): Label => labelOfAddress(net, resolverAddress(net.get('vpc', vpcId)?.cidrBlock)) ?? NO_LABEL,
);

const routerLabel = derivedBy(
  (net, subnetId): Label => labelOfAddress(net, routerAddress(net.get('subnet', subnetId)?.cidrBlock)) ?? NO_LABEL,
);

/** Whether an IPv4 label is of the ranges of a VPC. */
export function isOfVpc(net: Lookup, vpcId: string, label: Label): boolean {
  return valueAt(vpcRanges(net, vpcId), label) === 1;
}

const vpcRanges = derivedBy((net, vpcId): AddressMap => {
  const vpc = net.get('vpc', vpcId);
  const added = (vpc?.cidrBlockAssociationSet ?? []).filter((one) => works(one?.cidrBlockState?.state, 'associated'));
  const texts = [vpc?.cidrBlock, ...added.map((one) => one?.cidrBlock)];
  const layers = texts.flatMap((text) => {
    const prefix = text ? parsePrefix(text) : null;
    return prefix?.family === 4 ? (net.labels[4].rangeOf(prefix) ?? []) : [];
  });
  return paintMap(0, layers, () => 1);
});
