import { attachmentsTo, isUp } from '../aws/transit-gateway-attachments.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const unassociatedAttachment: Check = {
  id: 'unassociated-attachment',
  title: 'Transit gateway attachment that no route table routes',
  severity: 'medium',
  help: {
    wrong: 'An attachment that is up is associated with no route table of its transit gateway.',
    why: 'Whatever comes in by it is dropped (TGW-01).',
    mend: 'Associate it with a route table, or delete it.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'transitGatewayAttachment');
    const gateways = new Set(network.all('transitGatewayAttachment').flatMap((one) => one.transitGatewayId ?? []));
    const records = new Map(
      network.all('transitGatewayAttachment').map((one) => [one.transitGatewayAttachmentId, one]),
    );
    for (const attachment of [...gateways].flatMap((id) => attachmentsTo(network, id))) {
      const record = records.get(attachment.id);
      if (attachment.table !== 'none' || !isUp(attachment) || !record || record.isPartial) continue;
      yield {
        component: attachment.id,
        rule: attachment.transitGatewayId,
        message: `No route table of ${attachment.transitGatewayId} is associated with it.`,
        evidence: [objectEvidence(attachment.id, record, 'it has no association')],
        place: record,
      };
    }
  },
};
