import type { Difference, Differences } from '../aws/differences.ts';
import { touchedByObject } from '../aws/touched-ends.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import type { ComponentId } from '../model/route.ts';
import type { EndIndex, SideIndex } from './end-index.ts';
import { narrowed } from './narrowed.ts';
import type { Sender, Target } from './positions.ts';

/** Every sender with every target, and which differences can have to do with these pairs at all. */
export interface Caused {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  readonly meant: readonly Difference[];
}

/** Whatever differences beside those that are meant are made, a pair behaves as it does. */
export type Causes = (senders: readonly Sender[], targets: readonly Target[], isOutside: boolean) => readonly Caused[];

/** Pairs that what differs of one object may touch. */
interface Region {
  readonly component: ComponentId;
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
  const regionsOn = (own: SideIndex): readonly Region[] =>
    [...touched].flatMap(([component, parts]) =>
      parts.flatMap((part) =>
        narrowed(networks, own, part).map(({ senders, targets }) => ({
          component,
          senders: new Set(Array.from(senders, (at) => own.side.senders[at] as Sender)),
          targets: new Set(Array.from(targets, (at) => own.side.targets[at] as Target)),
        })),
      ),
    );
  const sides = new Map<boolean, readonly Region[]>();
  return (senders, targets, isOutside) => {
    const regions = sides.get(isOutside) ?? regionsOn(index.sides[isOutside ? 1 : 0] as SideIndex);
    sides.set(isOutside, regions);
    const rows = groupBy(senders, (one) => signOf(regions, ({ senders: own }) => own.has(one)));
    const columns = groupBy(targets, (one) => signOf(regions, ({ targets: own }) => own.has(one)));
    return [...rows.values()].flatMap((own) =>
      [...columns.values()].map((others) => {
        const both = regions.filter((one) => one.senders.has(own[0] as Sender) && one.targets.has(others[0] as Target));
        const objects = new Set(both.map(({ component }) => component));
        return { senders: own, targets: others, meant: list.filter(({ component }) => objects.has(component)) };
      }),
    );
  };
}

/** Equal for ends that are in the same regions. */
function signOf(regions: readonly Region[], isIn: (region: Region) => boolean): string {
  return regions.flatMap((region, i) => (isIn(region) ? i : [])).join();
}
