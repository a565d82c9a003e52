import type { Attributes } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import { SUBNET, TRANSIT_GATEWAY, TRANSIT_GATEWAY_ATTACHMENT, VPC } from '../wanted.ts';
import {
  type Attachment,
  addRoutes,
  addTable,
  defaultTable,
  place,
  type Table,
  tablesOf,
} from './transit-gateway-tables.ts';

const ATTACHED = [
  'aws_ec2_transit_gateway_vpc_attachment',
  'aws_ec2_transit_gateway_vpc_attachment_accepter',
  'aws_ec2_transit_gateway_connect',
];

/** Transit gateways with attachments and tables; the default tables as the gateway and its attachments ask for them. */
export const transitGateways: Family = {
  types: [
    'aws_ec2_transit_gateway',
    ...ATTACHED,
    'aws_ec2_transit_gateway_route_table',
    'aws_ec2_transit_gateway_route_table_association',
    'aws_ec2_transit_gateway_route_table_propagation',
    'aws_ec2_transit_gateway_route',
    'aws_ec2_transit_gateway_prefix_list_reference',
    'aws_ec2_transit_gateway_peering_attachment',
    'aws_ec2_transit_gateway_peering_attachment_accepter',
  ],
  map(mapping) {
    const tables = tablesOf(mapping);
    const attachments = attachmentsOf(mapping);
    for (const one of mapping.all('aws_ec2_transit_gateway')) addGateway(mapping, one);
    place(mapping, tables, attachments, 'association');
    place(mapping, tables, attachments, 'propagation');
    addRoutes(mapping, tables, attachments);
    for (const one of attachments.values()) addAttachment(mapping, one, tables);
    for (const one of tables.values()) addTable(mapping, one);
    for (const one of mapping.managed('aws_ec2_transit_gateway_peering_attachment')) addPeering(mapping, one);
  },
};

function addGateway(mapping: Mapping, one: Attributes): void {
  const isOn = (name: string) => one.text(name) ?? 'enable';
  mapping.add(
    'transitGateway',
    {
      TransitGatewayId: mapping.idOf(one),
      OwnerId: one.text('owner_id'),
      Options: {
        AmazonSideAsn: one.integer('amazon_side_asn'),
        TransitGatewayCidrBlocks: one.texts('transit_gateway_cidr_blocks'),
        DefaultRouteTableAssociation: isOn('default_route_table_association'),
        DefaultRouteTablePropagation: isOn('default_route_table_propagation'),
        AssociationDefaultRouteTableId: defaultTable(mapping, one, 'association'),
        PropagationDefaultRouteTableId: defaultTable(mapping, one, 'propagation'),
        VpnEcmpSupport: isOn('vpn_ecmp_support'),
        SecurityGroupReferencingSupport: one.text('security_group_referencing_support') ?? 'disable',
      },
      Tags: one.tags(),
    },
    one,
  );
}

function attachmentsOf(mapping: Mapping): Map<string, Attachment> {
  const found = new Map<string, Attachment>();
  for (const one of mapping.all('aws_ec2_transit_gateway_vpc_attachment')) {
    const gateway = one.id('transit_gateway_id', TRANSIT_GATEWAY);
    const id = mapping.idOf(one);
    found.set(id, { id, gateway, type: 'vpc', resource: one.id('vpc_id', VPC), from: one });
  }
  for (const one of mapping.managed('aws_vpn_connection')) {
    const gateway = one.id('transit_gateway_id', TRANSIT_GATEWAY);
    const id = mapping.idOf(one, 'transit_gateway_attachment_id');
    if (gateway) found.set(id, { id, gateway, type: 'vpn', resource: mapping.idOf(one), from: one });
  }
  for (const one of mapping.managed('aws_ec2_transit_gateway_connect')) {
    const id = mapping.idOf(one);
    const resource = one.id('transport_attachment_id', TRANSIT_GATEWAY_ATTACHMENT);
    found.set(id, { id, gateway: one.id('transit_gateway_id', TRANSIT_GATEWAY), type: 'connect', resource, from: one });
  }
  return found;
}

function addAttachment(mapping: Mapping, attachment: Attachment, tables: ReadonlyMap<string, Table>): void {
  const { id, gateway, type, resource, from } = attachment;
  const table = [...tables.values()].find(({ associations }) =>
    associations.some((one) => one.TransitGatewayAttachmentId === id),
  );
  mapping.add(
    'transitGatewayAttachment',
    {
      TransitGatewayAttachmentId: id,
      TransitGatewayId: gateway,
      ResourceType: type,
      ResourceId: resource,
      Association: table ? { TransitGatewayRouteTableId: table.id, State: 'associated' } : undefined,
      Tags: from.tags(),
    },
    from,
  );
  if (type !== 'vpc') return;
  mapping.add(
    'transitGatewayVpcAttachment',
    {
      TransitGatewayAttachmentId: id,
      TransitGatewayId: gateway,
      VpcId: resource,
      VpcOwnerId: from.text('vpc_owner_id'),
      SubnetIds: from.ids('subnet_ids', SUBNET),
      Options: {
        DnsSupport: from.text('dns_support'),
        Ipv6Support: from.text('ipv6_support') ?? 'disable',
        ApplianceModeSupport: from.text('appliance_mode_support') ?? 'disable',
        SecurityGroupReferencingSupport: from.text('security_group_referencing_support'),
      },
      Tags: from.tags(),
    },
    from,
  );
}

function addPeering(mapping: Mapping, one: Attributes): void {
  const id = mapping.idOf(one);
  const accepter = mapping
    .managed('aws_ec2_transit_gateway_peering_attachment_accepter')
    .find((other) => other.id('transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT) === id);
  mapping.add(
    'transitGatewayPeeringAttachment',
    {
      TransitGatewayAttachmentId: id,
      RequesterTgwInfo: { TransitGatewayId: one.id('transit_gateway_id', TRANSIT_GATEWAY) },
      AccepterTgwInfo: {
        TransitGatewayId: one.id('peer_transit_gateway_id', TRANSIT_GATEWAY),
        OwnerId: one.text('peer_account_id'),
        Region: one.text('peer_region'),
      },
      State: one.text('state') ?? (accepter ? 'available' : 'pendingAcceptance'),
      Tags: one.tags(),
    },
    one,
  );
}
