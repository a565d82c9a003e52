import { excludeCidr, mergeCidr } from 'cidr-tools';
import { ownOf } from '../aws/lookup.ts';
import type { Network } from '../engine/network.ts';
import { contains, type Family, formatPrefix, type Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';

/** An address of a question: what its label stands for, narrowed to what was asked. */
export interface AskedAddress {
  readonly family: Family;
  readonly label: Label;
  readonly address: Prefix;
  /** What of it was not asked. */
  readonly except?: readonly Prefix[];
}

/** A label among very many others is told by its prefix alone; cutting the others out would fill pages. */
const MOST_HOLES = 64;

/**
 * A set of addresses as the fewest CIDRs: a label stands for its prefix without the prefixes in use inside it, and what
 * lies side by side is joined.
 */
export function formatAddresses(network: Network, asked: readonly AskedAddress[]): readonly string[] {
  if (asked.length === 0) return [];
  const known = cidrs(network);
  const all = asked.flatMap((one) => {
    let own = known.get(one);
    if (!own) {
      own = cidrsOf(network, one);
      known.set(one, own);
    }
    return own;
  });
  return mergeCidr(all).map((cidr) =>
    cidr.replace(/\/(32|128)$/, (whole, length) => (cidr.includes(':') === (length === '128') ? '' : whole)),
  );
}

/** The same addresses are told with many others, one time after the other. */
const cidrs = ownOf(() => new WeakMap<AskedAddress, readonly string[]>());

function cidrsOf(network: Network, { family, label, address, except = [] }: AskedAddress): readonly string[] {
  const inUse = network.labels[family].childrenOf(label).filter((hole) => contains(address, hole));
  const holes = [...(inUse.length > MOST_HOLES ? [] : inUse), ...except];
  const cidr = withLength(address);
  return holes.length === 0 ? [cidr] : excludeCidr([cidr], holes.map(withLength));
}

function withLength(prefix: Prefix): string {
  const text = formatPrefix(prefix);
  return text.includes('/') ? text : `${text}/${prefix.length}`;
}
