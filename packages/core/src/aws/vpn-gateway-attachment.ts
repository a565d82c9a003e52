import type { ComponentId } from '../model/route.ts';
import type { Lookup } from './lookup.ts';
import { works } from './states.ts';

/** The VPC that a virtual private gateway is attached to: one at most (VGW-01). */
export function attachedVpc(net: Lookup, id: ComponentId): string | undefined {
  const attachments = net.get('vpnGateway', id)?.vpcAttachments ?? [];
  return attachments.find((one) => one?.vpcId && works(one.state, 'attached'))?.vpcId;
}
