import type { Lookup } from '../aws/lookup.ts';
import type { Fork, Locus } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { forkAt, locusKey } from './fork-at.ts';

/**
 * Whether routing lets a packet from a place get to a destination, whoever sends it: what `Reach` tells of all
 * destinations of a place, for one of them.
 */
export function mayGetTo(net: Lookup, from: Locus, to: Label, met: ReadonlySet<string> = new Set()): boolean {
  const key = locusKey(from);
  // Who comes back here is not known to be dropped.
  if (met.has(key)) return true;
  const past = new Set([...met, key]);
  const goesOn = (fork: Fork): boolean => {
    if ('pick' in fork) return [...fork.of, ...(fork.kept ?? [])].some(goesOn);
    const { next, steps } = fork;
    if (!('kind' in next)) {
      const isTranslated = steps.some((step) => step.kind === 'translate' && step.field === 'destination');
      return isTranslated || mayGetTo(net, next, to, past);
    }
    if (next.kind !== 'arrival') return next.kind !== 'dropped';
    const onward = net.behaviour(next.at)?.handsOn?.(next, from.family, net);
    return onward === undefined || mayGetTo(net, onward, to, past);
  };
  return goesOn(forkAt(net, from, to));
}
