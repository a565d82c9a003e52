import { interfaceIndex } from '../aws/interface-index.ts';
import { isPublic, wellKnownPrefixes } from '../aws/well-known.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import { badSelector } from '../model/question-error.ts';
import { contains, type Prefix } from '../net/address.ts';
import {
  type AddressRange,
  commonRange,
  labelsIn,
  meets,
  rangeOf,
  rangesWithout,
  withoutPrefixes,
} from './address-range.ts';
import { type AddressEnd, type End, type InterfaceEnd, type InternetEnd, keyOf, type SiteEnd } from './end.ts';
import { publicAddressesOf } from './public-addresses.ts';

export function dedupe(ends: readonly End[]): readonly End[] {
  return [...new Map(ends.map((end) => [keyOf(end), end])).values()];
}

/** What two sets have in common; of an interface and a range that is the interface at its addresses in the range. */
export function commonEnds(network: Network, a: readonly End[], b: readonly End[]): readonly End[] {
  const others = othersOf(b);
  return dedupe(a.flatMap((end) => others(end).flatMap((other) => common(network, end, other) ?? [])));
}

/** What is in `a` and not in `b`. A range takes away every interface that has an address in it. */
export function endsWithout(network: Network, a: readonly End[], b: readonly End[]): readonly End[] {
  const others = othersOf(b);
  const without = (left: readonly End[], taken: End) => left.flatMap((end) => minus(network, end, taken));
  // All interfaces at once: they may be many, and each of them alone would cut the range anew.
  const hosts = b.flatMap((end) => (end.kind === 'interface' ? everyAddressOf(network, end) : []));
  return dedupe(
    a.flatMap((end) =>
      others(end).reduce(without, end.kind === 'address' && hosts.length > 0 ? cutOut(end, hosts) : [end]),
    ),
  );
}

function cutOut(end: AddressEnd, taken: readonly Prefix[]): readonly End[] {
  const range = withoutPrefixes(end.range, taken);
  return range ? [{ ...end, range }] : [];
}

/** Those of a set that an end can have to do with: interfaces may be many thousands, and meet only themselves and ranges. */
function othersOf(ends: readonly End[]): (end: End) => readonly End[] {
  const byInterface = groupBy(ends, (end) => (end.kind === 'interface' ? end.holder.at : undefined));
  const rest = ends.filter(({ kind }) => kind !== 'interface');
  return (end) => {
    if (end.kind === 'interface') return [...(byInterface.get(end.holder.at) ?? []), ...rest];
    return end.kind === 'address' ? ends : rest;
  };
}

function common(network: Network, a: End, b: End): End | undefined {
  if (b.kind === 'address') return within(network, a, b.range);
  if (a.kind === 'address') return within(network, b, a.range);
  if (a.kind === 'interface' && b.kind === 'interface') {
    const shared = addressesOf(a).flatMap((one) =>
      addressesOf(b).flatMap((other) => commonRange(rangeOf(one), rangeOf(other))?.prefix ?? []),
    );
    return a.holder === b.holder ? narrowed(a, shared) : undefined;
  }
  if (a.kind === 'internet' && b.kind === 'internet') {
    const by = a.by ?? b.by;
    if (by !== (b.by ?? a.by)) return undefined;
    const ranges = a.ranges.flatMap((one) => b.ranges.flatMap((other) => commonRange(one, other) ?? []));
    return withRanges({ ...a, ...(by ? { by } : {}) }, ranges);
  }
  if (a.kind === 'site' && b.kind === 'site' && a.at === b.at) {
    const ranges = a.ranges.flatMap((one) => b.ranges.flatMap((other) => commonRange(one, other) ?? []));
    return withRanges(a.isWhole ? b : a, ranges);
  }
  return keyOf(a) === keyOf(b) ? a : undefined;
}

/** What of an end is at the addresses of a range. */
function within(network: Network, end: End, range: AddressRange): End | undefined {
  switch (end.kind) {
    case 'interface':
      return narrowed(
        end,
        addressesOf(end).flatMap((own) => {
          if (publicOf(network, end, own).some((outside) => meets(range, outside))) return own;
          return commonRange(rangeOf(own), range)?.prefix ?? [];
        }),
      );
    case 'address': {
      const found = commonRange(end.range, range);
      return found && { ...end, range: found };
    }
    case 'internet':
    case 'site':
    case 'service':
      return withRanges(
        end,
        end.ranges.flatMap((one) => commonRange(one, range) ?? []),
      );
    case 'unread':
      // An address that is not known may be in any range.
      return !end.address || meets(range, end.address) ? end : undefined;
  }
}

function minus(network: Network, end: End, taken: End): readonly End[] {
  if (keyOf(end) === keyOf(taken)) return [];
  switch (end.kind) {
    case 'interface':
      if (taken.kind === 'address') return within(network, end, taken.range) ? [] : [end];
      if (taken.kind !== 'interface') return [end];
      return listed(
        narrowed(
          end,
          addressesOf(end).filter((one) => !addressesOf(taken).some((other) => contains(other, one))),
        ),
      );
    case 'address':
      return addressMinus(network, end, taken);
    case 'internet':
      if (taken.kind === 'address')
        return isPartlyPublic(network, taken.range) ? listed(withoutRanges(end, [taken.range])) : [end];
      if (taken.kind !== 'internet') return [end];
      if (taken.by && taken.by !== end.by)
        throw badSelector(
          `!${taken.by}`,
          'What comes by one gateway cannot be taken from the rest: name those you mean.',
        );
      return listed(withoutRanges(end, taken.ranges));
    case 'site':
      if (taken.kind === 'site' && taken.at === end.at) return listed(withoutRanges(end, taken.ranges));
      return taken.kind === 'address' ? listed(withoutRanges(end, [taken.range])) : [end];
    case 'service':
      return taken.kind === 'address' ? listed(withoutRanges(end, [taken.range])) : [end];
    case 'unread':
      return taken.kind === 'address' && end.address && meets(taken.range, end.address) ? [] : [end];
  }
}

function addressMinus(network: Network, end: AddressEnd, taken: End): readonly End[] {
  const cut = (ranges: readonly AddressRange[]) =>
    ranges
      .reduce<readonly AddressRange[]>((left, range) => left.flatMap((one) => rangesWithout(one, range)), [end.range])
      .map((range): End => ({ kind: 'address', range }));
  switch (taken.kind) {
    case 'address':
      return cut([taken.range]);
    case 'site':
    case 'service':
      return cut(taken.ranges);
    case 'interface':
      return [end];
    case 'unread':
      return cut(taken.address ? [rangeOf(taken.address)] : []);
    case 'internet':
      return cut(withoutRanges(taken, insidePrefixes(network).map(rangeOf))?.ranges ?? []);
  }
}

/** Whether hosts on the internet can have some of the addresses. */
export function isPartlyPublic(network: Network, range: AddressRange): boolean {
  return labelsIn(network, range).some((label) => isPublic(network, range.prefix.family, label));
}

/** What no host of the internet has: addresses that are never public, and those of the input itself. */
function insidePrefixes(network: Network): readonly Prefix[] {
  const own = [...interfaceIndex(network).publicAddresses.keys()].map((label) => network.labels[4].prefixOf(label));
  return [...wellKnownPrefixes, ...own];
}

export function addressesOf({ addresses, holder }: InterfaceEnd): readonly Prefix[] {
  return addresses ?? holder.prefixes;
}

function everyAddressOf(network: Network, end: InterfaceEnd): readonly Prefix[] {
  return addressesOf(end).flatMap((own) => [own, ...publicOf(network, end, own)]);
}

function publicOf(network: Network, { holder }: InterfaceEnd, own: Prefix): readonly Prefix[] {
  const pairs = publicAddressesOf(network, holder);
  return pairs.flatMap(({ inside, outside }) => (inside && contains(own, inside) ? outside : []));
}

function narrowed(end: InterfaceEnd, addresses: readonly Prefix[]): InterfaceEnd | undefined {
  if (addresses.length === 0) return undefined;
  const had = addressesOf(end);
  const isWhole = had.every((own) => addresses.some((one) => contains(one, own)));
  return isWhole ? end : { ...end, addresses };
}

type RangedEnd = InternetEnd | SiteEnd | Extract<End, { kind: 'service' }>;

function withRanges<E extends RangedEnd>(end: E, ranges: readonly AddressRange[]): E | undefined {
  if (end.kind === 'service' && end.stop) return end;
  return ranges.length > 0 ? { ...end, ranges, ...(end.kind === 'site' ? { isWhole: false } : {}) } : undefined;
}

function withoutRanges<E extends RangedEnd>(end: E, taken: readonly AddressRange[]): E | undefined {
  return withRanges(
    end,
    taken.reduce((left, range) => left.flatMap((one) => rangesWithout(one, range)), end.ranges),
  );
}

function listed<E extends End>(end: E | undefined): readonly E[] {
  return end ? [end] : [];
}
