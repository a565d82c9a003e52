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
export function publicAddressesOf(network: Network, { at }: Holder): readonly PublicPair[] {
  const { publicAddresses, publicLabelsOf } = interfaceIndex(network);
  const tree = network.labels[4];
  const shown = publicLabelsOf(at).map((outside): PublicPair => {
    const found = publicAddresses.get(outside);
    const inside = found?.holder.at === at ? found.inside : undefined;
    return { inside: inside === undefined ? undefined : tree.prefixOf(inside), outside: tree.prefixOf(outside) };
  });
  const told = onlyTold(network).get(at);
  return told ? [...shown, ...told] : shown;
}

/** By interface, what nothing but an Elastic IP address tells of. */
const onlyTold = derived((net) => {
  const { publicAddresses } = interfaceIndex(net);
  const found = new Map<ComponentId, PublicPair[]>();
  for (const { networkInterfaceId, publicIp, privateIpAddress } of net.all('address')) {
    const outside = publicIp ? parsePrefix(publicIp) : null;
    const label = outside?.family === 4 ? net.labels[4].rangeOf(outside)?.from : undefined;
    if (!networkInterfaceId || !outside || label === undefined || publicAddresses.has(label)) continue;
    const pair = { inside: parsePrefix(privateIpAddress ?? '') ?? undefined, outside };
    found.set(networkInterfaceId, [...(found.get(networkInterfaceId) ?? []), pair]);
  }
  return found;
});
