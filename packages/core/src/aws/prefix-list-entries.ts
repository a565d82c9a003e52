import { groupBy } from '../model/group-by.ts';
import type { Doubt } from '../model/route.ts';
import { type Family, type Prefix, parsePrefix } from '../net/address.ts';
import { derived, type Lookup, type Place } from './lookup.ts';
import { missing } from './missing.ts';

/** The entries of a prefix list; undefined where the input does not hold them (SG-08). */
export function entriesOf(net: Lookup, prefixListId: string): readonly Prefix[] | undefined {
  return entries(net).get(prefixListId);
}

/** Why the entries of a list are not known that the input does not hold. */
export function unreadList(net: Lookup, id: string | undefined, place: Place): Doubt {
  if (isKnownAfterApply(id)) return { code: 'KNOWN_AFTER_APPLY' };
  return { code: 'PREFIX_LIST_UNKNOWN', missing: missing(net, 'prefixListEntries', id, place) };
}

/** What plans and templates leave open is called so, ranges as lists of them: no call tells what it is. */
export function isKnownAfterApply(id: string | undefined): boolean {
  return id !== undefined && LEFT_OPEN.test(id);
}

export const LEFT_OPEN = /#unknown$/;

/** Whether a list without entries may hold addresses of a family. */
export function mayList(net: Lookup, prefixListId: string, family: Family): boolean {
  const stated = net.get('prefixList', prefixListId)?.addressFamily?.toLowerCase();
  return stated === undefined || stated === `ipv${family}`;
}

const entries = derived((net) => {
  const found = new Map<string, readonly Prefix[]>();
  for (const list of net.all('prefixList')) {
    // The older answer holds the CIDRs themselves; a managed list that was only listed says nothing of its entries.
    if (list.prefixListId && list.cidrs.length > 0) found.set(list.prefixListId, prefixesOf(list.cidrs));
  }
  for (const [id, pages] of groupBy(net.all('prefixListEntries'), (page) => page.prefixListId)) {
    // Of a list that was read in part, what is not listed may be on it too.
    if (pages.some(({ isPartial }) => isPartial)) found.delete(id);
    else found.set(id, prefixesOf(pages.flatMap((page) => page.entries.map((entry) => entry?.cidr))));
  }
  return found;
});

function prefixesOf(cidrs: readonly (string | undefined)[]): readonly Prefix[] {
  return cidrs.flatMap((cidr) => (cidr ? (parsePrefix(cidr) ?? []) : []));
}
