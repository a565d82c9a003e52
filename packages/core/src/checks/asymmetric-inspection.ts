import { tableOfGateway, tableOfSubnet } from '../aws/associated-table.ts';
import { isFirewallEndpoint, isGatewayLoadBalancerEndpoint } from '../aws/gateway-load-balancer-endpoint.ts';
import { roleOf } from '../aws/interface-owner.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { groupBy } from '../model/group-by.ts';
import { overlaps, parsePrefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import type { Check, Found } from './check.ts';
import { counted, listed } from './counted.ts';
import { isInspection, labelOfSubnet, publicLabel, tableBehind, targetAt } from './inspection-facts.ts';
import { allRoutes, destinationsOf, isActive, type Subnet, subnetsByTable, type Table } from './route-facts.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';
import { listsUnreadInRoutes } from './unread-lists.ts';

/** A way of a subnet that an endpoint sees in one direction. */
interface Parted {
  readonly subnet: Subnet;
  readonly table: Table;
  /** What goes out, and what comes back, as tables lead it. */
  readonly out: string;
  readonly back: string;
  /** The table that leads back. */
  readonly by: Table | undefined;
  readonly other: string;
}

export const asymmetricInspection: Check = {
  id: 'asymmetric-inspection',
  title: 'Firewall that sees one direction only',
  severity: 'high',
  help: {
    wrong:
      'Route tables lead what a subnet sends through a firewall or Gateway Load Balancer endpoint, and what comes back past it or through another one; or the other way round.',
    why: 'What inspects remembers conversations: of one that it sees half of, it drops the rest, or cannot judge it.',
    mend: 'Route both directions through the same endpoint: in the edge table of the gateway, or in the table of the other subnet.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'routeTable', 'subnet', 'vpcEndpoint');
    if (network.all('vpcEndpoint').some(isGatewayLoadBalancerEndpoint)) yield* listsUnreadInRoutes(network);
    const parted = [...overInternet(network), ...overNat(network), ...betweenSubnets(network)];
    const groups = groupBy(parted, ({ table, out, back, other }) => [table.routeTableId, out, back, other].join(' '));
    for (const same of groups.values()) yield toFound(network, same);
  },
};

function toFound(net: Lookup, same: readonly Parted[]): Found {
  const { table, out, back, by, other } = same[0] as Parted;
  const subnets = [...new Set(same.map(({ subnet }) => subnet.subnetId ?? ''))].sort();
  const words = (target: string) => (net.kindOfId(target) === 'vpcEndpoint' ? `through ${target}` : `by ${target}`);
  const id = table.routeTableId ?? '';
  return {
    component: id,
    rule: `${out} ${back} ${other}`,
    severity: toleratesBypass(net, out, back, other) ? 'medium' : 'high',
    message: `What ${counted(subnets.length, 'subnet')} (${listed(subnets)}) ${subnets.length === 1 ? 'sends' : 'send'} to ${other} goes ${words(out)}, and comes back ${words(back)}.`,
    evidence: [
      objectEvidence(id, table, `leads to ${other} ${words(out)}`, 'routes'),
      ...(by ? [objectEvidence(by.routeTableId ?? '', by, `leads back ${words(back)}`, 'routes')] : []),
    ],
    place: table,
  };
}

/** A Gateway Load Balancer lets an answer past that it saw the request of, other than at a gateway (GWE-05). */
function toleratesBypass(net: Lookup, out: string, back: string, other: string): boolean {
  const endpoint = net.get('vpcEndpoint', out);
  const isAppliance = endpoint !== undefined && !isFirewallEndpoint(net, endpoint);
  return isAppliance && isInspection(net, out) && !isInspection(net, back) && other !== INTERNET_WORDS;
}

const INTERNET_WORDS = 'the internet';

function isParted(net: Lookup, out: string | undefined, back: string | undefined): boolean {
  if (out === undefined || back === undefined || out === back) return false;
  return isInspection(net, out) || isInspection(net, back);
}

/** Subnets whose packets get to an internet gateway, at once or behind an endpoint, against the gateway's own table. */
function* overInternet(net: Lookup): Iterable<Parted> {
  for (const [subnet, table, own] of routedSubnets(net)) {
    const out = targetAt(net, table, 4, publicLabel(net)) ?? '';
    const gateway = isInspection(net, out) ? afterwards(net, out) : out;
    if (net.kindOfId(gateway) !== 'internetGateway') continue;
    const edge = tableOfGateway(net, gateway, subnet.vpcId ?? '');
    if (edge === 'unread' || edge === 'several') continue;
    const back = edge === 'none' ? 'local' : targetAt(net, edge, 4, own);
    const by = edge === 'none' ? undefined : edge;
    // Past the endpoint both ways is no matter of the endpoint's.
    if (back === undefined || !isParted(net, out, back)) continue;
    yield { subnet, table, out, back, by, other: INTERNET_WORDS };
  }
}

/** Subnets whose packets get to a NAT gateway behind an endpoint, against the table of the gateway's subnet. */
function* overNat(net: Lookup): Iterable<Parted> {
  for (const [subnet, table, own] of routedSubnets(net)) {
    const out = targetAt(net, table, 4, publicLabel(net)) ?? '';
    const through = isInspection(net, out) ? afterwards(net, out) : out;
    const nat = net.get('natGateway', through);
    const home = net.get('subnet', nat?.subnetId);
    const by = home && tableOfSubnet(net, home.subnetId ?? '', home.vpcId ?? '');
    const back = by && home.subnetId !== subnet.subnetId ? targetAt(net, by, 4, own) : undefined;
    if (back === undefined || !isParted(net, out, back)) continue;
    yield { subnet, table, out, back, by, other: through };
  }
}

/** Pairs of subnets of a VPC of which one is routed to the other through an endpoint. */
function* betweenSubnets(net: Lookup): Iterable<Parted> {
  const byVpc = groupBy(routedSubnets(net), ([subnet]) => subnet.vpcId ?? '');
  for (const { table, route, target } of allRoutes(net).filter(
    (one) => isActive(one) && isInspection(net, one.target),
  )) {
    const here = byVpc.get(table.vpcId ?? '') ?? [];
    const [prefix] = destinationsOf(net, route) ?? [];
    const inside = here.filter(([{ cidrBlock }]) => {
      const range = parsePrefix(cidrBlock ?? '');
      return prefix && range && prefix.length > 0 && overlaps(prefix, range);
    });
    for (const subnet of subnetsByTable(net).get(table.routeTableId ?? '') ?? []) {
      const own = labelOfSubnet(net, subnet);
      if (own === undefined || onlyForwards(net).has(subnet.subnetId)) continue;
      for (const [far, by, there] of inside) {
        if (far === subnet || onlyForwards(net).has(far.subnetId) || targetAt(net, table, 4, there) !== target)
          continue;
        const back = targetAt(net, by, 4, own);
        // The endpoint's own subnet sends on what was inspected.
        if (back === undefined || by === tableBehind(net, target) || !isParted(net, target, back)) continue;
        yield { subnet, table, out: target, back, by, other: far.subnetId ?? '' };
      }
    }
  }
}

/** Subnets of gateways and attachments alone: nobody there begins a conversation with a subnet, or ends one. */
const onlyForwards = derived((net): ReadonlySet<string | undefined> => {
  const bySubnet = groupBy(net.all('networkInterface'), ({ subnetId }) => subnetId);
  const forwards = (record: RecordOfKind<'networkInterface'>) => roleOf(net, record).isUngrouped === true;
  return new Set([...bySubnet].flatMap(([subnetId, here]) => (here.every(forwards) ? [subnetId] : [])));
});

function routedSubnets(net: Lookup): readonly (readonly [Subnet, Table, Label])[] {
  return net.all('subnet').flatMap((subnet) => {
    const table = tableOfSubnet(net, subnet.subnetId ?? '', subnet.vpcId ?? '');
    const label = labelOfSubnet(net, subnet);
    return table && label !== undefined ? [[subnet, table, label] as const] : [];
  });
}

/** Where what an endpoint has inspected goes on to, on its way to the internet. */
function afterwards(net: Lookup, endpointId: string): string {
  const table = tableBehind(net, endpointId);
  return (table && targetAt(net, table, 4, publicLabel(net))) ?? '';
}
