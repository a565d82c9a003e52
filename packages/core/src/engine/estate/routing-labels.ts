import { unassociatedAddresses } from '../../aws/internet-edge.ts';
import { derived, type Lookup } from '../../aws/lookup.ts';
import { kinds, recordType } from '../../aws/record-types.ts';
import { sitePrefixes } from '../../aws/site-settings.ts';
import { NAT64, wellKnownPrefixes } from '../../aws/well-known.ts';
import { type Family, type Prefix, parsePrefix } from '../../net/address.ts';
import type { Label } from '../../net/label-tree.ts';

/** By label, a number for the longest prefix that routing knows: what it makes of two labels of equal number is the same. */
export type RoutingLabels = { readonly [F in Family]: Int32Array };

/**
 * Prefixes that only filters read, and the addresses of interfaces, tell routing nothing: where they are left out, many
 * labels fall together. What NAT64 translates is asked for address by address.
 */
export const routingLabels = derived((net): RoutingLabels => {
  const prefixes: Prefix[] = [...wellKnownPrefixes];
  const add = (text: string | undefined) => {
    const prefix = text ? parsePrefix(text) : null;
    if (prefix) prefixes.push(prefix);
  };
  for (const kind of kinds) {
    const type = recordType(kind);
    if (!type.prefixes || type.isUnrouted) continue;
    for (const record of net.all(kind)) for (const text of type.prefixes(record)) add(text);
  }
  for (const text of sitePrefixes(net.snapshot.settings)) add(text);
  // What no interface has is not told apart by whose it is, as other addresses are.
  for (const label of unassociatedAddresses(net)) prefixes.push(net.labels[4].prefixOf(label));
  return { 4: numbered(net, 4, prefixes), 6: numbered(net, 6, prefixes) };
});

function numbered(net: Lookup, family: Family, prefixes: readonly Prefix[]): Int32Array {
  const tree = net.labels[family];
  // All of these are in use, so each is one range, and each starts with a label of its own.
  const ends = new Map<Label, Label>();
  for (const prefix of prefixes) {
    const range = prefix.family === family ? tree.rangeOf(prefix) : null;
    if (range) ends.set(range.from, range.to);
  }
  const numbers = new Int32Array(tree.size);
  // Of those that hold a label the one that starts last is the longest.
  for (const from of Int32Array.from(ends.keys()).sort()) numbers.fill(1 + from, from, ends.get(from));
  const apart = family === 6 ? tree.rangeOf(NAT64) : null;
  if (apart) for (let label = apart.from; label < apart.to; label++) numbers[label] = tree.size + 1 + label;
  return numbers;
}
