import type { Difference, Differences } from '../aws/differences.ts';
import { touchedByObject } from '../aws/touched-ends.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import type { ComponentId } from '../model/route.ts';
import { senderKey, targetKey } from './asked-estate.ts';
import type { FoundEnds } from './compare-ends.ts';
import type { SideIndex } from './end-index.ts';
import { narrowed } from './narrowed.ts';
import type { Sender, Target } from './positions.ts';

/** Every sender with every target, and which differences can have to do with these pairs at all. */
export interface Caused {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  readonly meant: readonly Difference[];
}

/** Whatever differences beside those that are meant are made, a pair behaves as it does. */
export interface Causes {
  /** Whatever differences are made, the ends are the same. */
  readonly hasSameEnds: boolean;
  of(senders: readonly Sender[], targets: readonly Target[], isOutside: boolean): readonly Caused[];
}

/** Pairs that what differs of one object may touch. */
interface Region {
  readonly component: ComponentId;
  readonly senders: ReadonlySet<unknown>;
  readonly targets: ReadonlySet<unknown>;
}

/** Undefined where some difference does not tell what it touches. */
export function causesOf(
  networks: readonly [Network, Network],
  { sides, hasSameEnds }: FoundEnds,
  { list }: Differences,
): Causes | undefined {
  // Of a single difference nobody asks which it is.
  const touched = list.length === 1 ? undefined : touchedByObject(...networks);
  if (!touched || !list.every(({ component }) => touched.has(component))) return undefined;
  // Where both networks have the very same ends, these are told apart as they are.
  const nameOf = (one: Sender): unknown => (hasSameEnds ? one : senderKey(one));
  const targetName = (one: Target): unknown => (hasSameEnds ? one : targetKey(one));
  const regionsOn = (own: SideIndex): readonly Region[] =>
    [...touched].flatMap(([component, parts]) =>
      parts.flatMap((part) =>
        narrowed(networks, own, part).map(({ senders, targets }) => ({
          component,
          senders: new Set(Array.from(senders, (at) => nameOf(own.side.senders[at] as Sender))),
          targets: new Set(Array.from(targets, (at) => targetName(own.side.targets[at] as Target))),
        })),
      ),
    );
  const known = new Map<boolean, readonly Region[]>();
  const of: Causes['of'] = (senders, targets, isOutside) => {
    const regions = known.get(isOutside) ?? (sides[isOutside ? 1 : 0] ?? []).flatMap(regionsOn);
    known.set(isOutside, regions);
    const rows = groupBy(senders, (one) => signOf(regions, ({ senders: own }) => own.has(nameOf(one))));
    const columns = groupBy(targets, (one) => signOf(regions, ({ targets: own }) => own.has(targetName(one))));
    return [...rows.values()].flatMap((own) =>
      [...columns.values()].map((others) => {
        const [row, column] = [nameOf(own[0] as Sender), targetName(others[0] as Target)];
        const both = regions.filter((one) => one.senders.has(row) && one.targets.has(column));
        const objects = new Set(both.map(({ component }) => component));
        return { senders: own, targets: others, meant: list.filter(({ component }) => objects.has(component)) };
      }),
    );
  };
  return { hasSameEnds, of };
}

/** Equal for ends that are in the same regions. */
function signOf(regions: readonly Region[], isIn: (region: Region) => boolean): string {
  return regions.flatMap((region, i) => (isIn(region) ? i : [])).join();
}
