import type { ResultId } from '../engine/estate/outcomes.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import type { ComponentId } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { endsBehind } from './ends-behind.ts';
import { endOf, type Witness } from './exposure.ts';
import { PORT_CLASSES, type PortClass, servicesOfClass } from './port-table.ts';
import type { Sender, Target } from './positions.ts';
import type { Question } from './question.ts';
import { type Ranges, rangesOf } from './ranges.ts';
import { type Strip, stripsOf } from './strips.ts';
import type { Side } from './survey.ts';

/** All that the internet gets of an end on one class of ports. */
export interface Reached {
  readonly end: ComponentId;
  readonly portClass: PortClass;
  readonly cells: readonly Cell[];
}

/** Services with one verdict, from some senders, by one dialled address. */
export interface Cell {
  readonly verdict: Verdict;
  readonly services: ServiceSetId;
  readonly from: Ranges;
  readonly target: Target;
  readonly through?: ComponentId;
  witness(): Witness;
}

/** A cell that several targets have in common. */
interface Share extends Pick<Cell, 'verdict' | 'services' | 'from'> {
  readonly portClass: PortClass;
  readonly dialled: ServiceSetId;
  readonly sender: Sender;
  /** Where the way ends, if not at what is dialled. */
  readonly behind?: ComponentId;
}

interface Piece {
  readonly verdict: Verdict;
  readonly services: ServiceSetId;
  readonly dialled: ServiceSetId;
  readonly from: number;
  readonly to: number;
  readonly behind?: ComponentId;
}

const TOLD: readonly Verdict[] = ['reachable', 'forward-only', 'unknown'];

/** What comes of every dialled address, by the end that it leads to and by class of ports. */
export class ReachedEnds {
  readonly #network: Network;
  readonly #question: Question;
  readonly #side: Side;
  readonly #classes: readonly { readonly portClass: PortClass; readonly all: ServiceSetId }[];
  readonly #delivered = new Map<Target, ServiceSetId>();
  readonly #found = new Map<string, Reached & { readonly cells: Cell[] }>();

  constructor(network: Network, question: Question, side: Side) {
    this.#network = network;
    this.#question = question;
    this.#side = side;
    const pool = network.admissions.services;
    this.#classes = PORT_CLASSES.map((portClass) => ({ portClass, all: servicesOfClass(pool, portClass) }));
  }

  all(): readonly Reached[] {
    const { estate } = this.#side;
    const isWorth = (result: ResultId, sender: number) => !this.#isBlocked(result, sender);
    const pool = this.#network.admissions.services;
    for (const strip of stripsOf(estate, 'targets', isWorth)) {
      const pieces = this.#pieces(strip);
      const delivered = pieces.reduce((sum, { services }) => pool.union(sum, services), NONE);
      const own = this.#shares(pieces);
      const behind = this.#shares(this.#behind(strip));
      for (let position = strip.from; position < strip.to; position++) {
        const target = estate.targets[position] as Target;
        const end = endOf(this.#network, target.at ?? target.host);
        this.#delivered.set(target, delivered);
        for (const share of own) this.#add(end, share, target, undefined);
        for (const share of behind) this.#add(share.behind as ComponentId, share, target, end);
      }
    }
    return [...this.#found.values()];
  }

  /** What some of the internet gets delivered at an address, surely or perhaps. */
  delivered(target: Target): ServiceSetId {
    return this.#delivered.get(target) ?? NONE;
  }

  #add(end: ComponentId, share: Share, target: Target, through: ComponentId | undefined): void {
    const { portClass, verdict, services, from, sender, dialled, behind } = share;
    const witness = () => ({ sender, target, services: dialled, verdict, ...(behind ? { behind } : {}) });
    const cell: Cell = { verdict, services, from, target, ...(through ? { through } : {}), witness };
    const key = `${end} ${portClass}`;
    const known = this.#found.get(key);
    if (known) known.cells.push(cell);
    else this.#found.set(key, { end, portClass, cells: [cell] });
  }

  #isBlocked(result: ResultId, sender: number): boolean {
    const { estate, partition } = this.#side;
    const parts = partition(result, (estate.senders[sender] as Sender).family);
    return TOLD.every((verdict) => parts[verdict] === NONE);
  }

  #pieces({ runs, from: position }: Strip): readonly Piece[] {
    const { estate, partition } = this.#side;
    const { family } = estate.targets[position] as Target;
    return runs.flatMap(({ from, to, result }) => {
      const parts = partition(result, family);
      return TOLD.map((verdict) => ({ verdict, services: parts[verdict], dialled: parts[verdict], from, to }));
    });
  }

  /** What boxes hand on. Whoever is behind one target of a strip is behind all: a box is alike to itself alone. */
  #behind({ runs, from: position }: Strip): readonly Piece[] {
    const { estate, partition } = this.#side;
    const target = estate.targets[position] as Target;
    const pieces: Piece[] = [];
    for (const { from, to, result } of runs) {
      const sender = estate.senders[from] as Sender;
      const found = endsBehind(this.#network, this.#question, { sender, target });
      // It is no box, whoever asks.
      if (!found) return [];
      const parts = partition(result, target.family);
      for (const one of found)
        for (const verdict of TOLD)
          pieces.push({
            verdict,
            services: one[verdict as 'reachable' | 'forward-only' | 'unknown'],
            dialled: parts[verdict],
            from,
            to,
            behind: one.at,
          });
    }
    return pieces;
  }

  #shares(pieces: readonly Piece[]): readonly Share[] {
    const pool = this.#network.admissions.services;
    const found = new Map<string, Share & { readonly own: Piece[] }>();
    for (const piece of pieces) {
      if (piece.services === NONE) continue;
      for (const { portClass, all } of this.#classes) {
        const services = pool.intersect(piece.services, all);
        if (services === NONE) continue;
        const key = `${piece.behind ?? ''} ${portClass} ${piece.verdict} ${services}`;
        const known = found.get(key);
        if (known) known.own.push(piece);
        else found.set(key, { ...this.#shareOf(piece, portClass, services), own: [piece] });
      }
    }
    return [...found.values()].map(({ own, ...share }) => ({ ...share, from: rangesOf(own) }));
  }

  #shareOf({ verdict, dialled, from, behind }: Piece, portClass: PortClass, services: ServiceSetId): Share {
    const sender = this.#side.estate.senders[from] as Sender;
    const asked = behind ? dialled : services;
    return { portClass, verdict, services, from: [], dialled: asked, sender, ...(behind ? { behind } : {}) };
  }
}
