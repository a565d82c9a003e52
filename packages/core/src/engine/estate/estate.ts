import { namedGroups } from '../../aws/named-groups.ts';
import type { ComponentId } from '../../model/route.ts';
import { bulkRoutes } from '../bulk-routes.ts';
import type { Network } from '../network.ts';
import type { Asking } from '../walk.ts';
import { endTable } from './end-facts.ts';
import { type Bundle, bundled, type EstateSender, type EstateTarget, ownersOf, placed } from './ends.ts';
import { Guards } from './guards.ts';
import { Members } from './members.ts';
import { type ResultId, ResultPool } from './outcomes.ts';
import { PlaceLikeness } from './place-likeness.ts';
import { meetAll, meetings } from './places.ts';
import { possibleMeetings, reachedFrom } from './possible-meetings.ts';
import { Selves } from './selves.ts';

/**
 * What comes of every sender with every target, worked out in bulk (core contract 8): ends that are treated alike are
 * bundled, a bundle of senders and one of targets are cut where some rule tells their addresses apart, and each piece
 * is asked once: by the walker itself, but for the rules that guard the ends, which are laid over what it says of their
 * places.
 */
export interface Estate<S extends EstateSender = EstateSender, T extends EstateTarget = EstateTarget> {
  readonly network: Network;
  /** In the order that runs count them. */
  readonly senders: readonly S[];
  readonly targets: readonly T[];
  readonly blocks: readonly Bundle[];
  readonly groups: readonly Bundle[];
  /** By position, the block of a sender and the group of a target. */
  readonly blockOf: Int32Array;
  readonly groupOf: Int32Array;
  readonly results: ResultPool;
  /** Tells every run once of which something is delivered, or may be; pairs of one host are in none. */
  runs(visit: VisitRun): void;
  /** The same in steps, for who must stop in between: to write down what was told so far. */
  runsInSteps(): Iterable<(visit: VisitRun) => void>;
}

/** Senders `[fromSender, toSender)` and targets `[fromTarget, toTarget)`: of each pair of them the same comes. */
export type VisitRun = (
  fromSender: number,
  toSender: number,
  fromTarget: number,
  toTarget: number,
  result: ResultId,
) => void;

export function createEstate<S extends EstateSender, T extends EstateTarget>(
  network: Network,
  asked: { readonly senders: readonly S[]; readonly targets: readonly T[] },
  asking: Asking,
): Estate<S, T> {
  const ends = endTable(network);
  const likeness = new PlaceLikeness(network, ends);
  const sending = placed(
    asked.senders,
    (sender) => likeness.ofSender(sender),
    ({ source }) => source,
  );
  const routes = bulkRoutes(network);
  const reached = reachedFrom(network, routes, sending);
  const dialled = placed(
    asked.targets,
    (target) =>
      reached.has(target.family, target.to) ? likeness.ofTarget(target) : likeness.ofUnreached(target.family),
    ({ to }) => to,
  );
  const possible = possibleMeetings(reached, sending, dialled);
  const members = new Members(network, ends, asked.senders);
  const isNamed = namedIn(network, asked.senders.length, asked.targets.length);
  // Of places that nothing can get from, or to, nobody asks what guards them.
  const senders = bundled(sending, ({ end, family }, place) => {
    if (!possible.isSending(place)) return 0;
    const carried = ends.guards.ofGroups(members.largeGroups(end).filter(({ group }) => isNamed('ingress', group)));
    return ends.guards.ofBundle([ends.guards.ofGuards(end, family, 'egress')], carried);
  });
  const targets = bundled(dialled, (target, place) => {
    if (!possible.isDialled(place)) return 0;
    const owners = ownersOf(network, target);
    const guards = owners.map((at) => ends.guards.ofGuards(at, target.family, 'ingress'));
    const carried = owners.flatMap((at) => ends.groupsOf(at).filter(({ group }) => isNamed('egress', group)));
    return ends.guards.ofBundle(guards, ends.guards.ofGroups(carried));
  });
  members.place(senders.ends);
  const results = new ResultPool();
  const selves = new Selves(network, senders, targets, possible);
  const guards = new Guards(network, ends, asking.ignore);
  const whole = { network, asking, senders, targets, members, ends, guards, results, selves, routes, possible };
  return {
    network,
    senders: senders.ends,
    targets: targets.ends,
    blocks: senders.bundles,
    groups: targets.bundles,
    blockOf: senders.bundleOf,
    groupOf: targets.bundleOf,
    results,
    runs(visit) {
      meetAll(whole, visit);
    },
    runsInSteps: () => meetings(whole),
  };
}

/** Targets that are so few are told apart by groups that no rule names, rather than all rules read to tell. */
const FEW = 64;
const MANY = 1_000;

/** Whether rules of a direction may mean somebody by a group. */
function namedIn(network: Network, senders: number, targets: number) {
  if (targets <= FEW && senders <= MANY) return () => true;
  const named = namedGroups(network);
  return (direction: 'ingress' | 'egress', group: ComponentId) => named[direction].has(group);
}
