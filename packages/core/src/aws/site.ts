import { type ComponentId, type Fork, INTERNET, type Locus, type Stop } from '../model/route.ts';
import { type Family, formatPrefix, type Prefix, parsePrefix } from '../net/address.ts';
import { type AddressMap, paintMap, valueAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { advertisedTo } from './advertised-routes.ts';
import { all, eachLabel } from './forwarding.ts';
import { announcementEdits } from './hybrid-edits.ts';
import { linkStop } from './hybrid-link-state.ts';
import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import { hasStated, learned, longestCover } from './learned-routes.ts';
import { alongLinks, type Candidate } from './link-choice.ts';
import { ANYWHERE, derived, derivedBy, type Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { Behaviour } from './resource-type.ts';
import { siteOf } from './site-settings.ts';

/** A place outside AWS: what it does inside is assumed to be permissive (RET-10, VPN-08). */
export const siteBehaviour: Behaviour = {
  forward: (at, to, net) => eachLabel(to, (label, one) => all(one, outward(net, at, label))),
  arrive: () => 'end',
  likeness: (at) => at,
  isSameAs: (at, other, address, family, net) =>
    isPlace(net, other) && mayHave(net, at, family, address) && mayHave(net, other, family, address),
};

export function isPlace(net: Lookup, id: ComponentId): boolean {
  return hybridLinks(net).isPlace(id);
}

/** The prefixes that are at a place, as far as they are stated or told to AWS. */
export const prefixesOf: (net: Lookup, place: ComponentId) => readonly Prefix[] = derivedBy((net, place) => {
  const stated = (siteOf(net, place)?.prefixes ?? []).flatMap((text) => parsePrefix(text) ?? []);
  const told = hybridLinks(net)
    .at(place)
    // What a public virtual interface may announce was agreed for it, whatever else is at the site.
    .filter((link) => stated.length === 0 || link.gateway === INTERNET)
    .flatMap((link) => learned(net, link).prefixes);
  return [...new Map([...stated, ...told].map((prefix) => [formatPrefix(prefix), prefix])).values()];
});

/** The places that have an address: those that say so by the longest prefix. */
export function placesWith(net: Lookup, family: Family, address: Label): readonly ComponentId[] {
  const { map, sets } = placesByAddress(net)[family];
  return sets[valueAt(map, address)]?.places ?? [];
}

interface PlaceSet {
  readonly length: number;
  readonly places: readonly ComponentId[];
}

const placesByAddress = derived(
  (net): { readonly [F in Family]: { readonly map: AddressMap; readonly sets: readonly PlaceSet[] } } => {
    const paint = (family: Family) => {
      const layers = hybridLinks(net).places.flatMap((place) =>
        prefixesOf(net, place).flatMap((prefix) => {
          // A default route says where packets go, not who has an address.
          const range = prefix.family === family && prefix.length > 0 ? net.labels[family].rangeOf(prefix) : null;
          return range ? [{ ...range, place, length: prefix.length }] : [];
        }),
      );
      layers.sort((a, b) => a.length - b.length);
      const sets: PlaceSet[] = [{ length: 0, places: [] }];
      const map = paintMap(0, layers, (below, { place, length }) => {
        const known = sets[below] as PlaceSet;
        return sets.push({ length, places: known.length === length ? [...known.places, place] : [place] }) - 1;
      });
      return { map, sets };
    };
    return { 4: paint(4), 6: paint(6) };
  },
);

/** Whether an address may be at a place: stated, or told to AWS by one of its links, or not known at all. */
export function mayHave(net: Lookup, place: ComponentId, family: Family, address: Label): boolean {
  if (longestCover(net, prefixesOf(net, place), family, address)) return true;
  const isOpen = (siteOf(net, place)?.prefixes.length ?? 0) === 0;
  return (
    isOpen &&
    hybridLinks(net)
      .at(place)
      .some((link) => learned(net, link).basis === 'unstated')
  );
}

/** By the link that is told the longest prefix; among equals by the site's own preference, else Direct Connect first. */
function outward(net: Lookup, at: Locus, label: Label): Fork {
  const place = at.at;
  if (hasStated(net, place, at.family, label)) {
    return { links: [], at: place, steps: [], next: { kind: 'arrival', at: place, replies: at } };
  }
  const candidates = hybridLinks(net)
    .at(place)
    .flatMap((link) => candidateBy(net, link, at, label) ?? []);
  if (candidates.length === 0) return { links: [], at: place, steps: [], next: nowhere(net, at, label) };
  return alongLinks(net, place, noted(net, place, candidates), [], ({ link }) => ({
    chain: [...link.outward].reverse(),
    steps: [],
    next: { at: link.id, family: at.family },
  }));
}

function candidateBy(net: Lookup, link: HybridLink, at: Locus, label: Label): Candidate | undefined {
  const told = advertisedTo(net, link, at.family, label);
  if (!told) return undefined;
  const { prefers = [] } = siteOf(net, at.at) ?? {};
  const preferred = prefers.findIndex((name) => link.names.includes(name));
  const usual = link.type === 'Direct Connect' ? 0 : 1;
  return {
    link,
    length: told.length,
    rank: preferred >= 0 ? preferred - prefers.length : usual,
    text: told.text,
    notes: told.notes,
    stop: linkStop(net, link, at.family) ?? told.stop,
  };
}

/** That a site prefers Direct Connect is assumed where it could use both and does not say (HYB-04). */
function noted(net: Lookup, place: ComponentId, candidates: readonly Candidate[]): readonly Candidate[] {
  const working = candidates.filter(({ stop }) => stop === undefined);
  const longest = Math.max(...working.map(({ length }) => length));
  const types = new Set(
    working.filter(({ length }) => length === longest).map(({ link }) => link.type === 'Direct Connect'),
  );
  if (types.size < 2 || (siteOf(net, place)?.prefers.length ?? 0) > 0) return candidates;
  return candidates.map((one) => ({ ...one, notes: [...one.notes, 'ASSUMED_SITE_PREFERENCE'] }));
}

function nowhere(net: Lookup, { at: place, family }: Locus, label: Label): Stop {
  for (const kind of ['vpnConnection', 'virtualInterface'] as const) {
    if (net.coverage(kind, ANYWHERE) !== 'complete') return notCollected(net, place, kind, undefined, ANYWHERE);
  }
  const text = 'no link of the site is told of the destination';
  return {
    ...dropped(place, 'NOT_ADVERTISED', { component: place, effect: 'blocks', text }),
    mends: () => announcementEdits(net, place, family, label),
  };
}
