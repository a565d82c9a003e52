import { ANYWHERE, derived, derivedBy, type Lookup, type Place } from '../aws/lookup.ts';
import { missing } from '../aws/missing.ts';
import { neededIn } from '../aws/needed-in.ts';
import type { Kind } from '../aws/record-types.ts';
import { isSpared } from '../aws/spared-kinds.ts';
import type { Missing } from '../model/evidence.ts';
import type { Lacking } from './check.ts';

/** Of kinds, the lists that were not wholly read where `place` is: while there are any, nothing may be called absent. */
export function unread(net: Lookup, kinds: readonly Kind[], place: Place): readonly Missing[] {
  return kinds.flatMap((kind) => (isRead(net, kind, place) ? [] : missing(net, kind, undefined, placeOnly(place))));
}

export function isRead(net: Lookup, kind: Kind, place: Place): boolean {
  return read(net, `${kind} ${place.account ?? ''} ${place.region ?? ''}`);
}

const read = derivedBy((net, key): boolean => {
  const [kind, account, region] = key.split(' ') as [Kind, string, string];
  const place = { account: account || undefined, region: region || undefined };
  return net.coverage(kind, place) === 'complete' || isSpared(net.snapshot, kind, place);
});

/** What a check must look through to find anything at all; one entry a place that it was not read in. */
export function* lackingLists(net: Lookup, ...kinds: readonly Kind[]): Iterable<Lacking> {
  for (const place of places(net)) {
    for (const kind of kinds) {
      // Where nothing shows that there are any, nobody misses them.
      if (!signs(net)(kind, place) && net.coverage(kind, place) === 'absent') continue;
      const lacks = unread(net, [kind], place);
      if (lacks.length > 0) yield { lacks, message: unreadSentence(net, kind, place) };
    }
  }
}

const signs = derived((net) => neededIn(net.snapshot));

/** The accounts and Regions of which anything was read, as far as they are told. */
export function places(net: Lookup): readonly Place[] {
  const found = new Map<string, Place>();
  for (const { account, region } of net.snapshot.coverage) {
    // Of lists that AWS itself owns nothing else is ever read.
    if (account !== 'AWS') found.set(`${account} ${region}`, { account, region });
  }
  const all = [...found.values()];
  const known = all.filter(({ account, region }) => account !== undefined && region !== undefined);
  if (known.length > 0) return known;
  return all.length > 0 ? all : [ANYWHERE];
}

function placeOnly({ account, region }: Place): Place {
  return { account, region };
}

export function unreadSentence(net: Lookup, kind: Kind, { account, region }: Place): string {
  const where = [account, region].filter(Boolean).join(' ');
  return `${net.recordType(kind).calls[0]?.operation}${where ? ` of ${where}` : ''} was not, or not wholly, read.`;
}
