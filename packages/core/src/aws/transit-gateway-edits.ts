import { type Edit, PRICE } from '../model/change.ts';
import type { ComponentId } from '../model/route.ts';
import { type Family, formatCidr, parsePrefix } from '../net/address.ts';
import { valueAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { editCommand } from './edit-command.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Recorded } from './resource-type.ts';
import { destinationOf } from './route-edits.ts';
import { attachmentOf } from './transit-gateway-attachments.ts';
import type { TransitGatewayRoute, TransitGatewayRoutes } from './transit-gateway-routes.ts';
import { type TransitDecision, transitTable } from './transit-gateway-table.ts';

/** The static route by which a table would send packets for an address to an attachment (TGW-02). */
export function transitRouteEdit(
  net: Lookup,
  tableId: ComponentId,
  via: ComponentId,
  family: Family,
  to: Label,
): Edit | undefined {
  const listing = net.get('transitGatewayRoutes', tableId);
  const attachment = attachmentOf(net, via, net.get('transitGatewayRouteTable', tableId)?.transitGatewayId);
  if (!listing || !attachment) return undefined;
  const table = transitTable(net, tableId, family);
  const decision = table.decisions[valueAt(table.map, to)] as TransitDecision;
  const cidr = formatCidr(destinationOf(net, family, to, decision));
  const position = listing.routes.findIndex((route) => route && isStatic(route) && isEqual(route, cidr));
  const value = {
    DestinationCidrBlock: cidr,
    TransitGatewayAttachments: [
      { TransitGatewayAttachmentId: via, ResourceId: attachment.resourceId, ResourceType: attachment.type },
    ],
    Type: 'static',
    State: 'active',
  };
  const options = {
    'destination-cidr-block': cidr,
    'transit-gateway-route-table-id': tableId,
    'transit-gateway-attachment-id': via,
  };
  const operation = position < 0 ? 'create-transit-gateway-route' : 'replace-transit-gateway-route';
  return {
    component: tableId,
    price: PRICE.route,
    text: `${position < 0 ? `add the route ${cidr} →` : `change the route ${cidr} to`} ${via}`,
    commands: [editCommand(operation, options, placeOf(net, tableId))],
    changes:
      position < 0
        ? [{ op: 'add', component: tableId, at: '/Routes/-', value }]
        : [{ op: 'replace', component: tableId, at: `/Routes/${position}`, value }],
  };
}

/** Takes a route of a transit gateway's table away: a static one itself, a propagated one with its propagation. */
export function withoutTransitRoute(
  net: Lookup,
  listing: Recorded<TransitGatewayRoutes>,
  rule: string,
): readonly Edit[] {
  const tableId = listing.transitGatewayRouteTableId as string;
  return listing.routes.flatMap((route, position): readonly Edit[] => {
    if (!route || route.destinationCidrBlock !== rule) return [];
    const remove = { op: 'remove', component: tableId, at: `/Routes/${position}` } as const;
    const options = { 'transit-gateway-route-table-id': tableId };
    const place = placeOf(net, tableId);
    if (isStatic(route)) {
      const own = { 'destination-cidr-block': rule, ...options };
      const commands = [editCommand('delete-transit-gateway-route', own, place)];
      return [
        { component: tableId, price: PRICE.route, text: `remove the route ${rule}`, commands, changes: [remove] },
      ];
    }
    return route.transitGatewayAttachments.flatMap((one): readonly Edit[] => {
      const id = one?.transitGatewayAttachmentId;
      return id ? [withoutPropagation(net, listing, id)] : [];
    });
  });
}

/** The routes that an attachment propagates go with its propagation (TGW-05). */
function withoutPropagation(net: Lookup, listing: Recorded<TransitGatewayRoutes>, attachmentId: string): Edit {
  const tableId = listing.transitGatewayRouteTableId as string;
  const isIts = (route: TransitGatewayRoute | undefined) =>
    route !== undefined &&
    !isStatic(route) &&
    route.transitGatewayAttachments.some((one) => one?.transitGatewayAttachmentId === attachmentId);
  const enabled = net.get('transitGatewayPropagations', tableId)?.transitGatewayRouteTablePropagations ?? [];
  const options = { 'transit-gateway-route-table-id': tableId, 'transit-gateway-attachment-id': attachmentId };
  return {
    component: tableId,
    price: PRICE.association,
    text: `disable the propagation from ${attachmentId}`,
    commands: [editCommand('disable-transit-gateway-route-table-propagation', options, placeOf(net, tableId))],
    changes: [
      ...listing.routes.flatMap((route, position) =>
        isIts(route) ? [{ op: 'remove' as const, component: tableId, at: `/Routes/${position}` }] : [],
      ),
      ...enabled.flatMap((one, position) => {
        const at = `/TransitGatewayRouteTablePropagations/${position}`;
        return one?.transitGatewayAttachmentId === attachmentId
          ? [{ op: 'remove' as const, component: tableId, at }]
          : [];
      }),
    ],
  };
}

function isStatic(route: TransitGatewayRoute): boolean {
  return route.type?.toLowerCase() !== 'propagated';
}

function isEqual(route: TransitGatewayRoute, cidr: string): boolean {
  const prefix = parsePrefix(route.destinationCidrBlock ?? '');
  return prefix !== null && formatCidr(prefix) === cidr;
}

function placeOf(net: Lookup, tableId: string): Pick<RecordOfKind<'transitGatewayRouteTable'>, 'account' | 'region'> {
  return net.get('transitGatewayRouteTable', tableId) ?? ANYWHERE;
}
