import type { ComponentId } from '../../model/route.ts';
import type { Lookup } from '../lookup.ts';
import { ofCarriers } from './group-touches.ts';
import { ofRoutes } from './route-touches.ts';
import type { Touch, Touches } from './touch.ts';

/** What is on a prefix list is asked where a rule of a group or a route of a table names it (SG-08, RT-06). */
export const listTouches: Touches = (id, before, after) => {
  const networks = [before, after];
  if (networks.some((net) => isNamedElsewhere(net, id))) return undefined;
  const found: Touch[] = [];
  for (const [group, differs] of groupsListing(networks, id)) {
    const own = ofCarriers(group, before, after, differs);
    if (!own) return undefined;
    found.push(...own);
  }
  for (const table of after.all('routeTable')) {
    const routes = table.routes.flatMap((route) => (route?.destinationPrefixListId === id ? route : []));
    const own = routes.length > 0 ? ofRoutes(table, routes, before, after) : [];
    if (!own) return undefined;
    found.push(...own);
  }
  return found;
};

/** Of transit gateways, firewalls and VPC Lattice nobody tells here whom a list bears on. */
function isNamedElsewhere(net: Lookup, id: ComponentId): boolean {
  const isNamed = (record: object) => JSON.stringify(record).includes(id);
  return (
    net.get('prefixList', id)?.prefixListName?.endsWith('.vpc-lattice') === true ||
    net.all('transitGatewayPrefixListReferences').some(isNamed) ||
    net.all('firewallRuleGroup').some(isNamed)
  );
}

interface Directions {
  ingress: boolean;
  egress: boolean;
}

/** Groups that have a rule for a list, and in which directions. */
function groupsListing(networks: readonly Lookup[], id: ComponentId): ReadonlyMap<ComponentId, Readonly<Directions>> {
  const found = new Map<ComponentId, Directions>();
  const add = (group: ComponentId | undefined, direction: keyof Directions) => {
    if (!group) return;
    const own = found.get(group) ?? { ingress: false, egress: false };
    own[direction] = true;
    found.set(group, own);
  };
  for (const net of networks) {
    for (const { groupId, ipPermissions, ipPermissionsEgress } of net.all('securityGroup')) {
      const names = (list: typeof ipPermissions) =>
        list.some((rule) => rule?.prefixListIds.some((one) => one?.prefixListId === id));
      if (names(ipPermissions)) add(groupId, 'ingress');
      if (names(ipPermissionsEgress)) add(groupId, 'egress');
    }
    for (const { groupId, isEgress, prefixListId } of net.all('securityGroupRule'))
      if (prefixListId === id) add(groupId, isEgress ? 'egress' : 'ingress');
  }
  return found;
}
