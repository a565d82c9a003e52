import type { Attributes } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import { perMapping } from '../per-mapping.ts';
import { SUBNET, TRANSIT_GATEWAY, TRANSIT_GATEWAY_ATTACHMENT, VPC, type Wanted } from '../wanted.ts';
import { addConnect, addConnectPeer, addPeerings } from './transit-gateway-peers.ts';
import {
  type Attachment,
  addRoutes,
  addTable,
  defaultTable,
  place,
  type Table,
  tablesOf,
} from './transit-gateway-tables.ts';

const DX_GATEWAY: Wanted = { aws_dx_gateway: ['id'] };
const POLICY_TABLE: Wanted = { aws_ec2_transit_gateway_policy_table: ['id'] };

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
    'aws_ec2_transit_gateway_default_route_table_association',
    'aws_ec2_transit_gateway_default_route_table_propagation',
    'aws_ec2_transit_gateway_connect_peer',
    'aws_ec2_transit_gateway_policy_table',
    'aws_ec2_transit_gateway_policy_table_association',
    'aws_ec2_transit_gateway_dx_gateway_attachment',
  ],
  map(mapping) {
    const attachments = attachmentsOf(mapping);
    const tables = tablesOf(mapping, attachments);
    for (const one of mapping.all('aws_ec2_transit_gateway')) addGateway(mapping, one);
    const open = place(mapping, tables, attachments, 'association');
    place(mapping, tables, attachments, 'propagation');
    addRoutes(mapping, tables, attachments);
    for (const one of attachments.values()) addAttachment(mapping, one, tables, open);
    for (const one of new Set(tables.values())) addTable(mapping, one);
    addPeerings(mapping);
    addPolicyTables(mapping);
    for (const one of attachments.values()) if (one.type === 'connect') addConnect(mapping, one);
    for (const one of mapping.managed('aws_ec2_transit_gateway_connect_peer')) addConnectPeer(mapping, one);
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
        AutoAcceptSharedAttachments: one.text('auto_accept_shared_attachments') ?? 'disable',
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
  // Of another account's attachment there is the side that accepts.
  for (const one of mapping.managed('aws_ec2_transit_gateway_vpc_attachment_accepter')) {
    const id = mapping.idOf(one);
    const gateway = one.id('transit_gateway_id', TRANSIT_GATEWAY);
    if (!found.has(id) && gateway)
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
  addOthers(mapping, found);
  // A template names no gateway: it is that of the attachment below.
  for (const one of found.values()) {
    if (one.type === 'connect' && !one.gateway)
      found.set(one.id, { ...one, gateway: found.get(one.resource ?? '')?.gateway });
  }
  return found;
}

/** Those that something else makes with itself: an association of Direct Connect, a firewall, an endpoint of Client VPN. */
function addOthers(mapping: Mapping, found: Map<string, Attachment>): void {
  for (const one of mapping.managed('aws_dx_gateway_association')) {
    const gateway = one.id('associated_gateway_id', TRANSIT_GATEWAY);
    const isHub =
      gateway?.startsWith('tgw-') ||
      mapping.all('aws_ec2_transit_gateway').some((hub) => mapping.idOf(hub) === gateway);
    if (!isHub) continue;
    const [told] = mapping
      .all('aws_ec2_transit_gateway_dx_gateway_attachment')
      .filter((each) => each.id('transit_gateway_id', TRANSIT_GATEWAY) === gateway);
    const id =
      one.text('transit_gateway_attachment_id') ?? (told ? mapping.idOf(told) : `${mapping.idOf(one)}#attachment`);
    found.set(id, {
      id,
      gateway,
      type: 'direct-connect-gateway',
      resource: one.id('dx_gateway_id', DX_GATEWAY),
      from: one,
    });
  }
  // Clients of an endpoint that is attached itself keep their addresses (CVPN-05).
  for (const one of mapping.managed('aws_ec2_client_vpn_endpoint')) {
    const gateway = one.blocks('transit_gateway_configuration')[0]?.id('transit_gateway_id', TRANSIT_GATEWAY);
    const id = mapping.idOf(one, 'transit_gateway_attachment_id');
    if (gateway) found.set(id, { id, gateway, type: 'client-vpn', resource: mapping.idOf(one), from: one });
  }
  for (const one of mapping.managed('aws_networkfirewall_firewall')) {
    const gateway = one.id('transit_gateway_id', TRANSIT_GATEWAY);
    const id = mapping.idOf(one, 'transit_gateway_attachment_id');
    if (gateway)
      found.set(id, { id, gateway, type: 'network-function', resource: mapping.idOf(one, 'arn'), from: one });
  }
}

/** A table that nobody can tell is none of the input. */
function associationOf(mapping: Mapping, id: string, table: Table | undefined, isOpen: boolean) {
  const TransitGatewayPolicyTableId = policyTables(mapping).get(id);
  if (TransitGatewayPolicyTableId) return { TransitGatewayPolicyTableId, State: 'associated' };
  if (isOpen) return { TransitGatewayRouteTableId: `${id}#table`, State: 'associated' };
  return table ? { TransitGatewayRouteTableId: table.id, State: 'associated' } : undefined;
}

function addAttachment(
  mapping: Mapping,
  attachment: Attachment,
  tables: ReadonlyMap<string, Table>,
  open: ReadonlySet<string>,
): void {
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
      Association: associationOf(mapping, id, table, open.has(id)),
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

/** What a policy table routes is unknown; that an attachment has one is known. */
function addPolicyTables(mapping: Mapping): void {
  for (const one of mapping.managed('aws_ec2_transit_gateway_policy_table')) {
    mapping.add(
      'transitGatewayPolicyTable',
      {
        TransitGatewayPolicyTableId: mapping.idOf(one),
        TransitGatewayId: one.id('transit_gateway_id', TRANSIT_GATEWAY),
        State: one.text('state'),
        Tags: one.tags(),
      },
      one,
    );
  }
}

const policyTables = perMapping(
  (mapping) =>
    new Map(
      mapping.managed('aws_ec2_transit_gateway_policy_table_association').map((one) => {
        const id = one.id('transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT);
        return [id, one.id('transit_gateway_policy_table_id', POLICY_TABLE)] as const;
      }),
    ),
);
