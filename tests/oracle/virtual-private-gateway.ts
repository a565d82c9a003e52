import { type Cidr, contains, parseCidr } from './addresses.ts';
import { associationsOf, interfacesOf, leaveByInterface } from './direct-connect.ts';
import { leaveByEndpoint } from './endpoints.ts';
import { nobodyIn, notReady } from './internet.ts';
import { linksTowards } from './link-choice.ts';
import { type Link, linksOf, unseenLinks } from './links.ts';
import { cidrsOfVpc, coverageOf, type Lookups, ownerIn, type Place, present, sameWord, works } from './lookups.ts';
import { handToMiddlebox, isWithoutInstance } from './middlebox.ts';
import { drop, flowAt, type Next, type Route, undecided, type Walk } from './packet.ts';
import { edgeTableOf, routesFor, targetOf, unusable } from './routes.ts';
import { arriveAtSite } from './sites.ts';
import { absent } from './walk.ts';
import { forked } from './ways.ts';

/** VGW-01: the VPC that the gateway is attached to. */
export function vpcAt(look: Lookups, id: string): string | undefined {
  return vpcsAt(look, id)[0];
}

function vpcsAt(look: Lookups, id: string | undefined): readonly string[] {
  const gateway = look.snapshot.records.vpnGateway.find((one) => one.vpnGatewayId === id);
  const working = present(gateway?.vpcAttachments ?? []).filter(({ state }) => works(state, 'attached'));
  return present(working.map(({ vpcId }) => vpcId));
}

/** VGW-01: a VPC has one gateway, and a gateway one VPC. */
function isDoubled(look: Lookups, id: string): boolean {
  const [vpcId, ...others] = new Set(vpcsAt(look, id));
  const gateways = look.snapshot.records.vpnGateway.filter(
    (one) => vpcId !== undefined && vpcsAt(look, one.vpnGatewayId).includes(vpcId),
  );
  return others.length > 0 || gateways.length > 1;
}

/** What the gateway tells sites of its own VPC; undefined where the VPC is not known. */
export function ownCidrs(look: Lookups, id: string): readonly Cidr[] | undefined {
  if (!look.snapshot.records.vpnGateway.some((one) => one.vpnGatewayId === id)) return undefined;
  const vpcId = vpcAt(look, id);
  if (vpcId === undefined) return [];
  const vpc = look.vpcs.get(vpcId);
  return vpc && cidrsOfVpc(vpc);
}

/** Links that end at the gateway, and those of Direct Connect gateways that are associated with it (DX-02). */
export function linksAt(look: Lookups, id: string): readonly Link[] {
  const gateways = new Set(present(look.snapshot.records.virtualInterface.map((one) => one.directConnectGatewayId)));
  const joined = [...gateways].filter((one) => associationsOf(look, one).some(({ gatewayId }) => gatewayId === id));
  return [
    ...linksOf(look).filter(({ ends, virtualInterface: one }) => ends === id && isPrivate(one?.virtualInterfaceType)),
    ...joined.flatMap((one) => interfacesOf(look, one, false)),
  ];
}

function isPrivate(type: string | undefined): boolean {
  return type === undefined || sameWord(type, 'private');
}

export function mayHaveOtherLinks(look: Lookups): boolean {
  const isAssociated = coverageOf(look.snapshot, 'directConnectGatewayAssociation', NOWHERE) === 'complete';
  return unseenLinks(look, 'vpnConnection') || unseenLinks(look, 'virtualInterface') || !isAssociated;
}

/**
 * No link that was read has taught it: one of a Direct Connect gateway that was not read may have, unless the tables list
 * what the gateway has learned, and this is not in it (VGW-02, RT-14).
 */
function mayBeLearned({ look, header }: Walk, id: string): boolean {
  if (coverageOf(look.snapshot, 'directConnectGateway', NOWHERE) === 'complete') return false;
  const listed = look.snapshot.records.routeTable
    .flatMap(({ routes }) => present(routes))
    .filter((route) => route.gatewayId === id && sameWord(route.origin, 'EnableVgwRoutePropagation'))
    .map((route) => parseCidr(route.destinationCidrBlock ?? route.destinationIpv6CidrBlock));
  return listed.length === 0 || listed.some((cidr) => cidr && contains(cidr, header.dst));
}
const NOWHERE = { account: undefined, region: undefined };

function stopAt(walk: Walk, id: string): Next | undefined {
  walk.kinds.add('vpnGateway');
  const gateway = walk.look.snapshot.records.vpnGateway.find((one) => one.vpnGatewayId === id);
  if (gateway === undefined) return undecided(walk, `virtual private gateway ${id} is not in the snapshot`);
  return works(gateway.state, 'available') ? undefined : drop(walk, `0.6 ${id} is ${gateway.state}`);
}

/** A route of a VPC leads to a virtual private gateway (8.1). */
export function leaveByVirtualGateway(walk: Walk, place: Place, id: string): Next {
  const { look, header } = walk;
  const stop = stopAt(walk, id);
  if (stop) return stop;
  if (vpcAt(look, id) !== place.vpcId) return drop(walk, `VGW-01 ${id} is not attached`);
  if (isDoubled(look, id)) return undecided(walk, 'VGW-01 several gateways or VPCs');
  if (ownerIn(look, place.vpcId, header.src) === undefined) {
    const at = look.vpcs.get(place.vpcId ?? '') ?? NOWHERE;
    return coverageOf(look.snapshot, 'networkInterface', at) === 'complete'
      ? drop(walk, 'VGW-04 foreign source')
      : undecided(walk, 'VGW-04 interfaces were not all collected');
  }
  walk.identity = undefined; // ID-06
  return sendByLinks(walk, id, linksAt(look, id));
}

function sendByLinks(walk: Walk, id: string, links: readonly Link[], from?: Link): Next {
  const { look } = walk;
  const chosen = linksTowards(look, links, walk.header.dst);
  const isOpen = chosen.isOpen || mayHaveOtherLinks(look) || (chosen.ways.length === 0 && mayBeLearned(walk, id));
  return forked(walk, chosen.ways, isOpen, `VGW-02 ${id} has not learned it`, (branch, { link, length }) => {
    if (from && [from, link].some(isWithoutAsn)) return undecided(branch, `VGW-07 an ASN at ${id} is not known`);
    return link.kind === 'virtualInterface' ? leaveByInterface(branch, link, length) : arriveAtSite(branch, link);
  });
}

/** Its customer gateway was not read: whether the gateway tells its routes to others is not known. */
function isWithoutAsn({ vpn, isStatic, asn }: Link): boolean {
  return vpn !== undefined && !isStatic && asn === undefined;
}

/** A packet comes in over a link: into the VPC, or on to another site. */
export function enterByVirtualGateway(walk: Walk, id: string, link: Link): Next {
  const { look, header } = walk;
  const stop = stopAt(walk, id);
  if (stop) return stop;
  walk.identity = undefined;
  if (isDoubled(look, id)) return undecided(walk, 'VGW-01 several gateways or VPCs');
  const vpcId = vpcAt(look, id);
  const cidrs = ownCidrs(look, id);
  if (cidrs === undefined) return undecided(walk, `VPC ${vpcId} is not in the snapshot`);
  if (vpcId !== undefined && cidrs.some((cidr) => contains(cidr, header.dst))) return enterVpcBy(walk, id, vpcId);
  const others = hubLinks(look, id, link);
  // VGW-04: edge to edge goes only what the gateway itself joins.
  return others === undefined ? drop(walk, 'VGW-04 VGW-07 no way on') : hub(walk, id, others, link);
}

function hub(walk: Walk, id: string, others: readonly Link[], from: Link): Next {
  walk.kinds.add('cloudHub');
  return sendByLinks(walk, id, others, from);
}

/** VGW-07: the links whose routes the gateway tells over this one; undefined where it takes no part. */
export function hubLinks(look: Lookups, id: string, link: Link): readonly Link[] | undefined {
  // DX-04: what comes by a Direct Connect gateway meets no VPN of the same gateway.
  if (link.isStatic || link.ends !== id) return undefined;
  // Two ASNs of which nobody knows anything may differ; what a site sends out it does not have itself.
  const isOther = ({ asn, site }: Link) =>
    (asn === undefined || asn !== link.asn) && (site === undefined || site !== link.site);
  return linksOf(look).filter(
    (one) => one.ends === id && one.id !== link.id && !one.isStatic && isOther(one) && isPrivate(typeOf(one)),
  );
}

function typeOf({ virtualInterface }: Link): string | undefined {
  return virtualInterface?.virtualInterfaceType;
}

/** VGW-05, GRT-01: by the gateway's own table, else straight to the interface. */
function enterVpcBy(walk: Walk, id: string, vpcId: string): Next {
  const { look, header } = walk;
  const place = ownerIn(look, vpcId, header.dst) ?? nobodyIn(vpcId);
  const unready = notReady(walk, nobodyIn(vpcId));
  if (unready) return unready;
  // VGW-04: whatever its table says, the gateway takes nothing that is addressed to nobody.
  if (!place.eni && !place.nat) return absent(walk, vpcId);
  const table = edgeTableOf(look, id);
  if (table === undefined) {
    const isSure = coverageOf(look.snapshot, 'routeTable', look.vpcs.get(vpcId) ?? NOWHERE) === 'complete';
    return isSure ? admit(place) : undecided(walk, 'GRT-01 route tables were not all collected');
  }
  if (table === 'several') return undecided(walk, 'GRT-01 several route tables of one gateway');
  walk.kinds.add('vpnGatewayTable');
  return forked(walk, routesFor(walk, table, header.dst), false, 'RT-12 no route', (branch, route) =>
    followEdge(branch, place, vpcId, route),
  );
}

function followEdge(walk: Walk, place: Place, vpcId: string, route: Route | undefined): Next {
  const stop = unusable(walk, route);
  if (stop || route === undefined) return stop ?? drop(walk, 'RT-12 no route');
  const target = targetOf(walk.look, route);
  if (target.kind === 'local') return admit(place);
  if (target.kind !== 'eni' && target.kind !== 'vpce') {
    return undecided(walk, `GRT-03 ${target.kind} in a gateway route table`);
  }
  const isIt = place.eni !== undefined && place.eni.networkInterfaceId === target.id;
  if (isIt && place.eni)
    return isWithoutInstance(place.eni) ? drop(walk, `RT-21 ${target.id} has no instance`) : admit(place);
  walk.session.guarded.add(flowAt(walk, target.id));
  if (target.kind === 'vpce') return leaveByEndpoint(walk, nobodyIn(vpcId), target.id);
  return handToMiddlebox(walk, vpcId, target.id);
}

function admit(place: Place): Next {
  return { do: 'arrive', place, onLink: false };
}
