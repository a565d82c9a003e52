import { type ComponentId, INTERNET } from '../model/route.ts';
import { formatPrefix, type Prefix, parsePrefix } from '../net/address.ts';
import { associationsOf } from './direct-connect-associations.ts';
import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import { derived, derivedBy, type Lookup } from './lookup.ts';
import { siteOf, statedAnnouncements } from './site-settings.ts';
import { works } from './states.ts';

/** What a gateway of AWS learns from a place outside over one link. */
export interface Learned {
  readonly prefixes: readonly Prefix[];
  /** Where from: routes of a static VPN, the owner's statement, what is propagated to route tables, or nothing known. */
  readonly basis: 'static' | 'stated' | 'propagated' | 'unstated';
}

const NOTHING: Learned = { prefixes: [], basis: 'static' };

/**
 * No API shows what is learned over BGP (VPN-03): the owner states it, or propagated routes of route tables tell that
 * some link of the gateway has it.
 */
export function learned(net: Lookup, link: HybridLink): Learned {
  return learnedByLink(net).get(link.id) ?? NOTHING;
}

const learnedByLink = derived((net) => {
  const links = hybridLinks(net);
  const all = links.places.flatMap((place) => links.at(place));
  return new Map(all.map((link) => [link.id, learn(net, link)]));
});

function learn(net: Lookup, link: HybridLink): Learned {
  if (link.type === 'static VPN') return { prefixes: staticPrefixes(net, link.id), basis: 'static' };
  const { routeFilterPrefixes } = net.get('virtualInterface', link.id) ?? {};
  if (link.gateway === INTERNET) {
    return {
      prefixes: (routeFilterPrefixes ?? []).flatMap((one) => parsePrefix(one?.cidr ?? '') ?? []),
      basis: 'stated',
    };
  }
  const stated = statedAnnouncements(net, link.place, link.names);
  if (stated) return { prefixes: stated, basis: 'stated' };
  if (acceptsNothing(net, link.id)) return NOTHING;
  const propagated = [
    ...gatewaysBehind(net, link.gateway).flatMap((gateway) => unexplained(net, gateway)),
    ...(transitRoutes(net).get(link.id) ?? transitRoutes(net).get(link.gateway) ?? []),
  ];
  return propagated.length > 0 ? { prefixes: propagated, basis: 'propagated' } : { prefixes: [], basis: 'unstated' };
}

function staticPrefixes(net: Lookup, id: ComponentId): readonly Prefix[] {
  const routes = net.get('vpnConnection', id)?.routes ?? [];
  return routes.flatMap((route) =>
    works(route?.state, 'available') ? (parsePrefix(route?.destinationCidrBlock ?? '') ?? []) : [],
  );
}

/** Every tunnel that is up counts what it has accepted, and that is nothing. */
function acceptsNothing(net: Lookup, id: ComponentId): boolean {
  const up = (net.get('vpnConnection', id)?.vgwTelemetry ?? []).filter((tunnel) => works(tunnel?.status, 'up'));
  return up.length > 0 && up.every((tunnel) => tunnel?.acceptedRouteCount === 0);
}

/** The virtual private gateways that learn from a link: the one it ends at, or those of its Direct Connect gateway. */
function gatewaysBehind(net: Lookup, gateway: ComponentId): readonly ComponentId[] {
  const associated = associationsOf(net, gateway).map((one) => one.gateway);
  return associated.length > 0 ? associated : [gateway];
}

/** The propagated routes of a virtual private gateway that no static VPN explains. */
const unexplained = derivedBy((net, gateway): readonly Prefix[] => {
  const fixed = hybridLinks(net)
    .of(gateway)
    .filter(({ type }) => type === 'static VPN');
  const explained = new Set(fixed.flatMap((link) => staticPrefixes(net, link.id)).map(formatPrefix));
  return (propagatedRoutes(net).get(gateway) ?? []).filter((prefix) => !explained.has(formatPrefix(prefix)));
});

/** By virtual private gateway: what route tables list as propagated from it, which is all that it knows (RT-14). */
export const propagatedRoutes = derived((net): ReadonlyMap<ComponentId, readonly Prefix[]> => {
  const found = new Map<ComponentId, Prefix[]>();
  for (const route of net.all('routeTable').flatMap(({ routes }) => routes)) {
    const prefix = parsePrefix(route?.destinationCidrBlock ?? route?.destinationIpv6CidrBlock ?? '');
    if (!prefix || !route?.gatewayId || route.origin !== 'EnableVgwRoutePropagation') continue;
    found.set(route.gatewayId, [...(found.get(route.gatewayId) ?? []), prefix]);
  }
  return found;
});

/** By VPN connection, Direct Connect gateway or Connect attachment: what tables of transit gateways list as propagated from it. */
const transitRoutes = derived((net) => {
  const found = new Map<ComponentId, Prefix[]>();
  for (const route of net.all('transitGatewayRoutes').flatMap(({ routes }) => routes)) {
    const prefix = parsePrefix(route?.destinationCidrBlock ?? '');
    if (!prefix || route?.type?.toLowerCase() !== 'propagated') continue;
    for (const to of route.transitGatewayAttachments) {
      const isConnect = to?.resourceType?.toLowerCase() === 'connect';
      const from = isConnect ? to?.transitGatewayAttachmentId : to?.resourceId;
      if (from) found.set(from, [...(found.get(from) ?? []), prefix]);
    }
  }
  return found;
});

/** Whether the owner says that an address is at a site. */
export function hasStated(net: Lookup, place: ComponentId, family: Prefix['family'], address: number): boolean {
  const prefixes = (siteOf(net, place)?.prefixes ?? []).flatMap((text) => parsePrefix(text) ?? []);
  return longestCover(net, prefixes, family, address) !== undefined;
}

/** The longest prefix that covers the addresses of a label. */
export function longestCover(
  net: Lookup,
  prefixes: readonly Prefix[],
  family: Prefix['family'],
  label: number,
): Prefix | undefined {
  let longest: Prefix | undefined;
  for (const prefix of prefixes) {
    if (prefix.family !== family || prefix.length <= (longest?.length ?? -1)) continue;
    const range = net.labels[family].rangeOf(prefix);
    if (range && range.from <= label && label < range.to) longest = prefix;
  }
  return longest;
}
