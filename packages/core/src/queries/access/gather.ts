import type { Network } from '../../engine/network.ts';
import type { Verdict } from '../../engine/partition.ts';
import type { ComponentId } from '../../model/route.ts';
import { formatPrefix } from '../../net/address.ts';
import { NONE, type ServiceSetId } from '../../net/service-set.ts';
import { digestOf } from '../digest.ts';
import type { Pair } from '../judge.ts';
import { PositionSet } from '../position-set.ts';
import type { Sender, Target } from '../positions.ts';
import type { Question } from '../question.ts';
import { icmpOf, servicesOver } from '../services-asked.ts';
import { endClasses } from './end-class.ts';
import { type Applied, servicesOn } from './found.ts';
import type { Told } from './tell.ts';

export const FOUND: readonly Exclude<Verdict, 'blocked'>[] = ['reachable', 'unknown', 'forward-only'];

/** Pairs of one behaviour: the same verdict on the same services, from one place to another by the same gateways. */
export interface AccessFinding {
  readonly verdict: Exclude<Verdict, 'blocked'>;
  readonly services: ServiceSetId;
  /** VPCs, sites, or the internet. */
  readonly from: ComponentId;
  readonly to: ComponentId;
  /** What scopes have a name for on the way: gateways, connections, balancers, firewalls. */
  readonly by: readonly ComponentId[];
  readonly pairs: number;
  readonly senders: number;
  readonly targets: number;
  /** Some of them, the first by address. */
  readonly someSenders: readonly Sender[];
  readonly someTargets: readonly Target[];
  /** The client's ports, where the scope tells some apart. */
  readonly clientPorts?: ServiceSetId;
  readonly witness: AccessWitness;
  /** Made of the classes of its ends, services and gateways: the same as long as these are. */
  readonly digest: string;
}
export interface AccessWitness {
  readonly pair: Pair;
  readonly services: ServiceSetId;
  readonly question: Question;
  readonly applied: Applied;
}

interface Gathered {
  readonly verdict: Exclude<Verdict, 'blocked'>;
  services: ServiceSetId;
  readonly from: ComponentId;
  readonly to: ComponentId;
  readonly by: readonly ComponentId[];
  pairs: number;
  readonly members: Map<Told['side'], { readonly senders: PositionSet; readonly targets: PositionSet }>;
  readonly clientPorts: ServiceSetId | undefined;
  readonly witness: AccessWitness;
}

/** Puts together what is told of a scope. */
export class Gatherer {
  readonly #network: Network;
  readonly #groups = new Map<string, Gathered>();
  readonly #passages = new WeakMap<Applied, WeakMap<Told['crossing'], readonly ComponentId[]>>();
  readonly counts = { reachable: 0, unknown: 0, 'forward-only': 0 };
  /** The best verdict of each pair, where one may be told again about other ports of the client. */
  readonly #best = new Map<string, Exclude<Verdict, 'blocked'>>();

  constructor(network: Network) {
    this.#network = network;
  }

  add(told: Told, clientPorts: ServiceSetId | undefined): void {
    const { found, from, to, senders, targets, side, witness, question, applied } = told;
    const pairs = senders.length * targets.length;
    const headline = FOUND.find((verdict) => found[verdict] !== NONE);
    if (headline && clientPorts === undefined) this.counts[headline] += pairs;
    else if (headline) this.#count(told, headline);
    const by = this.#by(told);
    for (const verdict of FOUND) {
      const services = found[verdict];
      if (services === NONE) continue;
      const shape = shapeOf(this.#network, services, told);
      const key = [verdict, shape, from.place, to.place, ...by, clientPorts ?? ''].join(' ');
      let group = this.#groups.get(key);
      if (!group) {
        const own = { pair: witness, services, question, applied };
        group = {
          verdict,
          services,
          from: from.place,
          to: to.place,
          by,
          pairs: 0,
          members: new Map(),
          clientPorts,
          witness: own,
        };
        this.#groups.set(key, group);
      }
      group.services = this.#network.admissions.services.union(group.services, services);
      group.pairs += pairs;
      let members = group.members.get(side);
      if (!members) {
        members = { senders: new PositionSet(side.senders.length), targets: new PositionSet(side.targets.length) };
        group.members.set(side, members);
      }
      for (const one of senders) members.senders.add(one);
      for (const one of targets) members.targets.add(one);
    }
  }

  #count({ side, senders, targets }: Told, headline: Exclude<Verdict, 'blocked'>): void {
    for (const one of senders) {
      for (const other of targets) {
        const pair = `${keyOfSender(side.senders[one] as Sender)} ${keyOfTarget(side.targets[other] as Target)}`;
        const known = this.#best.get(pair);
        if (known && FOUND.indexOf(known) <= FOUND.indexOf(headline)) continue;
        if (known) this.counts[known]--;
        this.counts[headline]++;
        this.#best.set(pair, headline);
      }
    }
  }

  findings(): readonly AccessFinding[] {
    return [...this.#groups.values()].map((one) => finished(this.#network, one)).sort(byRank(this.#network));
  }

  /** What is passed on the way that was found, or on the first of several. */
  #by({ crossing, applied, witness }: Told): readonly ComponentId[] {
    let known = this.#passages.get(applied);
    if (!known) {
      known = new WeakMap();
      this.#passages.set(applied, known);
    }
    let by = known.get(crossing);
    if (!by) {
      const { family } = witness.sender;
      const ways = crossing.ways.filter(({ ends }) => ends !== 'dropped');
      const own = ways.filter((way) => servicesOn(this.#network, family, way, applied) !== NONE);
      by = (own.length > 0 ? own : ways).map(({ passages }) => passages).sort(byText)[0] ?? [];
      known.set(crossing, by);
    }
    return by;
  }
}

/** Equal for equal services, and where only the ICMP differs that either family has for the other's. */
function shapeOf(network: Network, services: ServiceSetId, { witness, question }: Told): string {
  const pool = network.admissions.services;
  const { family } = witness.sender;
  const icmp = icmpOf(pool, family);
  const asked = servicesOver(pool, question.services, family);
  const [own, all] = [services, asked].map((set) => pool.intersect(set, icmp));
  return `${pool.subtract(services, icmp)} ${own === NONE ? 'none' : own === all ? 'all' : own}`;
}

const MOST_SHOWN = 200;

function finished(network: Network, { members, clientPorts, ...group }: Gathered): AccessFinding {
  const [senders, targets] = [new Map<string, Sender>(), new Map<string, Target>()];
  for (const [side, own] of members) {
    for (const position of own.senders.all()) {
      const one = side.senders[position] as Sender;
      senders.set(keyOfSender(one), one);
    }
    for (const position of own.targets.all()) {
      const one = side.targets[position] as Target;
      targets.set(keyOfTarget(one), one);
    }
  }
  return {
    ...group,
    ...(clientPorts === undefined ? {} : { clientPorts }),
    senders: senders.size,
    targets: targets.size,
    someSenders: someOf(senders),
    someTargets: someOf(targets),
    digest: digestOf([
      ...endClasses(network, [...senders.values()]).map((one) => `from ${one}`),
      ...endClasses(network, [...targets.values()]),
      `on ${network.admissions.services.intervals(group.services).join()}`,
      `by ${group.by.join()}`,
      group.verdict,
      ...(clientPorts === undefined ? [] : [`client ${network.admissions.services.intervals(clientPorts).join()}`]),
    ]),
  };
}

export function keyOfSender(one: Sender): string {
  return `${one.end} ${textOf(one)}`;
}

export function keyOfTarget(one: Target): string {
  return `${one.at ?? one.ends?.join() ?? ''} ${textOf(one)}`;
}

function textOf({ address, except = [] }: Sender | Target): string {
  return [address, ...except].map(formatPrefix).join('!');
}

function someOf<P extends Sender | Target>(all: ReadonlyMap<string, P>): readonly P[] {
  const list = [...all].sort(([, a], [, b]) => byText([a.address.bits], [b.address.bits]));
  // Hosts outside are many labels and one internet: those are told together.
  const isWhole = (one: P) => 'end' in one && one.end === 'internet';
  return list.map(([, one]) => one).filter((one, at) => at < MOST_SHOWN || isWhole(one));
}

/** The sure before the unsure; then from outside, then the widest, then the most. */
function byRank({ admissions }: Network): (a: AccessFinding, b: AccessFinding) => number {
  const width = (set: ServiceSetId) => admissions.services.size(set);
  return (a, b) =>
    FOUND.indexOf(a.verdict) - FOUND.indexOf(b.verdict) ||
    Number(b.from === 'internet') - Number(a.from === 'internet') ||
    width(b.services) - width(a.services) ||
    b.pairs - a.pairs ||
    byText([a.from, a.to, ...a.by], [b.from, b.to, ...b.by]);
}

function byText(a: readonly string[], b: readonly string[]): number {
  const [x, y] = [a.join(' '), b.join(' ')];
  return x < y ? -1 : x > y ? 1 : 0;
}
