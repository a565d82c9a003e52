import type { ComponentId } from '@hopwise/core';
import { TIERS } from './drawings.ts';
import type { MapLink, MapView } from './map-view.ts';

/** How many links everything is from the outside; what has no way there counts by its layer. */
export function ranksOf({ nodes, links }: Pick<MapView, 'nodes' | 'links'>): ReadonlyMap<ComponentId, number> {
  const near = new Map<ComponentId, ComponentId[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of links) {
    near.get(from)?.push(to);
    near.get(to)?.push(from);
  }
  const ranks = new Map<ComponentId, number>();
  let front = nodes.filter(({ tier }) => tier === 'outside').map(({ id }) => id);
  for (let rank = 0; front.length > 0; rank++) {
    for (const id of front) ranks.set(id, rank);
    front = [...new Set(front.flatMap((id) => near.get(id) ?? []))].filter((id) => !ranks.has(id));
  }
  for (const { id, tier } of nodes) if (!ranks.has(id)) ranks.set(id, TIERS.indexOf(tier));
  return ranks;
}

/** Whether a link leads outwards: as every route does, whatever else may lead there. */
export function isOutward(link: MapLink, ranks: ReadonlyMap<ComponentId, number>): boolean {
  if (link.kind === 'route' && !link.isTwoWay) return true;
  return (ranks.get(link.from) ?? 0) > (ranks.get(link.to) ?? 0);
}
