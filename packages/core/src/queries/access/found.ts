import { carriedAs } from '../../engine/join.ts';
import type { Network } from '../../engine/network.ts';
import { type Partition, partition } from '../../engine/partition.ts';
import type { Trip } from '../../engine/trip.ts';
import type { PortPair } from '../../model/leg-join.ts';
import type { Family } from '../../net/address.ts';
import type { Label } from '../../net/label-tree.ts';
import { ALL, NONE, type ServiceSetId } from '../../net/service-set.ts';
import { type AddressRange, meets, rangeOf } from '../address-range.ts';
import { judge, type Pair } from '../judge.ts';
import type { Question } from '../question.ts';
import type { Memberships } from './classes.ts';
import { type Crossed, type Crossing, crossed } from './crossing.ts';
import type { Rule } from './rules.ts';

/** What a scope finds of a pair: services by verdict, and the ways that they were found on. */
export type Found = Omit<Partition, 'blocked'>;

/** The rules that a pair is held against. */
export interface Applied {
  readonly match: readonly AppliedRule[];
  readonly exclude: readonly AppliedRule[];
}
export interface AppliedRule {
  readonly rule: Rule;
  readonly arrives: { readonly source: boolean; readonly destination: boolean };
}

/** The rules of those that mean both ends of a pair, with their own memberships at the same numbers. */
export function appliedTo(rules: readonly Rule[], sender: Memberships, target: Memberships): readonly AppliedRule[] {
  return rules.flatMap((rule, number) => {
    if (!sender.means[number] || !target.means[number]) return [];
    const arrives = { source: sender.arrives[number] === true, destination: target.arrives[number] === true };
    return [{ rule, arrives }];
  });
}

/** Whether ways have to be looked at to tell what is found. */
export function looksAtWays({ match, exclude }: Applied): boolean {
  return [...match, ...exclude].some(({ rule: { passing, avoiding, reaching, arrives } }) => {
    return passing.length + avoiding.length > 0 || reaching !== undefined || Object.keys(arrives).length > 0;
  });
}

/** The services of a way that are found, as the sender asks for them: what some rule matches and none excludes. */
export function servicesOn(network: Network, family: Family, way: Crossed | undefined, applied: Applied): ServiceSetId {
  const pool = network.admissions.services;
  const sum = (rules: readonly AppliedRule[], isExclusion: boolean) =>
    rules.reduce((all, one) => pool.union(all, hit(network, family, way, one, isExclusion)), NONE);
  const matched = sum(applied.match, false);
  return matched === NONE ? NONE : pool.subtract(matched, sum(applied.exclude, true));
}

/** A way whose rest is not known may match, and is not excluded for what may be on it. */
function hit(
  network: Network,
  family: Family,
  way: Crossed | undefined,
  { rule, arrives: isArriving }: AppliedRule,
  isExclusion: boolean,
): ServiceSetId {
  const { passing, avoiding, reaching, services, arrives } = rule;
  if (!way) return services;
  const isOpen = way.ends === 'unknown';
  const passes = (isMeant: (id: string) => boolean) => [...way.components].some(isMeant);
  if (!passing.every((one) => passes(one) || (isOpen && !isExclusion))) return NONE;
  if (avoiding.some((one) => passes(one)) || (isOpen && isExclusion && avoiding.length > 0)) return NONE;
  if (reaching && !isReached(network, family, way, reaching) && !(isOpen && !isExclusion)) return NONE;
  if (!isIn(network, family, arrives.source, way.source, isArriving.source)) return NONE;
  if (!isIn(network, family, arrives.destination, way.destination, isArriving.destination)) return NONE;
  if (arrives.services === undefined) return services;
  return network.admissions.services.intersect(services, askedAs(network, way.trip, arrives.services));
}

/** Where only some addresses of an interface are meant, it is reached at one of those. */
function isReached(
  network: Network,
  family: Family,
  { at, destination }: Crossed,
  ends: NonNullable<Rule['reaching']>,
): boolean {
  const end = ends.get(at);
  if (!end?.addresses || destination === 'own') return end !== undefined;
  return isIn(network, family, end.addresses.map(rangeOf), destination, false);
}

function isIn(
  network: Network,
  family: Family,
  ranges: readonly AddressRange[] | undefined,
  address: 'own' | Label,
  isOwn: boolean,
): boolean {
  if (!ranges) return true;
  if (address === 'own') return isOwn;
  const prefix = network.labels[family].prefixOf(address);
  return ranges.some((range) => meets(range, prefix));
}

/** The services that a sender asks for, of which a trip makes some of these. */
function askedAs(network: Network, trip: Trip, arriving: ServiceSetId): ServiceSetId {
  const pool = network.admissions.services;
  const onward = trip.onward;
  const behind = trip.next ? askedAs(network, trip.next, arriving) : arriving;
  if (!onward?.ports) return behind;
  const isMeant = ({ from }: PortPair) => pool.intersect(carriedAs(network, onward, from), behind) !== NONE;
  return onward.ports.filter(isMeant).reduce((all, { from }) => pool.union(all, from), NONE);
}

/** Where all ways fare alike, what the pair comes to; else what of its ways are found by themselves. */
export function foundOf(
  network: Network,
  question: Question,
  parts: Partition,
  crossing: Crossing,
  applied: Applied,
  witness: Pair,
): Found {
  const pool = network.admissions.services;
  const { family } = witness.sender;
  const [first, ...rest] = crossing.ways.filter(({ ends }) => ends !== 'dropped');
  if (!first) return NOTHING;
  const all = servicesOn(network, family, first, applied);
  if (rest.every((way) => servicesOn(network, family, way, applied) === all)) return cut(network, parts, all);
  const { outcome, asked } = judge(network, question, witness);
  let [reachable, forwardOnly, perhaps]: ServiceSetId[] = [NONE, NONE, NONE];
  for (const trip of outcome?.trips ?? []) {
    const way = crossed(network, trip);
    const services = pool.intersect(asked, servicesOn(network, family, way, applied));
    if (way.ends === 'dropped' || services === NONE) continue;
    const own = partition(network, { ...trip, trips: [] }, question.asking, services, question.oneWay);
    // Of ways that AWS picks from, or that depend on what was not read, none is sure.
    const isSure = way.isSure && !trip.next?.next;
    if (isSure) reachable = pool.union(reachable as ServiceSetId, own.reachable);
    if (isSure) forwardOnly = pool.union(forwardOnly as ServiceSetId, own['forward-only']);
    perhaps = pool.union(perhaps as ServiceSetId, pool.subtract(services, own.blocked));
  }
  // The pair has the last word: a way by itself does not know whether the sender can send at all.
  const decided = pool.union(parts.reachable, parts['forward-only']);
  const found = pool.intersect(reachable as ServiceSetId, parts.reachable);
  const unanswered = pool.subtract(pool.intersect(forwardOnly as ServiceSetId, decided), found);
  const possible = pool.intersect(perhaps as ServiceSetId, pool.union(decided, parts.unknown));
  return {
    reachable: found,
    'forward-only': unanswered,
    unknown: pool.subtract(possible, pool.union(found, unanswered)),
  };
}

export const NOTHING: Found = { reachable: NONE, unknown: NONE, 'forward-only': NONE };

export function isNothing(found: Found): boolean {
  return found.reachable === NONE && found.unknown === NONE && found['forward-only'] === NONE;
}

export function cut(network: Network, parts: Partition, services: ServiceSetId): Found {
  if (services === ALL) return parts;
  const pool = network.admissions.services;
  return {
    reachable: pool.intersect(parts.reachable, services),
    unknown: pool.intersect(parts.unknown, services),
    'forward-only': pool.intersect(parts['forward-only'], services),
  };
}
