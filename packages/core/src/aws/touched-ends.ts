import type { ComponentId } from '../model/route.ts';
import type { Edition } from './edition.ts';
import type { Lookup } from './lookup.ts';
import type { Kind } from './record-types.ts';
import { type Labels, labelsOf, NO_LABELS, united } from './touches/addresses.ts';
import { handingOn } from './touches/handing-on.ts';
import { ANYBODY, NOBODY, type Peers, together } from './touches/peers.ts';
import { touches } from './touches/registry.ts';
import { holdersIn } from './touches/subnet-holders.ts';
import type { Touch } from './touches/touch.ts';

/** What differs between two networks: of pairs that none of the parts bears on nothing does. */
export interface Touched {
  readonly parts: readonly TouchedEnds[];
  /** Places that packets wait in, of which all are told that do otherwise with what is sent; undefined where any may. */
  readonly sending: ReadonlySet<ComponentId> | undefined;
  /** Nobody came or went, and everybody has the addresses that he had. */
  readonly hasSameEnds: boolean;
}

/** Ends that fare otherwise in one of two networks than in the other, and with whom. */
export interface TouchedEnds {
  /** Interfaces, and subnets that packets wait in, that send otherwise to `called`. */
  readonly sending: ReadonlySet<ComponentId>;
  /** Addresses from which that is sent too. */
  readonly from: Labels;
  readonly called: Peers;
  /** Addresses that fare otherwise when `callers` dial them. */
  readonly answering: Labels;
  /** Interfaces and hosts of which that is so by whatever address. */
  readonly hosts: ReadonlySet<ComponentId>;
  readonly callers: Peers;
  /** Routes and network ACLs are the same, so that packets come to the same places. */
  readonly isRoutedAlike: boolean;
  /** Who sends to whom at all is told by the one network as by the other, but for those that send otherwise. */
  readonly isReachedAlike: boolean;
}

/** Kinds that say nothing of where packets come to. */
const FILTERS: readonly Kind[] = ['securityGroup', 'securityGroupRule', 'networkInterface', 'instance'];
/** Kinds that say so of whoever is told to send otherwise, and of nobody else. */
const PLACES: readonly Kind[] = [...FILTERS, 'networkAcl', 'routeTable', 'prefixList', 'prefixListEntries'];

/** Parts that are told apart at most: of more of them some are told as one, which asks more than it has to. */
const MOST_PARTS = 32;

const known = new WeakMap<Edition, { readonly touched: Touched | undefined }>();

/** Undefined where more may differ, or where that is not known. */
export function touchedEnds(before: Lookup, after: Lookup): Touched | undefined {
  const edition = editionBetween(before, after);
  if (!edition) return undefined;
  let found = known.get(edition);
  if (!found) {
    found = { touched: touchedIn(edition, before, after) };
    known.set(edition, found);
  }
  return found.touched;
}

function touchedIn(edition: Edition, before: Lookup, after: Lookup): Touched | undefined {
  const found = touchesOf(edition, before, after);
  if (!found) return undefined;
  const all = [...found.values()].flat();
  const hasSameEnds = all.every(({ addresses }) => !addresses);
  const parts = partsOf(all, { edition, networks: [before, after], hasSameEnds });
  return {
    parts,
    sending: hasSameEnds ? new Set(parts.flatMap(({ sending }) => [...sending])) : undefined,
    hasSameEnds,
  };
}

/** The same by the object that a difference is told of; undefined where it is not known of all of them. */
export function touchedByObject(
  before: Lookup,
  after: Lookup,
): ReadonlyMap<ComponentId, readonly TouchedEnds[]> | undefined {
  const edition = editionBetween(before, after);
  const found = edition && touchesOf(edition, before, after);
  if (!found) return undefined;
  const hasSameEnds = [...found.values()].flat().every(({ addresses }) => !addresses);
  const both = { edition, networks: [before, after], hasSameEnds };
  return new Map([...found].map(([id, own]) => [id, partsOf(own, both)]));
}

/** Two networks of which one is an edition of the other. */
interface Both extends Pick<Touched, 'hasSameEnds'> {
  readonly edition: Edition;
  readonly networks: readonly Lookup[];
}

/**
 * Whom one record bears on is nothing to those of another: each is told by itself, as the ends of all with the peers of
 * all would be far more pairs.
 */
function partsOf(all: readonly Touch[], both: Both): readonly TouchedEnds[] {
  const some = all.filter(touchesSome);
  const wide = some.filter(isWide);
  const others = some.filter((one) => !isWide(one));
  const size = Math.ceil(others.length / MOST_PARTS);
  const groups = [wide, ...Array.from({ length: MOST_PARTS }, (_, i) => others.slice(i * size, (i + 1) * size))];
  const told = groups.filter((own) => own.length > 0).map((own) => touchedBy(own, both));
  const isAny = told.some(({ sending, answering, from, hosts }) =>
    [sending, hosts, answering[4], answering[6], from[4], from[6]].some(({ size: count }) => count > 0),
  );
  const handing = isAny ? united(both.networks.map((net) => labelsOf(net, handingOn(net)))) : NO_LABELS;
  if (handing[4].size + handing[6].size === 0) return told;
  // Who hands conversations on asks the rules and the subnets of others, in what is dialled at itself.
  return [...told, { ...touchedBy([], both), answering: handing, callers: ANYBODY }];
}

function touchesSome({ ingress, egress, subnets, interfaces, dialled, addresses }: Touch): boolean {
  const lists = [ingress?.at, egress?.at, subnets, interfaces, dialled?.[4], dialled?.[6]];
  return [...lists, addresses?.[4], addresses?.[6]].some((list) => list && !isEmpty(list));
}

/** Told of with anybody: all of them ask the same of their ends. */
function isWide({ ingress, egress, subnets, peers = ANYBODY }: Touch): boolean {
  return [ingress?.peers, egress?.peers, subnets && peers].every((one) => !one || one.isAnybody);
}

function isEmpty(list: Iterable<unknown>): boolean {
  for (const _ of list) return false;
  return true;
}

function touchedBy(all: readonly Touch[], { edition, networks, hasSameEnds }: Both): TouchedEnds {
  const sending = new Set<ComponentId>();
  const answering = new Set<ComponentId>();
  const hosts = new Set<ComponentId>();
  const [called, callers]: [Peers[], Peers[]] = [[], []];
  for (const { egress, ingress, subnets = [], interfaces = [], peers = ANYBODY, ...at } of all) {
    for (const one of egress?.at ?? []) sending.add(one);
    called.push(egress?.peers ?? NOBODY);
    for (const one of ingress?.at ?? []) answering.add(one);
    callers.push(ingress?.peers ?? NOBODY);
    const others = [...subnets].map((id) => {
      sending.add(id);
      for (const net of hasSameEnds ? networks.slice(0, 1) : networks)
        for (const holder of holdersIn(net, id)) answering.add(holder.at);
      return peers;
    });
    const whole = [...interfaces].map((one) => {
      for (const set of [sending, answering, hosts]) set.add(one);
      return ANYBODY;
    });
    if (at.addresses) whole.push(ANYBODY);
    for (const list of [called, callers]) list.push(...new Set([...others, ...whole]));
    if (at.dialled) callers.push(ANYBODY);
  }
  const from = united(all.flatMap(({ addresses }) => addresses ?? []));
  const dialled = all.flatMap((one) => [one.dialled, one.addresses].filter((labels) => labels !== undefined));
  // Where nobody came or went, either network tells who has which address.
  const telling = hasSameEnds ? networks.slice(0, 1) : networks;
  const kinds = [...edition.ids.keys()];
  return {
    sending,
    from,
    called: together(called),
    answering: united([...telling.map((net) => labelsOf(net, answering)), ...dialled]),
    hosts,
    callers: together(callers),
    isRoutedAlike: hasSameEnds && kinds.every((kind) => FILTERS.includes(kind)),
    isReachedAlike: hasSameEnds && kinds.every((kind) => PLACES.includes(kind)),
  };
}

/** Whichever of the two was made of the other. */
function editionBetween(before: Lookup, after: Lookup): Edition | undefined {
  if (after.edition?.of === before) return after.edition;
  return before.edition?.of === after ? before.edition : undefined;
}

/** What every record that differs touches, by its id; rules of groups are told of their group. */
function touchesOf(
  { ids }: Edition,
  before: Lookup,
  after: Lookup,
): ReadonlyMap<ComponentId, readonly Touch[]> | undefined {
  // What goes by a Gateway Load Balancer meets the groups and subnets of its appliances, whoever sends it.
  if ([before, after].some((net) => net.all('loadBalancer').some(({ type }) => type === 'gateway'))) return undefined;
  const found = new Map<ComponentId, readonly Touch[]>();
  for (const [kind, own] of ids) {
    for (const id of own) {
      const touch = touches[kind]?.(id, before, after);
      if (!touch) return undefined;
      const rule = kind === 'securityGroupRule' ? (after.get(kind, id) ?? before.get(kind, id)) : undefined;
      const object = rule?.groupId ?? id;
      found.set(object, [...(found.get(object) ?? []), ...touch]);
    }
  }
  return found;
}
