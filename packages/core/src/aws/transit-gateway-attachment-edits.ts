import { type Edit, PRICE } from '../model/change.ts';
import { editCommand } from './edit-command.ts';
import type { Lookup } from './lookup.ts';
import type { Attachment } from './transit-gateway-attachments.ts';
import { zoneOf } from './zones.ts';

/** Associates an attachment that no table routes with each table of its gateway (TGW-01). */
export function associationEdits(net: Lookup, attachmentId: string, transitGatewayId: string): readonly Edit[] {
  const listed = net.get('transitGatewayAttachment', attachmentId);
  if (!listed) return [];
  const tables = net.all('transitGatewayRouteTable').filter((one) => one.transitGatewayId === transitGatewayId);
  return tables.flatMap(({ transitGatewayRouteTableId: tableId, account, region }): readonly Edit[] => {
    if (!tableId) return [];
    const options = { 'transit-gateway-route-table-id': tableId, 'transit-gateway-attachment-id': attachmentId };
    const value = { TransitGatewayRouteTableId: tableId, State: 'associated' };
    return [
      {
        component: attachmentId,
        price: PRICE.association,
        text: `associate it with ${tableId}`,
        commands: [editCommand('associate-transit-gateway-route-table', options, { account, region })],
        changes: [{ op: 'add', component: attachmentId, at: '/Association', value }],
      },
    ];
  });
}

/** Adds a subnet of the sender's zone to an attachment of its VPC (TGW-09). */
export function attachedSubnetEdits(net: Lookup, attachment: Attachment, zone: string | undefined): readonly Edit[] {
  const { id, place, resourceId } = attachment;
  const inZone = net.all('subnet').filter((one) => one.vpcId === resourceId && zoneOf(one) === zone);
  return inZone.flatMap(({ subnetId }): readonly Edit[] =>
    subnetId
      ? [
          {
            component: id,
            price: PRICE.option,
            text: `add ${subnetId} to its subnets`,
            commands: [modify(id, { 'add-subnet-ids': subnetId }, place)],
            changes: [{ op: 'add', component: id, at: '/SubnetIds/-', value: subnetId }],
          },
        ]
      : [],
  );
}

export function ipv6Edit({ id, place, vpc }: Attachment): Edit {
  const change = vpc?.options
    ? { at: '/Options/Ipv6Support', value: 'enable' }
    : { at: '/Options', value: { Ipv6Support: 'enable' } };
  return {
    component: id,
    price: PRICE.option,
    text: 'enable its support of IPv6',
    commands: [modify(id, { options: 'Ipv6Support=enable' }, place)],
    changes: [{ op: 'replace', component: id, ...change }],
  };
}

function modify(id: string, options: Readonly<Record<string, string>>, place: Attachment['place']): string {
  return editCommand(
    'modify-transit-gateway-vpc-attachment',
    { 'transit-gateway-attachment-id': id, ...options },
    place,
  );
}
