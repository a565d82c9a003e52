import type { ComponentId } from '../model/route.ts';
import { derived, type Lookup } from './lookup.ts';
import { works } from './states.ts';

/** The working peering connection of two VPCs of one Region. */
export function peeringBetween(net: Lookup, vpcId: string, otherId: string): ComponentId | undefined {
  return connections(net).get(`${vpcId} ${otherId}`);
}

/** A peering connection that does not, as far as the input tells, leave its Region. */
export function isNearPeering(net: Lookup, id: ComponentId): boolean {
  if (net.kindOfId(id) !== 'vpcPeeringConnection') return false;
  const { requesterVpcInfo: a, accepterVpcInfo: b } = net.get('vpcPeeringConnection', id) ?? {};
  return !a?.region || !b?.region || a.region === b.region;
}

const connections = derived((net) => {
  const found = new Map<string, ComponentId>();
  for (const { vpcPeeringConnectionId: id, status, requesterVpcInfo: a, accepterVpcInfo: b } of net.all(
    'vpcPeeringConnection',
  )) {
    if (!id || !a?.vpcId || !b?.vpcId || !isNearPeering(net, id) || !works(status?.code, 'active')) continue;
    found.set(`${a.vpcId} ${b.vpcId}`, id);
    found.set(`${b.vpcId} ${a.vpcId}`, id);
  }
  return found;
});
