import type { Network } from '../engine/network.ts';
import type { Trip } from '../engine/trip.ts';
import type { ComponentId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { ICMP, OTHER } from '../net/service-set.ts';
import { exposedParts, type ProvenCell } from './exposed-parts.ts';
import { type Exposed, type ExposedPart, isAtLeast, type Via } from './exposure.ts';
import type { PortClass } from './port-table.ts';
import type { Target } from './positions.ts';
import type { Question } from './question.ts';
import { checksOf, partOf } from './witness-chain.ts';

/** What is known of an end on one class of ports, from one source. */
export interface OpenEnd {
  readonly end: ComponentId;
  readonly portClass: PortClass;
  readonly cells: readonly (ProvenCell & { readonly target?: Target; readonly through?: ComponentId })[];
}

/** All that is known of each end on each class of ports, as one; what a balancer hands on is apart. */
export function exposedEnds(network: Network, question: Question, known: readonly OpenEnd[]): readonly Exposed[] {
  const found = new Map<string, OpenEnd>();
  for (const { end, portClass, cells } of known) {
    for (const isBehind of [false, true]) {
      const own = cells.filter(({ through }) => (through !== undefined) === isBehind);
      const key = `${end} ${portClass} ${isBehind}`;
      if (own.length > 0) found.set(key, { end, portClass, cells: [...(found.get(key)?.cells ?? []), ...own] });
    }
  }
  return [...found.values()].flatMap((one) => exposedOf(network, question, one));
}

function exposedOf(network: Network, question: Question, { end, portClass, cells }: OpenEnd): readonly Exposed[] {
  const [best, ...others] = exposedParts(network, cells).map((part) => withHandshake(network, question, part));
  if (!best) return [];
  const proven = cells.filter(({ proof }) => isAtLeast(proof, 'delivered'));
  const shown = proven.length > 0 ? proven : cells;
  const vias = shown.flatMap(({ target, through }) => (target ? [{ target, ...(through ? { through } : {}) }] : []));
  return [
    { end, portClass, parts: [best, ...others], vias: onlyOnce(vias), byIpv6Alone: byIpv6Alone(network, proven) },
  ];
}

/** Each family has an ICMP of its own: it tells nothing of either. */
function byIpv6Alone(network: Network, cells: OpenEnd['cells']): readonly ExposedPart[] {
  const pool = network.admissions.services;
  const ofFamily = (family: Family) => cells.filter(({ target, through }) => target?.family === family && !through);
  const known = ofFamily(4).reduce((sum, { services }) => pool.union(sum, services), pool.of([ICMP, OTHER]));
  return exposedParts(
    network,
    ofFamily(6).map((cell) => ({ ...cell, services: pool.subtract(cell.services, known) })),
  );
}

function onlyOnce(vias: readonly Via[]): readonly Via[] {
  return [...new Map(vias.map((via) => [`${via.target.family} ${via.target.to} ${via.through ?? ''}`, via])).values()];
}

/** A firewall that looks into a connection lets it open first: whoever only wants to know of it knows (NFW-05). */
function withHandshake(network: Network, question: Question, part: ExposedPart): ExposedPart {
  const witness = part.proof === 'address' ? part.witness() : undefined;
  if (!witness || !partOf(network, question, witness).witness.trips.some(isInspected)) return part;
  const isOpened = checksOf(network, question, witness).some(({ code }) => code === 'HANDSHAKE_ONLY');
  return isOpened ? { ...part, proof: 'delivered', isHandshakeOnly: true } : part;
}

function isInspected({ request, next }: Trip): boolean {
  const steps = request.branches.flatMap((branch) => branch.steps);
  return steps.some((step) => step.kind === 'filter' && step.filter.flows) || (next !== undefined && isInspected(next));
}
