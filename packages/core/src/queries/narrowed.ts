import { interfaceIndex } from '../aws/interface-index.ts';
import type { TouchedEnds } from '../aws/touched-ends.ts';
import { type Labels, labelsOf } from '../aws/touches/addresses.ts';
import { carriersOf } from '../aws/touches/group-touches.ts';
import type { Peers } from '../aws/touches/peers.ts';
import { renamedTo } from '../aws/touches/renamed.ts';
import { bulkRoutes } from '../engine/bulk-routes.ts';
import { reachIn } from '../engine/estate/reach.ts';
import { locusKey } from '../engine/fork-at.ts';
import type { Network } from '../engine/network.ts';
import type { ComponentId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { firstFrom } from '../net/address-map.ts';
import type { LabelRange } from '../net/label-tree.ts';
import type { SideIndex } from './end-index.ts';
import { FAMILIES, type Sender, type Target } from './positions.ts';
import { routedBetween } from './routed-between.ts';

/** Some senders with some targets, by their positions on one side. */
export interface Asked {
  readonly senders: ReadonlySet<number>;
  readonly targets: ReadonlySet<number>;
}

/**
 * The pairs of one side that changes may touch, as questions of which none asks what another does: they are far fewer
 * than all pairs, and hold each that fares otherwise.
 */
export function narrowed(
  networks: readonly [Network, Network],
  index: SideIndex,
  touched: TouchedEnds,
): readonly Asked[] {
  const { sending, from, called, answering, hosts, callers, isRoutedAlike, isReachedAlike } = touched;
  const senders = positionsAt(index.senders, from);
  for (const id of sending) for (const position of index.sendersOf.get(id) ?? []) senders.add(position);
  const answered = positionsAt(index.targets, answering);
  for (const host of hosts) for (const position of index.targetsOf(host)) answered.add(position);
  const asked: Asked[] = [];
  if (senders.size > 0) {
    const meant = called.isAnybody ? undefined : targetsOf(networks, index, called);
    // Of few nobody asks who gets to them.
    const targets =
      meant && meant.size <= FEW ? meant : common(reachedFrom(networks, index, senders, isRoutedAlike), meant);
    for (const position of answered) targets.add(position);
    asked.push(routedBetween(isRoutedAlike ? networks.slice(0, 1) : networks, index, { senders, targets }));
  }
  // Nearly everybody gets to public addresses, and few to all others.
  for (const some of byWhetherPublic(networks, index, answered)) {
    const meant = callers.isAnybody ? undefined : callersOf(networks, index, callers);
    // Of places that are told to send otherwise that is asked for themselves.
    const asking = isReachedAlike ? networks.slice(0, 1) : networks;
    const all = meant && meant.size <= FEW ? meant : reaching(asking, index, some, meant);
    for (const position of senders) all.delete(position);
    asked.push(routedBetween(asking, index, { senders: all, targets: some }));
  }
  return asked.filter((one) => one.senders.size > 0 && one.targets.size > 0);
}

const FEW = 64;

function byWhetherPublic(
  networks: readonly Network[],
  { side }: SideIndex,
  positions: ReadonlySet<number>,
): readonly ReadonlySet<number>[] {
  const [inside, shown] = [new Set<number>(), new Set<number>()];
  const known = new Set(networks.map((network) => interfaceIndex(network).publicAddresses));
  const isShown = ({ family, to }: Target) => family === 4 && [...known].some((addresses) => addresses.has(to));
  for (const position of positions) (isShown(side.targets[position] as Target) ? shown : inside).add(position);
  return [inside, shown].filter(({ size }) => size > 0);
}

function common(all: Set<number>, meant: ReadonlySet<number> | undefined): Set<number> {
  if (meant) for (const position of all) if (!meant.has(position)) all.delete(position);
  return all;
}

function positionsAt(ends: SideIndex['senders'], labels: Labels): Set<number> {
  const found = new Set<number>();
  for (const family of FAMILIES)
    for (const label of labels[family])
      for (const position of ends.within(family, label, label + 1)) found.add(position);
  return found;
}

/** The targets that rules mean by their addresses, as they are dialled or as they are inside, or by their groups. */
function targetsOf(networks: readonly Network[], index: SideIndex, { at, groups }: Peers): Set<number> {
  const { targets, stopped } = index;
  const found = new Set(stopped.targets);
  for (const family of FAMILIES)
    for (const { from, to } of at[family]) for (const position of targets.within(family, from, to)) found.add(position);
  const isMeant = (label: number) => at[4].some(({ from, to }) => from <= label && label < to);
  for (const network of networks) {
    for (const [outside, { inside }] of at[4].length > 0 ? interfaceIndex(network).publicAddresses : []) {
      if (isMeant(inside)) for (const position of targets.within(4, outside, outside + 1)) found.add(position);
    }
    const carriers = [...groups].flatMap((group) => carriersOf(network, group));
    for (const position of positionsAt(targets, labelsOf(network, carriers))) found.add(position);
  }
  return found;
}

/** The senders that rules mean by the addresses that they are seen under, or by their groups; undefined: perhaps all. */
function callersOf(networks: readonly Network[], index: SideIndex, peers: Peers): Set<number> | undefined {
  const found = new Set(index.stopped.senders);
  const add = (id: ComponentId) => {
    for (const position of index.sendersOf.get(id) ?? []) found.add(position);
  };
  for (const network of networks) {
    const { isAnybody, by } = renamedTo(network, peers);
    if (isAnybody) return undefined;
    for (const id of by) add(id);
    for (const group of peers.groups) for (const id of carriersOf(network, group)) add(id);
  }
  for (const family of FAMILIES)
    for (const { from, to } of peers.at[family])
      for (const position of index.senders.within(family, from, to)) found.add(position);
  return found;
}

/** The targets that packets of some senders may get to at all, in either network. */
function reachedFrom(
  networks: readonly Network[],
  index: SideIndex,
  senders: ReadonlySet<number>,
  isRoutedAlike: boolean,
) {
  const found = new Set(index.stopped.targets);
  const places = new Map(
    [...senders].map((position) => (index.side.senders[position] as Sender).from).map((from) => [locusKey(from), from]),
  );
  for (const network of isRoutedAlike ? networks.slice(0, 1) : networks) {
    const reach = reachIn(network, bulkRoutes(network));
    for (const from of places.values())
      for (const range of reach.of(from))
        for (const position of index.targets.within(range.family, range.from, range.to)) found.add(position);
  }
  return found;
}

/** The senders, of some or of all, whose packets may get to some targets at all. */
function reaching(
  networks: readonly Network[],
  index: SideIndex,
  targets: Iterable<number>,
  some: ReadonlySet<number> | undefined,
): Set<number> {
  const { senders: all } = index.side;
  const labels: { readonly [F in Family]: number[] } = { 4: [], 6: [] };
  for (const position of targets) {
    const { family, to, stop } = index.side.targets[position] as Target;
    // Nobody knows who gets to an address that is not known.
    if (stop) return new Set(some ?? all.keys());
    labels[family].push(to);
  }
  for (const family of FAMILIES) labels[family].sort((a, b) => a - b);
  const reaches = networks.map((network) => reachIn(network, bulkRoutes(network)));
  const isMet = ({ family, from, to }: LabelRange) => {
    const own = labels[family];
    const at = firstFrom(own, from);
    return at < own.length && (own[at] as number) < to;
  };
  const isReaching = new Map<number, boolean>();
  const doesReach = (start: number) => {
    let is = isReaching.get(start);
    if (is === undefined) {
      const { from } = index.starts[start] as SideIndex['starts'][number];
      is = labels[from.family].length > 0 && reaches.some((reach) => reach.of(from).some(isMet));
      isReaching.set(start, is);
    }
    return is;
  };
  const found = new Set<number>();
  for (const position of some ?? all.keys())
    if (all[position]?.stop || doesReach(index.startOf[position] as number)) found.add(position);
  return found;
}
