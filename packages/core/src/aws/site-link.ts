import { INTERNET } from '../model/route.ts';
import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import type { Lookup } from './lookup.ts';

/** Virtual interfaces of one Direct Connect gateway lead to each other where both have SiteLink on (DX-04). */
export function siteLinkPartners(net: Lookup, link: HybridLink): readonly HybridLink[] {
  if (link.type !== 'Direct Connect' || link.gateway === INTERNET || !isEnabled(net, link)) return [];
  return hybridLinks(net)
    .of(link.gateway)
    .filter((other) => other.place !== link.place && isEnabled(net, other));
}

function isEnabled(net: Lookup, { id }: HybridLink): boolean {
  return net.get('virtualInterface', id)?.siteLinkEnabled === true;
}
