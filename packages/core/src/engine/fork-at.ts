import { ANYWHERE, type Lookup } from '../aws/lookup.ts';
import { contradicted, notCollected } from '../aws/missing.ts';
import { Contradiction } from '../model/contradiction.ts';
import type { Fork, Locus } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';

/** What a place does with one destination. */
export function forkAt(net: Lookup, from: Locus, to: Label): Fork {
  const forward = net.behaviour(from.at)?.forward;
  if (!forward) {
    const kind = net.kindOfId(from.at) ?? 'vpc';
    return { links: [], steps: [], next: notCollected(net, from.at, kind, from.at, ANYWHERE) };
  }
  const range = { family: from.family, from: to, to: to + 1 };
  try {
    return (forward(from, range, net)[0] as { readonly fork: Fork }).fork;
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
    return { links: [], steps: [], next: contradicted(from.at, error.message, error.from) };
  }
}

/** Places of equal key route alike. */
export function locusKey({ at, family, zone = '', via = '', as = '' }: Locus): string {
  return `${at} ${family} ${zone} ${via} ${as}`;
}
