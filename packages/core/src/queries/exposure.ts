import { balancerAt } from '../aws/balancer.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import { exposedEnds } from './exposed-ends.ts';
import { exposureQuestion } from './exposure-question.ts';
import type { Pair } from './judge.ts';
import { type KnownWays, witnessOf } from './known-ways.ts';
import { addOpenEnds } from './open-ends.ts';
import type { AdmittedSender } from './open-rules.ts';
import { openedOnly } from './opened-only.ts';
import { type OwnPath, ownPaths } from './own-addresses.ts';
import type { PortClass } from './port-table.ts';
import type { Sender, Target } from './positions.ts';
import type { Question } from './question.ts';
import { type Ranges, RangesPool } from './ranges.ts';
import { ReachedEnds } from './reached-ends.ts';
import { routedAlike } from './routed-alike.ts';
import { survey } from './survey.ts';

/**
 * What speaks for an exposure, the weakest first: a rule admits the internet; and there is a public address; and requests
 * are delivered; and replies come back.
 */
export const PROOFS = ['rule', 'address', 'delivered', 'answered'] as const;
export type Proof = (typeof PROOFS)[number];

/** What the internet gets of one end on one class of ports. */
export interface Exposed {
  /** An interface, a load balancer, or an address that nobody of the input has. */
  readonly end: ComponentId;
  readonly portClass: PortClass;
  /** The best proof first. */
  readonly parts: readonly [ExposedPart, ...ExposedPart[]];
  /** The addresses that are dialled, each with the balancer that hands on where there is one. */
  readonly vias: readonly Via[];
  /** What is delivered by IPv6, and by IPv4 to nobody. */
  readonly byIpv6Alone: readonly ExposedPart[];
}

/** Services, as the end sees them, with all senders that have them with this proof. */
export interface ExposedPart {
  readonly proof: Proof;
  readonly services: ServiceSetId;
  readonly from: Ranges;
  /** A connection opens, and what is sent over it is dropped. */
  readonly isHandshakeOnly?: true;
  /** The rules that let in, whether or not anything leads there. */
  readonly rule?: AdmittedSender | undefined;
  witness(): Witness | undefined;
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
  const ranges = new RangesPool();
  const ends = side && new ReachedEnds(network, question, side, ranges);
  const known = ends?.all() ?? new Map();
  const undecided = undecidedIn(known);
  addOpenEnds(known, network, question, senders, targets, ranges);
  const opensOnly = side ? openedOnly(network, question, routedAlike(side)) : () => false;
  const unread = question.targets.outside.flatMap(({ host, stop }): readonly Undecided[] =>
    stop ? [{ end: host, services: question.services, witness: undefined, stop }] : [],
  );
  return {
    question,
    senders,
    exposed: exposedEnds(network, ranges, known, opensOnly),
    own: ends ? ownPaths(network, question, targets, (target) => ends.delivered(target)) : [],
    undecided: [...undecided, ...unread],
    dialled: new Set(targets.map((target) => endOf(network, target.at ?? target.host))).size,
  };
}

/** The nodes of a balancer are one end. */
export function endOf(network: Network, at: ComponentId): ComponentId {
  return balancerAt(network, at)?.id ?? at;
}

/** One for an end and class; what is sure beside it is told as a finding. */
function undecidedIn(known: KnownWays): readonly Undecided[] {
  const found: Undecided[] = [];
  for (const [end, ways] of known) {
    const told = new Set<PortClass>();
    for (const way of ways)
      for (const share of way.shares) {
        const { verdict, portClass, services } = share;
        if (verdict !== 'unknown' || told.has(portClass)) continue;
        told.add(portClass);
        found.push({ end, portClass, services, witness: witnessOf(end, way, share) });
      }
  }
  return found;
}

export function isAtLeast(proof: Proof, least: Proof): boolean {
  return PROOFS.indexOf(proof) >= PROOFS.indexOf(least);
}
