import { keptFacts } from '../aws/kept-records.ts';
import type { Lookup } from '../aws/lookup.ts';
import { nat64Prefix, usesNat64 } from '../aws/nat64.ts';
import { kinds, recordType } from '../aws/record-types.ts';
import { sitePrefixes } from '../aws/site-settings.ts';
import type { Snapshot } from '../aws/snapshot.ts';
import { NAT64, wellKnownPrefixes } from '../aws/well-known.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import { buildLabelTree } from '../net/label-tree.ts';

type Records = Pick<Lookup, 'all'>;

/** The trees of another network, where every prefix of what is new is in use there: cut finer than needed, they serve. */
export function sharedTrees(snapshot: Snapshot, index: Records, like: Lookup): Lookup['labels'] | undefined {
  const { labels } = like;
  const isRoutedOtherwise = index.all('routeTable') !== like.all('routeTable');
  if (snapshot.settings !== like.snapshot.settings || (isRoutedOtherwise && usesNat64(index) !== usesNat64(like)))
    return undefined;
  for (const kind of kinds) {
    const { prefixes } = recordType(kind);
    if (!prefixes || index.all(kind) === like.all(kind)) continue;
    const [olds, news] = [like.all(kind), index.all(kind)];
    // Mostly a record has the place that it had before.
    const known = olds.length === news.length ? undefined : new Set<object>(olds);
    for (let position = 0; position < news.length; position++) {
      const record = news[position] as object;
      if (record === olds[position] || known?.has(record)) continue;
      for (const text of prefixes(record)) {
        const prefix = text ? parsePrefix(text) : null;
        if (prefix && !labels[prefix.family].rangeOf(prefix)) return undefined;
      }
    }
  }
  // Another object, by which whatever is derived is kept apart.
  return { ...labels };
}

/** The trees that a cache has kept of the snapshot. */
export function keptTrees(snapshot: Snapshot): Lookup['labels'] | undefined {
  const facts = keptFacts(snapshot);
  // Another object, by which whatever is derived is kept apart.
  return facts && { ...facts.labels };
}

/** Labels cut along every prefix that any of the snapshots uses. */
export function labelTrees(all: readonly { readonly snapshot: Snapshot; readonly index: Records }[]): Lookup['labels'] {
  const prefixes: Prefix[] = [...wellKnownPrefixes, NAT64];
  const add = (text: string | undefined) => {
    const prefix = text ? parsePrefix(text) : null;
    if (prefix) prefixes.push(prefix);
  };
  for (const { snapshot, index } of all) {
    for (const kind of kinds) {
      const type = recordType(kind);
      if (type.prefixes) for (const record of index.all(kind)) for (const text of type.prefixes(record)) add(text);
    }
    for (const cidrs of Object.values(snapshot.settings.cidrs)) for (const cidr of cidrs) add(cidr);
    for (const text of sitePrefixes(snapshot.settings)) add(text);
  }
  const isTranslated = all.some(({ index }) => usesNat64(index));
  const twins = isTranslated ? prefixes.filter(({ family }) => family === 4).map(nat64Prefix) : [];
  return { 4: buildLabelTree(4, prefixes), 6: buildLabelTree(6, [...prefixes, ...twins]) };
}
