import { clientsOf, endpointOfClients } from '../aws/client-vpn-clients.ts';
import { hybridLinks } from '../aws/hybrid-links.ts';
import { isPlace, mayHave, placesWith, prefixesOf } from '../aws/site.ts';
import { attachmentOf } from '../aws/transit-gateway-attachments.ts';
import { linksOf } from '../aws/vpn-gateway-links.ts';
import type { Network } from '../engine/network.ts';
import { nothingSelected } from '../model/question-error.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { type Family, parsePrefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { type AddressRange, labelsIn, rangeOf } from './address-range.ts';
import type { SiteEnd } from './end.ts';
import { askedOf, isOutside, type Sender, type Target } from './positions.ts';

/** Clients of a Client VPN endpoint; `as`: users of these groups. */
export function clientEnds(network: Network, id: ComponentId, as?: string): readonly SiteEnd[] | undefined {
  const endpoint = network.get('clientVpnEndpoint', id) ?? endpointOfClients(network, id);
  if (!endpoint?.clientVpnEndpointId) return undefined;
  const prefix = parsePrefix(endpoint.clientCidrBlock ?? '');
  const at = clientsOf(endpoint.clientVpnEndpointId);
  return [{ kind: 'site', at, ranges: prefix ? [rangeOf(prefix)] : [], isWhole: true, ...(as ? { as } : {}) }];
}

/** A site by its name, or the places behind a customer gateway, a link, or a gateway of AWS that links end at. */
export function siteEnds(network: Network, id: ComponentId): readonly SiteEnd[] | undefined {
  const clients = clientEnds(network, id);
  if (clients) return clients;
  const places = isPlace(network, id) ? [id] : placesBehind(network, id);
  if (places.length === 0) return undefined;
  return places.map((at) => ({ kind: 'site', at, ranges: prefixesOf(network, at).map(rangeOf), isWhole: true }));
}

/** All places behind VPN, Direct Connect and Client VPN whose addresses something tells. */
export function knownSites(network: Network): readonly SiteEnd[] {
  const users = network.all('clientVpnEndpoint').flatMap(({ clientVpnEndpointId: id }) => id ?? []);
  const all = [...hybridLinks(network).places, ...users].flatMap((place) => siteEnds(network, place) ?? []);
  return all.filter(({ ranges }) => ranges.length > 0);
}

function placesBehind(network: Network, id: ComponentId): readonly ComponentId[] {
  const attached = attachmentOf(network, id)?.resourceId;
  if (attached && attached !== id) return placesBehind(network, attached);
  const links = hybridLinks(network);
  const own = links.get(id);
  const all = own ? [own] : [...links.of(id), ...linksOf(network, id).map(({ link }) => link)];
  if (all.length === 0 && isPlace(network, `onprem:${id}`)) return [`onprem:${id}`];
  return [...new Set(all.map(({ place }) => place))].sort();
}

export function siteSenders(network: Network, { at, ranges, as }: SiteEnd, text: string): readonly Sender[] {
  checkKnown(ranges, at, text);
  const senders = ranges.flatMap((range) =>
    labelsIn(network, range).map((label) => senderAt(network, at, range, label)),
  );
  return as ? senders.map((sender) => ({ ...sender, from: { ...sender.from, as } })) : senders;
}

/** Sites that have addresses of a range; several that have the same one answer for one another. */
export function siteSendersIn(network: Network, range: AddressRange): readonly Sender[] {
  const { family } = range.prefix;
  return labelsIn(network, range).flatMap((label) => {
    return placesWith(network, family, label).map((at) => ({
      ...senderAt(network, at, range, label),
      host: `site ${family} ${label}`,
      place: '',
    }));
  });
}

function senderAt(network: Network, at: ComponentId, range: AddressRange, source: Label): Sender {
  const { family } = range.prefix;
  const from = { at, family };
  return {
    host: `${at} ${family} ${source}`,
    place: at,
    end: at,
    from,
    family,
    source,
    ...askedOf(network, range, source),
  };
}

/** Packets must end at the place that was named, or at another name of what may be the same. */
export function siteTargets(network: Network, { at, ranges }: SiteEnd): readonly Target[] {
  checkKnown(ranges, at, at);
  return ranges.flatMap((range) => {
    const { family } = range.prefix;
    return labelsIn(network, range).map((to) => {
      const ends = [at, ...sameAs(network, at, family, to)];
      return { host: `${at} ${family} ${to}`, place: at, family, to, ...askedOf(network, range, to), ends };
    });
  });
}

function sameAs(network: Network, at: ComponentId, family: Family, label: Label): readonly ComponentId[] {
  const isPublic = network.behaviour(INTERNET)?.isSameAs?.(INTERNET, at, label, family, network) ?? false;
  const outside = isPublic && isOutside(network, family, label) ? [INTERNET] : [];
  const isMeant = mayHave(network, at, family, label);
  const others = hybridLinks(network).places.filter(
    (place) => isMeant && place !== at && mayHave(network, place, family, label),
  );
  return [...others, ...outside];
}

function checkKnown(ranges: readonly AddressRange[], at: ComponentId, text: string): void {
  if (ranges.length > 0) return;
  throw nothingSelected(
    text,
    `Nothing tells which addresses are at ${at}: name one (${at}/10.9.0.5), or state its prefixes in hopwise.yaml (sites).`,
  );
}
