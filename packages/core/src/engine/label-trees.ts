import { keptFacts } from '../aws/kept-records.ts';
import { changedPositions } from '../aws/list-changes.ts';
import type { Lookup } from '../aws/lookup.ts';
import { nat64Prefix, usesNat64 } from '../aws/nat64.ts';
import { type Kind, kinds, recordType } from '../aws/record-types.ts';
import { sitePrefixes } from '../aws/site-settings.ts';
import type { Snapshot } from '../aws/snapshot.ts';
import { NAT64, wellKnownPrefixes } from '../aws/well-known.ts';
import { formatPrefix, type Prefix, parsePrefix } from '../net/address.ts';
import { type LabelRange, type LabelTree, labelTreeOf } from '../net/label-tree.ts';
import { PrefixCollector } from '../net/prefix-keys.ts';

type Records = Pick<Lookup, 'all'>;

/** The trees of another network, where every prefix of what is new is in use there: cut finer than needed, they serve. */
export function sharedTrees(
  snapshot: Snapshot,
  index: Records,
  like: Lookup,
  isNobodys: (prefix: Prefix) => boolean = () => false,
): Lookup['labels'] | undefined {
  const { labels } = like;
  const added: Prefix[] = [];
  const isRoutedOtherwise = index.all('routeTable') !== like.all('routeTable');
  if (snapshot.settings !== like.snapshot.settings || (isRoutedOtherwise && usesNat64(index) !== usesNat64(like)))
    return undefined;
  for (const kind of kinds) {
    const { prefixes } = recordType(kind);
    if (!prefixes || index.all(kind) === like.all(kind)) continue;
    for (const record of newRecords(like.all(kind), index.all(kind))) {
      for (const text of prefixes(record)) {
        const prefix = text ? parsePrefix(text) : null;
        if (!prefix || labels[prefix.family].rangeOf(prefix)) continue;
        if (!ONLY_FILTERS.includes(kind) || !isNobodys(prefix)) return undefined;
        added.push(prefix);
      }
    }
  }
  // Another object, by which whatever is derived is kept apart.
  return added.length === 0 ? { ...labels } : { 4: treeWith(labels[4], added), 6: treeWith(labels[6], added) };
}

function newRecords<R extends object>(olds: readonly R[], news: readonly R[]): readonly R[] {
  const positions = changedPositions(olds, news);
  if (positions) return positions.map((at) => news[at] as R);
  const known = new Set<object>(olds);
  return news.filter((record) => !known.has(record));
}

/** Kinds whose prefixes say whom a rule admits, and nothing of who there is or where packets go. */
const ONLY_FILTERS: readonly Kind[] = ['securityGroup', 'securityGroupRule', 'networkAcl'];

/**
 * The same labels, for prefixes more that nobody has an address of but by the prefixes in use inside them: a rule that
 * names one says the same of all ends as if it named those.
 */
function treeWith(tree: LabelTree, added: readonly Prefix[]): LabelTree {
  const inside = new Map<string, LabelRange | null>();
  for (const prefix of added) {
    if (prefix.family !== tree.family) continue;
    const holder = tree.coverOf(prefix);
    const ranges = tree.labelsWithin(prefix).filter(({ from }) => from !== holder);
    const [first, last] = [ranges[0], ranges.at(-1)];
    inside.set(formatPrefix(prefix), first && last ? { family: tree.family, from: first.from, to: last.to } : null);
  }
  if (inside.size === 0) return tree;
  return { ...tree, rangeOf: (prefix) => tree.rangeOf(prefix) ?? inside.get(formatPrefix(prefix)) ?? null };
}

/** The trees that a cache has kept of the snapshot. */
export function keptTrees(snapshot: Snapshot): Lookup['labels'] | undefined {
  const facts = keptFacts(snapshot);
  // Another object, by which whatever is derived is kept apart.
  return facts && { ...facts.labels };
}

/** Labels cut along every prefix that any of the snapshots uses. */
export function labelTrees(all: readonly { readonly snapshot: Snapshot; readonly index: Records }[]): Lookup['labels'] {
  const collected = new PrefixCollector();
  for (const prefix of [...wellKnownPrefixes, NAT64]) collected.add(prefix);
  const add = (text: string | undefined) => {
    if (text) collected.addText(text);
  };
  for (const { snapshot, index } of all) {
    for (const kind of kinds) {
      const type = recordType(kind);
      if (type.prefixes) for (const record of index.all(kind)) for (const text of type.prefixes(record)) add(text);
    }
    for (const cidrs of Object.values(snapshot.settings.cidrs)) for (const cidr of cidrs) add(cidr);
    for (const text of sitePrefixes(snapshot.settings)) add(text);
  }
  const ipv4 = labelTreeOf(collected.keys(4));
  if (all.some(({ index }) => usesNat64(index)))
    for (let label = 0; label < ipv4.size; label++) collected.add(nat64Prefix(ipv4.prefixOf(label)));
  return { 4: ipv4, 6: labelTreeOf(collected.keys(6)) };
}
