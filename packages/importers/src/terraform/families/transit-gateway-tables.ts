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

export type Use = 'association' | 'propagation';
const USES: readonly Use[] = ['association', 'propagation'];

/** Tables that take the place of a gateway's own default ones, by gateway; undefined where nobody can tell which. */
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

/** The table that a gateway makes for itself. */
function ownTable(mapping: Mapping, gateway: Attributes, use: Use): string | undefined {
  const isOn = (gateway.text(`default_route_table_${use}`) ?? 'enable') === 'enable';
  return isOn ? mapping.idOf(gateway, `${use}_default_route_table_id`) : undefined;
}

export function defaultTable(mapping: Mapping, gateway: Attributes, use: Use): string | undefined {
  const [others, id] = [replaced(mapping)[use], mapping.idOf(gateway)];
  return others.has(id) ? others.get(id) : ownTable(mapping, gateway, use);
}

export function tablesOf(mapping: Mapping, attachments: ReadonlyMap<string, Attachment>): Map<string, Table> {
  const tables = new Map<string, Table>();
  const add = (id: string, gateway: string | undefined, from: Attributes, isOpen = false) => {
    if (!tables.has(id))
      tables.set(id, { id, gateway, from, associations: [], propagations: [], routes: [], lists: [], isOpen });
  };
  for (const one of mapping.all('aws_ec2_transit_gateway_route_table')) {
    const isForeign = one.resource.mode !== 'managed' && !mapping.isLaidOver;
    add(mapping.idOf(one), one.id('transit_gateway_id', TRANSIT_GATEWAY), one, isForeign);
  }
  for (const one of mapping.all('aws_ec2_transit_gateway')) {
    // What else is in the table of a gateway of others no plan tells.
    const isForeign = one.resource.mode !== 'managed' && !mapping.isLaidOver;
    const gateway = mapping.idOf(one);
    for (const use of USES) {
      const [own, there] = [ownTable(mapping, one, use), mapping.defaultTables(gateway)?.[use]];
      // Answers know by its id what the gateway has made.
      if (own?.includes('#') && there) {
        add(there, gateway, one);
        tables.set(own, tables.get(there) as Table);
      }
      for (const id of [own, defaultTable(mapping, one, use)]) if (id) add(id, gateway, one, isForeign);
    }
  }
  const named = new Set(mapping.all('aws_ec2_transit_gateway').map((one) => mapping.idOf(one)));
  for (const { gateway, from } of attachments.values()) {
    if (gateway !== undefined && named.has(gateway)) continue;
    const known = mapping.defaultTables(gateway);
    for (const use of USES) if (known?.[use]) add(known[use], gateway, from);
  }
  // A table of others into which the plan puts something.
  for (const one of mapping.managed(...PARTS)) {
    const id = one.id('transit_gateway_route_table_id', TRANSIT_GATEWAY_TABLE);
    if (id?.startsWith('tgw-rtb-')) add(id, undefined, one, !mapping.isLaidOver);
  }
  return tables;
}

const PARTS = [
  ...USES.map((use) => `aws_ec2_transit_gateway_route_table_${use}`),
  ...['aws_ec2_transit_gateway_route', 'aws_ec2_transit_gateway_prefix_list_reference'],
];

/** What takes up attachments that ask for nothing else: by the gateway, by answers of AWS, or nobody can tell. */
function takesUp(mapping: Mapping, gateway: string | undefined, use: Use): string | undefined | 'open' {
  const own = mapping.all('aws_ec2_transit_gateway').find((one) => mapping.idOf(one) === gateway);
  if (!own) {
    const known = mapping.defaultTables(gateway);
    return known ? known[use] : 'open';
  }
  const isReplaced = replaced(mapping)[use].has(mapping.idOf(own));
  return defaultTable(mapping, own, use) ?? (isReplaced ? 'open' : undefined);
}

/**
 * Associations and propagations that are written, then those that the gateway's defaults make; gives the attachments of
 * whose association nobody can tell. A propagation of which nobody can tell leaves open what the tables hold.
 */
export function place(
  mapping: Mapping,
  tables: ReadonlyMap<string, Table>,
  attachments: ReadonlyMap<string, Attachment>,
  use: Use,
): ReadonlySet<string> {
  const listOf = (table: Table) => (use === 'association' ? table.associations : table.propagations);
  const [placed, open] = [new Set<string>(), new Set<string>()];
  let isAnyOpen = false;
  const put = (table: Table, id: string) => {
    placed.add(id);
    const state = use === 'association' ? 'associated' : 'enabled';
    const { type, resource } = attachments.get(id) ?? {};
    listOf(table).push({ TransitGatewayAttachmentId: id, ResourceId: resource, ResourceType: type, State: state });
  };
  const leaveOpen = (id: string | undefined, some: Iterable<Table>) => {
    if (use === 'propagation') for (const table of some) table.isOpen = true;
    else if (id) open.add(id);
    else isAnyOpen = true;
  };
  for (const one of mapping.managed(`aws_ec2_transit_gateway_route_table_${use}`)) {
    const table = tables.get(one.id('transit_gateway_route_table_id', TRANSIT_GATEWAY_TABLE) ?? '');
    const id = one.id('transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT);
    if (table && id) put(table, id);
    else leaveOpen(id, table ? [table] : tables.values());
  }
  for (const { id, gateway, from } of attachments.values()) {
    const asks = `transit_gateway_default_route_table_${use}`;
    // Who owns the gateway says it where the attachment is another account's.
    const isAsked = accepters(mapping).get(id)?.flag(asks) ?? from.flag(asks) ?? true;
    // What others have attached they have placed too.
    const isOthers = from.resource.mode !== 'managed';
    const taken = isOthers ? (mapping.isLaidOver ? undefined : 'open') : isAsked && takesUp(mapping, gateway, use);
    const table = tables.get(taken || '');
    // An attachment has one table; it may propagate to several.
    const isFree =
      use === 'propagation'
        ? table && !listOf(table).some((one) => one.TransitGatewayAttachmentId === id)
        : !placed.has(id) && !open.has(id);
    if (table && isFree) put(table, id);
    else if (taken === 'open' && isFree !== false) leaveOpen(id, ofGateway(tables, gateway));
  }
  if (isAnyOpen) for (const id of attachments.keys()) if (!placed.has(id)) open.add(id);
  return open;
}

function ofGateway(tables: ReadonlyMap<string, Table>, gateway: string | undefined): readonly Table[] {
  return [...tables.values()].filter((one) => one.gateway === gateway);
}

const accepters = perMapping(
  (mapping) =>
    new Map(
      mapping
        .managed('aws_ec2_transit_gateway_vpc_attachment_accepter')
        .map((one) => [one.id('transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT), one] as const),
    ),
);

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
  const { id, gateway, from, associations, propagations, routes, lists, isOpen } = table;
  const isOwn = from.resource.type === 'aws_ec2_transit_gateway_route_table';
  const about = { TransitGatewayRouteTableId: id };
  const owner = mapping.all('aws_ec2_transit_gateway').find((one) => mapping.idOf(one) === gateway);
  const isDefault = (use: Use) => owner !== undefined && defaultTable(mapping, owner, use) === id;
  const record = {
    ...about,
    TransitGatewayId: gateway,
    DefaultAssociationRouteTable: isDefault('association'),
    DefaultPropagationRouteTable: isDefault('propagation'),
    Tags: isOwn ? from.tags() : undefined,
  };
  // Of a table of others answers tell, or nobody.
  const isManaged = from.resource.mode === 'managed' && (isOwn || owner !== undefined);
  if (isManaged || (gateway !== undefined && !mapping.isLaidOver))
    mapping.add('transitGatewayRouteTable', record, from);
  mapping.add('transitGatewayAssociations', { ...about, Associations: associations }, from);
  mapping.add('transitGatewayPropagations', { ...about, TransitGatewayRouteTablePropagations: propagations }, from);
  // Static routes: what is propagated follows from who propagates, and from what is stated of sites (TGW-05).
  mapping.add('transitGatewayRoutes', { ...about, Routes: routes, AdditionalRoutesAvailable: isOpen }, from);
  const references = lists.map((one) => ({ ...about, ...one }));
  mapping.add('transitGatewayPrefixListReferences', { ...about, TransitGatewayPrefixListReferences: references }, from);
}
