import type { Lookup } from '../aws/lookup.ts';
import type { Fork, Locus } from '../model/route.ts';

/** Where routing lets a packet go on from: a place, or perhaps anywhere, as nobody who asks by destination can tell. */
export type Onward = Locus | 'anywhere';

/** What routing lets become of packets that take a fork, by all its ways: nothing, where all of them drop it. */
export function onwards(net: Lookup, fork: Fork, family: Locus['family']): readonly Onward[] {
  if ('pick' in fork) return [...fork.of, ...(fork.kept ?? [])].flatMap((one) => onwards(net, one, family));
  const { next, steps } = fork;
  if (!('kind' in next)) {
    const isTranslated = steps.some((step) => step.kind === 'translate' && step.field === 'destination');
    return [isTranslated ? 'anywhere' : next];
  }
  if (next.kind === 'dropped') return [];
  const handedOn = next.kind === 'arrival' ? net.behaviour(next.at)?.handsOn?.(next, family, net) : undefined;
  return [handedOn ?? 'anywhere'];
}
