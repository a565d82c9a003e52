import { regardlessOfGroups } from './edition.ts';
import { interfaceTable } from './interface-table.ts';
import { derived, type Lookup } from './lookup.ts';
import { mentioning } from './mentioning.ts';
import type { RecordOfKind } from './record-types.ts';
import { targetOf } from './route-target.ts';

/** The interface that a route means, by its own id or by its instance's (PAR-07). */
export function routedInterface(net: Lookup, target: string): RecordOfKind<'networkInterface'> | undefined {
  if (target === 'local') return undefined;
  // Nearly all routes lead to gateways: for these nobody looks through all interfaces. Made-up names begin like no kind's ids.
  const kind = net.kindOfId(target);
  if (kind !== undefined && kind !== 'networkInterface' && kind !== 'instance') return undefined;
  const own = regardlessOfGroups(net).get('networkInterface', target);
  return own ?? (kind === 'networkInterface' ? undefined : primaryOf(attachedTo(net, target)));
}

function attachedTo(net: Lookup, instanceId: string): readonly RecordOfKind<'networkInterface'>[] {
  const { at } = regardlessOfGroups(net).table('networkInterface');
  // The table of a kind holds only records of that kind.
  return interfaceTable(net)
    .attachedTo(instanceId)
    .map((position) => at(position) as RecordOfKind<'networkInterface'>);
}

/** A route that names only the instance means its first interface. */
function primaryOf(interfaces: readonly RecordOfKind<'networkInterface'>[]) {
  return interfaces.find(({ attachment }) => attachment?.deviceIndex === 0) ?? interfaces[0];
}

/** What no instance is attached to passes nothing on: a route to it is a blackhole (RT-21). What AWS manages may. */
export function mayForward({
  attachment,
  requesterManaged,
}: Pick<RecordOfKind<'networkInterface'>, 'attachment' | 'requesterManaged'>): boolean {
  return attachment?.instanceId !== undefined || requesterManaged === true;
}

/**
 * Interfaces that some route leads to, and that may pass packets on. Their own packets are not taken by such a route:
 * observed, an appliance forwards in the subnet whose table points at it (ACL-28).
 */
export function isRoutedTo(net: Lookup, interfaceId: string): boolean {
  if (!net.table('routeTable').mentioning) return routedTo(net).has(interfaceId);
  // A route names the interface, or its instance.
  const named = [interfaceId, regardlessOfGroups(net).get('networkInterface', interfaceId)?.attachment?.instanceId];
  const near = named.map((id) => (id === undefined ? [] : mentioning(net, 'routeTable', id)));
  if (near.includes(undefined)) return routedTo(net).has(interfaceId);
  const tables = near.flatMap((some) => some ?? []);
  return interfacesIn(net, tables).has(interfaceId);
}

const routedTo = derived((net) => interfacesIn(net, net.all('routeTable')));

function interfacesIn(net: Lookup, tables: readonly RecordOfKind<'routeTable'>[]): ReadonlySet<string> {
  const targets = new Set(tables.flatMap(({ routes }) => routes.map((route) => route && targetOf(route))));
  const found = new Set<string>();
  for (const target of targets) {
    const meant = target ? routedInterface(net, target) : undefined;
    if (meant?.networkInterfaceId && mayForward(meant)) found.add(meant.networkInterfaceId);
  }
  return found;
}
