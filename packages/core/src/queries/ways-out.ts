import type { Kind } from '../aws/record-types.ts';
import { converse } from '../engine/converse.ts';
import type { Network } from '../engine/network.ts';
import type { Trip } from '../engine/trip.ts';
import type { Asking } from '../engine/walk.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { NONE } from '../net/service-set.ts';
import type { Pair } from './judge.ts';

/** What a packet passes on its way to the internet, in order: the last is the gateway by which it leaves. */
export type WayOut = readonly ComponentId[];

/** Every packet is in these; they tell nothing of how it leaves. */
const PLACES: ReadonlySet<Kind | undefined> = new Set<Kind>(['subnet', 'vpc', 'transitGatewayRouteTable']);

/** The ways that get through, each once, sorted. */
export function waysOut(network: Network, asking: Asking, { sender, target }: Pair): readonly WayOut[] {
  const { outcome } = converse(network, asking, { sender, target });
  const found = new Map<string, WayOut>();
  for (const trip of outcome?.trips ?? []) {
    if (network.admissions.may(trip.delivered) === NONE) continue;
    const way = passed(network, trip).filter((id) => id !== sender.end && !PLACES.has(network.kindOf(id)));
    found.set(way.join(' '), way);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, way]) => way);
}

function passed(network: Network, { request, next }: Trip): readonly ComponentId[] {
  const own = request.branches.flatMap(({ links }) => links.map((link) => network.topology.endsOf(link)[1]));
  const all = [...own, ...(next ? passed(network, next) : [])];
  return all.filter((id, position) => id !== INTERNET && id !== all[position - 1]);
}
