import { interfaceIndex } from '../aws/interface-index.ts';
import { converse } from '../engine/converse.ts';
import { locusKey } from '../engine/fork-at.ts';
import type { Network } from '../engine/network.ts';
import type { PathTree } from '../engine/router.ts';
import type { Trip } from '../engine/trip.ts';
import type { Asking } from '../engine/walk.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { judge, type Pair } from './judge.ts';
import { isOutsider, type Sender, type Target } from './positions.ts';
import { parseQuestion, type Question } from './question.ts';
import { type Strip, stripsOf } from './strips.ts';
import { type Side, survey } from './survey.ts';

/** What hosts of the network itself get of an address of it over the internet, and strangers do not. */
export interface OwnPath {
  readonly target: Target;
  readonly services: ServiceSetId;
  readonly isAnswered: boolean;
  readonly senders: readonly Sender[];
}

/**
 * A rule for one of our own public addresses admits nobody else of the internet. Who sends by it (its interface, or all
 * behind a NAT gateway) goes out to the internet and comes in again. First what the addresses would be let through, and
 * only where that is more than strangers get, who really sends by them.
 */
export function ownPaths(
  network: Network,
  question: Question,
  targets: readonly Target[],
  forStrangers: (target: Target) => ServiceSetId,
): readonly OwnPath[] {
  const { asking } = question;
  const asked = targets.filter(({ family, at }) => family === 4 && at !== undefined);
  const more = wouldBeLetIn(network, { ...question, oneWay: true }, asked, forStrangers);
  if (more.size === 0) return [];
  const by = new Set([...more.values()].flatMap(({ by }) => [...by]));
  const everybody = parseQuestion(network, { from: '*', to: INTERNET }).senders;
  const senders = everybody.filter((sender) => !isOutsider(sender) && !sender.stop && sender.family === 4);
  const inside = asked.filter((target) => more.has(target));
  const others = [...by].some((at) => translatesOthers(network, at)) ? senders.filter(({ end }) => !by.has(end)) : [];
  const hidden = behindBoxes(network, others, inside);
  const sides = survey(network, { ...question, senders: hidden, targets: { inside, outside: [] } }).sides;
  return [
    // Each of these has an address of its own out there, so that none speaks for another.
    ...senders.filter(({ end }) => by.has(end)).flatMap((sender) => pathsOf(network, question, sender, inside, more)),
    ...sides.flatMap((side) =>
      stripsOf(side.estate, 'targets', () => true).flatMap((strip) =>
        side.estate.targets
          .slice(strip.from, strip.to)
          .flatMap((target) => pathsTo(network, asking, side, strip, target, more.get(target))),
      ),
    ),
  ];
}

/** Whether more than it alone may send by its address: a NAT gateway, or an instance that passes on what others send. */
function translatesOthers(network: Network, at: ComponentId): boolean {
  const holder = interfaceIndex(network).holderOf(at);
  return holder?.role.isNat === true || holder?.record?.sourceDestCheck === false;
}

/** Those whose packets a box takes before the internet does: an address of their own is no help to them (NAT-04). */
function behindBoxes(network: Network, senders: readonly Sender[], targets: readonly Target[]): readonly Sender[] {
  const labels = [...new Set(targets.map(({ to }) => to))];
  const known = new Map<string, boolean>();
  return senders.filter(({ from }) => {
    const key = locusKey(from);
    const isBehind = known.get(key) ?? labels.some((to) => isTaken(network, network.router.route(from, to)));
    known.set(key, isBehind);
    return isBehind;
  });
}

function isTaken(network: Network, tree: PathTree): boolean {
  if ('pick' in tree) return tree.of.some((one) => isTaken(network, one));
  const { branch, rest } = tree;
  if (branch.links.some((link) => network.topology.endsOf(link)[1] === INTERNET)) return false;
  return 'kind' in rest ? rest.kind === 'arrival' : isTaken(network, rest);
}

function pathsOf(
  network: Network,
  question: Question,
  sender: Sender,
  targets: readonly Target[],
  more: ReadonlyMap<Target, More>,
): readonly OwnPath[] {
  const pool = network.admissions.services;
  return targets.flatMap((target) => {
    if (target.host === sender.host) return [];
    const { parts } = judge(network, question, { sender, target });
    return [true, false].flatMap((isAnswered): readonly OwnPath[] => {
      const got = parts[isAnswered ? 'reachable' : 'forward-only'];
      const services = pool.intersect(got, more.get(target)?.services ?? NONE);
      if (services === NONE || !crosses(network, question.asking, { sender, target })) return [];
      return [{ target, services, isAnswered, senders: [sender] }];
    });
  });
}

function pathsTo(
  network: Network,
  asking: Asking,
  { estate, partition }: Side,
  { runs }: Strip,
  target: Target,
  more: More | undefined,
): readonly OwnPath[] {
  const pool = network.admissions.services;
  return runs.flatMap(({ from, to, result }) =>
    [true, false].flatMap((isAnswered): readonly OwnPath[] => {
      const got = partition(result, 4)[isAnswered ? 'reachable' : 'forward-only'];
      const services = pool.intersect(got, more?.services ?? NONE);
      if (services === NONE) return [];
      const senders = estate.senders.slice(from, to).filter((sender) => crosses(network, asking, { sender, target }));
      return senders.length > 0 ? [{ target, services, isAnswered, senders }] : [];
    }),
  );
}

interface More {
  readonly services: ServiceSetId;
  /** Whose addresses they are. */
  readonly by: ReadonlySet<ComponentId>;
}

/** By target, what packets from our own public addresses would be let through that strangers' are not. */
function wouldBeLetIn(
  network: Network,
  question: Question,
  targets: readonly Target[],
  forStrangers: (target: Target) => ServiceSetId,
): ReadonlyMap<Target, More> {
  const pool = network.admissions.services;
  const senders = [...interfaceIndex(network).publicAddresses.keys()].map((label) => asStranger(network, label));
  const found = new Map<Target, More>();
  const [side] = survey(network, { ...question, senders, targets: { inside: [], outside: targets } }).sides;
  if (!side) return found;
  for (const { from, to, runs } of stripsOf(side.estate, 'targets', () => true)) {
    for (let position = from; position < to; position++) {
      const target = side.estate.targets[position] as Target;
      const known = forStrangers(target);
      const better = runs.filter(({ result }) => !pool.isSubset(side.partition(result, 4).reachable, known));
      if (better.length === 0) continue;
      const all = better.reduce((sum, { result }) => pool.union(sum, side.partition(result, 4).reachable), NONE);
      const by = better.flatMap((run) =>
        side.estate.senders.slice(run.from, run.to).flatMap(({ source }) => network.publicAddress(source)?.at ?? []),
      );
      found.set(target, { services: pool.subtract(all, known), by: new Set(by) });
    }
  }
  return found;
}

/** Somebody on the internet who has the address: what is let through of its packets tells of ours. */
function asStranger(network: Network, label: Label): Sender {
  const from = { at: INTERNET, family: 4 } as const;
  return { host: INTERNET, end: INTERNET, from, family: 4, source: label, address: network.labels[4].prefixOf(label) };
}

/** Whether packets leave for the internet and come back from it. */
function crosses(network: Network, asking: Asking, pair: Pair): boolean {
  const { outcome } = converse(network, asking, pair);
  return (outcome?.trips ?? []).some((trip) => passesInternet(network, trip));
}

function passesInternet(network: Network, { request, next }: Trip): boolean {
  const links = request.branches.flatMap((branch) => branch.links);
  return (
    links.some((link) => network.topology.endsOf(link)[1] === INTERNET) ||
    (next !== undefined && passesInternet(network, next))
  );
}
