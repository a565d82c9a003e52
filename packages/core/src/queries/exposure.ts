import { balancerAt } from '../aws/balancer.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { exposedByRules } from './exposed-by-rules.ts';
import { exposureQuestion } from './exposure-question.ts';
import type { Pair } from './judge.ts';
import type { AdmittedSender } from './open-rules.ts';
import { type OwnPath, ownPaths } from './own-addresses.ts';
import type { PortClass } from './port-table.ts';
import type { Sender, Target } from './positions.ts';
import type { Question } from './question.ts';
import { joinRanges, type Ranges } from './ranges.ts';
import { type Cell, type Reached, ReachedEnds } from './reached-ends.ts';
import { survey } from './survey.ts';

/**
 * What speaks for an exposure, the weakest first: a rule admits the internet; and there is a public address; and requests
 * are delivered; and replies come back.
 */
export const PROOFS = ['rule', 'address', 'delivered', 'answered'] as const;
export type Proof = (typeof PROOFS)[number];

/** What the internet gets of one end on one class of ports, by the best proof there is. */
export interface Exposed {
  /** An interface, a load balancer, or an address that nobody of the input has. */
  readonly end: ComponentId;
  readonly portClass: PortClass;
  readonly proof: Proof;
  /** As the end sees them. */
  readonly services: ServiceSetId;
  readonly from: Ranges;
  /** The addresses that are dialled, each with the balancer that hands on where there is one. */
  readonly vias: readonly Via[];
  /** Of those services, what is dialled in each family. */
  readonly byFamily: { readonly [F in Family]: ServiceSetId };
  /** A connection opens, and what is sent over it is dropped. */
  readonly isHandshakeOnly?: true;
  /** Where no address leads to it, the rules that would let in. */
  readonly rule?: AdmittedSender;
  readonly witness: Witness | undefined;
}
export interface Via {
  readonly target: Target;
  readonly through?: ComponentId;
}
export interface Witness extends Pair {
  /** As they are dialled. */
  readonly services: ServiceSetId;
  readonly verdict: Verdict;
  /** Where the way of interest ends, if not at what is dialled. */
  readonly behind?: ComponentId;
}

/** What the input does not decide. */
export interface Undecided {
  readonly end: ComponentId;
  /** Absent where it may be all of them. */
  readonly portClass?: PortClass;
  readonly services: ServiceSetId;
  readonly witness: Witness | undefined;
  /** Why there is no packet to follow. */
  readonly stop?: Stop;
}

export interface Exposure {
  readonly question: Question;
  /** Those of the internet, as ranges count them. */
  readonly senders: readonly Sender[];
  readonly exposed: readonly Exposed[];
  readonly undecided: readonly Undecided[];
  /** What our own public addresses reach over the internet, beyond what strangers do. */
  readonly own: readonly OwnPath[];
  /** How many ends have an address that the internet can dial. */
  readonly dialled: number;
}

export function findExposure(network: Network): Exposure {
  const question = exposureQuestion(network);
  const targets = question.targets.outside.filter(({ stop }) => !stop);
  const [side] = survey(network, { ...question, targets: { inside: [], outside: targets } }).sides;
  const senders = side?.estate.senders ?? question.senders;
  const ends = side && new ReachedEnds(network, question, side);
  const reached = ends?.all() ?? [];
  const found = reached.flatMap((one) => exposedOf(network, one));
  const known = new Set(found.map(({ end, portClass }) => `${end} ${portClass}`));
  const less = exposedByRules(network, question, senders, targets).filter(
    ({ end, portClass }) => !known.has(`${end} ${portClass}`),
  );
  const unread = question.targets.outside.flatMap(({ host, stop }): readonly Undecided[] =>
    stop ? [{ end: host, services: question.services, witness: undefined, stop }] : [],
  );
  return {
    question,
    senders,
    exposed: [...found, ...less],
    own: ends ? ownPaths(network, question, targets, (target) => ends.delivered(target)) : [],
    undecided: [...reached.flatMap(undecidedOf), ...unread],
    dialled: new Set(targets.map((target) => endOf(network, target.at ?? target.host))).size,
  };
}

/** The nodes of a balancer are one end. */
export function endOf(network: Network, at: ComponentId): ComponentId {
  return balancerAt(network, at)?.id ?? at;
}

const BEST: readonly { readonly verdict: Verdict; readonly proof: Proof }[] = [
  { verdict: 'reachable', proof: 'answered' },
  { verdict: 'forward-only', proof: 'delivered' },
];

function exposedOf(network: Network, { end, portClass, cells }: Reached): readonly Exposed[] {
  const pool = network.admissions.services;
  for (const { verdict, proof } of BEST) {
    const own = cells.filter((cell) => cell.verdict === verdict);
    const [first] = own;
    if (!first) continue;
    const over = (all: readonly Cell[]) => all.reduce((sum, { services }) => pool.union(sum, services), NONE);
    const ofFamily = (family: Family) => over(own.filter(({ target }) => target.family === family));
    const byFamily = { 4: ofFamily(4), 6: ofFamily(6) };
    const services = over(own);
    const vias = own.map(({ target, through }) => ({ target, ...(through ? { through } : {}) }));
    const from = joinRanges(own.map((cell) => cell.from));
    return [{ end, portClass, proof, services, from, vias: onlyOnce(vias), byFamily, witness: first.witness() }];
  }
  return [];
}

export function onlyOnce(vias: readonly Via[]): readonly Via[] {
  return [...new Map(vias.map((via) => [`${via.target.family} ${via.target.to} ${via.through ?? ''}`, via])).values()];
}

/** One for an end and class; what is sure beside it is told as a finding. */
function undecidedOf({ end, portClass, cells }: Reached): readonly Undecided[] {
  const own = cells.filter(({ verdict }) => verdict === 'unknown');
  const [first] = own;
  return first ? [{ end, portClass, services: first.services, witness: first.witness() }] : [];
}

export function isAtLeast(proof: Proof, least: Proof): boolean {
  return PROOFS.indexOf(proof) >= PROOFS.indexOf(least);
}
