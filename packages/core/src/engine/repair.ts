import { type Change, type Edit, identityOfEdit } from '../model/change.ts';
import type { ComponentId } from '../model/route.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import type { Check } from './check.ts';
import { decisionsOf, type KnownWays } from './decisions.ts';
import { evaluate } from './evaluate.ts';
import type { Network } from './network.ts';
import { createRouter, type Detours, detourKey } from './router.ts';
import { traceTrip } from './trace.ts';
import { isRefusedByGateway } from './trail.ts';
import type { Trip } from './trip.ts';
import type { Asking } from './walk.ts';

/** The edits that let some services of a trip through, there and back. */
export interface Repair {
  readonly edits: readonly Edit[];
  readonly price: number;
  /** Whether every candidate that could be cheaper was looked at. */
  readonly isCheapest: boolean;
}

/** How many candidate ways are completed with their filters. */
const MOST_CANDIDATES = 600;
/** Decisions that are changed on one way at most. */
const MOST_DETOURS = 6;

interface Wanted {
  readonly network: Network;
  /** Of one leg to begin with; one that passes is enough. */
  readonly trips: readonly Trip[];
  readonly asking: Asking;
  readonly services: ServiceSetId;
  readonly oneWay: boolean;
  /** The resources that were named, of which one must take the packets. */
  readonly named?: readonly ComponentId[] | undefined;
}

/** A choice of ways: what routing would have to be told for it. */
interface Candidate {
  readonly detours: Detours;
  readonly edits: readonly Edit[];
  readonly price: number;
}

/**
 * Cheapest first over what routing would have to be told; each candidate is completed with what its filters would have
 * to be told, on the request and on the reply (core contract 9). An edit that mends several blockers is paid once.
 */
export function cheapestRepair(wanted: Wanted): Repair | undefined {
  const waiting: Candidate[] = [{ detours: new Map(), edits: [], price: 0 }];
  const seen = new Set<string>(['']);
  const known: KnownWays = new Map();
  let best: Repair | undefined;
  let count = 0;
  while (waiting.length > 0 && count < MOST_CANDIDATES) {
    const candidate = waiting.shift() as Candidate;
    if (best && candidate.price >= best.price) return { ...best, isCheapest: true };
    count++;
    const trips = along(wanted, candidate.detours);
    const whole = cheapestOf(trips.flatMap((trip) => completed(wanted, candidate, trip) ?? []));
    if (whole && (!best || whole.price < best.price)) best = { ...whole, isCheapest: false };
    for (const next of trips.flatMap((trip) => furtherCandidates(wanted, candidate, trip, known))) {
      const key = [...next.detours]
        .map((entry) => entry.join('>'))
        .sort()
        .join(';');
      if (seen.has(key) || (best && next.price >= best.price)) continue;
      seen.add(key);
      insert(waiting, next);
    }
  }
  return best && { ...best, isCheapest: waiting.length === 0 || (waiting[0] as Candidate).price >= best.price };
}

/** The ways that packets would take along the detours. */
function along({ network, trips, asking }: Wanted, detours: Detours): readonly Trip[] {
  const [first] = trips;
  if (detours.size === 0 || !first) return trips;
  return evaluate({ ...network, router: createRouter(network, { detours }) }, first.leg, asking).trips;
}

/** A candidate with an edit for each of its blockers; undefined where one cannot be mended. */
function completed(wanted: Wanted, candidate: Candidate, trip: Trip): Omit<Repair, 'isCheapest'> | undefined {
  const edits = new Map(candidate.edits.map((edit) => [identityOfEdit(edit), edit]));
  for (const check of blockersOf(wanted, trip)) {
    const mends = check.mends?.() ?? [];
    if (mends.some((edit) => edits.has(identityOfEdit(edit)))) continue;
    const mend = mends.reduce<Edit | undefined>((a, b) => (a && a.price <= b.price ? a : b), undefined);
    if (!mend) return undefined;
    // Both would bring the same thing into being: once one has, the next round finds another for the other.
    if (bringsAgain([...edits.values()], mend)) continue;
    edits.set(identityOfEdit(mend), mend);
  }
  const all = [...edits.values()];
  return all.length === 0 ? undefined : { edits: all, price: priceOf(all) };
}

function bringsAgain(edits: readonly Edit[], { changes }: Edit): boolean {
  const brought = new Set(edits.flatMap((one) => one.changes.filter(isNew)).map(({ component }) => component));
  return changes.some((change) => isNew(change) && brought.has(change.component));
}

function isNew({ op, at }: Change): boolean {
  return op === 'add' && at === '';
}

function blockersOf({ network, asking, services, oneWay }: Wanted, trip: Trip): readonly Check[] {
  const legs = traceTrip(network, trip, asking, services);
  return legs
    .flatMap(({ request, reply }) => [...request, ...(oneWay || isRefusedByGateway(request) ? [] : reply)])
    .flatMap(({ checks }) => checks)
    .filter(({ effect }) => effect === 'blocks');
}

/** The candidate with one more decision of its way changed. */
function furtherCandidates(wanted: Wanted, candidate: Candidate, trip: Trip, known: KnownWays): readonly Candidate[] {
  const { network, oneWay, named } = wanted;
  if (candidate.detours.size >= MOST_DETOURS) return [];
  return decisionsOf(network, trip, oneWay, known, named).flatMap(({ at, to, family, ways }) => {
    const key = detourKey(at, to);
    if (candidate.detours.has(key)) return [];
    return ways.flatMap((via: ComponentId): readonly Candidate[] => {
      const edit = network.behaviour(at)?.enable?.(at, via, family, to, network);
      if (!edit) return [];
      const isNew = !candidate.edits.some((one) => identityOfEdit(one) === identityOfEdit(edit));
      const edits = isNew ? [...candidate.edits, edit] : candidate.edits;
      return [{ detours: new Map([...candidate.detours, [key, via]]), edits, price: priceOf(edits) }];
    });
  });
}

function priceOf(edits: readonly Edit[]): number {
  return edits.reduce((sum, { price }) => sum + price, 0);
}

function cheapestOf<T extends { readonly price: number }>(all: readonly T[]): T | undefined {
  return all.reduce<T | undefined>((a, b) => (a && a.price <= b.price ? a : b), undefined);
}

/** Behind all that are as cheap. */
function insert(waiting: Candidate[], next: Candidate): void {
  const at = waiting.findIndex(({ price }) => price > next.price);
  waiting.splice(at < 0 ? waiting.length : at, 0, next);
}
