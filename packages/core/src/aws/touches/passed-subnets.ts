import type { ComponentId } from '../../model/route.ts';
import { tableOfSubnet } from '../associated-table.ts';
import { interfaceIndex } from '../interface-index.ts';
import { derived, type Lookup } from '../lookup.ts';
import { kinds, type RecordOfKind, recordType } from '../record-types.ts';
import { isRoutedTo } from '../routed-interface.ts';

interface Passed {
  /** Subnets in which something takes packets of others and sends them on, NAT gateways aside. */
  readonly subnets: ReadonlySet<ComponentId>;
  /** By subnet, its NAT gateways. */
  readonly nats: ReadonlyMap<ComponentId, readonly ComponentId[]>;
}

/** A NAT gateway, and the subnets whose table leads to it. */
export interface NatUsers {
  readonly natGatewayId: ComponentId;
  readonly users: readonly ComponentId[];
}

/**
 * Other subnets whose packets come through a subnet: those with a route to a NAT gateway in it. Undefined where others may
 * come, by whatever else there is that sends on what it is handed.
 */
export function passedBy(net: Lookup, subnetId: ComponentId): readonly NatUsers[] | undefined {
  const { subnets, nats } = passed(net);
  if (subnets.has(subnetId)) return undefined;
  const own = (nats.get(subnetId) ?? []).map((natGatewayId): NatUsers => {
    return { natGatewayId, users: usersOf(net).get(natGatewayId) ?? [] };
  });
  const isLast = (user: ComponentId) => user === subnetId || !(subnets.has(user) || nats.has(user));
  return own.every(({ users }) => users.every(isLast)) ? own : undefined;
}

/** The subnets that send by a NAT gateway; undefined where others may, by way of these. */
export function sendingBy(net: Lookup, natGatewayId: ComponentId): readonly ComponentId[] | undefined {
  const { subnets, nats } = passed(net);
  const users = usersOf(net).get(natGatewayId) ?? [];
  return users.some((user) => subnets.has(user) || nats.has(user)) ? undefined : users;
}

const passed = derived((net): Passed => {
  const subnets = new Set<ComponentId>();
  const nats = new Map<ComponentId, ComponentId[]>();
  const add = (id: ComponentId | undefined) => id && subnets.add(id);
  for (const kind of kinds) {
    const { passes } = recordType(kind);
    if (passes) for (const record of net.all(kind)) for (const id of passes(record)) add(id);
  }
  for (const { at, role, subnetId } of interfaceIndex(net).holders) {
    const { isUngrouped, isNat, isClientVpn } = role;
    if ((isUngrouped && !isNat) || isClientVpn || isRoutedTo(net, at)) add(subnetId);
  }
  for (const { natGatewayId: id, subnetId } of net.all('natGateway')) {
    if (id && subnetId) nats.set(subnetId, [...(nats.get(subnetId) ?? []), id]);
  }
  return { subnets, nats };
});

/** By NAT gateway, the subnets whose table leads to it. */
const usersOf = derived((net): ReadonlyMap<ComponentId, readonly ComponentId[]> => {
  const found = new Map<ComponentId, ComponentId[]>();
  const natsOf = (table: RecordOfKind<'routeTable'> | undefined) =>
    new Set((table?.routes ?? []).flatMap((route) => route?.natGatewayId ?? []));
  for (const { subnetId, vpcId } of net.all('subnet')) {
    if (!subnetId || !vpcId) continue;
    for (const nat of natsOf(tableOfSubnet(net, subnetId, vpcId)))
      found.set(nat, [...(found.get(nat) ?? []), subnetId]);
  }
  return found;
});
