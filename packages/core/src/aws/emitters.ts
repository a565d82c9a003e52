import type { ComponentId } from '../model/route.ts';
import { vpcOfNat } from './holder.ts';
import { derived, type Lookup } from './lookup.ts';

/** What in a VPC sends packets by a route table of its own: its subnets, and NAT gateways that have none. */
export function emittersOf(net: Lookup, vpcId: string): readonly ComponentId[] {
  return emitters(net).get(vpcId) ?? [];
}

const emitters = derived((net) => {
  const found = new Map<string, ComponentId[]>();
  const add = (vpcId: string | undefined, id: string | undefined) => {
    if (!vpcId || !id) return;
    const of = found.get(vpcId);
    if (of) of.push(id);
    else found.set(vpcId, [id]);
  };
  for (const subnet of net.all('subnet')) add(subnet.vpcId, subnet.subnetId);
  for (const nat of net.all('natGateway')) if (!nat.subnetId) add(vpcOfNat(net, nat), nat.natGatewayId);
  return found;
});
