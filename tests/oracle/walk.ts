import { contains, isMulticast } from './addresses.ts';
import { balance, preservationFor, pullBack } from './balancing.ts';
import { isOfClientVpn } from './client-vpn.ts';
import { isOfEndpoint, isOfResourceGateway } from './endpoint-interfaces.ts';
import { enterEndpoint, leaveByEndpoint } from './endpoints.ts';
import { crossInternet, enterVpc, leaveByEgressOnlyGateway, leaveByInternetGateway, notReady } from './internet.ts';
import { isNode } from './load-balancers.ts';
import { isHypervisorRange } from './local-services.ts';
import { cidrsOfSubnet, coverageOf, interfaceType, ownerIn, type Place, works } from './lookups.ts';
import { backAtTranslator, handToMiddlebox, notWorking } from './middlebox.ts';
import { bindingFor, enterNatGateway, untranslate } from './nat.ts';
import { checkAcl } from './network-acls.ts';
import {
  cloneWalk,
  deliver,
  drop,
  type Next,
  type Outcome,
  type Route,
  sameFlow,
  undecided,
  type Walk,
} from './packet.ts';
import { crossPeering } from './peering.ts';
import { routesFor, tableOf, targetOf, unusable } from './routes.ts';
import { checkGroups, settleReferences } from './security-groups.ts';
import { enterTransitGateway } from './transit-gateway.ts';
import { leaveByVirtualGateway } from './virtual-private-gateway.ts';

/** Where the packet ends, in each of the ways it may go. */
export function run(walk: Walk, first: Next, hopsBefore = 0): Outcome {
  let next = first;
  for (let hops = hopsBefore; hops < 256; hops++) {
    if (next.do === 'end') return next.ending;
    if (next.do === 'fork') {
      const of = next.branches.map(([branch, then]) => run(branch, then, hops + 1));
      return { pick: next.pick ?? 'every', of };
    }
    next = step(walk, next);
  }
  return { kind: 'dropped', reason: 'GEN-08 loop', walk };
}

function step(walk: Walk, next: Exclude<Next, { do: 'end' | 'fork' }>): Next {
  switch (next.do) {
    case 'leave':
      return leave(walk, next.place);
    case 'route':
      return route(walk, next.place);
    case 'follow':
      return follow(walk, next.place, next.route);
    case 'arrive':
      return arrive(walk, next.place, next.onLink);
    case 'crossInternet':
      return crossInternet(walk, next.exit);
    case 'enter':
      return enterVpc(walk, next.place, next.own);
  }
}

/** Out of an interface (its groups have passed), a NAT gateway, a middlebox or a transit gateway (ACL-20). */
function leave(walk: Walk, place: Place): Next {
  const { look, header } = walk;
  const preserved = preservationFor(walk);
  if (preserved) return pullBack(walk, place, preserved);
  if (place.subnetId !== undefined) {
    const unready = notReady(walk, place);
    if (unready) return unready;
    if (isMulticast(header.dst)) return drop(walk, 'GEN-06 multicast');
    if (isHypervisorRange(header.dst)) return drop(walk, 'RT-13 link-local addresses are not forwarded');
    // RT-02, ACL-10: inside a subnet there is neither route nor ACL.
    const owner = ownerIn(look, place.vpcId, header.dst);
    if (owner?.subnetId === place.subnetId) return { do: 'arrive', place: owner, onLink: true };
    const subnet = look.subnets.get(place.subnetId);
    const isOnLink = subnet && cidrsOfSubnet(subnet).some((cidr) => contains(cidr, header.dst));
    if (isOnLink && owner === undefined) return absent(walk, place.vpcId);
    const refused = checkAcl(walk, place.subnetId, 'egress');
    if (refused) return drop(walk, refused);
  }
  const back = walk.leg === 'reply' && !isTransit(place) ? walk.session.returnToSender.get(header.dst) : undefined;
  // NAT-09: whatever the tables say.
  if (back !== undefined && joins(walk, back, place.vpcId)) return crossPeering(walk, place, back);
  return { do: 'route', place };
}

function joins(walk: Walk, connectionId: string, vpcId: string | undefined): boolean {
  const found = walk.look.snapshot.records.vpcPeeringConnection.find((o) => o.vpcPeeringConnectionId === connectionId);
  return vpcId !== undefined && [found?.accepterVpcInfo?.vpcId, found?.requesterVpcInfo?.vpcId].includes(vpcId);
}

function route(walk: Walk, place: Place): Next {
  const table = tableOf(walk.look, place);
  if (table === undefined) return undecided(walk, `RT-01 no route table is known for ${place.subnetId}`);
  if (table === 'several') return undecided(walk, `RT-01 several route tables of ${place.subnetId}`);
  walk.kinds.add('routeTable');
  const routes = routesFor(walk, table, walk.header.dst, place.eni?.networkInterfaceId);
  if (routes.length === 1) return { do: 'follow', place, route: routes[0] };
  return { do: 'fork', branches: routes.map((one) => [cloneWalk(walk), { do: 'follow', place, route: one }] as const) };
}

function follow(walk: Walk, place: Place, chosen: Route | undefined): Next {
  const target = chosen && targetOf(walk.look, chosen);
  // NLB-03: with the client's address a target is reached directly, or not at all: whatever the state of the route.
  if (walk.preservedBy && target && target.kind !== 'local' && target.kind !== 'pcx') {
    return drop(walk, `NLB-03 the client's address does not cross ${target.kind}`);
  }
  const stop = unusable(walk, chosen);
  if (stop || target === undefined) return stop ?? drop(walk, 'RT-12 no route');
  // SG-10, SG-12: egress references reach no further than the VPC and its peers.
  if (target.kind !== 'local' && target.kind !== 'pcx' && target.kind !== 'eni') {
    const refused = settleReferences(walk, undefined);
    if (refused) return drop(walk, refused);
  }
  switch (target.kind) {
    case 'local': {
      const owner = ownerIn(walk.look, place.vpcId, walk.header.dst);
      return owner ? { do: 'arrive', place: owner, onLink: false } : absent(walk, place.vpcId);
    }
    case 'igw':
      return leaveByInternetGateway(walk, place, target.id);
    case 'eigw':
      return leaveByEgressOnlyGateway(walk, place, target.id);
    case 'nat':
      return enterNatGateway(walk, place, target.id);
    case 'pcx':
      // TGW-15: what came by a transit gateway goes no further by peering.
      if (isTransit(place)) return drop(walk, 'TGW-15 from a transit gateway to a peering connection');
      return crossPeering(walk, place, target.id);
    case 'tgw':
      return enterTransitGateway(walk, place, target.id);
    case 'vgw':
      return leaveByVirtualGateway(walk, place, target.id);
    case 'vpce':
      return leaveByEndpoint(walk, place, target.id);
    case 'eni':
      return handToMiddlebox(walk, place.vpcId, target.id);
    case 'notModelled':
      return undecided(walk, `${target.id} is not modelled`);
  }
}

/** The subnet where a transit gateway has let the packet out. */
function isTransit({ eni, nat, subnetId, via }: Place): boolean {
  return eni === undefined && nat === undefined && subnetId !== undefined && via === undefined;
}

/** ENI-01: no interface has the address, which is a fact only where all interfaces were collected. */
export function absent(walk: Walk, vpcId: string | undefined): Next {
  const vpc = walk.look.vpcs.get(vpcId ?? '');
  const isSure = vpc !== undefined && coverageOf(walk.look.snapshot, 'networkInterface', vpc) === 'complete';
  return isSure ? drop(walk, 'ENI-01 no such address') : undecided(walk, 'ENI-01 interfaces were not all collected');
}

const neverServe = new Set([
  'natgateway',
  'transitgateway',
  'lambda',
  'gatewayloadbalancer',
  'gatewayloadbalancerendpoint',
]);

function arrive(walk: Walk, place: Place, onLink: boolean): Next {
  // NAT-14: a regional NAT gateway is of no subnet, and answers for itself whatever was read of its VPC.
  const isRegional = place.nat !== undefined && place.subnetId === undefined;
  const unready = isRegional ? undefined : notReady(walk, place);
  if (unready) return unready;
  const { look } = walk;
  const { eni, nat } = place;
  const crossing = onLink ? undefined : checkAcl(walk, place.subnetId, 'ingress');
  if (crossing) return drop(walk, crossing);
  const binding = bindingFor(walk);
  if (nat || eni === undefined) {
    if (nat && !works(nat.gateway.state, 'available')) return drop(walk, `NAT-01 ${nat.gateway.natGatewayId}`);
    walk.kinds.add('natGateway');
    return binding ? untranslate(walk, binding) : drop(walk, 'NAT-06 nothing is opened towards a NAT gateway');
  }
  const refused = notWorking(walk, eni) ?? settleReferences(walk, eni) ?? checkGroups(walk, eni, 'ingress');
  if (refused) return drop(walk, refused);
  if (binding) return backAtTranslator(walk, eni, binding);
  if (walk.leg === 'reply') {
    // Step 19: only the exact reverse, at the interface that sent, is a reply.
    const isBack = eni === walk.origin && sameFlow(walk.header, walk.expected);
    return isBack ? deliver(walk, place) : drop(walk, `RET-03 the reply ends at ${eni.networkInterfaceId}`);
  }
  walk.preservedBy = undefined;
  const type = interfaceType(eni);
  const isFunction = eni.requesterId?.includes('awslambda') === true; // ENI-04
  if (neverServe.has(type) || isFunction) return drop(walk, `NAT-06 ENI-05 a ${type} interface takes no new flow`);
  if (isOfClientVpn(eni)) return drop(walk, 'CVPN-06 nothing is opened towards clients');
  if (isOfResourceGateway(eni)) return drop(walk, 'RSE-01 a resource gateway takes nothing from its VPC');
  if (isNode(eni)) return balance(walk, { node: place, eni });
  return isOfEndpoint(look, eni) ? enterEndpoint(walk, place, eni) : deliver(walk, place);
}
