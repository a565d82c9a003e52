import type { ComponentId } from '../model/route.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import type { Lookup } from './lookup.ts';
import type { Settings, Site } from './snapshot.ts';

const SITE = 'onprem:';

/** What the settings say of a place outside; nothing of places that only records tell of. */
export function siteOf(net: Lookup, place: ComponentId): Site | undefined {
  return place.startsWith(SITE) ? net.snapshot.settings.sites[place.slice(SITE.length)] : undefined;
}

/**
 * The site to which a link leads, by any of the names of the link. A site that names none, where it is the only such
 * one, has all links that no other site names.
 */
export function siteNamed(net: Lookup, names: readonly string[]): ComponentId | undefined {
  const sites = Object.entries(net.snapshot.settings.sites);
  // The link itself says more than the gateway that it shares with others.
  for (const name of names) {
    const found = sites.find(([, { router }]) => router.includes(name));
    if (found) return `${SITE}${found[0]}`;
  }
  const [open, ...others] = sites.filter(([, { router }]) => router.length === 0);
  return open && others.length === 0 ? `${SITE}${open[0]}` : undefined;
}

/** What a site announces over a link, or undefined where nothing is stated. */
export function statedAnnouncements(
  net: Lookup,
  place: ComponentId,
  names: readonly string[],
): readonly Prefix[] | undefined {
  const site = siteOf(net, place);
  if (!site) return undefined;
  const texts = announcedTexts(site, names) ?? (site.prefixes.length > 0 ? site.prefixes : undefined);
  return texts?.flatMap((text) => parsePrefix(text) ?? []);
}

function announcedTexts({ advertises }: Site, names: readonly string[]): readonly string[] | undefined {
  if (!advertises) return undefined;
  if (Array.isArray(advertises)) return advertises as readonly string[];
  const byLink = advertises as Readonly<Record<string, readonly string[]>>;
  return names.map((name) => byLink[name]).find((texts) => texts !== undefined);
}

/** Addresses and CIDRs of sites: labels are cut along them. */
export function sitePrefixes({ sites }: Settings): readonly string[] {
  return Object.values(sites).flatMap(({ prefixes, advertises = [] }) => [
    ...prefixes,
    ...(Array.isArray(advertises) ? (advertises as readonly string[]) : Object.values(advertises).flat()),
  ]);
}
