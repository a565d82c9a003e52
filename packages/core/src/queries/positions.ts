import { locusOf } from '../aws/delivery.ts';
import { type Holder, interfaceIndex } from '../aws/interface-index.ts';
import { isOwnPublic } from '../aws/internet-edge.ts';
import { isPublic } from '../aws/well-known.ts';
import type { Network } from '../engine/network.ts';
import { ambiguous, nothingSelected } from '../model/question-error.ts';
import { type ComponentId, INTERNET, type Locus } from '../model/route.ts';
import { contains, type Family, formatPrefix, type Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import type { End } from './ends.ts';

/** Somebody who sends, from one address. Senders of one host are alternatives to one another. */
export interface Sender {
  readonly host: string;
  readonly end: ComponentId;
  readonly from: Locus;
  readonly family: Family;
  readonly source: Label;
  /** The address as it is shown: the one that was named, or the prefix that the label stands for. */
  readonly address: Prefix;
}

/** An address that is dialled. */
export interface Target {
  readonly host: string;
  readonly family: Family;
  readonly to: Label;
  readonly address: Prefix;
  /** Set where a resource was named: the packet must end there, not merely at its address. */
  readonly ends: readonly ComponentId[] | undefined;
}

const FAMILIES: readonly Family[] = [4, 6];

export function sendersOf(network: Network, end: End, text: string): readonly Sender[] {
  switch (end.kind) {
    case 'interface':
      return (end.address ? [end.address] : ownAddresses(end.holder)).map((address) =>
        interfaceSender(network, end.holder, end.host, address),
      );
    case 'internet':
      return internetSenders(network, end.prefix);
    case 'address': {
      const owners = ownersOf(network, end.prefix);
      const isSingle = end.prefix.length === (end.prefix.family === 4 ? 32 : 128);
      if (isSingle && new Set(owners.map(({ at }) => at)).size > 1) {
        throw ambiguous(
          text,
          owners.map(({ at }) => `${at}/${formatPrefix(end.prefix)}`),
        );
      }
      const inside = owners.flatMap((holder) =>
        holder.prefixes
          .filter((own) => contains(end.prefix, own) || contains(own, end.prefix))
          .map((own) =>
            interfaceSender(
              network,
              holder,
              holder.instanceId ?? holder.at,
              own.length >= end.prefix.length ? own : end.prefix,
            ),
          ),
      );
      const outside = inside.length > 0 && isSingle ? [] : internetSenders(network, end.prefix);
      if (inside.length + outside.length > 0) return [...inside, ...outside];
      throw nothingSelected(text, 'No interface of the input has this address, and it is none of the internet.');
    }
  }
}

export function targetsOf(
  network: Network,
  end: End,
  senderIsOutside: boolean,
  addresses: 'private' | 'public' | 'all' | undefined,
): readonly Target[] {
  switch (end.kind) {
    case 'interface': {
      const own = end.address ? [end.address] : end.holder.prefixes;
      const dialled = addresses ?? (senderIsOutside ? 'public' : 'private');
      const outside = dialled === 'private' ? [] : publicAddressesOf(network, end.holder, own);
      const inside =
        dialled === 'public' && !end.address ? own.filter((prefix) => senderIsOutside && prefix.family === 6) : own;
      return [...inside, ...outside].map((address) =>
        target(network, address, end.host, hostInterfaces(network, end.holder)),
      );
    }
    case 'address':
      return addressTargets(network, end.prefix);
    case 'internet':
      return end.prefix
        ? addressTargets(network, end.prefix)
        : FAMILIES.flatMap((family) =>
            outsideLabels(network, family).map((label) =>
              labelTarget(network, family, label, `${INTERNET} ${family} ${label}`),
            ),
          );
  }
}

function ownersOf(network: Network, prefix: Prefix): readonly Holder[] {
  const tree = network.labels[prefix.family];
  const index = interfaceIndex(network);
  const owners = new Set<Holder>();
  for (const { from, to } of tree.labelsWithin(prefix)) {
    for (let label = from; label < to; label++)
      for (const holder of index.holdersOf(prefix.family, label)) owners.add(holder);
  }
  return [...owners];
}

/** A host sends from the main address of each family. */
function ownAddresses(holder: Holder): readonly Prefix[] {
  return FAMILIES.flatMap((family) => {
    const own = holder.prefixes.find((prefix) => prefix.family === family);
    return own ? [own] : [];
  });
}

function interfaceSender(network: Network, holder: Holder, host: string, address: Prefix): Sender {
  const { family } = address;
  return {
    host,
    end: holder.at,
    from: locusOf(network, holder, family),
    family,
    source: labelFor(network, address),
    address,
  };
}

function internetSenders(network: Network, within: Prefix | undefined): readonly Sender[] {
  return FAMILIES.flatMap((family) => {
    if (within && within.family !== family) return [];
    const tree = network.labels[family];
    const ranges = within ? tree.labelsWithin(within) : [{ family, from: 0, to: tree.size }];
    return ranges.flatMap(({ from, to }) => {
      const senders: Sender[] = [];
      for (let label = from; label < to; label++) {
        if (!isOutside(network, family, label)) continue;
        const own = tree.prefixOf(label);
        const address = within && contains(own, within) ? within : own;
        senders.push({ host: INTERNET, end: INTERNET, from: { at: INTERNET, family }, family, source: label, address });
      }
      return senders;
    });
  });
}

function outsideLabels(network: Network, family: Family): readonly Label[] {
  return Array.from({ length: network.labels[family].size }, (_, label) => label).filter((label) =>
    isOutside(network, family, label),
  );
}

function isOutside(network: Network, family: Family, label: Label): boolean {
  return isPublic(network, family, label) && !isOwnPublic(network, family, label);
}

function publicAddressesOf(network: Network, holder: Holder, own: readonly Prefix[]): readonly Prefix[] {
  const found: Prefix[] = [];
  for (const [outside, { holder: owner, inside }] of interfaceIndex(network).publicAddresses) {
    const prefix = network.labels[4].prefixOf(inside);
    if (owner === holder && own.some((one) => one.family === 4 && contains(one, prefix)))
      found.push(network.labels[4].prefixOf(outside));
  }
  return found;
}

function addressTargets(network: Network, prefix: Prefix): readonly Target[] {
  const tree = network.labels[prefix.family];
  return tree.labelsWithin(prefix).flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, i) => {
      const own = tree.prefixOf(from + i);
      const address = contains(own, prefix) ? prefix : own;
      return { ...labelTarget(network, prefix.family, from + i, formatPrefix(address)), address };
    }),
  );
}

function target(network: Network, address: Prefix, host: string, ends: readonly ComponentId[]): Target {
  return { host, family: address.family, to: labelFor(network, address), address, ends };
}

function labelTarget(network: Network, family: Family, label: Label, host: string): Target {
  return { host, family, to: label, address: network.labels[family].prefixOf(label), ends: undefined };
}

/** Any interface of a host may answer. */
function hostInterfaces(network: Network, holder: Holder): readonly ComponentId[] {
  return holder.instanceId
    ? interfaceIndex(network)
        .holdersOfInstance(holder.instanceId)
        .map(({ at }) => at)
    : [holder.at];
}

function labelFor(network: Network, address: Prefix): Label {
  const tree = network.labels[address.family];
  return tree.rangeOf(address)?.from ?? tree.labelOf(address.bits);
}
