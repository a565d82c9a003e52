import type { Branch, Locus, Step } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { firewallSteps } from './firewall-inspection.ts';
import type { Lookup } from './lookup.ts';
import { dropped } from './missing.ts';
import type { Handover } from './resource-type.ts';
import { works } from './states.ts';
import type { Attachment } from './transit-gateway-attachments.ts';
import { intoTable } from './transit-gateway-entry.ts';

/** A Network Firewall of a transit gateway: what its rules pass is looked up in the table of its own attachment (TGW-19). */
export function throughFirewall(
  net: Lookup,
  at: Locus,
  attachment: Attachment,
  links: Branch['links'],
  family: Family,
  why: Handover['why'],
): Branch {
  const { id, resourceId, place } = attachment;
  const own = net
    .all('firewall')
    .find(({ firewallStatus }) => firewallStatus?.transitGatewayAttachmentSyncState?.attachmentId === id);
  const state = own?.firewallStatus?.transitGatewayAttachmentSyncState?.transitGatewayAttachmentStatus;
  if (!works(state, 'READY')) {
    const text = `its firewall says of it: ${state}`;
    const next = dropped(id, 'BAD_STATE', { component: id, effect: 'blocks', text });
    return { links, steps: [], next, why };
  }
  const arn = own?.firewall?.firewallArn ?? own?.firewallArn ?? resourceId;
  const steps: readonly Step[] = [
    { kind: 'identity', becomes: 'none', by: id },
    ...firewallSteps(net, arn, id, family, place),
  ];
  return intoTable(net, attachment, { chain: [], steps, why }, links, family, at.zone);
}
