import { works } from '../aws/states.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const acceptsAllAttachments: Check = {
  id: 'accepts-all-attachments',
  title: 'Transit gateway that accepts every attachment',
  severity: 'medium',
  help: {
    wrong:
      'AutoAcceptSharedAttachments is on: an attachment that another account asks for works at once. With default association and propagation, which make the finding high, it is routed at once too.',
    why: 'Whoever the transit gateway is shared with, by mistake or as a whole organization, connects a VPC to yours without anybody looking at it.',
    mend: 'Switch it off: aws ec2 modify-transit-gateway --options AutoAcceptSharedAttachments=disable.',
  },
  controls: {
    securityHub: ['EC2.23'],
    config: ['ec2-transit-gateway-auto-vpc-attach-disabled'],
    nist: ['AC-4(21)', 'CA-9(1)', 'CM-2'],
  },
  *run({ network }) {
    yield* lackingLists(network, 'transitGateway');
    for (const gateway of network.all('transitGateway')) {
      const { transitGatewayId = '', options, state } = gateway;
      if (!isOn(options?.autoAcceptSharedAttachments) || works(state ?? '-', 'deleting', 'deleted')) continue;
      const isRouted = isOn(options?.defaultRouteTableAssociation) && isOn(options?.defaultRouteTablePropagation);
      yield {
        component: transitGatewayId,
        severity: isRouted ? 'high' : 'medium',
        message: `It accepts every attachment that another account asks for${isRouted ? ', and routes it' : ''}.`,
        evidence: [objectEvidence(transitGatewayId, gateway, 'AutoAcceptSharedAttachments is enable')],
        place: gateway,
      };
    }
  },
};

/** What an answer does not tell is not held against it. */
function isOn(option: string | undefined): boolean {
  return works(option ?? '-', 'enable');
}
