import type { ComponentId, Membership } from '../../model/route.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { onlyAsNamed } from '../as-named.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import { converse } from '../converse.ts';
import type { Network } from '../network.ts';
import { groupsAt, groupsOf } from '../packet.ts';
import type { Asking } from '../walk.ts';
import { cutAlong, eachOf, Reading, type Threshold } from './cuts.ts';
import type { EndTable } from './end-facts.ts';
import { type Bundle, type Bundled, type EstateSender, type EstateTarget, ownersOf } from './ends.ts';
import type { VisitRun } from './estate.ts';
import { admittedBy, type Guard, type Guards, OPEN } from './guards.ts';
import type { Members } from './members.ts';
import type { ResultId, ResultPool } from './outcomes.ts';
import type { PossibleMeetings } from './possible-meetings.ts';
import type { Selves } from './selves.ts';
import type { Template } from './template.ts';

export interface Whole {
  readonly network: Network;
  readonly asking: Asking;
  readonly senders: Bundled<EstateSender>;
  readonly targets: Bundled<EstateTarget>;
  readonly members: Members;
  readonly ends: EndTable;
  readonly guards: Guards;
  readonly results: ResultPool;
  readonly selves: Selves;
  readonly routes: BulkRoutes;
  readonly possible: PossibleMeetings;
}

/** A sender and a target, by their positions. */
export type PairAt = readonly [sender: number, target: number];

/** Where two bundles are cut, and what comes of a pair of each two pieces. */
interface Grid {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  resultOf(pair: PairAt): ResultId;
}

/** A bundle with what guards its ends; the rules are the same for all of it. */
export interface Guarded extends Bundle {
  readonly guard: Guard;
  /** Whose address it is that is dialled, for all of it alike. */
  readonly owners: readonly ComponentId[];
}

export function guardedBlock({ guards, senders }: Whole, block: Bundle): Guarded {
  const { end } = senders.ends[block.from] as EstateSender;
  return { ...block, guard: guards.of(end, block.family, 'egress'), owners: [end] };
}

export function guardedGroup({ network, guards, targets }: Whole, group: Bundle): Guarded {
  const owners = ownersOf(network, targets.ends[group.from] as EstateTarget);
  const [owner] = owners;
  const guard = owner ? guards.of(owner, group.family, 'ingress') : OPEN;
  return { ...group, guard, owners };
}

/** What is known of two places, with the guards of these ends over it; undefined where they cannot be told apart. */
export function guardedGrid(whole: Whole, template: Template, block: Guarded, group: Guarded): Grid | undefined {
  const { network, asking, senders, targets, members, results } = whole;
  const { reading, threshold, endsAtTarget } = template;
  if (endsAtTarget && group.owners.length > 1) return undefined;
  const entering = enteringGuard(whole, template, group);
  const leaving = template.isSent ? block.guard : OPEN;
  if (!entering.isPlain || !leaving.isPlain || (!threshold && leaving.members.length > 0)) return undefined;
  const isEachTarget = reading.singles.target || reading.ofInside.size > 0;
  const named = threshold?.knowsSender ? entering.members : [];
  const singles = named.length > 0 ? members.singles(named, block) : NOBODY;
  const far = threshold && farGroups(network, threshold, endsAtTarget ? group.owners[0] : threshold.at);
  const pool = network.admissions;
  let [dialled, left]: [number, AdmissionId] = [-1, ADMITS_NOTHING];
  return {
    rows: isEachTarget ? eachOf(group) : cutAlong(reading.ofTarget, leaving.maps, group, targets.labels, NOBODY),
    columns: reading.singles.sender
      ? eachOf(block)
      : cutAlong(reading.ofSender, entering.maps, block, senders.labels, singles),
    resultOf([at, to]) {
      const [sender, target] = [senders.ends[at] as EstateSender, targets.ends[to] as EstateTarget];
      const cell = template.cell(sender, target);
      if (cell.delivered === ADMITS_NOTHING) return results.blocked;
      if (dialled !== target.to) {
        dialled = target.to;
        left = admittedBy(network, asking, leaving, dialled, far);
      }
      const sent = pool.both(cell.delivered, left);
      if (sent === ADMITS_NOTHING) return results.blocked;
      const groups = named.length > 0 ? groupsAt(network, sender.end, sender.source, sender.family) : undefined;
      const address = cell.renamed ?? sender.source;
      const delivered = pool.both(sent, admittedBy(network, asking, entering, address, groups));
      return results.id(delivered, cell.answered, cell.clientPorts);
    },
  };
}

const NOBODY: readonly number[] = [];

export function enteringGuard({ guards }: Whole, { threshold, endsAtTarget }: Template, group: Guarded): Guard {
  if (!threshold) return OPEN;
  return endsAtTarget ? group.guard : guards.of(threshold.at, group.family, 'ingress');
}

export function farGroups(
  network: Network,
  { knowsTarget }: Threshold,
  at: ComponentId | undefined,
): readonly Membership[] | undefined {
  if (knowsTarget === 'no') return undefined;
  return knowsTarget === 'yes' && at !== undefined ? groupsOf(network, at) : [];
}

/** Every piece by the walker itself. */
export function walkedGrid(whole: Whole, block: Bundle, group: Bundle, first: PairAt): Grid {
  const { senders, targets, members } = whole;
  const reading = new Reading(false, senders.labels[first[0]] as Label, targets.labels[first[1]] as Label, undefined);
  walked(whole, first, reading);
  const { singles, ofSender, ofTarget } = reading;
  return {
    rows: singles.target ? eachOf(group) : cutAlong(ofTarget, [], group, targets.labels, NOBODY),
    columns: singles.sender
      ? eachOf(block)
      : cutAlong(ofSender, [], block, senders.labels, members.singles(reading.members, block)),
    resultOf: (pair) => walked(whole, pair, undefined),
  };
}

function walked(
  { network, asking, results, senders, targets }: Whole,
  [from, to]: PairAt,
  listener: Reading | undefined,
): ResultId {
  const [sender, target] = [senders.ends[from] as EstateSender, targets.ends[to] as EstateTarget];
  const { outcome } = converse(network, listener ? { ...asking, listener } : asking, { sender, target });
  if (!outcome) return results.id(ADMITS_ALL, ADMITS_ALL, ADMITS_ALL);
  const { delivered, answered, clientPorts } = onlyAsNamed(network, outcome, { sender, target });
  return results.id(delivered, answered, clientPorts);
}

/** Tells the pieces of a grid, those of equal result beside each other as one. */
export function tell({ selves, results }: Whole, grid: Grid, block: Bundle, visit: VisitRun): void {
  const { rows, columns } = grid;
  for (let row = 0; row + 1 < rows.length; row++) {
    const [fromTarget, toTarget] = [rows[row] as number, rows[row + 1] as number];
    let [start, result]: [number, ResultId] = [block.from, results.blocked];
    for (let column = 0; column + 1 < columns.length; column++) {
      const at = columns[column] as number;
      const witness = selves.apart(at, columns[column + 1] as number, fromTarget, toTarget);
      // Nobody here is asked: whatever is told of them is told of no pair.
      const next: ResultId = witness ? grid.resultOf(witness) : result;
      if (next === result) continue;
      if (result !== results.blocked) selves.without(start, at, fromTarget, toTarget, result, visit);
      [start, result] = [at, next];
    }
    if (result !== results.blocked) selves.without(start, block.to, fromTarget, toTarget, result, visit);
  }
}
