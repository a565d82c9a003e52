import { balancerAt } from '../aws/balancer.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import { groupBy } from '../model/group-by.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { exposureQuestion } from './exposure-question.ts';
import type { Pair } from './judge.ts';
import { OpenRules } from './open-rules.ts';
import { PORT_CLASSES, type PortClass, servicesOfClass } from './port-table.ts';
import type { Sender, Target } from './positions.ts';
import type { Question } from './question.ts';
import { joinRanges, type Ranges } from './ranges.ts';
import { type Reached, ReachedEnds } from './reached-ends.ts';
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
  /** How many ends have an address that the internet can dial. */
  readonly dialled: number;
}

export function findExposure(network: Network): Exposure {
  const question = exposureQuestion(network);
  const targets = question.targets.outside.filter(({ stop }) => !stop);
  const [side] = survey(network, { ...question, targets: { inside: [], outside: targets } }).sides;
  const senders = side?.estate.senders ?? question.senders;
  const reached = side ? new ReachedEnds(network, question, side).all() : [];
  const found = reached.flatMap((one) => exposedOf(network, one));
  const known = new Set(found.map(({ end, portClass }) => `${end} ${portClass}`));
  const less = byRules(network, question, senders, targets).filter(
    ({ end, portClass }) => !known.has(`${end} ${portClass}`),
  );
  const unread = question.targets.outside.flatMap(({ host, stop }): readonly Undecided[] =>
    stop ? [{ end: host, services: question.services, witness: undefined, stop }] : [],
  );
  return {
    question,
    senders,
    exposed: [...found, ...less],
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
    const services = own.reduce((sum, cell) => pool.union(sum, cell.services), NONE);
    const vias = own.map(({ target, through }) => ({ target, ...(through ? { through } : {}) }));
    const from = joinRanges(own.map((cell) => cell.from));
    return [{ end, portClass, proof, services, from, vias: onlyOnce(vias), witness: first.witness() }];
  }
  return [];
}

function onlyOnce(vias: readonly Via[]): readonly Via[] {
  return [...new Map(vias.map((via) => [`${via.target.family} ${via.target.to} ${via.through ?? ''}`, via])).values()];
}

/** One for an end and class; what is sure beside it is told as a finding. */
function undecidedOf({ end, cells }: Reached): readonly Undecided[] {
  const own = cells.filter(({ verdict }) => verdict === 'unknown');
  const [first] = own;
  return first ? [{ end, services: first.services, witness: first.witness() }] : [];
}

/** Ends that rules leave open to the internet, with or without an address it can dial. */
function byRules(
  network: Network,
  question: Question,
  senders: readonly Sender[],
  targets: readonly Target[],
): readonly Exposed[] {
  const pool = network.admissions.services;
  const rules = new OpenRules(network, question, senders);
  const dialled = groupBy(targets, ({ at }) => at);
  const classes = PORT_CLASSES.map((portClass) => ({ portClass, all: servicesOfClass(pool, portClass) }));
  const found = new Map<string, Exposed>();
  for (const { at, role, prefixes } of interfaceIndex(network).holders) {
    if (role.neverEnds) continue;
    const own = dialled.get(at) ?? [];
    const end = endOf(network, at);
    const families = new Set([...prefixes, ...own].map(({ family }) => family));
    for (const family of families) {
      const vias = own.filter((target) => target.family === family).map((target) => ({ target }));
      const proof: Proof = vias.length > 0 ? 'address' : 'rule';
      for (const open of rules.at(at, family)) {
        for (const { portClass, all } of classes) {
          const services = pool.intersect(open.services, all);
          const key = `${end} ${portClass}`;
          const known = found.get(key);
          if (services === NONE || (known && PROOFS.indexOf(known.proof) > PROOFS.indexOf(proof))) continue;
          const same = known?.proof === proof ? known : undefined;
          const sender = senders[open.from[0] as number] as Sender;
          const target = vias[0]?.target;
          found.set(key, {
            end,
            portClass,
            proof,
            services: pool.union(services, same?.services ?? NONE),
            from: joinRanges([open.from, ...(same ? [same.from] : [])]),
            vias: onlyOnce([...(same?.vias ?? []), ...vias]),
            witness: same?.witness ?? (target && { sender, target, services, verdict: 'blocked' }),
          });
        }
      }
    }
  }
  return [...found.values()];
}
