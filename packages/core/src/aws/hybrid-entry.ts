import { type Branch, type ComponentId, type Fork, INTERNET, type Locus, type Stop } from '../model/route.ts';
import type { Family, Prefix } from '../net/address.ts';
import { paintMap } from '../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { all, eachLabel, linksAlong, stopped } from './forwarding.ts';
import { linkStop } from './hybrid-link-state.ts';
import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import { learned } from './learned-routes.ts';
import { alongLinks, passing } from './link-choice.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { Behaviour, Handover } from './resource-type.ts';
import { siteLinkPartners } from './site-link.ts';
import { gatewayFilter } from './source-filters.ts';
import { attachmentOfResource } from './transit-gateway-attachments.ts';
import { enterFromOutside } from './transit-gateway-entry.ts';
import { enterVpnGateway } from './vpn-gateway-entry.ts';
import { candidatesTo } from './vpn-gateway-links.ts';

/** A VPN connection or virtual interface: packets wait there that come from outside and enter AWS. */
export const hybridLinkBehaviour: Behaviour = {
  forward: (at, to, net) => eachLabel(to, (label, one) => all(one, entering(net, at, label))),
  receive(id, from, to, net) {
    const link = hybridLinks(net).get(id);
    return all(
      to,
      link ? leaving(net, link, from, to.family) : stopped(from, linksAlong(net, ...from.chain), gone(net, id)),
    );
  },
  stillTeaches(id, { family }, net) {
    const link = hybridLinks(net).get(id);
    return link === undefined || linkStop(net, link, family)?.kind !== 'dropped';
  },
  advertises: (id, net) => propagatedBy(net, hybridLinks(net).get(id)),
};

/** An attachment is left of a link that is deleted, or that the input lacks. */
function gone(net: Lookup, id: ComponentId): Stop {
  const record = net.get('vpnConnection', id);
  if (!record) return notCollected(net, id, 'transitGatewayConnect', undefined, ANYWHERE);
  const evidence = { component: id, effect: 'blocks' as const, text: `its state is ${record.state}` };
  return dropped(id, 'BAD_STATE_VPN', evidence);
}

/** What a VPN connection propagates to a transit gateway: nothing that is static (VPN-04), nothing while it is down. */
function propagatedBy(net: Lookup, link: HybridLink | undefined): readonly Prefix[] | undefined {
  if (!link) return undefined;
  if (link.type === 'static VPN') return [];
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
  if (gateway === INTERNET) return intoPublicAws(net, link, family);
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

/** AWS takes from a public virtual interface what comes from the public prefixes that were agreed for it. */
function intoPublicAws(net: Lookup, link: HybridLink, family: Family): Branch {
  const layers = learned(net, link).prefixes.flatMap((prefix) =>
    prefix.family === family ? (net.labels[family].rangeOf(prefix) ?? []) : [],
  );
  const admits = paintMap(ADMITS_NOTHING, layers, () => ADMITS_ALL);
  const text = 'the source is none of the public prefixes of the virtual interface';
  const step = gatewayFilter(link.id, 'GATEWAY_REJECTS_SPOOFED_TRAFFIC', admits, 'source', text);
  return { links: linksAlong(net, link.id, INTERNET), steps: [step], next: { at: INTERNET, family } };
}

function intoTransitGateway(net: Lookup, link: HybridLink, family: Family): Branch {
  const { id, gateway } = link;
  const attachment = attachmentOfResource(net, gateway, id);
  if (attachment) {
    return enterFromOutside(
      net,
      attachment,
      { chain: id === attachment.id ? [] : [id], steps: [], why: () => [] },
      family,
    );
  }
  const next = notCollected(net, id, 'transitGatewayAttachment', undefined, ANYWHERE);
  return { links: [], at: id, steps: [], next };
}
