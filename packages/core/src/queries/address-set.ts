import { excludeCidr, mergeCidr } from 'cidr-tools';
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
  const cidrs = asked.flatMap(({ family, label, address, except = [] }) => {
    const inUse = network.labels[family].childrenOf(label).filter((hole) => contains(address, hole));
    const holes = [...(inUse.length > MOST_HOLES ? [] : inUse), ...except];
    const cidr = withLength(address);
    return holes.length === 0 ? [cidr] : excludeCidr([cidr], holes.map(withLength));
  });
  return mergeCidr(cidrs).map((cidr) =>
    cidr.replace(/\/(32|128)$/, (whole, length) => (cidr.includes(':') === (length === '128') ? '' : whole)),
  );
}

function withLength(prefix: Prefix): string {
  const text = formatPrefix(prefix);
  return text.includes('/') ? text : `${text}/${prefix.length}`;
}
