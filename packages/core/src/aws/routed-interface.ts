import { groupBy } from '../model/group-by.ts';
import { derived, type Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { targetOf } from './route-target.ts';

/** The interface that a route means, by its own id or by its instance's (PAR-07). */
export function routedInterface(net: Lookup, target: string): RecordOfKind<'networkInterface'> | undefined {
  const own = net.get('networkInterface', target);
  if (own) return own;
  // Nearly all routes lead to gateways; made-up names begin like no kind's ids.
  const kind = net.kindOfId(target);
  return kind === undefined || kind === 'instance' ? primaryOf(attached(net).get(target) ?? []) : undefined;
}

const attached = derived((net) => groupBy(net.all('networkInterface'), (record) => record.attachment?.instanceId));

/** A route that names only the instance means its first interface. */
function primaryOf(interfaces: readonly RecordOfKind<'networkInterface'>[]) {
  return interfaces.find(({ attachment }) => attachment?.deviceIndex === 0) ?? interfaces[0];
}

/**
 * Interfaces that some route leads to. Their own packets are not taken by such a route: observed, an appliance forwards
 * in the subnet whose table points at it (ACL-28).
 */
export function isRoutedTo(net: Lookup, interfaceId: string): boolean {
  return routedTo(net).has(interfaceId);
}

const routedTo = derived((net) => {
  const found = new Set<string>();
  for (const table of net.all('routeTable')) {
    for (const route of table.routes) {
      const target = route && targetOf(route);
      const id = target && routedInterface(net, target)?.networkInterfaceId;
      if (id) found.add(id);
    }
  }
  return found;
});
