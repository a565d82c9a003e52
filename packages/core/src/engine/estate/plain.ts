import type { Filter, Membership } from '../../model/route.ts';
import { pieceAt } from '../../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { withMembers } from '../packet.ts';
import { after } from './cuts.ts';
import type { EstateSender, EstateTarget } from './ends.ts';
import type { VisitRun } from './estate.ts';
import { type Guard, OPEN } from './guards.ts';
import { enteringGuard, farGroups, type Guarded, type Whole } from './meet.ts';
import type { ResultId } from './outcomes.ts';
import type { Cell, Template } from './template.ts';

/**
 * A group of targets that nothing but one filter at either end tells apart from any block of a place. Nearly all
 * meetings are of this kind, so they are told without a grid, which comes to the same.
 */
export interface PlainGroup {
  readonly group: Guarded;
  readonly cell: Cell;
  readonly template: Template;
  readonly entering: Guard;
  readonly far: readonly Membership[] | undefined;
}

export function plainGroup(
  whole: Whole,
  template: Template,
  blocks: readonly Guarded[],
  group: Guarded,
): PlainGroup | undefined {
  const { threshold, endsAtTarget } = template;
  if (!template.isConstant || (endsAtTarget && group.owners.length > 1)) return undefined;
  const entering = enteringGuard(whole, template, group);
  if (!isSimple(entering)) return undefined;
  const sender = whole.senders.ends[(blocks[0] as Guarded).from] as EstateSender;
  const cell = template.cell(sender, whole.targets.ends[group.from] as EstateTarget);
  if (cell.renamed !== undefined) return undefined;
  const far = threshold && farGroups(whole.network, threshold, endsAtTarget ? group.owners[0] : threshold.at);
  return { group, cell, template, entering, far };
}

/** Tells all runs of a block and a group; false where there is more to them than this knows of. */
export function tellPlain(whole: Whole, plain: PlainGroup, block: Guarded, visit: VisitRun): boolean {
  const { group, cell, template, entering, far } = plain;
  const { targets, members, selves } = whole;
  const leaving = template.isSent ? block.guard : OPEN;
  if (!isSimple(leaving) || (!template.threshold && leaving.members.length > 0)) return false;
  const knowsSender = template.threshold?.knowsSender === true && entering.members.length > 0;
  if (knowsSender && members.areSome(entering.members, block)) return false;
  if (selves.touch(block.from, block.to, group.from, group.to)) return false;
  const pool = whole.network.admissions;
  const [filter] = leaving.filters;
  for (let at = group.from; at < group.to; ) {
    const piece = filter ? pieceAt(filter.admits, targets.labels[at] as Label) : 0;
    const end = filter ? endOf(filter, piece, targets.labels, at, group.to) : group.to;
    const left = filter ? withMembers(whole.network, filter, filter.admits.values[piece] as number, far) : ADMITS_ALL;
    const sent = pool.both(cell.delivered, left);
    if (sent !== ADMITS_NOTHING) tellRow(whole, plain, block, { from: at, to: end, sent, knowsSender }, visit);
    at = end;
  }
  return true;
}

interface Row {
  readonly from: number;
  readonly to: number;
  /** What leaves the senders. */
  readonly sent: AdmissionId;
  readonly knowsSender: boolean;
}

function tellRow(whole: Whole, { cell, entering }: PlainGroup, block: Guarded, row: Row, visit: VisitRun): void {
  const { network, senders, results, members } = whole;
  const [filter] = entering.filters;
  let [start, result]: [number, ResultId] = [block.from, results.blocked];
  for (let at = block.from; at < block.to; ) {
    let [end, delivered] = [block.to, row.sent];
    if (filter) {
      const piece = pieceAt(filter.admits, senders.labels[at] as Label);
      end = endOf(filter, piece, senders.labels, at, block.to);
      const groups = row.knowsSender ? members.groupsAt(at, senders.ends[at] as EstateSender) : undefined;
      const taken = withMembers(network, filter, filter.admits.values[piece] as number, groups);
      delivered = network.admissions.both(delivered, taken);
    }
    const next = results.id(delivered, cell.answered, cell.clientPorts);
    if (next !== result) {
      if (result !== results.blocked) visit(start, at, row.from, row.to, result);
      [start, result] = [at, next];
    }
    at = end;
  }
  if (result !== results.blocked) visit(start, block.to, row.from, row.to, result);
}

function isSimple({ isPlain, filters }: Guard): boolean {
  return isPlain && filters.length <= 1;
}

/** Where in `[from, to)` the labels leave a piece of what a filter admits. */
function endOf({ admits }: Filter, piece: number, labels: Int32Array, from: number, to: number): number {
  const next = admits.starts[piece + 1];
  if (next === undefined || (labels[to - 1] as Label) < next) return to;
  return after(labels, next - 1, from, to);
}
