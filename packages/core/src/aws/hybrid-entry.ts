import type { Branch, Fork, Locus } from '../model/route.ts';
import type { Family, Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { all, eachLabel, linksAlong } from './forwarding.ts';
import { linkStop } from './hybrid-link-state.ts';
import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import { learned } from './learned-routes.ts';
import { alongLinks, passing } from './link-choice.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { notCollected } from './missing.ts';
import type { Behaviour, Handover } from './resource-type.ts';
import { siteLinkPartners } from './site-link.ts';
import { attachmentOfResource } from './transit-gateway-attachments.ts';
import { enterFromOutside } from './transit-gateway-forwarding.ts';
import { enterVpnGateway } from './vpn-gateway-entry.ts';
import { candidatesTo } from './vpn-gateway-links.ts';

/** A VPN connection or virtual interface: packets wait there that come from outside and enter AWS. */
export const hybridLinkBehaviour: Behaviour = {
  forward: (at, to, net) => eachLabel(to, (label, one) => all(one, entering(net, at, label))),
  receive: (id, from, to, net) => all(to, leaving(net, hybridLinks(net).get(id) as HybridLink, from, to.family)),
  isUp: (id, family, net) => linkStop(net, hybridLinks(net).get(id) as HybridLink, family)?.kind !== 'dropped',
  advertises: (id, net) => propagatedBy(net, hybridLinks(net).get(id)),
};

/** What a VPN connection propagates to a transit gateway: nothing that is static (VPN-04), nothing while it is down. */
function propagatedBy(net: Lookup, link: HybridLink | undefined): readonly Prefix[] | undefined {
  if (!link || link.type === 'static VPN') return [];
  const { prefixes, basis } = learned(net, link);
  const carried = prefixes.filter(({ family }) => linkStop(net, link, family)?.kind !== 'dropped');
  return basis === 'unstated' ? undefined : carried;
}

/** From a transit gateway's attachment to the place outside. */
function leaving(net: Lookup, link: HybridLink, from: Handover, family: Family): Branch {
  const { place } = link;
  const stop = linkStop(net, link, family);
  return {
    links: linksAlong(net, ...from.chain, ...(stop ? [link.id] : link.outward)),
    steps: [...from.steps, ...passing(net, link)],
    next: stop ?? { kind: 'arrival', at: place, replies: { at: place, family } },
    why: from.why,
  };
}

function entering(net: Lookup, at: Locus, label: Label): Fork {
  const link = hybridLinks(net).get(at.at) as HybridLink;
  const { gateway } = link;
  const { family } = at;
  if (net.get('vpnGateway', gateway) || net.kindOfId(gateway) === 'vpnGateway') {
    return enterVpnGateway(net, gateway, [link.id, gateway], link, family, label);
  }
  if (link.type !== 'Direct Connect') return intoTransitGateway(net, link, family);
  const across = candidatesTo(net, siteLinkPartners(net, link), family, label);
  if (across.length > 0) {
    return alongLinks(net, gateway, across, [], (candidate) => ({
      chain: [link.id, gateway, ...candidate.link.outward],
      steps: [],
      next: { kind: 'arrival', at: candidate.link.place, replies: { at: candidate.link.place, family } },
    }));
  }
  return { links: linksAlong(net, link.id, gateway), steps: [], next: { at: gateway, family } };
}

function intoTransitGateway(net: Lookup, link: HybridLink, family: Family): Branch {
  const { id, gateway } = link;
  const attachment = attachmentOfResource(net, gateway, id);
  if (attachment) {
    return enterFromOutside(net, attachment, { chain: [id], steps: [], why: () => [] }, family);
  }
  const next = notCollected(net, id, 'transitGatewayAttachment', undefined, ANYWHERE);
  return { links: [], at: id, steps: [], next };
}
