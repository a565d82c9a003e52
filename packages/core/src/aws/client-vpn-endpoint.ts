import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { LegJoin, NextLeg } from '../model/leg-join.ts';
import type { Arrival, Branch, ComponentId, Stop } from '../model/route.ts';
import { type Family, parsePrefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { ALL } from '../net/service-set.ts';
import { associatedSubnets, clientsOf } from './client-vpn-clients.ts';
import { withoutClientRule } from './client-vpn-edits.ts';
import { locusOf } from './delivery.ts';
import { all, linksAlong } from './forwarding.ts';
import type { Holder } from './holder.ts';
import { interfaceIndex } from './interface-index.ts';
import { stateStop } from './interface-state.ts';
import { type Lookup, placeOf } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { Behaviour, RecordType } from './resource-type.ts';

const fields = {
  ClientVpnEndpointId: text,
  Status: shape({ Code: text }),
  DnsName: text,
  ClientCidrBlock: text,
  SplitTunnel: flag,
  VpcId: text,
  SecurityGroupIds: list(text),
  AssociatedTargetNetworks: list(shape({ NetworkId: text, NetworkType: text })),
  EndpointIpAddressType: text,
  TrafficIpAddressType: text,
  TransitGatewayConfiguration: shape({
    TransitGatewayId: text,
    TransitGatewayAttachmentId: text,
    AvailabilityZones: list(text),
    AvailabilityZoneIds: list(text),
  }),
  Tags: tags,
};
export type ClientVpnEndpoint = RecordOf<typeof fields>;

export const clientVpnEndpoint = {
  kind: 'clientVpnEndpoint',
  title: 'Client VPN endpoint',
  arnType: 'client-vpn-endpoint',
  aspects: {
    modelled: ['source addresses in its subnets, or the clients’ own over a transit gateway', 'its groups'],
    assumed: { 'PAR-18': 'An interface that is not in use sends nothing.' },
    unknown: ['groups of users that the question does not name'],
  },
  calls: [{ service: 'ec2', operation: 'DescribeClientVpnEndpoints', key: 'ClientVpnEndpoints', holds: 'elements' }],
  without: 'What clients of a Client VPN endpoint reach is unknown.',
  neededBy: [
    { in: 'networkInterface', at: 'description', like: /^Client ?VPN/i },
    { in: 'transitGatewayAttachment', at: 'resourceType', like: /^client-vpn$/ },
  ],
  idPrefix: 'cvpn-endpoint-',
  prefixes: (record) => [record.clientCidrBlock],
  connect(record, net, graph) {
    const { clientVpnEndpointId: id } = record;
    if (!id) return;
    const clients = clientsOf(id);
    graph.node(id, 'clientVpnEndpoint', record.tags.Name);
    graph.node(clients, 'clients');
    graph.link(clients, id);
    graph.link(id, clients);
    for (const subnetId of associatedSubnets(net, id)) graph.link(id, subnetId, 'own-packet');
  },
  withoutRule: (record, rule, net) => withoutClientRule(net, record, rule),
  record: shape(fields),
  key: (record) => record.clientVpnEndpointId,
} as const satisfies RecordType<'clientVpnEndpoint', ClientVpnEndpoint>;

/**
 * Sends what its clients ask from an interface of its own in the subnet where they landed, with that interface's address
 * and groups (CVPN-03, CVPN-05); or hands it to a transit gateway as it is.
 */
export const clientVpnEndpointBehaviour: Behaviour = {
  forward: (at, to, net) => all(to, toClients(net, [at.at], to.family)),
  receive: (id, from, to, net) =>
    all(to, { ...toClients(net, [...from.chain, id], to.family), steps: from.steps, why: from.why }),
  advertises(id, net) {
    const prefix = parsePrefix(net.get('clientVpnEndpoint', id)?.clientCidrBlock ?? '');
    return prefix ? [prefix] : undefined;
  },
  arrive: (end, dialled, family, net) => join(net, end, dialled, family),
};

function toClients(net: Lookup, chain: readonly ComponentId[], family: Family): Branch {
  const at = clientsOf(chain.at(-1) as string);
  return { links: linksAlong(net, ...chain, at), steps: [], next: { kind: 'arrival', at, replies: { at, family } } };
}

function join(net: Lookup, { at, replies }: Arrival, dialled: Label, family: Family): LegJoin | Stop {
  const own = interfacesIn(net, replies.via ?? '');
  if (own.length === 0) {
    const subnet = net.get('subnet', replies.via);
    return notCollected(net, at, 'networkInterface', undefined, placeOf(net, subnet?.vpcId ?? ''));
  }
  const stops = own.map((holder) => stateStop(net, holder.at));
  const usable = own.filter((_, i) => stops[i]?.kind !== 'dropped');
  const [stop] = stops;
  // PAR-18: what is not in use sends nothing.
  if (stop && usable.length === 0) return stop;
  const next = usable.flatMap((holder): readonly NextLeg[] => {
    const prefix = holder.prefixes.find((one) => one.family === family);
    const source = prefix && net.labels[family].rangeOf(prefix)?.from;
    return source === undefined
      ? []
      : [{ from: locusOf(net, holder, family), end: holder.at, source, to: dialled, family }];
  });
  if (next.length === 0) {
    const text = `its interface has no IPv${family} address`;
    return dropped(at, 'PROTOCOL_RESTRICTION', { component: at, effect: 'blocks', text });
  }
  const accepts = net.admissions.exactly(ALL);
  return { kind: 'join', accepts, code: 'PROTOCOL_RESTRICTION', clientPorts: 'remapped', pick: 'aws', next };
}

/** Its interfaces say whose they are only in their description. */
function interfacesIn(net: Lookup, subnetId: string): readonly Holder[] {
  return interfaceIndex(net).holders.filter((one) => one.subnetId === subnetId && one.role.isClientVpn);
}
