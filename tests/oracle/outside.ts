import { isV6 } from './addresses.ts';
import type { Attachment } from './attachments.ts';
import { arriveAtClients, sendFromClients } from './client-vpn.ts';
import { associationsOf, leaveByDirectConnectGateway } from './direct-connect.ts';
import { linkCalled, stateOf } from './links.ts';
import { drop, type Next, type Outside, undecided, type Walk } from './packet.ts';
import { arriveAtSite, sendFromSite } from './sites.ts';

export const SITE = 'onprem:';

/** Whoever is outside sends: a site by what it is told, clients by their endpoint. */
export function startOutside(walk: Walk, { outside }: Outside): Next {
  return outside.startsWith(SITE) ? sendFromSite(walk, outside.slice(SITE.length)) : sendFromClients(walk, outside, []);
}

/** A route of a transit gateway leads outside AWS. */
export function leaveOutside(walk: Walk, { type, resourceId = '', gatewayId }: Attachment): Next {
  walk.identity = undefined; // ID-06
  if (type === 'client-vpn') return arriveAtClients(walk, resourceId);
  if (type === 'vpn') {
    const link = linkCalled(walk.look, resourceId);
    if (link === undefined) return undecided(walk, `${resourceId} is not in the snapshot`);
    const state = stateOf(walk.look, link, isV6(walk.header.dst));
    if (state === 'unknown') return undecided(walk, `VPN-01 whether ${resourceId} is up is not known`);
    return state === 'up' ? arriveAtSite(walk, link) : drop(walk, `VPN-01 ${resourceId} is down`);
  }
  const isJoined = associationsOf(walk.look, resourceId).some((one) => one.gatewayId === gatewayId);
  if (!isJoined) return undecided(walk, `DX-03 no association of ${resourceId} with ${gatewayId} is known`);
  return leaveByDirectConnectGateway(walk, resourceId, true);
}
