import type { Holder } from '../aws/holder.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import { dropped, notCollected } from '../aws/missing.ts';
import { leftOpen, mayHaveOpenAddress } from '../aws/open-address.ts';
import type { Network } from '../engine/network.ts';
import { type ComponentId, INTERNET, type Stop } from '../model/route.ts';
import { contains, formatPrefix, type Prefix } from '../net/address.ts';
import { labelsIn } from './address-range.ts';
import type { AddressEnd, End, InterfaceEnd, InternetEnd, ServiceEnd, UnreadEnd } from './end.ts';
import { addressesOf } from './end-sets.ts';
import { anyAddress, askedOf, isOutside, isSingle, labelFor, type Target } from './positions.ts';
import { publicAddressesOf } from './public-addresses.ts';
import { siteTargets } from './site-ends.ts';

/** Which addresses of a named resource are dialled. */
export type Dialled = 'private' | 'public' | 'all';

/**
 * What somebody inside, or outside, dials. A host that has none of the addresses that could be dialled is asked all the
 * same: that it has none is the answer.
 */
export function targetsOf(
  network: Network,
  ends: readonly End[],
  isFromOutside: boolean,
  addresses: Dialled | undefined,
): readonly Target[] {
  const dialled = addresses ?? (isFromOutside ? 'public' : 'private');
  const found = ends.map((end) => targetsAt(network, end, isFromOutside, dialled));
  let served: ReadonlySet<string> | undefined;
  const targets: Target[] = [];
  for (const [position, own] of found.entries()) {
    for (const target of own) targets.push(target);
    const end = ends[position] as End;
    if (own.length > 0 || end.kind !== 'interface') continue;
    served ??= new Set(found.flat().map(({ host }) => host));
    if (!served.has(end.host)) targets.push(unpublished(network, end));
  }
  return targets;
}

function targetsAt(network: Network, end: End, isFromOutside: boolean, dialled: Dialled): readonly Target[] {
  switch (end.kind) {
    case 'interface':
      return interfaceTargets(network, end, isFromOutside, dialled);
    case 'address':
      return addressTargets(network, end);
    case 'internet':
      return internetTargets(network, end);
    case 'site':
      return siteTargets(network, end);
    case 'service':
      return serviceTargets(network, end);
    case 'unread':
      return unreadTargets(network, end);
  }
}

function interfaceTargets(
  network: Network,
  end: InterfaceEnd,
  isFromOutside: boolean,
  dialled: Dialled,
): readonly Target[] {
  const own = addressesOf(end);
  // IPv6 has no other addresses for the internet, nor has one that was named and is none of the interface's.
  const isDialledItself = ({ family }: Prefix) => isFromOutside && family === 6;
  const isForeign = (prefix: Prefix) => !end.holder.prefixes.some((one) => contains(one, prefix));
  const inside = dialled === 'public' ? own.filter((one) => isDialledItself(one) || isForeign(one)) : own;
  const outside = dialled === 'private' ? [] : publicOf(network, end, own);
  const addresses = outside.length === 0 ? inside : [...inside, ...outside];
  if (addresses.length === 0) return [];
  const ends = hostInterfaces(network, end.holder);
  return addresses.map((address) => ({
    host: end.host,
    at: end.holder.at,
    family: address.family,
    to: labelFor(network, address),
    address,
    ends,
  }));
}

function publicOf(network: Network, { holder }: InterfaceEnd, own: readonly Prefix[]): readonly Prefix[] {
  const isMeant = (inside: Prefix | undefined) => !inside || own.some((one) => contains(one, inside));
  const pairs = publicAddressesOf(network, holder);
  return pairs.length === 0 ? [] : pairs.flatMap(({ inside, outside }) => (isMeant(inside) ? outside : []));
}

/** A host without a public address, from outside (IGW-05). */
function unpublished(network: Network, end: InterfaceEnd): Target {
  const [address] = addressesOf(end);
  const { family, address: shown, label } = anyAddress(network, address)[0] as ReturnType<typeof anyAddress>[number];
  const stop = address ? noPublicAddress(network, end) : noAddress(end);
  return { host: end.host, family, to: label, address: shown, ends: [end.holder.at], stop };
}

/** What associations an interface has, its own record tells. */
function noPublicAddress(network: Network, { holder, host }: InterfaceEnd): Stop {
  if (!holder.record) {
    const place = network.get('vpc', holder.vpcId) ?? { account: undefined, region: undefined };
    return notCollected(network, holder.at, 'networkInterface', holder.at, place);
  }
  const text = 'it has no public address';
  if (mayHaveOpenAddress(network, holder.record))
    return leftOpen(host, 'whether it has a public address is known after apply');
  return dropped(host, 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', { component: host, effect: 'blocks', text });
}

function noAddress({ host }: InterfaceEnd): Stop {
  return dropped(host, 'NO_POSSIBLE_DESTINATION', { component: host, effect: 'blocks', text: 'it has no address' });
}

function addressTargets(network: Network, { range }: AddressEnd): readonly Target[] {
  const { family } = range.prefix;
  return labelsIn(network, range).map((to) => {
    const asked = askedOf(network, range, to);
    return { host: formatPrefix(asked.address), family, to, ...asked, ends: undefined };
  });
}

function internetTargets(network: Network, { ranges, by }: InternetEnd): readonly Target[] {
  return ranges.flatMap((range) => {
    const { family } = range.prefix;
    // Who names one address means it, even if it is one of the input's own.
    const isMeant = (label: number) => isSingle(range.prefix) || isOutside(network, family, label);
    return labelsIn(network, range)
      .filter(isMeant)
      .map((to) => ({
        host: `${INTERNET} ${family} ${to}`,
        place: INTERNET,
        family,
        to,
        ...askedOf(network, range, to),
        ends: undefined,
        ...(by ? { by } : {}),
      }));
  });
}

function serviceTargets(network: Network, { text, endpoints, ranges, stop }: ServiceEnd): readonly Target[] {
  if (stop) {
    return anyAddress(network, undefined).map(({ family, address, label }) => {
      return { host: text, family, to: label, address, ends: endpoints, stop };
    });
  }
  return ranges.flatMap((range) =>
    labelsIn(network, range).map((to) => ({
      host: `${text} ${range.prefix.family} ${to}`,
      place: text,
      family: range.prefix.family,
      to,
      ...askedOf(network, range, to),
      ends: endpoints,
    })),
  );
}

function unreadTargets(network: Network, { at, host, address, stop }: UnreadEnd): readonly Target[] {
  return anyAddress(network, address).map(({ family, address: shown, label }) => {
    return { host, family, to: label, address: shown, ends: [at], stop };
  });
}

/** Any interface of a host may answer. */
function hostInterfaces(network: Network, holder: Holder): readonly ComponentId[] {
  const own = holder.instanceId ? interfaceIndex(network).holdersOfInstance(holder.instanceId) : [];
  return own.length > 1 ? own.map(({ at }) => at) : [holder.at];
}
