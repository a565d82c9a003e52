import type { ComponentId, Filter, Membership } from '../../model/route.ts';
import type { AddressMap } from '../../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { onlyAsNamed } from '../as-named.ts';
import { converse } from '../converse.ts';
import type { Network } from '../network.ts';
import { admissionAt, groupsAt, groupsOf } from '../packet.ts';
import type { Asking } from '../walk.ts';
import { cutAlong, eachOf, type Members as MemberMap, Reading, type Threshold } from './cuts.ts';
import { type Bundle, type Bundled, type EstateSender, type EstateTarget, guardsAt, ownersOf } from './ends.ts';
import type { VisitRun } from './estate.ts';
import type { Members } from './members.ts';
import type { ResultId, ResultPool } from './outcomes.ts';
import type { Selves } from './selves.ts';
import { type Template, templateOf } from './template.ts';

export interface Whole {
  readonly network: Network;
  readonly asking: Asking;
  readonly senders: Bundled<EstateSender>;
  readonly targets: Bundled<EstateTarget>;
  readonly members: Members;
  readonly results: ResultPool;
  readonly selves: Selves;
}

/** Where two bundles are cut, and what comes of a pair of each two pieces. */
interface Grid {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  resultOf(sender: number, target: number): ResultId;
}

type Known = Template | 'apart' | 'none';

/** Meets blocks of senders with groups of targets, as far as possible by what is known of their places. */
export class Meetings {
  readonly #whole: Whole;
  readonly #byPlace = new Map<number, Known>();
  readonly #byGroup = new Map<number, Known>();

  constructor(whole: Whole) {
    this.#whole = whole;
  }

  meet(block: Bundle, group: Bundle, visit: VisitRun): void {
    const { selves, targets } = this.#whole;
    let known = this.#at(this.#byPlace, block.place * targets.places + group.place, block, group, false);
    if (known === 'apart') {
      const number = targets.bundleOf[group.from] as number;
      known = this.#at(this.#byGroup, block.place * targets.bundles.length + number, block, group, true);
    }
    if (typeof known === 'object' && known.isBlocked) return;
    const first = selves.apart(block.from, block.to, group.from, group.to);
    if (!first) return;
    const grid =
      (typeof known === 'object' && guardedGrid(this.#whole, known, block, group, first)) ||
      walkedGrid(this.#whole, block, group, first);
    tell(this.#whole, grid, block, visit);
  }

  #at(known: Map<number, Known>, key: number, block: Bundle, group: Bundle, isOfGroup: boolean): Known {
    let found = known.get(key);
    if (found === undefined) {
      const { network, asking, senders, targets, selves } = this.#whole;
      const pair = selves.apart(block.from, block.to, group.from, group.to);
      // Of a host with itself nothing is known of others of its place.
      if (!pair) return 'none';
      const target = targets.ends[pair[1]] as EstateTarget;
      const template = templateOf(network, asking, senders.ends[pair[0]] as EstateSender, target);
      found = !template ? 'none' : !isOfGroup && endsElsewhere(network, template, target) ? 'apart' : template;
      known.set(key, found);
    }
    return found;
  }
}

/** Whether the guards of the target are asked on another leg than the sender's: then they are no longer apart. */
function endsElsewhere(network: Network, { threshold, endsAtTarget }: Template, target: EstateTarget): boolean {
  if (!threshold || endsAtTarget) return false;
  return ownersOf(network, target).some((at) => network.behaviour(at)?.guards !== undefined);
}

/** The guards of both ends over what is known of their places; undefined where they cannot be told apart. */
function guardedGrid(
  { network, asking, senders, targets, members, results }: Whole,
  template: Template,
  block: Bundle,
  group: Bundle,
  first: readonly [sender: number, target: number],
): Grid | undefined {
  const pool = network.admissions;
  const { reading, threshold } = template;
  const target = targets.ends[first[1]] as EstateTarget;
  const sender = senders.ends[first[0]] as EstateSender;
  const egress = template.isSent ? guardsAt(network, sender.end, block.family, 'egress') : [];
  if (!threshold && egress.some((filter) => filter.members)) return undefined;
  const owners = ownersOf(network, target);
  if (template.endsAtTarget && owners.length > 1) return undefined;
  const guard = template.endsAtTarget ? owners[0] : threshold?.at;
  const entering = guard === undefined ? [] : guardsAt(network, guard, block.family, 'ingress');
  if (entering.some(({ reads }) => reads !== 'source') || egress.some(({ reads }) => reads !== 'destination'))
    return undefined;
  if ([...entering, ...egress].some(({ flows }) => flows)) return undefined;

  const far = threshold && guard !== undefined ? farGroups(network, threshold, guard) : undefined;
  const ownMaps = mapsOf(entering);
  const named = threshold?.knowsSender ? membersOf(entering) : [];
  const isEachTarget = reading.singles.target || reading.ofInside.size > 0;
  const rows = isEachTarget ? eachOf(group) : cutAlong([...reading.ofTarget, ...mapsOf(egress)], group, targets.labels);
  const columns = reading.singles.sender
    ? eachOf(block)
    : cutAlong([...reading.ofSender, ...ownMaps], block, senders.labels, members.singles(named, block));
  const sent = new Map<number, AdmissionId>();
  return {
    rows,
    columns,
    resultOf(at, dialled) {
      const [one, other] = [senders.ends[at] as EstateSender, targets.ends[dialled] as EstateTarget];
      const cell = template.cell(one, other);
      if (cell.delivered === ADMITS_NOTHING) return results.blocked;
      let leaving = sent.get(other.to);
      if (leaving === undefined) {
        leaving = admittedBy(network, asking, egress, other.to, far);
        sent.set(other.to, leaving);
      }
      let delivered = pool.both(cell.delivered, leaving);
      if (delivered === ADMITS_NOTHING) return results.blocked;
      const groups = named.length > 0 ? groupsAt(network, one.end, one.source, one.family) : undefined;
      delivered = pool.both(delivered, admittedBy(network, asking, entering, cell.source, groups));
      return results.id(delivered, cell.answered, cell.clientPorts);
    },
  };
}

function farGroups(network: Network, { knowsTarget }: Threshold, at: ComponentId): readonly Membership[] | undefined {
  return { yes: groupsOf(network, at), nobody: [], no: undefined }[knowsTarget];
}

function admittedBy(
  network: Network,
  asking: Asking,
  filters: readonly Filter[],
  address: Label,
  groups: readonly Membership[] | undefined,
): AdmissionId {
  let admitted: AdmissionId = ADMITS_ALL;
  for (const filter of filters)
    admitted = network.admissions.both(admitted, admissionAt(network, asking, filter, address, groups));
  return admitted;
}

function mapsOf(filters: readonly Filter[]): readonly AddressMap[] {
  return filters.map(({ admits }) => admits);
}

function membersOf(filters: readonly Filter[]): readonly MemberMap[] {
  return filters.flatMap(({ members }) => members ?? []);
}

/** Every piece by the walker itself. */
function walkedGrid(
  whole: Whole,
  block: Bundle,
  group: Bundle,
  first: readonly [sender: number, target: number],
): Grid {
  const { senders, targets, members } = whole;
  const reading = new Reading(false, senders.labels[first[0]] as Label, targets.labels[first[1]] as Label, undefined);
  walked(whole, first, reading);
  const { singles, ofSender, ofTarget } = reading;
  return {
    rows: singles.target ? eachOf(group) : cutAlong(ofTarget, group, targets.labels),
    columns: singles.sender
      ? eachOf(block)
      : cutAlong(ofSender, block, senders.labels, members.singles(reading.members, block)),
    resultOf: (sender, target) => walked(whole, [sender, target], undefined),
  };
}

function walked(
  { network, asking, results, senders, targets }: Whole,
  [from, to]: readonly [sender: number, target: number],
  listener: Reading | undefined,
): ResultId {
  const [sender, target] = [senders.ends[from] as EstateSender, targets.ends[to] as EstateTarget];
  const { outcome } = converse(network, listener ? { ...asking, listener } : asking, { sender, target });
  if (!outcome) return results.id(ADMITS_ALL, ADMITS_ALL, ADMITS_ALL);
  const { delivered, answered, clientPorts } = onlyAsNamed(network, outcome, { sender, target });
  return results.id(delivered, answered, clientPorts);
}

/** Tells the pieces of a grid, those of equal result beside each other as one. */
function tell({ selves, results }: Whole, { rows, columns, resultOf }: Grid, block: Bundle, visit: VisitRun): void {
  for (let row = 0; row + 1 < rows.length; row++) {
    const [fromTarget, toTarget] = [rows[row] as number, rows[row + 1] as number];
    let [start, result]: [number, ResultId] = [block.from, results.blocked];
    const end = (at: number) => {
      if (result !== results.blocked && start < at) selves.without(start, at, fromTarget, toTarget, result, visit);
    };
    for (let column = 0; column + 1 < columns.length; column++) {
      const at = columns[column] as number;
      const witness = selves.apart(at, columns[column + 1] as number, fromTarget, toTarget);
      // Nobody here is asked: whatever is told of them is told of no pair.
      const next: ResultId = witness ? resultOf(...witness) : result;
      if (next === result) continue;
      end(at);
      [start, result] = [at, next];
    }
    end(block.to);
  }
}
