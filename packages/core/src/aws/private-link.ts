import type { LegJoin, NextEnd, Onward } from '../model/leg-join.ts';
import type { Filter, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { ICMP, NONE, TCP } from '../net/service-set.ts';
import { acceptedBy, balancedOnwards, noListener } from './balanced-join.ts';
import { type Balancer, balancerAt } from './balancer.ts';
import { callersOf } from './balancer-callers.ts';
import { nodesOf } from './balancer-nodes.ts';
import { elasticBalancer } from './elastic-balancer.ts';
import { zoneStop } from './endpoint-zone.ts';
import type { Holder } from './holder.ts';
import { stateStop } from './interface-state.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { acceptanceEdits, rejectionEdits } from './private-link-edits.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';
import { endpointStop, privateServiceId } from './vpc-endpoint.ts';
import { isSameZone, type Zone, zoneOfSubnet } from './zone.ts';

type Endpoint = RecordOfKind<'vpcEndpoint'>;

/** The service that somebody provides by PrivateLink, where its provider is in the input. */
export function providedService(
  net: Lookup,
  endpoint: Endpoint | undefined,
): RecordOfKind<'vpcEndpointService'> | undefined {
  return net.get('vpcEndpointService', privateServiceId(endpoint?.serviceName));
}

/**
 * A consumer's packet at an interface endpoint goes to a node of the provider's balancer, and from there on as its own
 * (PL-01…07). On the way to the node no network ACL is asked (PL-06).
 */
export function privateLinkJoin(
  net: Lookup,
  endpoint: Endpoint,
  service: RecordOfKind<'vpcEndpointService'>,
  at: Holder,
  caller: { readonly family: Family; readonly source: Label },
): LegJoin | Stop {
  const stop = endpointStop(net, endpoint, endpoint.vpcEndpointId ?? at.at);
  if (stop) return stop.kind === 'unknown' ? unsureService(net, stop) : stop;
  const refused = serviceStop(net, endpoint, service);
  if (refused) return refused;
  const arns = service.networkLoadBalancerArns.flatMap((arn) => arn ?? []).sort();
  const entered = arns.map((arn) => enter(net, endpoint, service, at, arn, caller));
  const balancers = entered.flatMap(({ balancer }) => balancer ?? []);
  const next = entered.flatMap(({ onwards }) => onwards);
  const nodes = arns.flatMap((arn) => nodesOf(net, arn).map((node) => node.at));
  const { services } = net.admissions;
  const whole = services.of([TCP, ICMP]);
  return {
    kind: 'join',
    accepts: balancers.length === arns.length ? acceptedBy(net, balancers) : net.admissions.pair(NONE, whole),
    code: 'ENDPOINT_PORT_CLOSED',
    clientPorts: 'remapped',
    // Of several balancers behind a service AWS picks one.
    pick: 'aws',
    mends: (refused) => balancers.flatMap((one) => one.listens(refused)),
    callers: callersOf(net, caller.family, nodes).apart,
    next: next.length > 0 ? next : [{ ends: notCollected(net, at.at, 'loadBalancer', undefined, service) }],
  };
}

/** Whatever comes of an endpoint of which that is not known, it is TCP and UDP that a balancer takes (IEP-03). */
function unsureService(net: Lookup, stop: Stop): LegJoin {
  const accepts = net.admissions.pair(NONE, net.admissions.services.of([TCP, ICMP]));
  return {
    kind: 'join',
    accepts,
    code: 'ENDPOINT_PORT_CLOSED',
    clientPorts: 'remapped',
    pick: 'aws',
    next: [{ ends: stop }],
  };
}

/** PL-01: what the provider says of its service and of this endpoint. */
function serviceStop(net: Lookup, endpoint: Endpoint, service: RecordOfKind<'vpcEndpointService'>): Stop | undefined {
  const id = service.serviceId ?? '';
  const connection = net.get('vpcEndpointConnection', `${id}/${endpoint.vpcEndpointId}`);
  const state = !works(service.serviceState, 'available')
    ? `the service is ${service.serviceState}`
    : !works(connection?.vpcEndpointState, 'available')
      ? `the provider has the endpoint as ${connection?.vpcEndpointState}`
      : undefined;
  if (!state) return undefined;
  const mends = () => (works(service.serviceState, 'available') ? acceptanceEdits(net, endpoint, id) : []);
  return { ...dropped(id, 'BAD_STATE', { component: id, effect: 'blocks', text: state }), mends };
}

interface Entered {
  readonly balancer: Balancer | undefined;
  readonly onwards: readonly Onward[];
}

function enter(
  net: Lookup,
  endpoint: Endpoint,
  service: RecordOfKind<'vpcEndpointService'>,
  at: Holder,
  arn: string,
  caller: { readonly family: Family; readonly source: Label },
): Entered {
  const record = net.get('loadBalancer', arn);
  const end = (ends: Stop): NextEnd => ({ ends });
  if (!record) return { balancer: undefined, onwards: [end(notCollected(net, at.at, 'loadBalancer', arn, service))] };
  const balancer = elasticBalancer(net, record);
  if (balancer.stop) return { balancer, onwards: [end(balancer.stop)] };
  const isAbroad = (endpoint.serviceRegion ?? service.region) !== endpoint.region;
  // Across Regions zones need not match (PL-07).
  const zone = isAbroad ? undefined : zoneOfSubnet(net, at.subnetId);
  const elsewhere = zoneStop(endpoint.vpcEndpointId ?? arn, arn, balancer.zones, zone);
  if (elsewhere) return { balancer, onwards: [end(elsewhere)] };
  const nodes = nodesIn(net, nodesOf(net, arn), zone);
  if (nodes.length === 0) {
    return { balancer, onwards: [end(notCollected(net, arn, 'networkInterface', undefined, record))] };
  }
  const onwards = nodes.map((node): Onward => {
    const privateLink = {
      ...entry(net, node, caller.family),
      cuts: () => rejectionEdits(net, endpoint, service.serviceId),
    };
    const unfit = stateStop(net, node.at);
    if (unfit) return { ends: unfit, filters: privateLink.filters };
    const of = balancedOnwards({ net, balancer, node, caller: { ...caller, privateLink } });
    return { pick: 'any', choice: arn, code: 'UNEQUAL_PATHS', of: of.length > 0 ? of : [noListener(balancer)] };
  });
  return { balancer, onwards };
}

/**
 * An endpoint hands to the node of its own zone, by the id that is the same in all accounts (PL-02). A balancer has one
 * node in a zone: beside it no other may be meant, wherever that one is.
 */
function nodesIn(net: Lookup, nodes: readonly Holder[], zone: Zone | undefined): readonly Holder[] {
  if (!zone) return nodes;
  const told = nodes.map((node) => {
    const own = zoneOfSubnet(net, node.subnetId);
    return { node, isIn: own && isSameZone(own, zone) };
  });
  const sure = told.filter(({ isIn }) => isIn === true);
  return (sure.length > 0 ? sure : told.filter(({ isIn }) => isIn === undefined)).map(({ node }) => node);
}

/** While its groups are asked about the consumer, targets may name them; else the node is a stranger to them (PL-04, ID-12). */
function entry(net: Lookup, node: Holder, family: Family): { filters: readonly Filter[]; isAnonymous: boolean } {
  const balancer = balancerAt(net, node.at);
  const guards = net.behaviour(node.at)?.guards?.(node.at, net)[family];
  const isGuarded = balancer?.guardsPrivateLink === true;
  return { filters: isGuarded ? (guards?.ingress ?? []) : [], isAnonymous: !isGuarded };
}
