import { isOwnPublic } from '../aws/internet-edge.ts';
import { derived } from '../aws/lookup.ts';
import { isPublic } from '../aws/well-known.ts';
import type { Network } from '../engine/network.ts';
import { INTERNET } from '../model/route.ts';
import { type Family, formatPrefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { type AskedAddress, formatAddresses } from './address-set.ts';
import { isOutside, isOutsider, type Sender, type Target } from './positions.ts';

/** The ends of one side of a part. */
export interface ShownEnds {
  /** Exactly, as ids and CIDRs. */
  readonly exact: readonly string[];
  /** As people say it: `internet` and `the rest of the internet` stand for long lists of CIDRs. */
  readonly said: readonly string[];
  /** Whether all hosts outside are among them. */
  readonly isInternet: boolean;
  /** How many more there are than are told; hosts outside are told together, however many. */
  readonly more: number;
}

/** More ends of the input than this are counted. */
const MOST_SHOWN = 200;

/** Who sends: interfaces by their ids and addresses, places outside by the addresses they stand for. */
export function shownSenders(network: Network, all: readonly Sender[]): ShownEnds {
  const senders = unique(all);
  const inside = senders.filter((sender) => !isOutsider(sender));
  const asked = senders.filter(isOutsider).map(labelled);
  const outside = shownOutside(network, asked, (address) => `${asked[0]?.by ?? INTERNET}/${address}`);
  return joined(inside.slice(0, MOST_SHOWN).map(shownSender), inside.length, outside);
}

function shownSender(sender: Sender): string {
  return isAnyAddress(sender) ? sender.end : `${sender.end}/${formatPrefix(sender.address)}`;
}

/** What is dialled, as the fewest CIDRs; a host whose address nobody knows by its id. */
export function shownTargets(network: Network, all: readonly Target[]): ShownEnds {
  const targets = unique(all);
  const isOuter = (one: Target) => !isAnyAddress(one) && isOutside(network, one.family, one.to);
  const inside = targets.filter((one) => !isOuter(one));
  const shown = inside.slice(0, MOST_SHOWN);
  const nameless = shown.filter(isAnyAddress).map(({ host }) => host);
  const known = shown.filter((target) => !isAnyAddress(target)).map(labelled);
  return joined(
    [...nameless, ...formatAddresses(network, known)],
    inside.length,
    shownOutside(network, targets.filter(isOuter).map(labelled), (address) => address),
  );
}

type Outside = AskedAddress & { readonly by?: string };

/** Hosts outside, by whatever gateway: senders by what they send from, targets by what is dialled. */
export function shownInternet(network: Network, positions: readonly (Sender | Target)[]): ShownEnds {
  return shownOutside(network, positions.map(labelled), (address) => address);
}

/** Whoever is told is told with many others: it is one object for all of them. */
function labelled(one: Sender | Target): Outside {
  let known = outsiders.get(one);
  if (!known) {
    known = { ...one, label: 'source' in one ? one.source : one.to };
    outsiders.set(one, known);
  }
  return known;
}

const outsiders = new WeakMap<Sender | Target, Outside>();

/** Hosts outside: all of them, those that no prefix in use covers, or some by their CIDRs. */
function shownOutside(network: Network, asked: readonly Outside[], shown: (address: string) => string): ShownEnds {
  if (asked.length === 0) return { exact: [], said: [], isInternet: false, more: 0 };
  if (isWhole(network, asked)) {
    const name = asked[0]?.by ?? INTERNET;
    return { exact: [name], said: [name], isInternet: true, more: 0 };
  }
  const exact = formatAddresses(network, asked).map(shown);
  const isRest = asked.some(({ label, address }) => label === ROOT && address.length === 0);
  return { exact, said: isRest ? [REST_OF_INTERNET] : exact, isInternet: false, more: 0 };
}

/** Whether these are all hosts outside, of their families. */
function isWhole(network: Network, asked: readonly Outside[]): boolean {
  const families = unique(asked.map(({ family }) => family));
  const labels = new Set(asked.map(({ family, label }) => `${family} ${label}`));
  const isCut = asked.some(({ family, label, address, except }) => {
    return except !== undefined || address.length > network.labels[family].prefixOf(label).length;
  });
  return !isCut && labels.size === families.reduce((sum, family) => sum + outsideLabels(network)[family], 0);
}

export const REST_OF_INTERNET = 'the rest of the internet';

/** The label of what no prefix in use covers. */
const ROOT: Label = 0;

const outsideLabels = derived((net): { readonly [F in Family]: number } => {
  const count = (family: Family) =>
    Array.from({ length: net.labels[family].size }, (_, label) => label).filter(
      (label) =>
        net.labels[family].addressOf(label) !== null &&
        isPublic(net, family, label) &&
        !isOwnPublic(net, family, label),
    ).length;
  return { 4: count(4), 6: count(6) };
});

function isAnyAddress({ stop, address }: Sender | Target): boolean {
  return stop !== undefined && address.length === 0;
}

function joined(inside: readonly string[], count: number, outside: ShownEnds): ShownEnds {
  return {
    ...outside,
    exact: unique([...inside, ...outside.exact]),
    said: unique([...inside, ...outside.said]),
    more: Math.max(0, count - MOST_SHOWN),
  };
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
