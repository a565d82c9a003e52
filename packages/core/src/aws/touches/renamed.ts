import type { ComponentId } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import { firstFrom } from '../../net/address-map.ts';
import type { Label } from '../../net/label-tree.ts';
import { labelOfAddress } from '../holder.ts';
import { interfaceIndex } from '../interface-index.ts';
import { derived, type Lookup } from '../lookup.ts';
import { isRoutedTo } from '../routed-interface.ts';
import type { Peers } from './peers.ts';

/** Under addresses of others: who may be seen so. */
export interface Renamed {
  readonly isAnybody: boolean;
  readonly by: ReadonlySet<ComponentId>;
}

/** Who may be seen under some addresses that are not their own: behind NAT gateways and appliances, or by a public address. */
export function renamedTo(net: Lookup, { at }: Peers): Renamed {
  // Clients of a Client VPN are seen under addresses of its subnets.
  const own = shown(net);
  if (own.isAnywhere) return { isAnybody: true, by: own.none };
  const by = new Set<ComponentId>();
  for (const family of [4, 6] as const) {
    const { labels, owners } = own.in[family];
    for (const { from, to } of at[family]) {
      for (let i = firstFrom(labels, from); i < labels.length && (labels[i] as number) < to; i++) {
        const owner = owners[i];
        if (owner === undefined) return { isAnybody: true, by };
        by.add(owner);
      }
    }
  }
  return { isAnybody: false, by };
}

/** Addresses that packets get on their way, in order, and whose they then are: undefined where they may be anybody's. */
const shown = derived((net) => {
  const found = { 4: new Map<Label, ComponentId | undefined>(), 6: new Map<Label, ComponentId | undefined>() };
  const { publicAddresses, holders } = interfaceIndex(net);
  for (const [outside, { holder }] of publicAddresses)
    found[4].set(outside, holder.role.isNat || isRoutedTo(net, holder.at) ? undefined : holder.at);
  const anybodys = (family: Family, label: Label | undefined) =>
    label !== undefined && found[family].set(label, undefined);
  for (const { at, role, prefixes } of holders) {
    if (!role.isNat && !isRoutedTo(net, at)) continue;
    for (const prefix of prefixes) anybodys(prefix.family, net.labels[prefix.family].rangeOf(prefix)?.from);
  }
  for (const { natGatewayAddresses } of net.all('natGateway'))
    for (const one of natGatewayAddresses)
      for (const text of [one?.privateIp, one?.publicIp]) anybodys(4, labelOfAddress(net, text));
  const sorted = (family: Family) => {
    const labels = Int32Array.from(found[family].keys()).sort();
    return { labels, owners: Array.from(labels, (label) => found[family].get(label)) };
  };
  const isAnywhere = net.all('clientVpnEndpoint').length > 0;
  return { isAnywhere, none: new Set<ComponentId>(), in: { 4: sorted(4), 6: sorted(6) } };
});
