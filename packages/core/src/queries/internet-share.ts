import { derivedBy } from '../aws/lookup.ts';
import type { Network } from '../engine/network.ts';
import type { Family, Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import type { Sender, Target } from './positions.ts';

/** Fewer than one address in so many are named on purpose: a /8 of IPv4, a /16 of IPv6. */
const FEW: { readonly [F in Family]: number } = { 4: 2 ** -8, 6: 2 ** -16 };

/** Whether positions outside are so much of the internet that strangers must be among them. */
export function isWide(network: Network, positions: readonly (Sender | Target)[]): boolean {
  const shares = { 4: 0, 6: 0 };
  for (const one of positions) shares[one.family] += shareOf(network, one);
  return shares[4] >= FEW[4] || shares[6] >= FEW[6];
}

function shareOf(network: Network, one: Sender | Target): number {
  const label = 'source' in one ? one.source : one.to;
  const own = network.labels[one.family].prefixOf(label);
  if (one.address.length > own.length) return sizeOf(one.address);
  return labelSize(network, `${one.family} ${label}`);
}

/** A label stands for its prefix without the prefixes in use inside it. */
const labelSize: (net: Network, key: string) => number = derivedBy((net, key): number => {
  const [family, label] = key.split(' ').map(Number) as [Family, Label];
  const tree = net.labels[family];
  return tree.childrenOf(label).reduce((left, child) => left - sizeOf(child), sizeOf(tree.prefixOf(label)));
});

/** Of all addresses of the family. */
function sizeOf({ length }: Prefix): number {
  return 2 ** -length;
}
