import type { ComponentId } from '../../model/route.ts';
import { type Family, parsePrefix } from '../../net/address.ts';
import type { Label } from '../../net/label-tree.ts';
import { interfaceIndex } from '../interface-index.ts';
import { derived, type Lookup } from '../lookup.ts';
import { nat64Prefix } from '../nat64.ts';

/** Addresses, by the labels of their prefixes. */
export type Labels = { readonly [F in Family]: ReadonlySet<Label> };

export const NO_LABELS: Labels = { 4: new Set(), 6: new Set() };

/** Every address, private or public, by which somebody can mean one of these. */
export function labelsOf(net: Lookup, interfaces: Iterable<ComponentId>): Labels {
  const index = interfaceIndex(net);
  const found = { 4: new Set<Label>(), 6: new Set<Label>() };
  for (const at of interfaces) {
    const holder = index.holderOf(at);
    for (const prefix of holder?.prefixes ?? []) {
      const range = net.labels[prefix.family].rangeOf(prefix);
      for (let label = range?.from ?? 0; label < (range?.to ?? 0); label++) found[prefix.family].add(label);
    }
    for (const outside of publicLabels(net).get(at) ?? []) found[4].add(outside);
  }
  return found;
}

export function united(all: readonly Labels[]): Labels {
  const [only] = all;
  if (only && all.length === 1) return only;
  const of = (family: Family) => new Set(all.flatMap((one) => [...one[family]]));
  return { 4: of(4), 6: of(6) };
}

/** IPv4 addresses as they are written, with those by which NAT64 means them (NAT-13). */
export function labelsWritten(net: Lookup, texts: readonly (string | undefined)[]): Labels {
  const found = { 4: new Set<Label>(), 6: new Set<Label>() };
  for (const text of texts) {
    const prefix = text ? parsePrefix(text) : null;
    for (const one of prefix?.family === 4 ? [prefix, nat64Prefix(prefix)] : prefix ? [prefix] : []) {
      const range = net.labels[one.family].rangeOf(one);
      for (let label = range?.from ?? 0; label < (range?.to ?? 0); label++) found[one.family].add(label);
    }
  }
  return found;
}

/** By interface, its public IPv4 addresses. */
const publicLabels = derived((net): ReadonlyMap<ComponentId, readonly Label[]> => {
  const found = new Map<ComponentId, Label[]>();
  for (const [outside, { holder }] of interfaceIndex(net).publicAddresses) {
    const own = found.get(holder.at);
    if (own) own.push(outside);
    else found.set(holder.at, [outside]);
  }
  return found;
});
