import type { Difference, Differences } from '../aws/differences.ts';
import { touchedByObject } from '../aws/touched-ends.ts';
import type { Network } from '../engine/network.ts';
import type { ComponentId } from '../model/route.ts';
import type { EndIndex } from './end-index.ts';
import type { Pair } from './judge.ts';
import { narrowed } from './narrowed.ts';
import type { Sender, Target } from './positions.ts';

/** Which differences can have to do with a pair at all: whatever the others are, it behaves as it does. */
export type Causes = (pair: Pair, isOutside: boolean) => readonly Difference[];

interface Region {
  readonly senders: ReadonlySet<Sender>;
  readonly targets: ReadonlySet<Target>;
}

/** Undefined where some difference does not tell what it touches. */
export function causesOf(
  networks: readonly [Network, Network],
  index: EndIndex,
  { list }: Differences,
): Causes | undefined {
  const touched = touchedByObject(...networks);
  if (!touched || list.length === 1 || !list.every(({ component }) => touched.has(component))) return undefined;
  const regions = new Map<ComponentId, readonly (readonly Region[])[]>();
  const regionsOf = (id: ComponentId): readonly (readonly Region[])[] => {
    let found = regions.get(id);
    const ends = touched.get(id);
    if (!found && ends) {
      found = index.sides.map((own) =>
        narrowed(networks, own, ends).map(({ senders, targets }) => ({
          senders: new Set(Array.from(senders, (at) => own.side.senders[at] as Sender)),
          targets: new Set(Array.from(targets, (at) => own.side.targets[at] as Target)),
        })),
      );
      regions.set(id, found);
    }
    return found ?? [];
  };
  const objects = new Set(list.map(({ component }) => component));
  return ({ sender, target }, isOutside) => {
    const meant = [...objects].filter((id) =>
      regionsOf(id)[isOutside ? 1 : 0]?.some(({ senders, targets }) => senders.has(sender) && targets.has(target)),
    );
    return list.filter(({ component }) => meant.includes(component));
  };
}
