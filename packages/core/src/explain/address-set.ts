import { excludeCidr, mergeCidr } from 'cidr-tools';
import type { Network } from '../engine/network.ts';
import { contains, type Family, formatPrefix, type Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';

/** An address of a question: what its label stands for, narrowed to what was asked. */
export interface AskedAddress {
  readonly family: Family;
  readonly label: Label;
  readonly address: Prefix;
}

/** A label among very many others is told by its prefix alone; cutting the others out would fill pages. */
const MOST_HOLES = 64;

/**
 * A set of addresses as the fewest CIDRs: a label stands for its prefix without the prefixes in use inside it, and what
 * lies side by side is joined.
 */
export function formatAddresses(network: Network, asked: readonly AskedAddress[]): readonly string[] {
  const cidrs = asked.flatMap(({ family, label, address }) => {
    const holes = network.labels[family].childrenOf(label).filter((hole) => contains(address, hole));
    const cidr = withLength(address);
    return holes.length === 0 || holes.length > MOST_HOLES ? [cidr] : excludeCidr([cidr], holes.map(withLength));
  });
  return mergeCidr(cidrs).map((cidr) =>
    cidr.replace(/\/(32|128)$/, (whole, length) => (cidr.includes(':') === (length === '128') ? '' : whole)),
  );
}

function withLength(prefix: Prefix): string {
  const text = formatPrefix(prefix);
  return text.includes('/') ? text : `${text}/${prefix.length}`;
}
