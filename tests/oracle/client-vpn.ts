import { contains, isV6, parseCidr } from './addresses.ts';
import {
  coverageOf,
  interfaceType,
  type Lookups,
  type NetworkInterface,
  placeOf,
  present,
  sameWord,
  works,
} from './lookups.ts';
import { notWorking } from './middlebox.ts';
import { bind } from './nat.ts';
import { cloneWalk, deliver, drop, type Next, undecided, type Walk } from './packet.ts';
import { checkGroups, identityOf } from './security-groups.ts';
import { enterByAttachment } from './transit-gateway.ts';
import { forked } from './ways.ts';

const NOWHERE = { account: undefined, region: undefined };

/** The interfaces of endpoints are told by their description alone. */
export function isOfClientVpn(eni: NetworkInterface): boolean {
  return interfaceType(eni) === 'interface' && /^client ?vpn/i.test(eni.description ?? '');
}

/** What a transit gateway, or the endpoint itself, hands to clients. */
export function arriveAtClients(walk: Walk, id: string): Next {
  return stopAt(walk, id) ?? deliver(walk, { outside: id });
}

function stopAt(walk: Walk, id: string): Next | undefined {
  walk.kinds.add('clientVpn');
  const endpoint = endpointOf(walk.look, id);
  if (endpoint === undefined) return undecided(walk, `Client VPN endpoint ${id} is not in the snapshot`);
  return works(endpoint.status?.code, 'available') ? undefined : drop(walk, `0.6 ${id} is ${endpoint.status?.code}`);
}

function endpointOf(look: Lookups, id: string) {
  return look.snapshot.records.clientVpnEndpoint.find((one) => one.clientVpnEndpointId === id);
}

/** A client sends: authorization, a route of the endpoint, and an interface of it or a transit gateway (8.5). */
export function sendFromClients(walk: Walk, id: string, groups: readonly string[]): Next {
  const stop = stopAt(walk, id);
  if (stop) return stop;
  // Replies belong to conversations that somebody was let open.
  const refused = walk.leg === 'request' ? refusedByRules(walk, id, groups) : undefined;
  if (refused) return refused;
  const transit = endpointOf(walk.look, id)?.transitGatewayConfiguration;
  if (transit?.transitGatewayId) {
    const way = routeOf(walk, id, (one) => one.transitGatewayAttachmentId !== undefined);
    if (way === undefined) return noRoute(walk, id);
    return enterByAttachment(walk, transit.transitGatewayId, 'client-vpn', id);
  }
  const networks = walk.look.snapshot.records.clientVpnTargetNetwork.filter((one) => one.clientVpnEndpointId === id);
  const usable = networks.filter(({ status }) => works(status?.code, 'associated'));
  const subnetIds = present(usable.map(({ targetNetworkId }) => targetNetworkId));
  // CVPN-03: a client lands in one of the subnets and has the routes of that one.
  const isOpen = coverageOf(walk.look.snapshot, 'clientVpnTargetNetwork', NOWHERE) !== 'complete';
  return forked(walk, subnetIds, isOpen, `CVPN-03 ${id} has no subnet`, (branch, subnetId) =>
    landIn(branch, id, subnetId),
  );
}

/** CVPN-02: the longest prefix among the rules decides. */
function refusedByRules(walk: Walk, id: string, groups: readonly string[]): Next | undefined {
  const { look, header } = walk;
  const rules = look.snapshot.records.clientVpnAuthorizationRule.filter(
    (one) => one.clientVpnEndpointId === id && works(one.status?.code, 'active'),
  );
  const covering = rules.flatMap((rule) => {
    const cidr = parseCidr(rule.destinationCidr);
    return cidr && contains(cidr, header.dst) ? [{ rule, length: cidr.length }] : [];
  });
  const top = Math.max(...covering.map(({ length }) => length));
  const deciding = covering.filter(({ length }) => length === top).map(({ rule }) => rule);
  const isSure = coverageOf(look.snapshot, 'clientVpnAuthorizationRule', NOWHERE) === 'complete';
  if (!isSure) return undecided(walk, 'CVPN-02 authorization rules were not all collected');
  if (deciding.some((rule) => rule.accessAll === true || groups.includes(rule.groupId ?? ''))) return undefined;
  if (deciding.length === 0) return drop(walk, 'CVPN-02 no rule');
  return groups.length === 0
    ? undecided(walk, 'CVPN-02 the groups of the user are not stated')
    : drop(walk, 'CVPN-02 rules of other groups');
}

type EndpointRoute = Lookups['snapshot']['records']['clientVpnRoute'][number];

/** CVPN-01: the longest active route of some kind. */
function routeOf({ look, header }: Walk, id: string, is: (one: EndpointRoute) => boolean): EndpointRoute | undefined {
  const able = look.snapshot.records.clientVpnRoute.flatMap((route) => {
    const cidr = parseCidr(route.destinationCidr);
    const isIt = route.clientVpnEndpointId === id && is(route) && works(route.status?.code, 'active');
    return isIt && cidr && contains(cidr, header.dst) ? [{ route, length: cidr.length }] : [];
  });
  return able.sort((a, b) => b.length - a.length)[0]?.route;
}

function noRoute(walk: Walk, id: string): Next {
  const isSure = coverageOf(walk.look.snapshot, 'clientVpnRoute', NOWHERE) === 'complete';
  return isSure ? drop(walk, `CVPN-01 ${id} has no route`) : undecided(walk, 'CVPN-01 routes were not all collected');
}

function landIn(walk: Walk, id: string, subnetId: string): Next {
  const { look, header } = walk;
  const route = routeOf(walk, id, ({ targetSubnet }) => targetSubnet === subnetId || sameWord(targetSubnet, 'local'));
  if (route === undefined) return noRoute(walk, id);
  // A list that was read in part may hold a longer one.
  const isSure = coverageOf(look.snapshot, 'clientVpnRoute', NOWHERE) === 'complete';
  if (!isSure) return undecided(walk, 'CVPN-01 routes were not all collected');
  // CVPN-06: from client to client.
  if (sameWord(route.targetSubnet, 'local')) return deliver(walk, { outside: id });
  const all = look.snapshot.records.networkInterface.filter((eni) => eni.subnetId === subnetId && isOfClientVpn(eni));
  const inUse = all.filter((eni) => notWorking(cloneWalk(walk), eni) === undefined);
  const own = inUse.length > 0 ? inUse : all;
  if (own.length === 0) return undecided(walk, `the interface of ${id} in ${subnetId} is not known`);
  return forked(walk, own, false, 'no interface', (branch, eni) => {
    const main = look.ownAddresses.get(eni)?.find((one) => one.primary && isV6(one.address) === isV6(header.dst));
    if (main === undefined) return drop(branch, 'CVPN-03 no address of this family');
    const refused = notWorking(branch, eni);
    if (refused) return drop(branch, refused);
    const place = placeOf(look, eni, main.address);
    branch.header = bind(branch, place, { ...branch.header, src: main.address }, id);
    branch.identity = identityOf(look, eni); // CVPN-05
    const held = checkGroups(branch, eni, 'egress');
    return held ? drop(branch, held) : { do: 'leave', place };
  });
}
