import type { Code } from '../model/codes.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import { type Family, formatPrefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { associationsTo } from './direct-connect-associations.ts';
import { staticVpnRouteEdits } from './hybrid-edits.ts';
import { isUntold, linkStop } from './hybrid-link-state.ts';
import { type HybridLink, hybridLinks, LINK_TYPES } from './hybrid-links.ts';
import { learned, longestCover, propagatedRoutes } from './learned-routes.ts';
import type { Candidate } from './link-choice.ts';
import { ANYWHERE, type Lookup, type Place } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { siteOf } from './site-settings.ts';
import type { LocalPreference } from './snapshot.ts';

/** A link of a virtual private gateway: its own, or one of a Direct Connect gateway that leads to it. */
export interface GatewayLink {
  readonly link: HybridLink;
  /** The Direct Connect gateway between. */
  readonly through: readonly ComponentId[];
}

export function linksOf(net: Lookup, gateway: ComponentId): readonly GatewayLink[] {
  const links = hybridLinks(net);
  const own = links.of(gateway).map((link) => ({ link, through: [] }));
  const shared = associationsTo(net, gateway).flatMap(({ directConnectGateway, isTransit }) =>
    links
      .of(directConnectGateway)
      .filter(({ id }) => carries(net, id, isTransit))
      .map((link) => ({ link, through: [directConnectGateway] })),
  );
  return [...own, ...shared];
}

/** Private virtual interfaces lead to virtual private gateways, transit ones to transit gateways (DX-02). */
export function carries(net: Lookup, id: ComponentId, isTransit: boolean): boolean {
  const type = net.get('virtualInterface', id)?.virtualInterfaceType?.toLowerCase();
  return type === undefined || (type === 'transit') === isTransit;
}

/** The links by which a gateway knows a destination (VGW-02), down or not. */
export function candidatesTo(
  net: Lookup,
  links: readonly HybridLink[],
  family: Family,
  label: Label,
): readonly Candidate[] {
  return links.flatMap((link): readonly Candidate[] => {
    const { prefixes, basis } = learned(net, link);
    const cover = longestCover(net, prefixes, family, label);
    // What was propagated tells nothing of a link that is yet to be made.
    const mayKnow = basis === 'unstated' || (basis === 'propagated' && isUntold(net, link));
    if (!cover && !mayKnow) return [];
    const isShared = basis === 'propagated' && links.filter((one) => learned(net, one).basis === basis).length > 1;
    const notes: readonly Code[] = !cover || isShared ? ['ASSUMED_BGP_ROUTES'] : [];
    return [
      {
        link,
        length: cover?.length ?? -1,
        rank: rankOf(net, link),
        text: cover ? formatPrefix(cover) : 'what BGP may have told',
        notes,
        stop: linkStop(net, link, family),
      },
    ];
  });
}

const PREFERENCES: readonly LocalPreference[] = ['high', 'medium', 'low'];

/** By type (VGW-03), then by the local preference that the site asks of AWS for a virtual interface: VPN has none (DX-08). */
function rankOf(net: Lookup, link: HybridLink): number {
  const stated = (link.type === 'Direct Connect' && siteOf(net, link.place)?.localPreference) || {};
  const name = link.names.find((one) => Object.hasOwn(stated, one));
  const preference = (name === undefined ? undefined : stated[name]) ?? 'medium';
  return LINK_TYPES.indexOf(link.type) + PREFERENCES.indexOf(preference) / PREFERENCES.length;
}

/** Why a virtual private gateway has no route: it knows none, or the input lacks the links that would tell. */
export function unknownPrefix(net: Lookup, id: ComponentId, family: Family, label: Label): Stop {
  const unread = unreadWay(net, id, family, label);
  if (unread) return unread;
  const text = 'it has learned no route to the destination';
  return {
    ...dropped(id, 'NO_ROUTE_TO_DESTINATION', { component: id, effect: 'blocks', text }),
    mends: () => staticVpnRouteEdits(net, id, family, label),
  };
}

/** What the input lacks that may lead a virtual private gateway to a destination (VGW-02). */
export function unreadWay(net: Lookup, id: ComponentId, family: Family, label: Label): Stop | undefined {
  const listed = propagatedRoutes(net).get(id) ?? [];
  const isListed = longestCover(net, listed, family, label) !== undefined;
  // What is propagated to any table is all that the gateway knows; where nothing is, only its links tell.
  if (listed.length > 0 && !isListed) return undefined;
  const place: Place = net.get('vpnGateway', id) ?? ANYWHERE;
  if (net.coverage('vpnConnection', place) !== 'complete')
    return notCollected(net, id, 'vpnConnection', undefined, place);
  const hasGateways = net.all('directConnectGateway').length > 0;
  const associations = hasGateways ? (['directConnectGatewayAssociation'] as const) : [];
  const kind = (['virtualInterface', 'directConnectGateway', ...associations] as const).find(
    (one) => net.coverage(one, ANYWHERE) !== 'complete',
  );
  return kind && notCollected(net, id, kind, undefined, ANYWHERE);
}
