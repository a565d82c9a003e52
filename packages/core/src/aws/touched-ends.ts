import type { ComponentId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import type { Edition } from './edition.ts';
import { interfaceIndex } from './interface-index.ts';
import { derived, type Lookup } from './lookup.ts';
import type { Kind } from './record-types.ts';
import { ANYBODY, NOBODY, type Peers, together } from './touches/peers.ts';
import { touches } from './touches/registry.ts';
import { holdersIn } from './touches/subnet-holders.ts';
import type { Touch } from './touches/touch.ts';

/** What differs between two networks: of pairs that none of the parts bears on nothing does. */
export interface Touched {
  readonly parts: readonly TouchedEnds[];
  /** Interfaces, and subnets that packets wait in, that some part tells to send otherwise. */
  readonly sending: ReadonlySet<ComponentId>;
}

/** Ends that fare otherwise in one of two networks than in the other, and with whom. */
export interface TouchedEnds {
  /** Interfaces, and subnets that packets wait in, that send otherwise to `called`. */
  readonly sending: ReadonlySet<ComponentId>;
  readonly called: Peers;
  /** Addresses that fare otherwise when `callers` dial them. */
  readonly answering: Labels;
  readonly callers: Peers;
  /** Routes and network ACLs are the same, so that packets come to the same places. */
  readonly isRoutedAlike: boolean;
}

export type Labels = { readonly [F in Family]: ReadonlySet<Label> };

/** Kinds of which packets are asked to be wherever they go. */
const ROUTED: readonly Kind[] = ['routeTable', 'networkAcl'];

const NO_LABELS: Labels = { 4: new Set(), 6: new Set() };

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
  const parts = partsOf([...found.values()].flat(), edition, before);
  return { parts, sending: new Set(parts.flatMap(({ sending }) => [...sending])) };
}

/** The same by the object that a difference is told of; undefined where it is not known of all of them. */
export function touchedByObject(
  before: Lookup,
  after: Lookup,
): ReadonlyMap<ComponentId, readonly TouchedEnds[]> | undefined {
  const edition = editionBetween(before, after);
  const found = edition && touchesOf(edition, before, after);
  return found && new Map([...found].map(([id, own]) => [id, partsOf(own, edition, before)]));
}

/**
 * Whom one record bears on is nothing to those of another: each is told by itself, as the ends of all with the peers of
 * all would be far more pairs.
 */
function partsOf(all: readonly Touch[], edition: Edition, before: Lookup): readonly TouchedEnds[] {
  const some = all.filter(touchesSome);
  const wide = some.filter(isWide);
  const others = some.filter((one) => !isWide(one));
  const size = Math.ceil(others.length / MOST_PARTS);
  const groups = [wide, ...Array.from({ length: MOST_PARTS }, (_, i) => others.slice(i * size, (i + 1) * size))];
  const told = groups.filter((own) => own.length > 0).map((own) => touchedBy(own, edition, before));
  const isAny = told.some(({ sending, answering }) => sending.size + answering[4].size + answering[6].size > 0);
  const handing = isAny ? labelsOf(before, handingOn(before)) : NO_LABELS;
  if (handing[4].size + handing[6].size === 0) return told;
  // Who hands conversations on asks the rules and the subnets of others, in what is dialled at itself.
  return [...told, { ...touchedBy([], edition, before), answering: handing, callers: ANYBODY }];
}

function touchesSome({ ingress, egress, subnets, interfaces }: Touch): boolean {
  return [ingress?.at, egress?.at, subnets, interfaces].some((list) => list && !isEmpty(list));
}

/** Told of with anybody: all of them ask the same of their ends. */
function isWide({ ingress, egress, subnets, peers = ANYBODY }: Touch): boolean {
  return [ingress?.peers, egress?.peers, subnets && peers].every((one) => !one || one.isAnybody);
}

function isEmpty(list: Iterable<unknown>): boolean {
  for (const _ of list) return false;
  return true;
}

function touchedBy(all: readonly Touch[], edition: Edition, before: Lookup): TouchedEnds {
  const sending = new Set<ComponentId>();
  const answering = new Set<ComponentId>();
  const [called, callers]: [Peers[], Peers[]] = [[], []];
  for (const { egress, ingress, subnets = [], interfaces = [], peers = ANYBODY } of all) {
    for (const at of egress?.at ?? []) sending.add(at);
    called.push(egress?.peers ?? NOBODY);
    for (const at of ingress?.at ?? []) answering.add(at);
    callers.push(ingress?.peers ?? NOBODY);
    const others = [...subnets].map((id) => {
      sending.add(id);
      for (const { at } of holdersIn(before, id)) answering.add(at);
      return peers;
    });
    const whole = [...interfaces].map((at) => {
      for (const set of [sending, answering]) set.add(at);
      return ANYBODY;
    });
    for (const list of [called, callers]) list.push(...new Set([...others, ...whole]));
  }
  return {
    sending,
    called: together(called),
    answering: labelsOf(before, answering),
    callers: together(callers),
    isRoutedAlike: !ROUTED.some((kind) => edition.changed.has(kind)),
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
  if (before.all('loadBalancer').some(({ type }) => type === 'gateway')) return undefined;
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

/** Nodes of balancers, and endpoints of services that balancers provide. */
const handingOn = derived((net): readonly ComponentId[] => {
  const isProvided = net.all('vpcEndpointService').length > 0;
  const { holders } = interfaceIndex(net);
  return holders.flatMap(({ at, role }) => (role.isBalancer || (role.isEndpoint && isProvided) ? at : []));
});

/** Every address, private or public, by which somebody can mean one of these. */
export function labelsOf(net: Lookup, interfaces: Iterable<ComponentId>): Labels {
  const index = interfaceIndex(net);
  const found = { 4: new Set<Label>(), 6: new Set<Label>() };
  for (const at of interfaces) {
    const holder = index.holderOf(at);
    for (const prefix of holder?.prefixes ?? []) {
      const range = net.labels[prefix.family].rangeOf(prefix);
      for (let label = range?.from ?? 0; label < (range?.to ?? 0); label++) found[prefix.family].add(label);
    }
    for (const outside of publicLabels(net).get(at) ?? []) found[4].add(outside);
  }
  return found;
}

const publicLabels = derived((net): ReadonlyMap<ComponentId, readonly Label[]> => {
  const found = new Map<ComponentId, Label[]>();
  for (const [outside, { holder }] of interfaceIndex(net).publicAddresses) {
    const own = found.get(holder.at);
    if (own) own.push(outside);
    else found.set(holder.at, [outside]);
  }
  return found;
});
