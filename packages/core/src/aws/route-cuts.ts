import { type Edit, PRICE } from '../model/change.ts';
import { editCommand } from './edit-command.ts';
import type { Recorded } from './resource-type.ts';
import type { Route, RouteTable } from './route-table.ts';
import { targetOf } from './route-target.ts';
import { works } from './states.ts';

/** Takes a route away; the local one, and those that something else keeps up, are not the table's to lose. */
export function withoutRoute(table: Recorded<RouteTable>, route: Route, position: number): readonly Edit[] {
  const id = table.routeTableId as string;
  const target = targetOf(route) ?? '';
  if (target === 'local' || route.origin === 'CreateRouteTable') return [];
  const { destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId } = route;
  const [option, destination] = destinationPrefixListId
    ? ['destination-prefix-list-id', destinationPrefixListId]
    : destinationIpv6CidrBlock
      ? ['destination-ipv6-cidr-block', destinationIpv6CidrBlock]
      : ['destination-cidr-block', destinationCidrBlock ?? ''];
  const commands =
    route.origin === 'EnableVgwRoutePropagation'
      ? [editCommand('disable-vgw-route-propagation', { 'route-table-id': id, 'gateway-id': target }, table)]
      : target.startsWith('vpce-') && destinationPrefixListId
        ? [editCommand('modify-vpc-endpoint', { 'vpc-endpoint-id': target, 'remove-route-table-ids': id }, table)]
        : [editCommand('delete-route', { 'route-table-id': id, [option as string]: destination as string }, table)];
  const edit = {
    component: id,
    price: PRICE.route,
    text: `remove the route ${destination} → ${target}${works(route.state, 'active') ? '' : ` (${route.state})`}`,
    commands,
    changes: [{ op: 'remove' as const, component: id, at: `/Routes/${position}` }],
  };
  return [edit];
}
