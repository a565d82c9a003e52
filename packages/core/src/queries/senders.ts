import { locusOf } from '../aws/delivery.ts';
import type { Holder } from '../aws/holder.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import type { Network } from '../engine/network.ts';
import { ambiguous, badSelector, nothingSelected } from '../model/question-error.ts';
import { INTERNET } from '../model/route.ts';
import { contains, formatPrefix, type Prefix } from '../net/address.ts';
import { type AddressRange, labelsIn, meets } from './address-range.ts';
import { introduce, kindAndName } from './component-name.ts';
import type { End, InterfaceEnd, InternetEnd, UnreadEnd } from './end.ts';
import { WHOLE_INTERNET } from './end.ts';
import { anyAddress, askedOf, FAMILIES, isOutside, isSingle, labelFor, type Sender } from './positions.ts';
import { siteSenders, siteSendersIn } from './site-ends.ts';
import { unreadWith } from './unread-ends.ts';

/** Who sends where an end asks. `text` is what was typed. */
export function sendersOf(network: Network, end: End, text: string): readonly Sender[] {
  switch (end.kind) {
    case 'interface':
      if (end.endpoint) throw neverAsks(text);
      return (end.addresses ?? mainAddresses(end.holder)).map((address) => interfaceSender(network, end, address));
    case 'internet':
      return internetSenders(network, end);
    case 'site':
      return siteSenders(network, end, text);
    case 'address':
      return addressSenders(network, end.range, text);
    case 'unread':
      return unreadSenders(network, end);
    case 'service':
      throw neverAsks(text);
  }
}

function neverAsks(text: string): Error {
  return badSelector(text, 'A VPC endpoint and the service behind it never ask: they can only be dialled, as TO.');
}

/** A host sends from the main address of each family. */
function mainAddresses(holder: Holder): readonly Prefix[] {
  return FAMILIES.flatMap((family) => holder.prefixes.find((prefix) => prefix.family === family) ?? []);
}

function interfaceSender(
  network: Network,
  { holder, host }: Pick<InterfaceEnd, 'holder' | 'host'>,
  address: Prefix,
): Sender {
  const { family } = address;
  const from = locusOf(network, holder, family);
  return { host, end: holder.at, from, family, source: labelFor(network, address), address };
}

function unreadSenders(network: Network, { host, address, stop }: UnreadEnd): readonly Sender[] {
  return anyAddress(network, address).map(({ family, address: shown, label }) => {
    return { host, end: host, from: { at: host, family }, family, source: label, address: shown, stop };
  });
}

/** Whoever has the addresses: interfaces, and hosts on the internet. */
function addressSenders(network: Network, range: AddressRange, text: string): readonly Sender[] {
  const owners = ownersOf(network, range);
  const { prefix } = range;
  if (isSingle(prefix) && owners.length > 1) {
    const candidates = owners.map(({ at, vpcId }) =>
      introduce(network, `${at}/${formatPrefix(prefix)}`, [
        kindAndName(network, at),
        `${kindAndName(network, vpcId)} ${vpcId}`,
      ]),
    );
    throw ambiguous(text, candidates);
  }
  const inside = owners.flatMap((holder) =>
    holder.prefixes
      .filter((own) => meets(range, own))
      .map((own) =>
        interfaceSender(
          network,
          { holder, host: holder.instanceId ?? holder.at },
          contains(own, prefix) ? prefix : own,
        ),
      ),
  );
  const sites = inside.length > 0 && isSingle(prefix) ? [] : siteSendersIn(network, range);
  const known = [...inside, ...sites];
  const isOwned = known.length > 0 && isSingle(prefix);
  const outside = isOwned ? [] : internetSenders(network, { ...WHOLE_INTERNET, ranges: [range] });
  if (known.length + outside.length > 0) return [...known, ...outside];
  const unread = unreadWith(network, range).flatMap((end) => unreadSenders(network, end));
  if (unread.length > 0) return unread;
  throw nothingSelected(text, 'No interface or site of the input has this address, and it is none of the internet.');
}

function ownersOf(network: Network, range: AddressRange): readonly Holder[] {
  const index = interfaceIndex(network);
  const { family } = range.prefix;
  return [...new Set(labelsIn(network, range).flatMap((label) => index.holdersOf(family, label)))];
}

function internetSenders(network: Network, { ranges, by }: InternetEnd): readonly Sender[] {
  return ranges.flatMap((range) => {
    const { family } = range.prefix;
    const labels = labelsIn(network, range).filter((label) => isOutside(network, family, label));
    return labels.map((source) => ({
      host: INTERNET,
      place: INTERNET,
      end: INTERNET,
      from: { at: INTERNET, family },
      family,
      source,
      ...askedOf(network, range, source),
      ...(by ? { by } : {}),
    }));
  });
}
