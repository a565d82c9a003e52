import { formatAddress, parsePrefix } from '../net/address.ts';

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
