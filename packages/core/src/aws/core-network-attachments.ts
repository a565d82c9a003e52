import type { ComponentId } from '../model/route.ts';
import { derived, type Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Attachment } from './transit-gateway-attachments.ts';

/** An attachment to a core network, which treats packets as one to a transit gateway does (CW-05). */
export interface CoreAttachment extends Attachment {
  readonly table: { readonly tableId: ComponentId };
  readonly edge: string | undefined;
  readonly coreNetworkId: string;
  readonly seesGroups: boolean;
}

export function coreAttachment(net: Lookup, id: string | undefined): CoreAttachment | undefined {
  return attachments(net).find((one) => one.id === id);
}

export function coreAttachmentOfVpc(net: Lookup, arn: ComponentId, vpcId: string): CoreAttachment | undefined {
  return attachments(net).find((one) => one.transitGatewayId === arn && one.resourceId === vpcId);
}

const attachments = derived((net): readonly CoreAttachment[] =>
  net.all('coreNetworkAttachment').flatMap((record) => {
    const { attachmentId: id, coreNetworkId, coreNetworkArn: arn, attachmentType, segmentName, edgeLocation } = record;
    if (!id || !coreNetworkId || !arn) return [];
    const details = net.get('coreNetworkVpcAttachment', id);
    return {
      id,
      transitGatewayId: arn,
      coreNetworkId,
      edge: edgeLocation,
      type: attachmentType?.toLowerCase() ?? 'unknown',
      resourceId: lastOf(record.resourceArn),
      state: record.state,
      createdAt: undefined,
      vpc: details && asVpcAttachment(id, details),
      seesGroups: details?.options?.securityGroupReferencingSupport === true,
      translates: false,
      table: { tableId: `${coreNetworkId}/${segmentName ?? ''}/${edgeLocation ?? ''}` },
      place: record,
    };
  }),
);

function asVpcAttachment(
  id: string,
  { subnetArns, options, account, region, source }: RecordOfKind<'coreNetworkVpcAttachment'>,
): NonNullable<Attachment['vpc']> {
  const support = (isOn: boolean | undefined) => (isOn ? 'enable' : 'disable');
  return {
    transitGatewayAttachmentId: id,
    transitGatewayId: undefined,
    vpcId: undefined,
    vpcOwnerId: undefined,
    state: undefined,
    creationTime: undefined,
    tags: {},
    subnetIds: subnetArns.map(lastOf),
    options: {
      applianceModeSupport: support(options?.applianceModeSupport),
      ipv6Support: support(options?.ipv6Support),
      securityGroupReferencingSupport: support(options?.securityGroupReferencingSupport),
      dnsSupport: undefined,
    },
    account,
    region,
    source,
  };
}

/** `vpc-1` of `arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1`. */
function lastOf(arn: string | undefined): string | undefined {
  return arn?.split('/').at(-1);
}
