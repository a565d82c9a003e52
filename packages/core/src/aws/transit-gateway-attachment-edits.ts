import { type Edit, PRICE } from '../model/change.ts';
import { editCommand, newId } from './edit-command.ts';
import type { Lookup } from './lookup.ts';
import type { Apart } from './openings.ts';
import { type Attachment, attachmentOfVpc } from './transit-gateway-attachments.ts';
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

/** Attaches a VPC to a transit gateway that the other one is attached to, by a subnet in each zone (TGW-01, TGW-09). */
export function attachmentOpenings(net: Lookup, { from, to }: Apart): readonly Edit[] {
  return [
    [from, to],
    [to, from],
  ].flatMap(([near = '', far = '']) => {
    const gateways = net.all('transitGateway').flatMap(({ transitGatewayId: id }) => id ?? []);
    const lacking = gateways.filter((id) => attachmentOfVpc(net, id, far) && !attachmentOfVpc(net, id, near));
    return lacking.flatMap((id) => newAttachment(net, near, id));
  });
}

function newAttachment(net: Lookup, vpcId: string, transitGatewayId: string): readonly Edit[] {
  const vpc = net.get('vpc', vpcId);
  const options = net.get('transitGateway', transitGatewayId)?.options;
  const subnetIds = [...new Map(subnetsIn(net, vpcId).map((one) => [zoneOf(one), one.subnetId as string])).values()];
  if (!vpc || subnetIds.length === 0) return [];
  const component = newId((id) => net.get('transitGatewayVpcAttachment', id) !== undefined, 'tgw-attach-new');
  const id = { TransitGatewayAttachmentId: component, TransitGatewayId: transitGatewayId, State: 'available' };
  const place = { ...(vpc.account ? { account: vpc.account } : {}), ...(vpc.region ? { region: vpc.region } : {}) };
  const tableId = options?.associationDefaultRouteTableId;
  const Association = tableId ? { TransitGatewayRouteTableId: tableId, State: 'associated' } : {};
  const change = (value: object) => ({ op: 'add' as const, component, at: '', value: { ...value, ...place } });
  const words = { 'transit-gateway-id': transitGatewayId, 'vpc-id': vpcId, 'subnet-ids': subnetIds };
  return [
    {
      component: vpcId,
      price: PRICE.attachment,
      text: `attach it to ${transitGatewayId} by ${subnetIds.join(', ')} (${component} stands for the attachment's id)`,
      commands: [editCommand('create-transit-gateway-vpc-attachment', words, vpc)],
      changes: [
        change({ ...id, ResourceType: 'vpc', ResourceId: vpcId, Association }),
        change({ ...id, VpcId: vpcId, SubnetIds: subnetIds }),
      ],
    },
  ];
}

function subnetsIn(net: Lookup, vpcId: string) {
  return net.all('subnet').filter((one) => one.vpcId === vpcId && one.subnetId);
}
