import type { Network } from '../engine/network.ts';
import { INTERNET } from '../model/route.ts';
import { formatPrefix } from '../net/address.ts';
import type { Pair } from '../queries/judge.ts';
import { isOutsider, type Sender, type Target } from '../queries/positions.ts';
import { formatAddresses } from './address-set.ts';

/** Who sends: interfaces by their ids and addresses, places outside by the addresses they stand for. */
export function shownSenders(network: Network, pairs: readonly Pair[]): readonly string[] {
  const senders = unique(pairs.map(({ sender }) => sender));
  const inside = senders.filter((sender) => !isOutsider(sender)).map((sender) => shownSender(sender));
  const outside = senders.filter(isOutsider).map((sender) => ({ ...sender, label: sender.source }));
  const addresses = outside.length > 0 ? formatAddresses(network, outside) : [];
  return unique([...inside, ...addresses.map((address) => `${INTERNET}/${address}`)]);
}

function shownSender(sender: Sender): string {
  return isAnyAddress(sender) ? sender.end : `${sender.end}/${formatPrefix(sender.address)}`;
}

/** What is dialled, as the fewest CIDRs; a host whose address nobody knows by its id. */
export function shownTargets(network: Network, pairs: readonly Pair[]): readonly string[] {
  const targets = unique(pairs.map(({ target }) => target));
  const nameless = targets.filter(isAnyAddress).map(({ host }) => host);
  const known = targets.filter((target) => !isAnyAddress(target)).map((target) => ({ ...target, label: target.to }));
  return unique([...nameless, ...(known.length > 0 ? formatAddresses(network, known) : [])]);
}

function isAnyAddress({ stop, address }: Sender | Target): boolean {
  return stop !== undefined && address.length === 0;
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
