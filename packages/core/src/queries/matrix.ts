import { formatServices } from '../aws/format-services.ts';
import type { VisitRun } from '../engine/estate/estate.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { isOutside, type Sender, type Target } from './positions.ts';
import type { Question } from './question.ts';
import { type CountedPairs, Segmented, SegmentPairs } from './segment-pairs.ts';
import { type Segment, type SegmentsOf, segmentNamed, segmentsBy } from './segments.ts';
import { type Side, survey } from './survey.ts';

/** Who can talk to whom, segment by segment: both ways of every conversation, every pair of addresses. */
export interface Matrix {
  readonly by: string;
  readonly segments: readonly Segment[];
  /** Pairs of segments between which something is not blocked, in the order of the segments. */
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly from: string;
  readonly to: string;
  /** Pairs of a sender's and a dialled address; those of one host are not asked. */
  readonly pairs: number;
  /** Of each verdict but `blocked`: present where some pair has it on some service. */
  readonly parts: readonly CellPart[];
  /** Pairs of equal behaviour, the most first. */
  readonly groups: readonly CellGroup[];
}

export interface CellPart {
  readonly verdict: Verdict;
  /** What any of the pairs has of it. */
  readonly services: ServiceSetId;
  /** How many pairs have some of it. */
  readonly pairs: number;
}

export interface CellGroup {
  readonly verdict: Verdict;
  readonly services: ServiceSetId;
  readonly pairs: number;
  /** One of them, to ask `findPath` about. */
  readonly witness: { readonly sender: Sender; readonly target: Target };
}

const TOLD = ['reachable', 'unknown', 'forward-only'] as const;

export function findMatrix(network: Network, question: Question, by: string): Matrix {
  return findMatrices(network, question, [by])[0] as Matrix;
}

/** The same made by several things at once: every pair is asked once for all of them. */
export function findMatrices(network: Network, question: Question, all: readonly string[]): readonly Matrix[] {
  const tables = all.map((by) => ({ by, segmentsOf: segmentsBy(network, by), cells: new Map<string, Tally>() }));
  for (const side of survey(network, question).sides) {
    const adds = tables.map((table) => adderOf(network, side, table));
    side.estate.runs((...run) => {
      for (const { add } of adds) add(...run);
    });
    for (const { finish } of adds) finish();
  }
  return tables.map(({ by, segmentsOf, cells }) => {
    const names = new Set([...cells.values()].flatMap(({ from, to }) => [from, to]));
    for (const { end } of question.senders) for (const name of segmentsOf(end)) names.add(name);
    const segments = [...names].sort().map((id) => segmentNamed(network, id));
    return { by, segments, cells: [...cells.values()].sort(inOrder).map((tally) => cellOf(network, tally)) };
  });
}

interface Tally {
  readonly from: string;
  readonly to: string;
  pairs: number;
  readonly groups: Map<string, { -readonly [K in keyof CellGroup]: CellGroup[K] }>;
  readonly parts: Map<Verdict, { services: ServiceSetId; pairs: number }>;
}

interface Adder {
  readonly add: VisitRun;
  /** Once every run was added. */
  finish(): void;
}

function adderOf(
  network: Network,
  side: Side,
  { segmentsOf, cells }: { readonly segmentsOf: SegmentsOf; readonly cells: Map<string, Tally> },
): Adder {
  const { senders, targets } = side.estate;
  const [sending, dialled] = [
    senders.map(({ end }) => segmentsOf(end)),
    targets.map((target) => segmentsOf(placeOf(network, target))),
  ];
  const counted = new SegmentPairs(new Segmented(senders, sending), new Segmented(targets, dialled));
  return {
    add: counted.add,
    finish() {
      for (const one of counted.all()) addTo(network, side, cells, one);
      countPairs(side, sending, dialled, cells);
    },
  };
}

function addTo(
  network: Network,
  { estate: { senders, targets }, partition }: Side,
  cells: Map<string, Tally>,
  { from, to, result, pairs, sender, target }: CountedPairs,
): void {
  const pool = network.admissions.services;
  const witness = { sender: senders[sender] as Sender, target: targets[target] as Target };
  const parts = partition(result, witness.sender.family);
  const tally = tallyOf(cells, from, to);
  for (const verdict of TOLD) {
    const services = parts[verdict];
    if (services === NONE) continue;
    const part = tally.parts.get(verdict) ?? { services: NONE, pairs: 0 };
    tally.parts.set(verdict, { services: pool.union(part.services, services), pairs: part.pairs + pairs });
    const group = tally.groups.get(`${verdict} ${services}`);
    if (group) group.pairs += pairs;
    else tally.groups.set(`${verdict} ${services}`, { verdict, services, pairs, witness });
  }
}

/** The interface or place that is dialled; an address that nobody has stands for itself. */
function placeOf(network: Network, { at, family, to, host }: Target): ComponentId {
  if (at) return at;
  const [owner] = network.ownersOf(family, to);
  return owner ?? (isOutside(network, family, to) ? INTERNET : host);
}

/** All pairs of the cells that are told of, of one family and not of one host. */
function countPairs(
  { estate: { senders, targets } }: Side,
  sending: readonly (readonly string[])[],
  dialled: readonly (readonly string[])[],
  cells: Map<string, Tally>,
): void {
  for (const family of [4, 6] as const) {
    const [rows, columns] = [countIn(senders, sending, family), countIn(targets, dialled, family)];
    for (const tally of cells.values()) {
      const [row, column] = [rows.get(tally.from), columns.get(tally.to)];
      if (!row || !column) continue;
      tally.pairs += row.count * column.count;
      for (const [host, count] of row.hosts) tally.pairs -= count * (column.hosts.get(host) ?? 0);
    }
  }
}

function countIn(ends: readonly (Sender | Target)[], names: readonly (readonly string[])[], family: 4 | 6) {
  const found = new Map<string, { count: number; readonly hosts: Map<string, number> }>();
  ends.forEach((end, position) => {
    if (end.family !== family) return;
    for (const name of names[position] as readonly string[]) {
      const known = found.get(name) ?? { count: 0, hosts: new Map<string, number>() };
      known.count++;
      known.hosts.set(end.host, (known.hosts.get(end.host) ?? 0) + 1);
      found.set(name, known);
    }
  });
  return found;
}

function tallyOf(cells: Map<string, Tally>, from: string, to: string): Tally {
  // The length tells where the first one ends.
  const key = `${from.length} ${from}${to}`;
  let tally = cells.get(key);
  if (!tally) {
    tally = { from, to, pairs: 0, groups: new Map(), parts: new Map() };
    cells.set(key, tally);
  }
  return tally;
}

function cellOf(network: Network, { from, to, pairs, parts, groups }: Tally): Cell {
  const text = (group: CellGroup) => formatServices(network.admissions.services, group.services);
  return {
    from,
    to,
    pairs,
    parts: TOLD.flatMap((verdict) => {
      const part = parts.get(verdict);
      return part ? [{ verdict, ...part }] : [];
    }),
    groups: [...groups.values()].sort(
      (a, b) =>
        TOLD.indexOf(a.verdict as never) - TOLD.indexOf(b.verdict as never) ||
        b.pairs - a.pairs ||
        (text(a) < text(b) ? -1 : 1),
    ),
  };
}

function inOrder(a: Tally, b: Tally): number {
  return a.from < b.from || (a.from === b.from && a.to < b.to) ? -1 : 1;
}
