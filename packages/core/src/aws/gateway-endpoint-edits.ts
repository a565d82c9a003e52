import { type Edit, PRICE } from '../model/change.ts';
import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { editCommand } from './edit-command.ts';
import { longestCover } from './learned-routes.ts';
import type { Lookup } from './lookup.ts';
import { entriesOf } from './prefix-list-entries.ts';
import type { RecordOfKind } from './record-types.ts';

/** Associates a route table with a gateway endpoint, which lays the route to its service's prefix list (EP-01). */
export function endpointRouteEdit(
  net: Lookup,
  table: RecordOfKind<'routeTable'>,
  endpointId: string,
  family: Family,
  to: Label,
): Edit | undefined {
  const component = table.routeTableId as string;
  const endpoint = net.get('vpcEndpoint', endpointId);
  const list = endpoint && listOf(net, endpoint, family, to);
  if (!endpoint || !list || endpoint.routeTableIds.includes(component)) return undefined;
  const value = { DestinationPrefixListId: list, GatewayId: endpointId, Origin: 'CreateRoute', State: 'active' };
  const options = { 'vpc-endpoint-id': endpointId, 'add-route-table-ids': component };
  return {
    component: endpointId,
    price: PRICE.route,
    text: `associate ${component} with it, which adds the route ${list} → ${endpointId}`,
    commands: [editCommand('modify-vpc-endpoint', options, endpoint)],
    changes: [
      { op: 'add', component, at: '/Routes/-', value },
      { op: 'add', component: endpointId, at: '/RouteTableIds/-', value: component },
    ],
  };
}

/** The prefix list of its service, if it has the address. */
function listOf(net: Lookup, { serviceName }: RecordOfKind<'vpcEndpoint'>, family: Family, to: Label) {
  return net
    .all('prefixList')
    .filter(({ prefixListName }) => prefixListName !== undefined && prefixListName === serviceName)
    .map(({ prefixListId }) => prefixListId)
    .find((id) => id && longestCover(net, entriesOf(net, id) ?? [], family, to) !== undefined);
}
