import type { Evidence } from '../model/evidence.ts';
import type { Branch, ComponentId, Fork, Locus, Stop } from '../model/route.ts';
import { type Family, parsePrefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { authorization } from './client-vpn-authorization.ts';
import { clientRouteEdit, routeName } from './client-vpn-edits.ts';
import { all, eachLabel, linksAlong } from './forwarding.ts';
import { longestCover } from './learned-routes.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Behaviour } from './resource-type.ts';
import { works } from './states.ts';
import { attachmentOf } from './transit-gateway-attachments.ts';
import { enterFromOutside } from './transit-gateway-entry.ts';

const CLIENTS = '/clients';
/** The target of routes between clients (CVPN-06). */
const LOCAL = 'local';

type Endpoint = RecordOfKind<'clientVpnEndpoint'>;

/** The place where the clients of an endpoint are. */
export function clientsOf(endpointId: ComponentId): ComponentId {
  return `${endpointId}${CLIENTS}`;
}

export function endpointOfClients(net: Lookup, place: ComponentId): Endpoint | undefined {
  return place.endsWith(CLIENTS) ? net.get('clientVpnEndpoint', place.slice(0, -CLIENTS.length)) : undefined;
}

/** The clients of a Client VPN endpoint: what they send is authorized, then routed by the endpoint (CVPN-01). */
export const clientsBehaviour: Behaviour = {
  forward: (at, to, net) => eachLabel(to, (label, one) => all(one, sending(net, at, label))),
  arrive: () => 'end',
  likeness: (at) => at,
};

function sending(net: Lookup, at: Locus, label: Label): Fork {
  const endpoint = endpointOfClients(net, at.at) as Endpoint;
  const id = endpoint.clientVpnEndpointId as string;
  const links = linksAlong(net, at.at, id);
  const stop = (next: Stop): Branch => ({ links, steps: [], next });
  if (!works(endpoint.status?.code, 'available')) {
    const text = `its state is ${endpoint.status?.code}`;
    return stop(dropped(id, 'BAD_STATE', { component: id, effect: 'blocks', text }));
  }
  const allowed = authorization(net, endpoint, at.as, at.family, label);
  if ('kind' in allowed) return stop(allowed);
  const onward = routed(net, endpoint, at.family, label);
  if ('kind' in onward) return stop(onward);
  const branches = onward.map((one): Branch => {
    if ('kind' in one) return stop(one);
    const branch = sendBy(net, endpoint, one.target, at);
    return { ...branch, steps: [...allowed.steps, ...branch.steps], why: () => [allowed.evidence, one.evidence] };
  });
  const [only] = branches;
  return only && branches.length === 1 ? only : { pick: 'aws', choice: id, code: 'UNEQUAL_PATHS', of: branches };
}

function sendBy(net: Lookup, endpoint: Endpoint, target: string, { at, family }: Locus): Branch {
  const id = endpoint.clientVpnEndpointId as string;
  const links = linksAlong(net, at, id);
  if (target === LOCAL) {
    const next: Branch['next'] = { kind: 'arrival', at, replies: { at, family } };
    return { links: [...links, net.link(id, at)], steps: [], next };
  }
  const attachment = attachmentOf(net, target);
  if (attachment) return enterFromOutside(net, attachment, { chain: [at, id], steps: [], why: () => [] }, family);
  if (net.kindOfId(target) !== 'subnet') {
    const next = notCollected(net, id, 'transitGatewayAttachment', target, endpoint);
    return { links, steps: [], next };
  }
  return { links, steps: [], next: { kind: 'arrival', at: id, replies: { at: id, family, via: target } } };
}

interface Target {
  readonly target: string;
  readonly evidence: Evidence;
}

/**
 * The targets of the longest route, for each network a client may have landed in: it uses the routes of that one alone
 * (CVPN-03). A stop in the place of a target: a network without a route.
 */
function routed(net: Lookup, endpoint: Endpoint, family: Family, label: Label): Stop | readonly (Target | Stop)[] {
  const id = endpoint.clientVpnEndpointId as string;
  if (net.coverage('clientVpnRoute', endpoint) !== 'complete')
    return notCollected(net, id, 'clientVpnRoute', id, endpoint);
  const routes = net
    .all('clientVpnRoute')
    .filter((route) => route.clientVpnEndpointId === id && works(route.status?.code, 'active'))
    .flatMap((route) => {
      const prefix = parsePrefix(route.destinationCidr ?? '');
      const cover = prefix && longestCover(net, [prefix], family, label);
      const target = route.targetSubnet ?? route.transitGatewayAttachmentId;
      const evidence: Evidence = { component: id, effect: 'routes', rule: routeName(route), text: routeName(route) };
      return cover && target ? [{ target, cover, evidence }] : [];
    })
    .sort((a, b) => b.cover.length - a.cover.length);
  const decided = routes[0]?.cover;
  const lacking = (...subnetIds: readonly string[]): Stop => ({
    ...noRoute(id),
    mends: () => (subnetIds.length > 0 ? [clientRouteEdit(net, endpoint, { family, label, decided }, subnetIds)] : []),
  });
  if (routes.length === 0) return lacking(...associatedSubnets(net, id));
  const shared = routes.find(
    ({ target, cover }) => cover.length === decided?.length && net.kindOfId(target) !== 'subnet',
  );
  if (shared) return [shared];
  if (net.coverage('clientVpnTargetNetwork', endpoint) !== 'complete')
    return notCollected(net, id, 'clientVpnTargetNetwork', id, endpoint);
  const landed = associatedSubnets(net, id);
  if (landed.length === 0) return lacking();
  return landed.map((subnetId) => routes.find(({ target }) => target === subnetId) ?? lacking(subnetId));
}

function noRoute(id: ComponentId): Stop {
  const text = 'no route of the endpoint covers the destination';
  return dropped(id, 'NO_ROUTE_TO_DESTINATION', { component: id, effect: 'blocks', text });
}

/** The subnets in which clients land. */
export function associatedSubnets(net: Lookup, id: ComponentId): readonly string[] {
  const own = net
    .all('clientVpnTargetNetwork')
    .filter((one) => one.clientVpnEndpointId === id && works(one.status?.code, 'associated'));
  return [...new Set(own.flatMap(({ targetNetworkId }) => targetNetworkId ?? []))].sort();
}
