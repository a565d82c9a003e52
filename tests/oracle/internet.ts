import { type Address, contains, isPublic, isV6, parseAddress } from './addresses.ts';
import { checkPublicAccess } from './block-public-access.ts';
import { leaveByEndpoint } from './endpoints.ts';
import {
  cidrsOfVpc,
  coverageOf,
  holderOf,
  isContested,
  isPrivate6,
  type Lookups,
  type NetworkInterface,
  ownerIn,
  type Place,
  present,
  sameWord,
  works,
} from './lookups.ts';
import { handToMiddlebox, isWithoutInstance } from './middlebox.ts';
import {
  cloneWalk,
  deliver,
  drop,
  type Exit,
  flowKey,
  type Next,
  reversedFlowKey,
  undecided,
  type Walk,
} from './packet.ts';
import { edgeTableOf, routesFor, targetOf, unusable } from './routes.ts';
import { absent } from './walk.ts';

/** A route leads to an internet gateway (4.1). */
export function leaveByInternetGateway(walk: Walk, place: Place, id: string): Next {
  const { look, header } = walk;
  walk.kinds.add('internetGateway');
  const gateway = look.snapshot.records.internetGateway.find((one) => one.internetGatewayId === id);
  if (gateway === undefined) return undecided(walk, `internet gateway ${id} is not in the snapshot`);
  if (!isAttached(gateway.attachments, place.vpcId)) return drop(walk, `IGW-01 ${id} is not attached`);
  if (!isPublic(header.dst)) return drop(walk, 'IGW-04 private destination');
  if (isDoubled(walk.look, place.vpcId)) return undecided(walk, 'IGW-01 several gateways or VPCs');
  const source = sourceOf(walk, place);
  if (source === undefined) return drop(walk, 'IGW-03 foreign source');
  const shown = isV6(header.src) ? publicSource6(walk, source) : publicSource4(walk, source);
  if (shown === undefined) return drop(walk, 'IGW-02 IGW-06 the source has no public address');
  const redirected = redirectedBy(walk, id, header.src, source);
  const missed = `GRT-05 inbound traffic of the source goes through ${redirected}`;
  if (redirected && isListed(walk, redirected)) return drop(walk, missed);
  const past = () => pastRedirection(walk, place, id, source, shown);
  if (!redirected) return past();
  // Whether there is a middlebox at all is not known.
  const other = cloneWalk(walk);
  return { do: 'fork', branches: [[other, drop(other, missed)] as const, [walk, past()] as const] };
}

function pastRedirection(walk: Walk, place: Place, id: string, source: Place, shown: Address): Next {
  const { header } = walk;
  const refused = checkPublicAccess(walk, place.vpcId, place.subnetId, source.nat ? 'outbound' : 'direct');
  if (refused) return drop(walk, refused);
  const exit: Exit = { by: 'igw', id, source, ownAddress: header.src };
  walk.header = { ...header, src: shown };
  return { do: 'crossInternet', exit };
}

/** A route leads to an egress-only internet gateway (4.3). */
export function leaveByEgressOnlyGateway(walk: Walk, place: Place, id: string): Next {
  const { look, header } = walk;
  walk.kinds.add('egressOnlyInternetGateway');
  const gateway = look.snapshot.records.egressOnlyInternetGateway.find((one) => one.egressOnlyInternetGatewayId === id);
  if (gateway === undefined) return undecided(walk, `egress-only gateway ${id} is not in the snapshot`);
  if (!isV6(header.dst)) return drop(walk, 'EIG-01 IPv6 only');
  // EIG-02: replies find no state there, whichever way the request came.
  if (walk.leg === 'reply') return drop(walk, 'EIG-02 reply through an egress-only gateway');
  if (!isAttached(gateway.attachments, place.vpcId)) return drop(walk, `EIG-01 ${id} is not attached`);
  if (place.via === 'endpoint') return drop(walk, 'EIG-03 behind a Gateway Load Balancer endpoint');
  if (!isPublic(header.dst)) return drop(walk, 'IGW-04 private destination');
  const source = sourceOf(walk, place);
  if (source === undefined || publicSource6(walk, source) === undefined) return drop(walk, 'IGW-06 private source');
  const refused = checkPublicAccess(walk, place.vpcId, place.subnetId, 'outbound');
  if (refused) return drop(walk, refused);
  walk.session.egressOnly.add(flowKey(header));
  return { do: 'crossInternet', exit: { by: 'eigw', id, source, ownAddress: header.src } };
}

/** The packet is outside: it comes back into a VPC of the snapshot, or a host out there has it. */
export function crossInternet(walk: Walk, exit: Exit): Next {
  const { look, header } = walk;
  walk.identity = undefined; // ID-09
  const holder = holderOf(look, header.dst);
  if (holder) return { do: 'enter', place: holder.place, own: holder.own };
  const elastic = look.snapshot.records.address.find((one) => parseAddress(one.publicIp) === header.dst);
  if (elastic) {
    const isHeld = elastic.instanceId ?? elastic.networkInterfaceId ?? elastic.privateIpAddress;
    return isHeld
      ? undecided(walk, 'the holder of the Elastic IP is not known')
      : drop(walk, 'IGW-05 unused Elastic IP');
  }
  // IGW-06: an IPv6 address of a VPC is no host of the internet, even where no interface has it.
  const home = vpcHolding(look, header.dst);
  if (home) return { do: 'enter', place: nobodyIn(home), own: header.dst };
  if (walk.leg === 'request') walk.session.exit = exit;
  else if (walk.session.entryGateway !== exit.id) return drop(walk, 'RET-06 the reply leaves by another gateway');
  return deliver(walk, 'internet');
}

/** From the internet into the VPC of whoever holds the public destination (IGW-05 to IGW-07). */
export function enterVpc(walk: Walk, place: Place, own: Address): Next {
  const { look, header } = walk;
  if (walk.leg === 'reply' && walk.session.egressOnly.delete(reversedFlowKey(header))) {
    walk.kinds.add('egressOnlyInternetGateway');
    return { do: 'arrive', place, onLink: false };
  }
  const gateways = look.snapshot.records.internetGateway.filter((one) =>
    present(one.attachments).some((attachment) => attachment.vpcId === place.vpcId),
  );
  if (isContested(look, header.dst)) return undecided(walk, 'IGW-05 several are said to have the address');
  const [gateway] = attachedGateways(look, place.vpcId);
  if (isDoubled(look, place.vpcId)) return undecided(walk, 'IGW-01 several gateways or VPCs');
  if (gateway === undefined) {
    const vpc = look.vpcs.get(place.vpcId ?? '');
    const at = vpc ?? { account: undefined, region: undefined };
    const isSure = gateways.length > 0 || coverageOf(look.snapshot, 'internetGateway', at) === 'complete';
    return isSure
      ? drop(walk, 'IGW-01 no internet gateway')
      : undecided(walk, 'IGW-01 internet gateways not collected');
  }
  walk.kinds.add('internetGateway');
  if (!isPublic(header.src)) return drop(walk, 'IGW-04 private source');
  if (walk.leg === 'request') walk.session.entryGateway = gateway.internetGatewayId;
  walk.header = { ...header, dst: own };
  if (isV6(own)) {
    if (!isPublic(own) || isPrivate6(look, place, own)) return drop(walk, 'IGW-06 private IPv6 destination');
    if (place.eni?.denyAllIgwTraffic === true) return drop(walk, 'ENI-08 no traffic from the internet');
  }
  const isRegional = place.nat !== undefined && place.subnetId === undefined;
  const vpc = look.vpcs.get(place.vpcId ?? '');
  const cidrs = vpc ? cidrsOfVpc(vpc) : [];
  if (!isRegional && cidrs.length > 0 && !cidrs.some((cidr) => contains(cidr, own))) {
    return drop(walk, 'IGW-04 destination outside the CIDRs of the VPC');
  }
  const table = edgeTableOf(look, gateway.internetGatewayId ?? '');
  if (table === undefined && !isRegional) {
    const at = vpc ?? { account: undefined, region: undefined };
    if (coverageOf(look.snapshot, 'routeTable', at) !== 'complete')
      return undecided(walk, 'GRT-01 route tables were not all collected');
  }
  if (table === undefined || isRegional) return admit(walk, place);
  if (table === 'several') return undecided(walk, 'GRT-01 several route tables of one gateway');
  walk.kinds.add('edgeRouteTable');
  const routes = routesFor(walk, table, own);
  if (routes.length === 1) return followEdge(walk, place, routes[0]);
  const branches = routes.map((route) => {
    const branch = cloneWalk(walk);
    return [branch, followEdge(branch, place, route)] as const;
  });
  return { do: 'fork', branches };
}

/** GRT-03: a gateway's table leads to the address itself or to a middlebox. */
function followEdge(walk: Walk, place: Place, route: Parameters<typeof unusable>[1]): Next {
  const stop = unusable(walk, route);
  if (stop || route === undefined) return stop ?? drop(walk, 'RT-12 no route');
  const target = targetOf(walk.look, route);
  if (target.kind === 'local') return admit(walk, place);
  if (target.kind === 'vpce') {
    const endpoint = walk.look.snapshot.records.vpcEndpoint.find((one) => one.vpcEndpointId === target.id);
    const [subnetId] = endpoint?.subnetIds ?? [];
    // BPA-06: the endpoint's subnet is where the packet meets the gateway.
    const refused = subnetId && checkPublicAccess(walk, place.vpcId, subnetId, 'direct');
    return refused ? drop(walk, refused) : leaveByEndpoint(walk, nobodyIn(place.vpcId ?? ''), target.id);
  }
  if (target.kind !== 'eni') return undecided(walk, `GRT-03 ${target.kind} in a gateway route table`);
  const eni = walk.look.interfaces.get(target.id);
  if (eni === undefined) return undecided(walk, `interface ${target.id} is not in the snapshot`);
  if (isWithoutInstance(eni)) return drop(walk, `RT-21 ${target.id} has no instance`);
  if (eni === place.eni) return admit(walk, place);
  if (!hasPublicAddress(walk.look, eni, isV6(walk.header.dst)))
    return drop(walk, 'GRT-04 the middlebox has no public address');
  // BPA-06: the appliance's subnet is where the packet meets the gateway.
  const refused = checkPublicAccess(walk, place.vpcId, eni.subnetId, 'direct');
  if (refused) return drop(walk, refused);
  return handToMiddlebox(walk, place.vpcId, target.id);
}

function admit(walk: Walk, place: Place): Next {
  // What nobody asked for, a NAT gateway drops itself (NAT-06).
  const way = place.nat ? 'outbound' : 'direct';
  const refused = checkPublicAccess(walk, place.vpcId, place.subnetId, way);
  if (refused) return drop(walk, refused);
  return place.eni || place.nat ? { do: 'arrive', place, onLink: false } : absent(walk, place.vpcId);
}

/** An address of a VPC that no interface has. */
export function nobodyIn(vpcId: string): Place {
  return { vpcId, subnetId: undefined, eni: undefined, nat: undefined };
}

function attachedGateways({ snapshot }: Lookups, vpcId: string | undefined) {
  return snapshot.records.internetGateway.filter((one) => isAttached(one.attachments, vpcId));
}

function isDoubled(look: Lookups, vpcId: string | undefined): boolean {
  const [only, ...others] = attachedGateways(look, vpcId);
  const working = present(only?.attachments ?? []).filter(({ state }) => works(state, 'attached', 'available'));
  return others.length > 0 || new Set(present(working.map((one) => one.vpcId))).size > 1;
}

function isAttached(
  attachments: readonly ({ readonly vpcId: string | undefined; readonly state: string | undefined } | undefined)[],
  vpcId: string | undefined,
): boolean {
  return present(attachments).some((one) => one.vpcId === vpcId && works(one.state, 'attached', 'available'));
}

/** IGW-03: the source must be an address of the VPC. A regional NAT gateway may show none, but it is at the gateway itself. */
function sourceOf(walk: Walk, place: Place): Place | undefined {
  const isOwnNat = place.nat && parseAddress(place.nat.address.privateIp) === undefined;
  return isOwnNat ? place : ownerIn(walk.look, place.vpcId, walk.header.src);
}

function publicSource4(walk: Walk, source: Place): Address | undefined {
  if (source.nat) {
    // NAT-05: a private NAT gateway has no public address.
    if (sameWord(source.nat.gateway.connectivityType, 'private')) return undefined;
    const listed = parseAddress(source.nat.address.publicIp);
    if (listed !== undefined) return listed;
  }
  if (source.eni === undefined) return undefined;
  return walk.look.ownAddresses.get(source.eni)?.find((own) => own.address === walk.header.src)?.publicIp;
}

function publicSource6(walk: Walk, source: Place): Address | undefined {
  const { src } = walk.header;
  return isPublic(src) && !isPrivate6(walk.look, source, src) ? src : undefined;
}

/** GRT-05: the middlebox by which the gateway's table sends traffic to this source, unless the packet has passed it. */
function redirectedBy(walk: Walk, gatewayId: string, address: Address, source: Place): string | undefined {
  const table = edgeTableOf(walk.look, gatewayId);
  if (table === 'several') return undefined;
  const route = table && routesFor(walk, table, address)[0];
  const target = route && targetOf(walk.look, route);
  const isRedirected = target?.kind === 'eni' || target?.kind === 'vpce';
  if (!isRedirected || target.id === source.eni?.networkInterfaceId) return undefined;
  return walk.forwarders.has(target.id) ? undefined : target.id;
}

function isListed({ look }: Walk, id: string): boolean {
  const { networkInterface, vpcEndpoint } = look.snapshot.records;
  return (
    networkInterface.some(({ networkInterfaceId }) => networkInterfaceId === id) ||
    vpcEndpoint.some(({ vpcEndpointId }) => vpcEndpointId === id)
  );
}

function hasPublicAddress(look: Lookups, eni: NetworkInterface, v6: boolean): boolean {
  return (look.ownAddresses.get(eni) ?? []).some((own) =>
    v6 ? isV6(own.address) && isPublic(own.address) : own.publicIp !== undefined,
  );
}

/** 0.6: in a VPC or subnet that the snapshot lacks, or that is not available, nothing more is known of the packet. */
export function notReady(walk: Walk, place: Place): Next | undefined {
  const { look } = walk;
  const vpc = look.vpcs.get(place.vpcId ?? '');
  if (vpc === undefined) return undecided(walk, `VPC ${place.vpcId} is not in the snapshot`);
  if (place.subnetId === undefined && place.eni === undefined) return undefined;
  if (!works(vpc.state, 'available')) return undecided(walk, `0.6 VPC ${place.vpcId} is ${vpc.state}`);
  const subnet = look.subnets.get(place.subnetId ?? '');
  if (subnet === undefined) return undecided(walk, `subnet ${place.subnetId} is not in the snapshot`);
  return works(subnet.state, 'available')
    ? undefined
    : undecided(walk, `0.6 subnet ${place.subnetId} is ${subnet.state}`);
}

/** The VPC of whose ranges an IPv6 address is. */
export function vpcHolding(look: Lookups, address: Address): string | undefined {
  const found = [...look.vpcs.values()].find((vpc) => cidrsOfVpc(vpc).some((cidr) => contains(cidr, address)));
  return isV6(address) ? found?.vpcId : undefined;
}
