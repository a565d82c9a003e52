import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Mapping } from '../mapping.ts';
import { perMapping } from '../per-mapping.ts';
import { PREFIX_LIST, TRANSIT_GATEWAY, TRANSIT_GATEWAY_ATTACHMENT, TRANSIT_GATEWAY_TABLE } from '../wanted.ts';

/** What is attached to a transit gateway. */
export interface Attachment {
  readonly id: string;
  readonly gateway: string | undefined;
  readonly type: string;
  readonly resource: string | undefined;
  readonly from: Attributes;
}

/** A table, while what is written apart is gathered. */
export interface Table {
  readonly id: string;
  readonly gateway: string | undefined;
  readonly from: Attributes;
  readonly associations: Json[];
  readonly propagations: Json[];
  readonly routes: Json[];
  readonly lists: Json[];
  /** Some route of it cannot be told. */
  isOpen: boolean;
}

type Use = 'association' | 'propagation';

/** Tables that take the place of a gateway's own default ones, by gateway. */
const replaced = perMapping((mapping) => {
  const of = (use: Use) =>
    new Map(
      mapping.managed(`aws_ec2_transit_gateway_default_route_table_${use}`).map((one) => {
        const gateway = one.id('transit_gateway_id', TRANSIT_GATEWAY);
        return [gateway, one.id('transit_gateway_route_table_id', TRANSIT_GATEWAY_TABLE)] as const;
      }),
    );
  return { association: of('association'), propagation: of('propagation') };
});

export function defaultTable(mapping: Mapping, gateway: Attributes, use: Use): string | undefined {
  const other = replaced(mapping)[use].get(mapping.idOf(gateway));
  if (other) return other;
  const isOn = (gateway.text(`default_route_table_${use}`) ?? 'enable') === 'enable';
  return isOn ? mapping.idOf(gateway, `${use}_default_route_table_id`) : undefined;
}

export function tablesOf(mapping: Mapping): Map<string, Table> {
  const tables = new Map<string, Table>();
  const add = (id: string, gateway: string | undefined, from: Attributes) => {
    if (!tables.has(id))
      tables.set(id, { id, gateway, from, associations: [], propagations: [], routes: [], lists: [], isOpen: false });
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

/** Associations and propagations that are written, then those that the gateway's defaults make. */
export function place(
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
      const asks = `transit_gateway_default_route_table_${use}`;
      // Who owns the gateway says it where the attachment is another account's.
      const isAsked = accepters(mapping).get(id)?.flag(asks) ?? from.flag(asks) ?? true;
      // An attachment has one table; it may propagate to several.
      const isFree =
        use === 'propagation' ? !listOf(table).some((one) => one.TransitGatewayAttachmentId === id) : !placed.has(id);
      if (of === mapping.idOf(gateway) && isAsked && isFree) put(table, id);
    }
  }
}

const accepters = perMapping(
  (mapping) =>
    new Map(
      mapping
        .managed('aws_ec2_transit_gateway_vpc_attachment_accepter')
        .map((one) => [one.id('transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT), one] as const),
    ),
);

function leaveOpen(mapping: Mapping, use: Use): void {
  mapping.leavesOpen(use === 'association' ? 'transitGatewayAssociations' : 'transitGatewayPropagations');
}

export function addRoutes(
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
    else for (const perhaps of table ? [table] : tables.values()) perhaps.isOpen = true;
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

export function addTable(mapping: Mapping, table: Table): void {
  const { id, gateway, from, associations, propagations, lists } = table;
  const isOwn = from.resource.type === 'aws_ec2_transit_gateway_route_table';
  const about = { TransitGatewayRouteTableId: id };
  const owner = mapping.all('aws_ec2_transit_gateway').find((one) => mapping.idOf(one) === gateway);
  const isDefault = (use: Use) => owner !== undefined && defaultTable(mapping, owner, use) === id;
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
  mapping.add('transitGatewayRoutes', { ...about, ...listing(mapping, table) }, from);
  const references = lists.map((one) => ({ ...about, ...one }));
  mapping.add('transitGatewayPrefixListReferences', { ...about, TransitGatewayPrefixListReferences: references }, from);
}

/**
 * Static routes: what is propagated follows from who propagates, and from what is stated of sites (TGW-05). Beside the
 * answer of a search what VPCs propagate is listed as there, and what others will learn nobody can tell.
 */
function listing(mapping: Mapping, { isOpen, routes, propagations }: Table): Json {
  if (!mapping.isLaidOver) return { Routes: routes, AdditionalRoutesAvailable: isOpen };
  const learns = propagations.some(({ ResourceType }) => ResourceType !== 'vpc');
  return { Routes: [...routes, ...propagated(mapping, propagations)], AdditionalRoutesAvailable: isOpen || learns };
}

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
