import type { Lookup } from '../aws/lookup.ts';
import type { Locus } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { forkAt, locusKey } from './fork-at.ts';
import { onwards } from './onwards.ts';

/**
 * Whether routing lets a packet from a place get to a destination, whoever sends it: what `Reach` tells of all
 * destinations of a place, for one of them.
 */
export function mayGetTo(net: Lookup, from: Locus, to: Label, met: ReadonlySet<string> = new Set()): boolean {
  const key = locusKey(from);
  // Who comes back here is not known to be dropped.
  if (met.has(key)) return true;
  const past = new Set([...met, key]);
  return onwards(net, forkAt(net, from, to), from.family).some(
    (next) => next === 'anywhere' || mayGetTo(net, next, to, past),
  );
}
