import { derivedBy, type Lookup, ownOf } from '../aws/lookup.ts';
import type { Network } from '../engine/network.ts';
import type { Family, Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import type { Sender, Target } from './positions.ts';
import { type Ranges, within } from './ranges.ts';
import { shownInternet } from './shown-ends.ts';

/** Some hosts of the internet, in words. */
export interface InternetShare {
  /** As the fewest CIDRs; `internet` is everybody. */
  readonly exact: readonly string[];
  readonly said: readonly string[];
  /** Whether strangers must be among them. */
  readonly isWide: boolean;
}

/** What ranges hold of a list of senders, or of targets, on the internet. */
export function internetShare(network: Network, all: readonly (Sender | Target)[], ranges: Ranges): InternetShare {
  const lists = shares(network);
  const known = lists.get(all) ?? new WeakMap<Ranges, InternetShare>();
  lists.set(all, known);
  let share = known.get(ranges);
  if (!share) {
    const own = within(all, ranges);
    const { exact, said } = shownInternet(network, own);
    share = { exact, said, isWide: isWide(network, own) };
    known.set(ranges, share);
  }
  return share;
}

const shares = ownOf(() => new WeakMap<readonly object[], WeakMap<Ranges, InternetShare>>());

/** Fewer than one address in so many are named on purpose: a /8 of IPv4, a /16 of IPv6. */
const FEW: { readonly [F in Family]: number } = { 4: 2 ** -8, 6: 2 ** -16 };

function isWide(network: Network, positions: readonly (Sender | Target)[]): boolean {
  const sizes = { 4: 0, 6: 0 };
  for (const one of positions) sizes[one.family] += sizeOfPosition(network, one);
  return sizes[4] >= FEW[4] || sizes[6] >= FEW[6];
}

function sizeOfPosition(network: Network, one: Sender | Target): number {
  const label = 'source' in one ? one.source : one.to;
  const own = network.labels[one.family].prefixOf(label);
  return one.address.length > own.length ? sizeOf(one.address) : labelSize(network, `${one.family} ${label}`);
}

/** A label stands for its prefix without the prefixes in use inside it. */
const labelSize: (net: Lookup, key: string) => number = derivedBy((net, key): number => {
  const [family, label] = key.split(' ').map(Number) as [Family, Label];
  const tree = net.labels[family];
  return tree.childrenOf(label).reduce((left, child) => left - sizeOf(child), sizeOf(tree.prefixOf(label)));
});

/** Of all addresses of the family. */
function sizeOf({ length }: Prefix): number {
  return 2 ** -length;
}
