import type { ComponentId } from '../model/route.ts';
import { derived, type Lookup } from './lookup.ts';
import { works } from './states.ts';

/** The working peering connection of two VPCs of one Region. */
export function peeringBetween(net: Lookup, vpcId: string, otherId: string): ComponentId | undefined {
  return connections(net).get(`${vpcId} ${otherId}`);
}

const connections = derived((net) => {
  const found = new Map<string, ComponentId>();
  for (const { vpcPeeringConnectionId: id, status, requesterVpcInfo: a, accepterVpcInfo: b } of net.all(
    'vpcPeeringConnection',
  )) {
    const isAbroad = a?.region && b?.region && a.region !== b.region;
    if (!id || !a?.vpcId || !b?.vpcId || isAbroad || !works(status?.code, 'active')) continue;
    found.set(`${a.vpcId} ${b.vpcId}`, id);
    found.set(`${b.vpcId} ${a.vpcId}`, id);
  }
  return found;
});
