import type { Holder } from '../aws/holder.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import { derived } from '../aws/lookup.ts';
import type { Network } from '../engine/network.ts';
import type { ComponentId } from '../model/route.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';

/** A public IPv4 address of an interface, and the address of its own that it stands for. */
export interface PublicPair {
  readonly inside: Prefix | undefined;
  readonly outside: Prefix;
}

/** The public IPv4 addresses of an interface; those that only an Elastic IP address tells of count too. */
export function publicAddressesOf(network: Network, holder: Holder): readonly PublicPair[] {
  return pairs(network).get(holder.at) ?? [];
}

const pairs = derived((net) => {
  const found = new Map<ComponentId, PublicPair[]>();
  const add = (at: ComponentId, pair: PublicPair) => {
    const known = found.get(at);
    if (known) known.push(pair);
    else found.set(at, [pair]);
  };
  const tree = net.labels[4];
  const { publicAddresses } = interfaceIndex(net);
  for (const [outside, { holder, inside }] of publicAddresses) {
    add(holder.at, { inside: tree.prefixOf(inside), outside: tree.prefixOf(outside) });
  }
  for (const { networkInterfaceId, publicIp, privateIpAddress } of net.all('address')) {
    const outside = publicIp ? parsePrefix(publicIp) : null;
    const label = outside?.family === 4 ? tree.rangeOf(outside)?.from : undefined;
    if (!networkInterfaceId || !outside || label === undefined || publicAddresses.has(label)) continue;
    add(networkInterfaceId, { inside: parsePrefix(privateIpAddress ?? '') ?? undefined, outside });
  }
  return found;
});
