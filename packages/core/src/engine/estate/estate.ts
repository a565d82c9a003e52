import { interfaceIndex } from '../../aws/interface-index.ts';
import type { ComponentId } from '../../model/route.ts';
import { ADMITS_ALL } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { onlyAsNamed } from '../as-named.ts';
import { converse } from '../converse.ts';
import type { Network } from '../network.ts';
import { groupsOf } from '../packet.ts';
import type { Asking } from '../walk.ts';
import { Cuts } from './cuts.ts';
import { type Bundle, type Bundled, bundle, type EstateSender, type EstateTarget, Likeness } from './ends.ts';
import { Members, referencedBy } from './members.ts';
import { type ResultId, ResultPool } from './outcomes.ts';
import { routingLabels } from './routing-labels.ts';
import { Selves } from './selves.ts';

/**
 * What comes of every sender with every target, worked out in bulk (core contract 8): ends that are treated alike are
 * bundled, a bundle of senders and one of targets are cut where some rule tells their addresses apart, and each piece
 * is asked once, by the walker itself.
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
  /** Tells every run once; pairs of one host are in none. */
  runs(visit: VisitRun): void;
  /** Those of one group of targets: who writes them down as they come must stop in between. */
  runsTo(group: Bundle, visit: VisitRun): void;
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
  const estate = { network, asking, senders, targets, members, results, selves: new Selves(network, senders, targets) };
  const runsTo = (group: Bundle, visit: VisitRun) => {
    for (const block of senders.bundles) if (block.family === group.family) meet(estate, block, group, visit);
  };
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
      for (const group of targets.bundles) runsTo(group, visit);
    },
    runsTo,
  };
}

interface Whole {
  readonly network: Network;
  readonly asking: Asking;
  readonly senders: Bundled<EstateSender>;
  readonly targets: Bundled<EstateTarget>;
  readonly members: Members;
  readonly results: ResultPool;
  readonly selves: Selves;
}

/** One block of senders with one group of targets. */
function meet(whole: Whole, block: Bundle, group: Bundle, visit: VisitRun): void {
  const { senders, targets, members, selves } = whole;
  const first = selves.apart(block.from, block.to, group.from, group.to);
  if (!first) return;
  const cuts = new Cuts(senders.labels[first[0]] as Label, targets.labels[first[1]] as Label);
  resultOf(whole, first, cuts);
  const rows = cuts.along('target', group, targets.labels);
  const columns = cuts.along('sender', block, senders.labels, members.singles(cuts.members, block));
  for (let row = 0; row + 1 < rows.length; row++) {
    const [fromTarget, toTarget] = [rows[row] as number, rows[row + 1] as number];
    let [start, result]: [number, ResultId | undefined] = [block.from, undefined];
    for (let column = 0; column + 1 < columns.length; column++) {
      const at = columns[column] as number;
      const witness = selves.apart(at, columns[column + 1] as number, fromTarget, toTarget);
      // Nobody here is asked: whatever is told of them is told of no pair.
      const next: ResultId | undefined = witness ? resultOf(whole, witness, undefined) : result;
      if (next === result) continue;
      if (result !== undefined) selves.without(start, at, fromTarget, toTarget, result, visit);
      [start, result] = [at, next];
    }
    if (result !== undefined) selves.without(start, block.to, fromTarget, toTarget, result, visit);
  }
}

function resultOf(
  { network, asking, results, senders, targets }: Whole,
  [from, to]: readonly [sender: number, target: number],
  cuts: Cuts | undefined,
): ResultId {
  const [sender, target] = [senders.ends[from] as EstateSender, targets.ends[to] as EstateTarget];
  const { outcome } = converse(network, cuts ? { ...asking, listener: cuts } : asking, { sender, target });
  if (!outcome) return results.id(ADMITS_ALL, ADMITS_ALL, ADMITS_ALL);
  const { delivered, answered, clientPorts } = onlyAsNamed(network, outcome, { sender, target });
  return results.id(delivered, answered, clientPorts);
}
