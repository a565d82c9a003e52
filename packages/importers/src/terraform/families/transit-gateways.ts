import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family, Mapping } from '../mapping.ts';
import {
  PREFIX_LIST,
  SUBNET,
  TRANSIT_GATEWAY,
  TRANSIT_GATEWAY_ATTACHMENT,
  TRANSIT_GATEWAY_TABLE,
  VPC,
} from '../wanted.ts';

interface Attachment {
  readonly id: string;
  readonly gateway: string | undefined;
  readonly type: string;
  readonly resource: string | undefined;
  readonly from: Attributes;
}

interface Table {
  readonly id: string;
  readonly gateway: string | undefined;
  readonly from: Attributes;
  readonly associations: Json[];
  readonly propagations: Json[];
  readonly routes: Json[];
  readonly lists: Json[];
}

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

type Use = 'association' | 'propagation';

function defaultTable(mapping: Mapping, gateway: Attributes, use: Use): string | undefined {
  const isOn = (gateway.text(`default_route_table_${use}`) ?? 'enable') === 'enable';
  return isOn ? mapping.idOf(gateway, `${use}_default_route_table_id`) : undefined;
}

function tablesOf(mapping: Mapping): Map<string, Table> {
  const tables = new Map<string, Table>();
  const add = (id: string, gateway: string | undefined, from: Attributes) => {
    if (!tables.has(id))
      tables.set(id, { id, gateway, from, associations: [], propagations: [], routes: [], lists: [] });
  };
  for (const one of mapping.all('aws_ec2_transit_gateway_route_table')) {
    add(mapping.idOf(one), one.id('transit_gateway_id', TRANSIT_GATEWAY), one);
  }
  for (const one of mapping.managed('aws_ec2_transit_gateway')) {
    for (const use of ['association', 'propagation'] as const) {
      const id = defaultTable(mapping, one, use);
      if (id) add(id, mapping.idOf(one), one);
    }
  }
  return tables;
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

/** Associations and propagations that are written, then those that the gateway's defaults make. */
function place(
  mapping: Mapping,
  tables: ReadonlyMap<string, Table>,
  attachments: ReadonlyMap<string, Attachment>,
  use: Use,
): void {
  const listOf = (table: Table) => (use === 'association' ? table.associations : table.propagations);
  const placed = new Set<string>();
  const put = (table: Table, id: string) => {
    placed.add(id);
    const state = use === 'association' ? 'associated' : 'enabled';
    const { type, resource } = attachments.get(id) ?? {};
    listOf(table).push({ TransitGatewayAttachmentId: id, ResourceId: resource, ResourceType: type, State: state });
  };
  for (const one of mapping.managed(`aws_ec2_transit_gateway_route_table_${use}`)) {
    const table = tables.get(one.id('transit_gateway_route_table_id', TRANSIT_GATEWAY_TABLE) ?? '');
    const id = one.id('transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT);
    if (table && id) put(table, id);
    else leaveOpen(mapping, use);
  }
  for (const gateway of mapping.managed('aws_ec2_transit_gateway')) {
    const table = tables.get(defaultTable(mapping, gateway, use) ?? '');
    if (!table) continue;
    for (const { id, gateway: of, from } of attachments.values()) {
      const isAsked = from.flag(`transit_gateway_default_route_table_${use}`) ?? true;
      // An attachment has one table; it may propagate to several.
      const isFree =
        use === 'propagation' ? !listOf(table).some((one) => one.TransitGatewayAttachmentId === id) : !placed.has(id);
      if (of === mapping.idOf(gateway) && isAsked && isFree) put(table, id);
    }
  }
}

function leaveOpen(mapping: Mapping, use: Use): void {
  mapping.leavesOpen(use === 'association' ? 'transitGatewayAssociations' : 'transitGatewayPropagations');
}

function addRoutes(
  mapping: Mapping,
  tables: ReadonlyMap<string, Table>,
  attachments: ReadonlyMap<string, Attachment>,
): void {
  const targetOf = (one: Attributes) => {
    if (one.flag('blackhole')) return { State: 'blackhole', TransitGatewayAttachments: [] };
    const id = one.id('transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT) ?? `${one.resource.address}#unknown`;
    const { type, resource } = attachments.get(id) ?? {};
    const attached = { TransitGatewayAttachmentId: id, ResourceId: resource, ResourceType: type };
    return { State: 'active', TransitGatewayAttachments: [attached] };
  };
  for (const one of mapping.managed('aws_ec2_transit_gateway_route')) {
    const table = tables.get(one.id('transit_gateway_route_table_id', TRANSIT_GATEWAY_TABLE) ?? '');
    const DestinationCidrBlock = one.text('destination_cidr_block');
    if (table && DestinationCidrBlock) table.routes.push({ DestinationCidrBlock, Type: 'static', ...targetOf(one) });
    else mapping.leavesOpen('transitGatewayRoutes');
  }
  for (const one of mapping.managed('aws_ec2_transit_gateway_prefix_list_reference')) {
    const table = tables.get(one.id('transit_gateway_route_table_id', TRANSIT_GATEWAY_TABLE) ?? '');
    const PrefixListId = one.id('prefix_list_id', PREFIX_LIST);
    if (!table || !PrefixListId) {
      mapping.leavesOpen('transitGatewayPrefixListReferences');
      continue;
    }
    const { TransitGatewayAttachments } = targetOf(one);
    const TransitGatewayAttachment = TransitGatewayAttachments[0];
    table.lists.push({ PrefixListId, Blackhole: one.flag('blackhole') ?? false, TransitGatewayAttachment });
  }
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

function addTable(mapping: Mapping, { id, gateway, from, associations, propagations, routes, lists }: Table): void {
  const isOwn = from.resource.type === 'aws_ec2_transit_gateway_route_table';
  const about = { TransitGatewayRouteTableId: id };
  const isDefault = (use: Use) => !isOwn && defaultTable(mapping, from, use) === id;
  mapping.add(
    'transitGatewayRouteTable',
    {
      ...about,
      TransitGatewayId: gateway,
      DefaultAssociationRouteTable: isDefault('association'),
      DefaultPropagationRouteTable: isDefault('propagation'),
      Tags: isOwn ? from.tags() : undefined,
    },
    from,
  );
  mapping.add('transitGatewayAssociations', { ...about, Associations: associations }, from);
  mapping.add('transitGatewayPropagations', { ...about, TransitGatewayRouteTablePropagations: propagations }, from);
  mapping.add('transitGatewayRoutes', { ...about, Routes: [...routes, ...propagated(mapping, propagations)] }, from);
  const references = lists.map((one) => ({ ...about, ...one }));
  mapping.add('transitGatewayPrefixListReferences', { ...about, TransitGatewayPrefixListReferences: references }, from);
}

/** A search of a table lists what VPCs propagate, too; what others will learn nobody can tell. */
function propagated(mapping: Mapping, propagations: readonly Json[]): readonly Json[] {
  return propagations.flatMap((one) => {
    const vpc = one.ResourceType === 'vpc' ? mapping.vpc(one.ResourceId as string | undefined) : undefined;
    const { State: _, ...attached } = one;
    return (vpc?.ranges ?? []).map((DestinationCidrBlock) => ({
      DestinationCidrBlock,
      Type: 'propagated',
      State: 'active',
      TransitGatewayAttachments: [attached],
    }));
  });
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
