import type { ResultId } from '../engine/estate/outcomes.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import { groupBy } from '../model/group-by.ts';
import type { ComponentId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { endsBehind, isBox } from './ends-behind.ts';
import { endOf, type Proof } from './exposure.ts';
import { addWay, type KnownWays, type Share } from './known-ways.ts';
import { PORT_CLASSES, type PortClass, servicesOfClass } from './port-table.ts';
import type { Sender, Target } from './positions.ts';
import type { Question } from './question.ts';
import type { RangesPool } from './ranges.ts';
import { routedAlike } from './routed-alike.ts';
import { type Strip, type StripRun, stripsOf } from './strips.ts';
import type { Side } from './survey.ts';

/** What the internet gets of targets that fare alike. */
interface Fare {
  readonly shares: readonly Share[];
  /** Surely or perhaps. */
  readonly delivered: ServiceSetId;
}

interface Piece extends Pick<Share, 'verdict' | 'services' | 'dialled'> {
  readonly portClass: PortClass;
  readonly run: StripRun;
  /** Where the way ends, if not at what is dialled. */
  readonly behind?: ComponentId;
}

const PROVEN: { readonly [V in Verdict]?: Proof } = { reachable: 'answered', 'forward-only': 'delivered' };
const TOLD = ['reachable', 'forward-only', 'unknown'] as const;

/** What comes of every dialled address, by the end that it leads to. */
export class ReachedEnds {
  readonly #network: Network;
  readonly #question: Question;
  readonly #side: Side;
  readonly #ranges: RangesPool;
  readonly #classes: readonly { readonly portClass: PortClass; readonly all: ServiceSetId }[];
  readonly #delivered = new Map<Target, ServiceSetId>();
  readonly #fares = new Map<string, Fare>();
  readonly #told = new Map<string, readonly Omit<Piece, 'run'>[]>();
  readonly #boxes = new Map<string, boolean>();
  readonly #routed: ReturnType<typeof routedAlike>;

  constructor(network: Network, question: Question, side: Side, ranges: RangesPool) {
    this.#network = network;
    this.#question = question;
    this.#side = side;
    this.#ranges = ranges;
    this.#routed = routedAlike(side);
    const pool = network.admissions.services;
    this.#classes = PORT_CLASSES.map((portClass) => ({ portClass, all: servicesOfClass(pool, portClass) }));
  }

  all(): KnownWays {
    const { estate } = this.#side;
    const found: KnownWays = new Map();
    const isWorth = (result: ResultId, sender: number) => !this.#isBlocked(result, sender);
    for (const strip of stripsOf(estate, 'targets', isWorth)) {
      const { shares, delivered } = this.#fareOf(strip);
      const behind = groupBy(this.#behind(strip), (piece) => piece.behind);
      const handedOn = [...behind].map(([end, pieces]) => [end, this.#sharesOf(pieces)] as const);
      for (let position = strip.from; position < strip.to; position++) {
        const target = estate.targets[position] as Target;
        const end = endOf(this.#network, target.at ?? target.host);
        this.#delivered.set(target, delivered);
        if (shares.length > 0) addWay(found, end, { shares, target });
        for (const [other, own] of handedOn) addWay(found, other, { shares: own, target, through: end });
      }
    }
    return found;
  }

  /** What some of the internet gets delivered at an address, surely or perhaps. */
  delivered(target: Target): ServiceSetId {
    return this.#delivered.get(target) ?? NONE;
  }

  #isBlocked(result: ResultId, sender: number): boolean {
    const { estate, partition } = this.#side;
    const parts = partition(result, (estate.senders[sender] as Sender).family);
    return TOLD.every((verdict) => parts[verdict] === NONE);
  }

  /** Equal rules make equal runs, in whatever VPC: each is looked into once. */
  #fareOf({ runs, from }: Strip): Fare {
    const { family } = this.#side.estate.targets[from] as Target;
    const key = `${family} ${runs.map((run) => `${run.from} ${run.to} ${run.result}`).join()}`;
    let fare = this.#fares.get(key);
    if (!fare) {
      const pool = this.#network.admissions.services;
      const pieces = runs.flatMap((run) => this.#piecesOf(run.result, family).map((piece) => ({ ...piece, run })));
      const delivered = pieces.reduce((sum, { services }) => pool.union(sum, services), NONE);
      fare = { shares: this.#sharesOf(pieces), delivered };
      this.#fares.set(key, fare);
    }
    return fare;
  }

  #piecesOf(result: ResultId, family: Family): readonly Omit<Piece, 'run'>[] {
    const key = `${result} ${family}`;
    let pieces = this.#told.get(key);
    if (!pieces) {
      const parts = this.#side.partition(result, family);
      pieces = TOLD.flatMap((verdict) =>
        this.#byClass(parts[verdict]).map((one) => ({ ...one, verdict, dialled: one.services })),
      );
      this.#told.set(key, pieces);
    }
    return pieces;
  }

  #byClass(services: ServiceSetId): readonly Pick<Piece, 'portClass' | 'services'>[] {
    const pool = this.#network.admissions.services;
    const all = this.#classes.map(({ portClass, all }) => ({ portClass, services: pool.intersect(services, all) }));
    return all.filter((one) => one.services !== NONE);
  }

  /** What boxes hand on. Whoever is behind one target of a strip is behind all: a box is alike to itself alone. */
  #behind({ runs, from: position }: Strip): readonly Piece[] {
    const { estate, partition } = this.#side;
    const target = estate.targets[position] as Target;
    const pieces: Piece[] = [];
    for (const run of runs) {
      const pair = { sender: estate.senders[run.from] as Sender, target };
      // It is no box, whoever asks.
      if (!this.#isBox(pair)) return [];
      const parts = partition(run.result, target.family);
      for (const found of endsBehind(this.#network, this.#question, pair))
        for (const verdict of TOLD)
          for (const one of this.#byClass(found[verdict]))
            pieces.push({ ...one, verdict, dialled: parts[verdict], run, behind: found.at });
    }
    return pieces;
  }

  /** Whether there is a box on the way is a matter of routing, not of the rules of who is dialled. */
  #isBox(pair: { readonly sender: Sender; readonly target: Target }): boolean {
    const key = this.#routed(pair);
    const known = this.#boxes.get(key) ?? isBox(this.#network, this.#question, pair);
    this.#boxes.set(key, known);
    return known;
  }

  /** Pieces of one end, joined where they differ in their senders alone. */
  #sharesOf(pieces: readonly Piece[]): readonly Share[] {
    const found = groupBy(pieces, ({ portClass, verdict, services }) => `${portClass} ${verdict} ${services}`);
    return [...found.values()].map((own) => {
      const { portClass, verdict, services, dialled, run } = own[0] as Piece;
      const sender = this.#side.estate.senders[run.from] as Sender;
      const from = this.#ranges.of(own.map((piece) => piece.run));
      return { portClass, verdict, proof: PROVEN[verdict], services, dialled, from, sender };
    });
  }
}
