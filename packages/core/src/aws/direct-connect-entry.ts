import type { Branch, ComponentId, Fork, Locus, Stop } from '../model/route.ts';
import type { Family, Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { type Association, announcedBy, associationsOf } from './direct-connect-associations.ts';
import { all, eachLabel, linksAlong, stopped } from './forwarding.ts';
import { allowedPrefixEdits } from './hybrid-edits.ts';
import { linkStop } from './hybrid-link-state.ts';
import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import { learned, longestCover } from './learned-routes.ts';
import { alongLinks } from './link-choice.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { Behaviour, Handover } from './resource-type.ts';
import { works } from './states.ts';
import { attachmentOfResource } from './transit-gateway-attachments.ts';
import { enterFromOutside } from './transit-gateway-entry.ts';
import { enterVpnGateway } from './vpn-gateway-entry.ts';
import { candidatesTo, carries } from './vpn-gateway-links.ts';

/** Leads from virtual interfaces to the gateways it is associated with, and nowhere else (DX-04). */
export const directConnectGatewayBehaviour: Behaviour = {
  forward: (at, to, net) => eachLabel(to, (label, one) => all(one, inward(net, at, label))),
  receive: (id, from, to, net) => eachLabel(to, (label, one) => all(one, outward(net, id, from, label, to.family))),
  stillTeaches(id, prefix, net) {
    const links = transitLinks(net, id);
    const standing = links.filter((link) => !isDown(net, link, prefix.family));
    // What is perhaps up may teach anything; the rest was taught by what is down, where others are known not to.
    if (standing.length === links.length || standing.some((link) => linkStop(net, link, prefix.family))) return true;
    const isTaught = ({ bits, length }: Prefix) => bits === prefix.bits && length === prefix.length;
    return standing.length > 0 && propagatedBy(net, standing)?.some(isTaught) !== false;
  },
  advertises: (id, net) => propagatedBy(net, transitLinks(net, id)),
};

function transitLinks(net: Lookup, id: ComponentId): readonly HybridLink[] {
  return hybridLinks(net)
    .of(id)
    .filter((link) => carries(net, link.id, true));
}

/** What Direct Connect propagates to a transit gateway: what is learned over virtual interfaces that work. */
function propagatedBy(net: Lookup, links: readonly HybridLink[]): readonly Prefix[] | undefined {
  if (links.length === 0 && net.coverage('virtualInterface', ANYWHERE) !== 'complete') return undefined;
  const standing = links.filter((link) => !isDown(net, link, 4) || !isDown(net, link, 6));
  const told = standing.map((link) => ({ link, ...learned(net, link) }));
  if (told.some(({ basis }) => basis === 'unstated')) return undefined;
  return told.flatMap(({ link, prefixes }) => prefixes.filter(({ family }) => !isDown(net, link, family)));
}

function isDown(net: Lookup, link: HybridLink, family: Family): boolean {
  return linkStop(net, link, family)?.kind === 'dropped';
}

/** From a transit gateway to the virtual interface over which the longest prefix was learned. */
function outward(net: Lookup, id: ComponentId, from: Handover, label: Label, family: Family): Fork {
  const state = net.get('directConnectGateway', id)?.directConnectGatewayState;
  const blocks = (text: string) => ({ component: id, effect: 'blocks' as const, text });
  const stopHere = (next: Stop) => stopped(from, linksAlong(net, ...from.chain, id), next);
  if (!works(state, 'available')) return stopHere(dropped(id, 'BAD_STATE', blocks(`its state is ${state}`)));
  const candidates = candidatesTo(net, transitLinks(net, id), family, label);
  if (candidates.length > 0) {
    return alongLinks(net, id, candidates, from.why(), ({ link }) => ({
      chain: [...from.chain, id, ...link.outward],
      steps: from.steps,
      next: { kind: 'arrival', at: link.place, replies: { at: link.place, family } },
    }));
  }
  if (net.coverage('virtualInterface', ANYWHERE) !== 'complete') {
    return stopHere(notCollected(net, id, 'virtualInterface', undefined, ANYWHERE));
  }
  return stopHere(dropped(id, 'NO_ROUTE_TO_DESTINATION', blocks('it has learned no route to the destination')));
}

function inward(net: Lookup, at: Locus, label: Label): Fork {
  const id = at.at;
  const state = net.get('directConnectGateway', id)?.directConnectGatewayState;
  const blocks = (text: string) => ({ component: id, effect: 'blocks' as const, text });
  if (!works(state, 'available')) return stop(dropped(id, 'BAD_STATE', blocks(`its state is ${state}`)));
  const one = associationTo(net, at, label);
  if (one && !one.isTransit) return enterVpnGateway(net, one.gateway, [id, one.gateway], undefined, at.family, label);
  if (one) {
    const attachment = attachmentOfResource(net, one.gateway, id);
    return attachment
      ? enterFromOutside(net, attachment, { chain: [id], steps: [], why: () => [] }, at.family)
      : stop(notCollected(net, id, 'transitGatewayAttachment', undefined, one));
  }
  if (net.coverage('directConnectGatewayAssociation', ANYWHERE) !== 'complete') {
    return stop(notCollected(net, id, 'directConnectGatewayAssociation', id, ANYWHERE));
  }
  return stop({
    ...dropped(id, 'NOT_ADVERTISED', blocks('none of its associations announces the destination')),
    mends: () => allowedPrefixEdits(net, id, at.family, label),
  });
}

/** The association that announces the longest prefix; one whose VPC was not read may be meant where none does. */
export function associationTo(net: Lookup, { at, family }: Locus, label: Label): Association | undefined {
  const found = associationsOf(net, at).map((one) => {
    const prefixes = announcedBy(net, one, family);
    return { one, length: prefixes ? longestCover(net, prefixes, family, label)?.length : -1 };
  });
  const [best] = found
    .flatMap(({ one, length }) => (length === undefined ? [] : [{ one, length }]))
    .sort((a, b) => b.length - a.length);
  return best?.one;
}

function stop(next: Branch['next']): Branch {
  return { links: [], steps: [], next };
}
