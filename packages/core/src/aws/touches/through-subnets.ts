import { groupBy } from '../../model/group-by.ts';
import type { ComponentId } from '../../model/route.ts';
import type { Lookup } from '../lookup.ts';
import { passedBy } from './passed-subnets.ts';
import type { Peers } from './peers.ts';
import { peersBehind } from './peers-behind.ts';
import type { Touch } from './touch.ts';

/**
 * What subnets do otherwise, told of them and of those whose packets come through them: none but by NAT gateways, as far
 * as that can be told.
 */
export function throughSubnets(
  subnets: readonly ComponentId[],
  peers: Peers,
  before: Lookup,
  after: Lookup,
): readonly Touch[] | undefined {
  // A NAT gateway sends from itself, by the table and the ACL of its subnet.
  const nats = new Set<ComponentId>();
  const behind: Touch[] = [];
  for (const subnet of new Set(subnets)) {
    for (const net of [before, after]) {
      const passing = passedBy(net, subnet);
      if (!passing) return undefined;
      for (const { natGatewayId, users } of passing) {
        nats.add(natGatewayId);
        for (const user of users) behind.push({ subnets: [user], peers: peersBehind(net, user, natGatewayId, peers) });
      }
    }
  }
  return [{ subnets: [...subnets, ...nats], peers }, ...behind];
}

/** A subnet whose table leads to a target, and with whom it talks by that. */
export interface TargetUser {
  readonly subnetId: ComponentId;
  readonly peers: Peers;
}

/** The same of what tables lead to a target, or several. */
export function throughUsers(
  users: readonly TargetUser[],
  before: Lookup,
  after: Lookup,
): readonly Touch[] | undefined {
  const found: Touch[] = [];
  // Subnets of one table, and of tables that say the same, are asked together.
  for (const own of groupBy(users, ({ peers }) => JSON.stringify([peers.isAnybody, peers.at])).values()) {
    const subnets = own.map(({ subnetId }) => subnetId);
    const some = throughSubnets(subnets, (own[0] as TargetUser).peers, before, after);
    if (!some) return undefined;
    found.push(...some);
  }
  return found;
}
