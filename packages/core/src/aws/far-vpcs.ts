import type { ComponentId } from '../model/route.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import { derived, type Lookup, type Place } from './lookup.ts';
import { works } from './states.ts';
import { statedRanges } from './vpc-peering-connection.ts';

/** A VPC that only a connection or an attachment tells of: where it is, and its ranges as far as they are told. */
export interface FarVpc {
  readonly id: ComponentId;
  readonly place: Place;
  readonly ranges: readonly Prefix[];
}

/** VPCs at the far side of connections and transit gateways that the input does not hold: who is in them nobody knows. */
export const farVpcs: (net: Lookup) => readonly ComponentId[] = derived((net) => all(net).map(({ id }) => id));

export function farVpc(net: Lookup, id: ComponentId): FarVpc | undefined {
  return all(net).find((one) => one.id === id);
}

/** Those that have all addresses of a prefix, by what their connections tell. */
export function farVpcsWith(net: Lookup, holds: (range: Prefix) => boolean): readonly FarVpc[] {
  return all(net).filter(({ ranges }) => ranges.some(holds));
}

const all: (net: Lookup) => readonly FarVpc[] = derived((net) => {
  const peered = net
    .all('vpcPeeringConnection')
    .filter(({ status }) => works(status?.code, 'active'))
    .flatMap(({ requesterVpcInfo, accepterVpcInfo }) => [requesterVpcInfo ?? [], accepterVpcInfo ?? []].flat())
    .map((side) => {
      const place = { account: side.ownerId, region: side.region };
      return { id: side.vpcId, place, ranges: statedRanges(side) };
    });
  const propagated = propagatedRanges(net);
  const attached = net
    .all('transitGatewayAttachment')
    .filter(({ state, resourceType }) => resourceType === 'vpc' && works(state, 'available'))
    .map(({ resourceId, resourceOwnerId, region }) => {
      const ranges = propagated.get(resourceId ?? '') ?? [];
      return { id: resourceId, place: { account: resourceOwnerId, region }, ranges };
    });
  const far = new Map<ComponentId, FarVpc>();
  for (const { id, place, ranges } of [...peered, ...attached])
    if (id !== undefined && !far.has(id) && !net.get('vpc', id)) far.set(id, { id, place, ranges });
  return [...far.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
});

/** What attachments of VPCs propagate is the VPCs' own ranges (TGW-05). */
function propagatedRanges(net: Lookup): ReadonlyMap<ComponentId, readonly Prefix[]> {
  const found = new Map<ComponentId, readonly Prefix[]>();
  for (const route of net.all('transitGatewayRoutes').flatMap(({ routes }) => routes)) {
    const prefix = route?.type?.toLowerCase() === 'propagated' ? parsePrefix(route.destinationCidrBlock ?? '') : null;
    if (!prefix) continue;
    for (const to of route?.transitGatewayAttachments ?? [])
      if (to?.resourceId) found.set(to.resourceId, [...(found.get(to.resourceId) ?? []), prefix]);
  }
  return found;
}
