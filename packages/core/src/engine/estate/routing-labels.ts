import { kinds, recordType } from '../../aws/record-types.ts';
import { sitePrefixes } from '../../aws/site-settings.ts';
import { NAT64, wellKnownPrefixes } from '../../aws/well-known.ts';
import { contains, type Family, type Prefix, parsePrefix } from '../../net/address.ts';
import { buildLabelTree, type Label, type LabelTree } from '../../net/label-tree.ts';
import type { Network } from '../network.ts';

/** By label, the longest prefix that routing knows: what routing makes of two labels of equal number is the same. */
export interface RoutingLabels {
  of(family: Family, label: Label): Label;
}

/**
 * Prefixes that only filters read, and the addresses of interfaces, tell routing nothing: where they are left out, many
 * labels fall together. What NAT64 translates is asked for address by address.
 */
export function routingLabels(network: Network): RoutingLabels {
  const prefixes: Prefix[] = [...wellKnownPrefixes];
  const add = (text: string | undefined) => {
    const prefix = text ? parsePrefix(text) : null;
    if (prefix) prefixes.push(prefix);
  };
  for (const kind of kinds) {
    const type = recordType(kind);
    if (!type.prefixes || type.isUnrouted) continue;
    for (const record of network.all(kind)) for (const text of type.prefixes(record)) add(text);
  }
  for (const text of sitePrefixes(network.snapshot.settings)) add(text);
  const trees = { 4: buildLabelTree(4, prefixes), 6: buildLabelTree(6, prefixes) };
  const known = { 4: new Int32Array(network.labels[4].size), 6: new Int32Array(network.labels[6].size) };
  return {
    of(family, label) {
      let routed = known[family][label] as number;
      if (routed === 0) {
        routed = find(trees[family], network.labels[family].prefixOf(label), label);
        known[family][label] = routed;
      }
      return routed;
    },
  };
}

/** One more than the label, so that 0 is free; apart from those, what is asked for by itself. */
function find(tree: LabelTree, prefix: Prefix, label: Label): number {
  if (contains(NAT64, prefix)) return -1 - label;
  return 1 + tree.coverOf(prefix);
}
