import { interfaceIndex } from '../../aws/interface-index.ts';
import type { ComponentId } from '../../model/route.ts';
import type { Network } from '../network.ts';
import { groupsOf } from '../packet.ts';
import type { Asking } from '../walk.ts';
import { type Bundle, bundle, type EstateSender, type EstateTarget, Likeness } from './ends.ts';
import { Members, referencedBy } from './members.ts';
import { type ResultId, ResultPool } from './outcomes.ts';
import { meetAll, meetings } from './places.ts';
import { routingLabels } from './routing-labels.ts';
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
  const likeness = new Likeness(network, routingLabels(network));
  const members = new Members(network, asked.senders);
  const everybody = interfaceIndex(network).holders.map(({ at }) => at);
  const [entering, leaving] = [
    members.hasLarge ? referencedBy(network, everybody, 'ingress') : new Set<ComponentId>(),
    referencedBy(network, everybody, 'egress'),
  ];
  const carried = (at: ComponentId) =>
    leaving.size === 0
      ? ''
      : groupsOf(network, at)
          .filter(({ group }) => leaving.has(group))
          .map(({ group, isSure }) => `${group}${isSure ? '' : '?'}`)
          .join();
  const senders = bundle(
    asked.senders,
    (sender) => likeness.ofSender(sender, members.signature(sender.end, entering)),
    ({ source }) => source,
  );
  const targets = bundle(
    asked.targets,
    (target) => likeness.ofTarget(target, carried),
    ({ to }) => to,
  );
  members.place(senders.ends);
  const results = new ResultPool();
  const whole = { network, asking, senders, targets, members, results, selves: new Selves(network, senders, targets) };
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
