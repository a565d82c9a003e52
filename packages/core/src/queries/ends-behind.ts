import { askingBehind, carriedAs } from '../engine/join.ts';
import type { Network } from '../engine/network.ts';
import { partition } from '../engine/partition.ts';
import type { Trip } from '../engine/trip.ts';
import type { Asking } from '../engine/walk.ts';
import type { ComponentId } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { judge, type Pair } from './judge.ts';
import type { Question } from './question.ts';
import { servicesOver } from './services-asked.ts';

/** An end that a box hands conversations on to, with the services as they get there. */
export interface EndBehind {
  readonly at: ComponentId;
  readonly reachable: ServiceSetId;
  readonly 'forward-only': ServiceSetId;
  readonly unknown: ServiceSetId;
}

/** Each set holds the one before it. */
interface Carried {
  readonly answered: ServiceSetId;
  readonly delivered: ServiceSetId;
  readonly perhaps: ServiceSetId;
}

/** Whether what is dialled hands conversations on, rather than end them itself. */
export function isBox(network: Network, question: Question, pair: Pair): boolean {
  return judge(network, question, pair).outcome?.trips.some(({ join }) => join) ?? false;
}

/** Who is behind what is dialled. */
export function endsBehind(network: Network, question: Question, pair: Pair): readonly EndBehind[] {
  const { outcome, asked } = judge(network, question, pair);
  const pool = network.admissions.services;
  const found = new Map<ComponentId, Carried>();
  for (const trip of outcome?.trips ?? []) {
    if (!trip.next) continue;
    const all = { answered: asked, delivered: asked, perhaps: asked };
    const last = follow(network, question, question.asking, trip, all);
    if (!last) continue;
    const known = found.get(last.at);
    const join = (key: keyof Carried) => pool.union(known?.[key] ?? NONE, last.carried[key]);
    found.set(last.at, { answered: join('answered'), delivered: join('delivered'), perhaps: join('perhaps') });
  }
  return [...found].map(([at, { answered, delivered, perhaps }]) => ({
    at,
    reachable: answered,
    'forward-only': pool.subtract(delivered, answered),
    unknown: pool.subtract(perhaps, delivered),
  }));
}

/** What is left of services at the last leg, and where that ends; nothing where it is not delivered to anybody. */
function follow(
  network: Network,
  question: Question,
  asking: Asking,
  trip: Trip,
  carried: Carried,
): { readonly at: ComponentId; readonly carried: Carried } | undefined {
  const pool = network.admissions.services;
  const { services, oneWay } = question;
  const over = servicesOver(pool, services, trip.leg.family);
  const parts = partition(network, { ...trip, trips: [] }, asking, over, oneWay);
  const sure = pool.union(parts.reachable, parts['forward-only']);
  const left: Carried = {
    answered: pool.intersect(carried.answered, parts.reachable),
    delivered: pool.intersect(carried.delivered, sure),
    perhaps: pool.intersect(carried.perhaps, pool.union(sure, parts.unknown)),
  };
  if (left.perhaps === NONE) return undefined;
  if (!trip.next) return trip.request.end.kind === 'arrival' ? { at: trip.request.end.at, carried: left } : undefined;
  const onward = (set: ServiceSetId) => (set === NONE ? NONE : carriedAs(network, trip.onward, set));
  return follow(network, question, askingBehind(network, asking, trip), trip.next, {
    answered: onward(left.answered),
    delivered: onward(left.delivered),
    perhaps: onward(left.perhaps),
  });
}
