import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import type { Lookup } from './lookup.ts';

/**
 * The links to whose sites a virtual private gateway leads what comes in by `link` (VGW-07, VPN CloudHub): both speak
 * BGP, by ASNs of their own. A Direct Connect gateway between keeps its sites out (DX-04).
 */
export function cloudHubPartners(net: Lookup, link: HybridLink): readonly HybridLink[] {
  if (link.type === 'static VPN' || !net.get('vpnGateway', link.gateway)) return [];
  return (
    hybridLinks(net)
      .of(link.gateway)
      .filter((other) => other.type !== 'static VPN' && other.place !== link.place)
      // What comes back with one's own ASN in its path is a loop to BGP.
      .filter((other) => other.asn === undefined || link.asn === undefined || other.asn !== link.asn)
  );
}
