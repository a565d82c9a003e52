import { isOwnPublic } from '../aws/internet-edge.ts';
import { isPublic } from '../aws/well-known.ts';
import type { Network } from '../engine/network.ts';
import { type ComponentId, INTERNET, type Locus, type Stop } from '../model/route.ts';
import { ADDRESS_LENGTH, contains, type Family, formatPrefix, type Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { type AddressRange, wholeFamily } from './address-range.ts';

/** What senders and targets have in common. */
interface Position {
  /** Positions of one host are alternatives to one another. */
  readonly host: string;
  /** Where hosts outside are, each address another one: a site, the internet; empty where only the address was named. */
  readonly place?: string;
  readonly family: Family;
  /** The address as it is shown: the one that was named, or the prefix that the label stands for. */
  readonly address: Prefix;
  /** What of that prefix was not asked. */
  readonly except?: readonly Prefix[];
  /** The gateway that packets of, or to, the internet must take. */
  readonly by?: ComponentId;
  /** Why there is no packet to follow. */
  readonly stop?: Stop;
}

/** Somebody who sends, from one address. */
export interface Sender extends Position {
  readonly end: ComponentId;
  readonly from: Locus;
  readonly source: Label;
}

/** An address that is dialled. */
export interface Target extends Position {
  readonly to: Label;
  /** The interface that was named. */
  readonly at?: ComponentId;
  /** Set where a resource was named: the packet must end there, not merely at its address. */
  readonly ends: readonly ComponentId[] | undefined;
}

export const FAMILIES: readonly Family[] = [4, 6];

/** Whether somebody sends from outside every VPC. */
export function isOutsider({ end }: Sender): boolean {
  return end === INTERNET;
}

/** A host as people say it: those outside by what is meant of their place, which stays so whatever else is in use. */
export function saidHost({ host, place, address }: Sender | Target): string {
  if (place === undefined) return host;
  return place === '' ? formatPrefix(address) : `${place}/${formatPrefix(address)}`;
}

export function isSingle({ family, length }: Prefix): boolean {
  return length === ADDRESS_LENGTH[family];
}

export function labelFor({ labels }: Network, address: Prefix): Label {
  const tree = labels[address.family];
  return tree.rangeOf(address)?.from ?? tree.labelOf(address.bits);
}

/** What a label stands for, as far as it is asked. */
export function askedOf(network: Network, { prefix, except }: AddressRange, label: Label) {
  const own = network.labels[prefix.family].prefixOf(label);
  const address = contains(own, prefix) ? prefix : own;
  const holes = except.filter((hole) => contains(address, hole));
  return { address, ...(holes.length > 0 ? { except: holes } : {}) };
}

/** Whether a label is of hosts on the internet. */
export function isOutside(network: Network, family: Family, label: Label): boolean {
  return isPublic(network, family, label) && !isOwnPublic(network, family, label);
}

/** Places where nobody can tell the address, in each family: it may be any. */
export function anyAddress(network: Network, address: Prefix | undefined) {
  const families = address ? [address.family] : FAMILIES;
  return families.map((family) => {
    const shown = address ?? wholeFamily(family).prefix;
    return { family, address: shown, label: labelFor(network, shown) };
  });
}
