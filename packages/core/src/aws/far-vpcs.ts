import type { ComponentId } from '../model/route.ts';
import { derived } from './lookup.ts';
import { works } from './states.ts';

/** VPCs at the far side of connections and transit gateways that the input does not hold: who is in them nobody knows. */
export const farVpcs: (net: Parameters<ReturnType<typeof derived>>[0]) => readonly ComponentId[] = derived((net) => {
  const peered = net
    .all('vpcPeeringConnection')
    .filter(({ status }) => works(status?.code, 'active'))
    .flatMap(({ requesterVpcInfo, accepterVpcInfo }) => [requesterVpcInfo?.vpcId, accepterVpcInfo?.vpcId]);
  const attached = net
    .all('transitGatewayAttachment')
    .filter(({ state, resourceType }) => resourceType === 'vpc' && works(state, 'available'))
    .map(({ resourceId }) => resourceId);
  const far = [...peered, ...attached].flatMap((id) => (id !== undefined && !net.get('vpc', id) ? id : []));
  return [...new Set(far)].sort();
});
