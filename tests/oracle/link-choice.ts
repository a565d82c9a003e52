import { type Address, type Cidr, contains, isV6 } from './addresses.ts';
import { isOfFamily, type Link, type LinkState, learnedOver, stateOf } from './links.ts';
import type { Lookups } from './lookups.ts';

/** Something that could carry the packet: the length of its prefix, and its place among equals, lowest first. */
export interface Offer<T> {
  readonly way: T;
  readonly state: LinkState;
  readonly length: number;
  readonly rank: number;
}

/** `isOpen`: one that nobody knows to be up, or to lead there, would be taken if it did. */
export interface Chosen<T> {
  readonly ways: readonly T[];
  readonly isOpen: boolean;
}

/** The longest prefix among what works, and the best rank of that; several where AWS or the site picks one. */
export function bestOf<T>(offers: readonly Offer<T>[]): Chosen<T> {
  const isBefore = (a: Offer<T>, b: Offer<T>) => a.length > b.length || (a.length === b.length && a.rank < b.rank);
  const up = offers.filter(({ state }) => state === 'up');
  const winners = up.filter((one) => !up.some((other) => isBefore(other, one)));
  const unknown = offers.filter(({ state }) => state === 'unknown');
  const isOpen = unknown.some((one) => !winners.some((winner) => isBefore(winner, one)));
  return { ways: winners.map(({ way }) => way), isOpen };
}

/** VGW-03, DX-08: the links by which AWS sends, of those that end at one gateway. */
export function linksTowards(
  look: Lookups,
  links: readonly Link[],
  destination: Address,
): Chosen<{ readonly link: Link; readonly length: number }> {
  const offers = links.flatMap((link): readonly Offer<{ link: Link; length: number }>[] => {
    const state = stateOf(look, link, isV6(destination));
    if (state === 'down') return [];
    const learned = learnedOver(look, link);
    const rank = rankOf(look, link);
    // What is not stated may be anything.
    if (learned === undefined) return [{ way: { link, length: 128 }, state: 'unknown', length: 128, rank }];
    const length = longest(learned, destination);
    return length === undefined ? [] : [{ way: { link, length }, state, length, rank }];
  });
  return bestOf(offers);
}

export function longest(cidrs: readonly Cidr[], address: Address): number | undefined {
  const lengths = cidrs.filter((one) => isOfFamily(one, isV6(address)) && contains(one, address)).map((c) => c.length);
  return lengths.length > 0 ? Math.max(...lengths) : undefined;
}

/** Direct Connect by its communities, then static VPN, then VPN with BGP. */
function rankOf(look: Lookups, link: Link): number {
  if (link.kind === 'vpn') return link.isStatic ? 10 : 11;
  const stated = look.snapshot.settings.sites[link.site ?? '']?.localPreference ?? {};
  const preference = link.names.map((name) => stated[name]).find((one) => one !== undefined) ?? 'medium';
  return ['high', 'medium', 'low'].indexOf(preference);
}
