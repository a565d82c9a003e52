import type { ComponentId } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import { tableOfSubnet } from '../associated-table.ts';
import { emittersOf } from '../emitters.ts';
import { derived, type Lookup } from '../lookup.ts';
import type { RecordOfKind } from '../record-types.ts';
import { routeChoices } from '../route-choice.ts';
import { targetOf } from '../route-target.ts';
import { ANYBODY, NOBODY, type Peers, type Stretch } from './peers.ts';
import type { TargetUser } from './through-subnets.ts';

type RouteTable = RecordOfKind<'routeTable'>;

/** Subnets of which a table with a route to a target is; undefined where something else is led by such a table. */
function subnetsLedTo(net: Lookup, target: ComponentId): readonly ComponentId[] | undefined {
  const found: ComponentId[] = [];
  for (const table of tablesTo(net).get(target) ?? []) {
    const own = subnetsOfTable(net, table);
    if (!own) return undefined;
    found.push(...own);
  }
  return found;
}

/** The subnets that a table is asked for; undefined where gateways, pools of addresses or NAT gateways have it too. */
export function subnetsOfTable(net: Lookup, table: RouteTable): readonly ComponentId[] | undefined {
  const { routeTableId: id, vpcId } = table;
  if (!id || !vpcId || table.associations.some((one) => one?.gatewayId || one?.publicIpv4Pool)) return undefined;
  if (net.all('natGateway').some(({ routeTableId }) => routeTableId === id)) return undefined;
  const own = emittersOf(net, vpcId).filter((at) => tableOfSubnet(net, at, vpcId)?.routeTableId === id);
  // A NAT gateway without a subnet sends by a table of its VPC.
  return own.every((at) => net.get('subnet', at)) ? own : undefined;
}

const tablesTo = derived((net): ReadonlyMap<ComponentId, readonly RouteTable[]> => {
  const found = new Map<ComponentId, RouteTable[]>();
  for (const table of net.all('routeTable')) {
    const targets = new Set(table.routes.flatMap((route) => (route && targetOf(route)) ?? []));
    for (const target of targets) {
      const own = found.get(target);
      if (own) own.push(table);
      else found.set(target, [table]);
    }
  }
  return found;
});

/** Who is led to a target in either network, and with whom they talk by it; undefined where more than subnets are. */
export function usersOf(networks: readonly Lookup[], target: ComponentId): readonly TargetUser[] | undefined {
  const found: TargetUser[] = [];
  for (const net of networks) {
    const subnets = subnetsLedTo(net, target);
    if (!subnets) return undefined;
    found.push(...subnets.map((subnetId) => ({ subnetId, peers: peersLedTo(net, subnetId, target) })));
  }
  return found;
}

function peersLedTo(net: Lookup, subnetId: ComponentId, target: ComponentId): Peers {
  const [at4, at6] = [ledTo(net, subnetId, target, 4), ledTo(net, subnetId, target, 6)];
  return at4 && at6 ? { ...NOBODY, at: { 4: at4, 6: at6 } } : ANYBODY;
}

/** Destinations that a subnet's table leads to a target; undefined where that is not known of all. */
export function ledTo(
  net: Lookup,
  subnetId: ComponentId,
  target: ComponentId,
  family: Family,
): readonly Stretch[] | undefined {
  const table = tableOfSubnet(net, subnetId, net.get('subnet', subnetId)?.vpcId ?? '');
  if (!table?.routeTableId) return undefined;
  const { map, decisions, unread } = routeChoices(net, table.routeTableId, family);
  if (unread.length > 0) return undefined;
  const isLed = decisions.map(({ routes }) => routes.some((route) => route.target === target));
  const found: Stretch[] = [];
  map.values.forEach((decision, i) => {
    const from = map.starts[i] as number;
    if (isLed[decision]) found.push({ from, to: map.starts[i + 1] ?? net.labels[family].size });
  });
  return found;
}
