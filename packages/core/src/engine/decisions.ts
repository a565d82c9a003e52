import type { Branch, ComponentId, Locus } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { nearestWays } from './nearest-ways.ts';
import type { Network } from './network.ts';
import type { Trip, Way } from './trip.ts';

/** A place on a way where a table decides, and the components to leave by that may lead on, nearest first. */
export interface RoutingDecision {
  readonly at: ComponentId;
  readonly to: Label;
  readonly family: Family;
  readonly ways: readonly ComponentId[];
}

/** Ways that were looked for before, by place, destination and goal: candidates share most of their decisions. */
export type KnownWays = Map<string, readonly ComponentId[]>;

/** Every decision of a trip that another route would change, of all its legs. */
export function decisionsOf(
  network: Network,
  trip: Trip,
  oneWay: boolean,
  known: KnownWays = new Map(),
  takers?: readonly ComponentId[],
): readonly RoutingDecision[] {
  const found: RoutingDecision[] = [];
  for (let current: Trip | undefined = trip; current; current = current.next) {
    const { leg, request, reply } = current;
    found.push(...decisionsAlong(network, leg.from, leg.to, request, { takers }, known));
    if (reply && !oneWay && request.end.kind === 'arrival') {
      found.push(...decisionsAlong(network, request.end.replies, request.source, reply, { goal: leg.client }, known));
    }
  }
  return found;
}

function decisionsAlong(
  network: Network,
  start: Locus,
  to: Label,
  { branches }: Way,
  { goal, takers }: { readonly goal?: ComponentId; readonly takers?: readonly ComponentId[] | undefined },
  known: KnownWays,
): readonly RoutingDecision[] {
  const found: RoutingDecision[] = [];
  let [locus, destination] = [start, to];
  for (const branch of branches) {
    add(locus, destination, branch);
    for (const step of branch.steps) {
      if (step.kind === 'translate' && step.field === 'destination')
        destination = step.map.get(destination) ?? destination;
    }
    if ('kind' in branch.next) break;
    locus = branch.next;
  }
  return found;

  function add({ at, family, via }: Locus, label: Label, taken: Branch): void {
    // A session that is led back asks no table.
    if (via !== undefined || !network.behaviour(at)?.enable) return;
    const passed = new Set(taken.links.map((link) => network.topology.endsOf(link)[1]));
    const key = `${at} ${family} ${label} ${goal ?? ''}`;
    const nearest =
      known.get(key) ??
      nearestWays(network, { at, family, to: label, goals: goal === undefined ? [] : [goal], takers });
    known.set(key, nearest);
    const ways = nearest.filter((way) => !passed.has(way));
    if (ways.length > 0) found.push({ at, to: label, family, ways });
  }
}
