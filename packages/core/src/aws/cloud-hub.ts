import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import type { Candidate } from './link-choice.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { notCollected } from './missing.ts';
import { works } from './states.ts';
import { candidatesTo } from './vpn-gateway-links.ts';

/**
 * The links to whose sites a virtual private gateway leads what comes in by `link` (VGW-07, VPN CloudHub): both speak
 * BGP, by ASNs of their own. A Direct Connect gateway between keeps its sites out (DX-04).
 */
export function cloudHub(net: Lookup, link: HybridLink, family: Family, label: Label): readonly Candidate[] {
  const gateway = net.get('vpnGateway', link.gateway);
  if (link.type === 'static VPN' || !gateway) return [];
  const partners = hybridLinks(net)
    .of(link.gateway)
    .filter((other) => other.type !== 'static VPN' && other.place !== link.place)
    // What comes back with one's own ASN in its path is a loop to BGP.
    .filter((other) => other.asn === undefined || other.asn !== link.asn);
  return candidatesTo(net, partners, family, label).map((candidate) => {
    const unread = [link, candidate.link].find(({ type, asn }) => type === 'BGP VPN' && asn === undefined);
    const router = unread?.names.find((name) => net.kindOfId(name) === 'customerGateway');
    const doubt = unread && notCollected(net, unread.id, 'customerGateway', router, ANYWHERE);
    const stop = candidate.stop ?? doubt;
    // A gateway that does not work drops what comes in, whatever is behind it.
    const isOpen = stop?.kind !== 'unknown' || works(gateway.state, 'available');
    return { ...candidate, stop: isOpen ? stop : undefined };
  });
}
