import type { ComponentId } from '../../model/route.ts';
import { type Family, parsePrefix } from '../../net/address.ts';
import type { Lookup } from '../lookup.ts';
import { ledTo } from './led-to.ts';
import { ANYBODY, NOBODY, type Peers, type Stretch } from './peers.ts';
import { holdersIn } from './subnet-holders.ts';

/**
 * Whom a subnet talks to otherwise by a NAT gateway, where the gateway's own subnet treats `peers` otherwise: that one sees
 * what is sent to the gateway, and back, with the addresses of the subnet, and all else with those of the other end
 * (NAT-01…16).
 */
export function peersBehind(net: Lookup, subnetId: ComponentId, natGatewayId: ComponentId, peers: Peers): Peers {
  const [led4, led6] = [ledTo(net, subnetId, natGatewayId, 4), ledTo(net, subnetId, natGatewayId, 6)];
  if (!led4 || !led6) return ANYBODY;
  const isAnybody = peers.isAnybody || peers.groups.size > 0;
  const isSeen = (family: Family) => isAnybody || isAmong(net, subnetId, peers, family);
  // Behind NAT64 the other end has an IPv4 address that the one dialled does not show.
  const at6 = isSeen(6) || peers.at[4].length > 0 ? led6 : [];
  return { ...NOBODY, at: { 4: isSeen(4) ? led4 : common(led4, peers.at[4]), 6: at6 } };
}

/** Whether a subnet, or somebody in it, has addresses of a family among those. */
function isAmong(net: Lookup, subnetId: ComponentId, { at }: Peers, family: Family): boolean {
  const { cidrBlock, ipv6CidrBlockAssociationSet = [] } = net.get('subnet', subnetId) ?? {};
  const blocks = [cidrBlock, ...ipv6CidrBlockAssociationSet.map((one) => one?.ipv6CidrBlock)];
  const own = blocks.flatMap((text) => parsePrefix(text ?? '') ?? []);
  const prefixes = [...own, ...holdersIn(net, subnetId).flatMap((holder) => holder.prefixes)];
  return prefixes.some((prefix) => {
    if (prefix.family !== family) return false;
    const range = net.labels[prefix.family].rangeOf(prefix);
    return !range || at[prefix.family].some(({ from, to }) => from < range.to && range.from < to);
  });
}

function common(some: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  return some.flatMap(({ from, to }) =>
    others.flatMap((other) => {
      const both = { from: Math.max(from, other.from), to: Math.min(to, other.to) };
      return both.from < both.to ? [both] : [];
    }),
  );
}
