import type { ComponentId } from '../model/route.ts';
import { type Balancer, balancerAt, type Handling } from './balancer.ts';
import { nodesOf } from './balancer-nodes.ts';
import type { Holder } from './holder.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import { providedService } from './private-link.ts';
import type { RecordOfKind } from './record-types.ts';
import { placesOf, resourcesOf, sharedResource } from './resource-endpoint.ts';
import { endpointOf } from './vpc-endpoint.ts';

/** Whom an interface hands conversations on to that others open with it, over any number of boxes. */
export interface HandedOn {
  readonly to: ReadonlySet<ComponentId>;
  /** It may hand on to more: listeners, targets, or interfaces of targets were not read. */
  readonly isPartial: boolean;
}

/** The targets of a load balancer's node, those behind the service or resource of an endpoint (PL-02). */
export function handedOn(net: Lookup, { at, role }: Holder): HandedOn | undefined {
  if (!role.isBalancer && !role.isEndpoint) return undefined;
  const to = new Set<ComponentId>();
  const isPartial = follow(net, at, to);
  return { to, isPartial };
}

/** Adds all that are behind; whether there may be more. */
function follow(net: Lookup, at: ComponentId, to: Set<ComponentId>): boolean {
  const balancer = balancerAt(net, at);
  if (balancer) return behindBalancer(net, balancer, to);
  const endpoint = endpointOf(net, at);
  const resource = sharedResource(net, endpoint);
  if (resource)
    return resourcesOf(net, resource)
      .map((one) => behindGateway(net, one, to))
      .some(Boolean);
  const arns = providedService(net, endpoint)?.networkLoadBalancerArns ?? [];
  const nodes = arns.flatMap((arn) => nodesOf(net, arn ?? ''));
  return nodes.map((node) => follow(net, node.at, to)).some(Boolean);
}

function behindGateway(net: Lookup, resource: RecordOfKind<'resourceConfiguration'>, to: Set<ComponentId>): boolean {
  const places = placesOf(net, resource);
  if ('kind' in places) return true;
  const holders = places.flatMap(({ family, label }) => interfaceIndex(net).holdersOf(family, label));
  return holders
    .map(({ at }) => {
      if (to.has(at)) return false;
      to.add(at);
      return follow(net, at, to);
    })
    .some(Boolean);
}

function behindBalancer(net: Lookup, { offers, unread }: Balancer, to: Set<ComponentId>): boolean {
  const found = offers.flatMap(({ handlings }) => handlings).map((handling) => behind(net, handling, to));
  return unread !== undefined || found.some(Boolean);
}

function behind(net: Lookup, handling: Handling, to: Set<ComponentId>): boolean {
  if (handling.kind !== 'pool') return handling.kind === 'stop' && handling.stop.kind === 'unknown';
  return handling.pool.targets
    .map(({ at }) => {
      if ('kind' in at) return at.kind === 'unknown';
      if (!at.holder || to.has(at.holder.at)) return false;
      to.add(at.holder.at);
      return follow(net, at.holder.at, to);
    })
    .some(Boolean);
}
