import type { ComponentId, Stop } from '../model/route.ts';
import { derived, type Lookup } from './lookup.ts';
import { onlyOne } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';

/** The VPC that a virtual private gateway is attached to: one at most (VGW-01). */
export function attachedVpc(net: Lookup, id: ComponentId): string | undefined {
  return vpcsOf(net.get('vpnGateway', id))[0];
}

/** Several VPCs are said to be its own, or several gateways those of its VPC: nobody can tell which is right (VGW-01). */
export function attachedTwice(net: Lookup, id: ComponentId): Stop | undefined {
  const vpcs = vpcsOf(net.get('vpnGateway', id));
  const [vpcId = ''] = vpcs;
  return onlyOne(id, vpcs) ?? onlyOne(vpcId, gatewaysByVpc(net).get(vpcId) ?? []);
}

const gatewaysByVpc = derived((net): ReadonlyMap<string, readonly ComponentId[]> => {
  const found = new Map<string, ComponentId[]>();
  for (const record of net.all('vpnGateway'))
    for (const vpcId of record.vpnGatewayId ? vpcsOf(record) : [])
      found.set(vpcId, [...(found.get(vpcId) ?? []), record.vpnGatewayId as ComponentId]);
  return found;
});

function vpcsOf(record: RecordOfKind<'vpnGateway'> | undefined): readonly string[] {
  const working = record?.vpcAttachments.filter((one) => one && works(one.state, 'attached')) ?? [];
  return working.flatMap((one) => one?.vpcId ?? []);
}
