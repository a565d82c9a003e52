import type { Branch, Fork, Locus, Step } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { all, eachLabel, linksAlong } from './forwarding.ts';
import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import { alongLinks } from './link-choice.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { notCollected } from './missing.ts';
import type { Behaviour } from './resource-type.ts';
import { siteLinkPartners } from './site-link.ts';
import { enterVpnGateway } from './vpn-gateway-entry.ts';
import { candidatesTo } from './vpn-gateway-links.ts';

/** A VPN connection or virtual interface: packets wait there that come from outside and enter AWS. */
export const hybridLinkBehaviour: Behaviour = {
  forward: (at, to, net) => eachLabel(to, (label, one) => all(one, entering(net, at, label))),
};

function entering(net: Lookup, at: Locus, label: Label): Fork {
  const link = hybridLinks(net).get(at.at) as HybridLink;
  const { gateway } = link;
  const { family } = at;
  if (net.get('vpnGateway', gateway) || net.kindOfId(gateway) === 'vpnGateway') {
    return withSteps(enterVpnGateway(net, gateway, [link.id, gateway], link, family, label), selectorNotes(net, link));
  }
  if (link.type !== 'Direct Connect') return uncollected(net, link);
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

/** AWS lets everything through its tunnels; the customer's device may hold to what both agreed on (VPN-02). */
export function selectorNotes(net: Lookup, { id }: HybridLink): readonly Step[] {
  const { localIpv4NetworkCidr: local, remoteIpv4NetworkCidr: remote } = net.get('vpnConnection', id)?.options ?? {};
  const isNarrow = [local, remote].some((cidr) => cidr !== undefined && cidr !== '0.0.0.0/0');
  return isNarrow ? [{ kind: 'note', code: 'VPN_SELECTORS_NARROW', about: id }] : [];
}

function uncollected(net: Lookup, { id, gateway }: HybridLink): Branch {
  const next = notCollected(net, id, net.kindOfId(gateway) ?? 'transitGateway', gateway, ANYWHERE);
  return { links: [], at: id, steps: [], next };
}

function withSteps(fork: Fork, steps: readonly Step[]): Fork {
  if (steps.length === 0) return fork;
  if ('pick' in fork) return { ...fork, of: fork.of.map((one) => withSteps(one, steps)) };
  return { ...fork, steps: [...steps, ...fork.steps] };
}
