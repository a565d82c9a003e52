import type { Holder } from '../aws/holder.ts';
import { type ComponentId, INTERNET, type Stop } from '../model/route.ts';
import { formatPrefix, type Prefix } from '../net/address.ts';
import { type AddressRange, formatExcept, formatRange, isWholeFamily, wholeFamily } from './address-range.ts';

/** One thing that a selector means. */
export type End = InterfaceEnd | AddressEnd | InternetEnd | SiteEnd | ServiceEnd | UnreadEnd;

export interface InterfaceEnd {
  readonly kind: 'interface';
  readonly holder: Holder;
  /** Set where not all of its own addresses are meant, or one that it does not have. */
  readonly addresses?: readonly Prefix[];
  /** Interfaces of one host answer for one another. */
  readonly host: string;
  /** Set where its VPC endpoint was named, which is dialled and never asks (IEP-02). */
  readonly endpoint?: ComponentId;
}

/** Whoever is at these addresses: routing decides where they are. */
export interface AddressEnd {
  readonly kind: 'address';
  readonly range: AddressRange;
}

/** Hosts outside, as far as they are in the ranges. */
export interface InternetEnd {
  readonly kind: 'internet';
  readonly ranges: readonly AddressRange[];
  /** The gateway that their packets come in by, or go out by. */
  readonly by?: ComponentId;
}

/** A place behind VPN or Direct Connect, at addresses in the ranges. */
export interface SiteEnd {
  readonly kind: 'site';
  readonly at: ComponentId;
  /** None where nothing tells which addresses are there. */
  readonly ranges: readonly AddressRange[];
  /** All of the place is meant, not some of its addresses. */
  readonly isWhole: boolean;
  /** Who asks there, where that matters: groups of a user. */
  readonly as?: string;
}

/** A service of AWS behind gateway endpoints. It is dialled, and never asks. */
export interface ServiceEnd {
  readonly kind: 'service';
  readonly text: string;
  readonly endpoints: readonly ComponentId[];
  /** Its addresses as the prefix lists have them; none where the input does not tell. */
  readonly ranges: readonly AddressRange[];
  /** Why the addresses are not known. */
  readonly stop: Stop | undefined;
}

/** A host, or the hosts of a place, whose interface is not in the input. */
export interface UnreadEnd {
  readonly kind: 'unread';
  readonly at: ComponentId;
  readonly host: string;
  readonly address: Prefix | undefined;
  /** What lacks, or why it would not take part anyway. */
  readonly stop: Stop;
}

export const WHOLE_INTERNET: InternetEnd = { kind: 'internet', ranges: [wholeFamily(4), wholeFamily(6)] };

/** As it is shown: what somebody could type to mean it alone. */
export function describeEnd(end: End): readonly string[] {
  switch (end.kind) {
    case 'interface':
      return end.addresses ? end.addresses.map((address) => `${end.holder.at}/${formatPrefix(address)}`) : [end.host];
    case 'address':
      return [formatRange(end.range)];
    case 'internet':
      return describeInternet(end);
    case 'site':
      if (end.isWhole) return [end.as ? `${end.at}/group:${end.as}` : end.at];
      return end.ranges.map((range) => `${end.at}/${formatRange(range)}`);
    case 'service':
      return end.endpoints;
    case 'unread':
      return [end.host];
  }
}

function describeInternet({ ranges, by = INTERNET }: InternetEnd): readonly string[] {
  const cut = ranges.filter((range) => isWholeFamily(range) && range.except.length > 0);
  if (cut.length === 0 && ranges.filter(isWholeFamily).length === 2) return [by];
  const isWhole = ranges.every(isWholeFamily) && ranges.length === 2;
  if (isWhole) return [`${by} without ${formatExcept(cut.flatMap(({ except }) => except))}`];
  return ranges.map((range) => `${by}/${formatRange(range)}`);
}

/** Equal for ends that mean the same. */
export function keyOf(end: End): string {
  switch (end.kind) {
    case 'interface':
      return end.addresses ? [end.holder.at, ...end.addresses.map(formatPrefix)].join('/') : end.holder.at;
    case 'address':
      return rangeKey(end.range);
    case 'internet':
      return [end.by ?? INTERNET, ...end.ranges.map(rangeKey)].join(' ');
    case 'site':
      return [end.at, end.as ?? '', ...end.ranges.map(rangeKey)].join(' ');
    case 'service':
      return [...end.endpoints, ...end.ranges.map(rangeKey)].join(' ');
    case 'unread':
      return `${end.kind} ${end.at}`;
  }
}

function rangeKey({ prefix, except }: AddressRange): string {
  return [prefix, ...except].map(formatPrefix).join('!');
}
