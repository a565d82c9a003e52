import type { Network } from '../engine/network.ts';
import type { Partition } from '../engine/partition.ts';
import type { Trip } from '../engine/trip.ts';
import { unknownComponent } from '../model/question-error.ts';
import type { ComponentId } from '../model/route.ts';
import { NONE } from '../net/service-set.ts';
import { nameTag } from './component-name.ts';
import { judge, type Pair } from './judge.ts';
import { nearest } from './nearest.ts';
import type { Question } from './question.ts';
import { servicesOver } from './services-asked.ts';

/**
 * Of what a pair can send, what goes by the ways that somebody means: all of it, none of it, or, where only some of its
 * ways are meant, nobody knows how much.
 */
export type WayFilter = (pair: Pair, parts: Partition) => Partition;

interface Ways {
  readonly through?: readonly string[] | undefined;
  readonly notThrough?: readonly string[] | undefined;
}

export function wayFilter(network: Network, { through, notThrough }: Ways, question: Question): WayFilter {
  if (!through && !notThrough) return (_, parts) => parts;
  const nodes = (words: readonly string[] | undefined) => words && new Set(words.map((one) => nodeNamed(network, one)));
  const [wanted, unwanted] = [nodes(through), nodes(notThrough)];
  const { services: pool } = network.admissions;
  const isMeant = (trip: Trip) => {
    const passed = passedBy(network, trip);
    const meets = (set: ReadonlySet<ComponentId>) => passed.some((one) => set.has(one));
    return (!wanted || meets(wanted)) && !(unwanted && meets(unwanted));
  };
  return (pair, parts) => {
    const asked = servicesOver(pool, question.services, pair.sender.family);
    const delivers = ({ delivered }: Trip) => pool.intersect(network.admissions.may(delivered), asked) !== NONE;
    const trips = judge(network, question, pair).outcome?.trips.filter(delivers) ?? [];
    const meant = trips.filter(isMeant);
    if (meant.length === trips.length) return parts;
    const unknown = meant.length === 0 ? NONE : pool.union(parts.reachable, parts.unknown);
    return { reachable: NONE, unknown, 'forward-only': NONE, blocked: pool.subtract(asked, unknown) };
  };
}

/** Everything that a conversation passes, there and back, over all its legs. */
function passedBy(network: Network, trip: Trip): readonly ComponentId[] {
  const links = [...trip.request.branches, ...(trip.reply?.branches ?? [])].flatMap((branch) => branch.links);
  const own = links.flatMap((link) => network.topology.endsOf(link));
  return trip.next ? [...own, ...passedBy(network, trip.next)] : own;
}

function nodeNamed(network: Network, word: string): ComponentId {
  const { graph } = network.topology;
  if (graph.hasNode(word)) return word;
  const named = graph.nodes().filter((id) => {
    const kind = network.kindOf(id);
    return kind !== undefined && nameTag(network, kind, id) === word;
  });
  const [only] = named;
  if (only === undefined || named.length > 1)
    throw unknownComponent(word, named.length > 1 ? named : nearest(network, word));
  return only;
}
