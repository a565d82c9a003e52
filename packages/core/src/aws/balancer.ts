import type { Edit } from '../model/change.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import type { Family, Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import { balancerOfNode } from './balancer-nodes.ts';
import { classicBalancer } from './classic-balancer.ts';
import { elasticBalancer } from './elastic-balancer.ts';
import type { Holder } from './holder.ts';
import { derivedBy, type Lookup, type Place } from './lookup.ts';
import type { Zone } from './zone.ts';

/** A load balancer of any generation, as far as its nodes depend on it (LB-01…08). */
export interface Balancer {
  readonly id: ComponentId;
  readonly kind: 'application' | 'network' | 'classic';
  readonly place: Place;
  readonly groups: readonly ComponentId[];
  /** The zones it is enabled in; those of subnets that were not read may have neither id nor name. */
  readonly zones: readonly Zone[];
  readonly subnets: readonly ComponentId[];
  /** Why it takes nothing. */
  readonly stop: Stop | undefined;
  readonly offers: readonly Offer[];
  /** It may listen on more than `offers` tell. */
  readonly unread: Stop | undefined;
  /** Its groups are asked about what comes by PrivateLink (PL-04). */
  readonly guardsPrivateLink: boolean;
  /** Edits of which each makes it take what it has no listener for. */
  listens(refused: ServiceSetId): readonly Edit[];
}

export type Transport = 'tcp' | 'udp';

/** A listener, and all that may become of what it takes. */
export interface Offer {
  readonly transports: readonly Transport[];
  readonly port: number;
  readonly evidence: Evidence;
  readonly handlings: readonly Handling[];
  /** Takes the listener away. */
  cuts(): readonly Edit[];
}

/** What a rule of a listener does: every one whose conditions are not of addresses may be met (LB-08). */
export type Handling = { readonly sources?: readonly Prefix[] } & (
  | { readonly kind: 'here'; readonly text: string }
  | { readonly kind: 'stop'; readonly stop: Stop }
  | { readonly kind: 'pool'; readonly pool: TargetPool }
);

/** Targets that are chosen from together: a target group, or the instances of a Classic Load Balancer. */
export interface TargetPool {
  readonly id: ComponentId;
  readonly name: string;
  readonly transports: readonly Transport[];
  readonly family: Family;
  readonly targets: readonly Target[];
  /** `keepsSource` is the default, for want of the group's attributes. */
  readonly isAssumed: boolean;
  /** Targets see the client's address (NLB-02). */
  readonly keepsSource: boolean | Missing;
  /** Nodes send to targets in other zones (LB-06). */
  readonly crossesZones: boolean | Missing;
  readonly edits: PoolEdits;
}

/** Edits of a pool, of which each does what the name says. */
export interface PoolEdits {
  register(): readonly Edit[];
  crossZones(): readonly Edit[];
  hideSource(): readonly Edit[];
  deregister(target: Target): readonly Edit[];
}

export interface Target {
  readonly id: ComponentId;
  readonly port: number | undefined;
  /** In the list of those registered. */
  readonly position: number;
  /** `any`: not bound to a zone. */
  readonly zone: Zone | 'any' | undefined;
  /** What health checks last said of it. */
  readonly state: string | undefined;
  readonly at: { readonly label: Label; readonly holder: Holder | undefined } | Stop;
}

/** The balancer that an interface is a node of, as far as its record is in the input. */
export function balancerAt(net: Lookup, at: ComponentId): Balancer | undefined {
  return atNode(net, at);
}

const atNode = derivedBy((net, at): Balancer | undefined => {
  const found = balancerOfNode(net, at);
  if (found?.elastic) return elasticBalancer(net, found.elastic);
  return found?.classic ? classicBalancer(net, found.classic) : undefined;
});
