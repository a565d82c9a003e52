import type { Bundle } from '../engine/estate/ends.ts';
import type { Pair } from './judge.ts';
import type { Sender, Target } from './positions.ts';
import type { Side } from './survey.ts';

/** The same text for pairs of a side whose packets take the same ways: their senders share a place, and their targets do. */
export function routedAlike({ estate }: Side): (pair: Pair) => string {
  const senders = placesOf<Sender>(estate.senders, estate.blocks);
  const targets = placesOf<Target>(estate.targets, estate.groups);
  return ({ sender, target }) => `${senders.get(sender)} ${targets.get(target)}`;
}

function placesOf<E>(ends: readonly E[], bundles: readonly Bundle[]): ReadonlyMap<E, number> {
  const places = new Map<E, number>();
  for (const { place, from, to } of bundles)
    for (let position = from; position < to; position++) places.set(ends[position] as E, place);
  return places;
}
