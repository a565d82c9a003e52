import type { Change } from '../model/change.ts';
import type { ComponentId } from '../model/route.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import type { Kind } from './record-types.ts';
import { takenDown, tunnelsDown, tunnelsOf, zoneGone } from './statements/state-statements.ts';
import { endpointOf } from './vpc-endpoint.ts';
import { isSameZone, zoneOfSubnet } from './zone.ts';

/**
 * What kind of thing is lost, in the order that they are looked at. `zone`: all that is in an Availability Zone. `zonal`: one thing that lives in one zone.
 * `appliance`: an instance that passes packets on. `link`: what leads to a site, and the devices at its ends. `regional`:
 * what AWS runs redundantly in a Region; a change or a mistake takes it away, an outage of a zone does not.
 */
export const FAILURE_CLASSES = ['zone', 'appliance', 'link', 'zonal', 'regional'] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** Something that packets pass, with the changes that take it away. */
export interface Failure {
  /** The component, a tunnel as `vpn-…/203.0.113.5`, or `zone eu-west-1a`. */
  readonly id: string;
  readonly of: FailureClass;
  readonly component?: ComponentId;
  /** The same as statements of `hopwise what-if`. */
  readonly said: readonly string[];
  changes(): readonly Change[];
  /** Whether an end is lost with it: what it says or hears then shows nothing. */
  takes(end: ComponentId): boolean;
  /** Whether an end is in the zone that it is in: a zone that fails takes both. */
  isBeside(end: ComponentId): boolean;
}

const ZONAL: ReadonlySet<Kind> = new Set<Kind>(['natGateway', 'vpcEndpoint']);
/** They can be said to fail, or else to be gone. */
const REGIONAL: ReadonlySet<Kind> = new Set<Kind>([
  'internetGateway',
  'egressOnlyInternetGateway',
  'transitGateway',
  'transitGatewayAttachment',
  'transitGatewayPeeringAttachment',
  'vpcPeeringConnection',
  'vpnGateway',
  'coreNetwork',
  'firewall',
]);

/** Every way in which a component that packets pass can be lost, its zone among them. */
export function failuresOf(net: Lookup, id: ComponentId, kind: Kind | undefined): readonly Failure[] {
  if (kind === 'subnet') return zoneFailures(net, id);
  if (kind === 'networkInterface') return interfaceFailures(net, id);
  if (kind === 'vpnConnection') return vpnFailures(net, id);
  if (kind === 'virtualInterface') return directConnectFailures(net, id);
  if (kind === undefined) return [];
  if (ZONAL.has(kind)) return [failed(net, isInOneZone(net, kind, id) ? 'zonal' : 'regional', kind, id)];
  // What leads to a site is lost with its links, each of which is looked at for itself.
  if (kind === 'transitGatewayAttachment' && leadsToSite(net, id)) return [];
  return REGIONAL.has(kind) ? [failed(net, 'regional', kind, id)] : [];
}

function zoneFailures(net: Lookup, subnetId: ComponentId): readonly Failure[] {
  const zone = zoneOfSubnet(net, subnetId);
  // Names are each account's own, ids are the same for all (PAR-13).
  const word = zone?.id ?? zone?.name;
  return word ? [zoneFailure(net, word)] : [];
}

const zoneFailure = derivedBy((net, word): Failure => {
  const own = net.all('subnet').filter((one) => (one.availabilityZoneId ?? one.availabilityZone) === word);
  const subnets = new Set(own.map((one) => one.subnetId));
  const names = [...new Set(own.flatMap((one) => one.availabilityZone ?? []))].sort();
  const isNamed = names.length === 1 && names[0] !== word;
  return {
    id: `zone ${isNamed ? `${names[0]} (${word})` : word}`,
    of: 'zone',
    said: [`zone ${word} is gone`],
    changes: () => zoneGone(net, word),
    takes: (end) => subnets.has(net.get('networkInterface', end)?.subnetId ?? end),
    isBeside: () => false,
  };
});

/** An interface in the middle of a way is an appliance, an endpoint, or a node of something that AWS runs. */
function interfaceFailures(net: Lookup, id: ComponentId): readonly Failure[] {
  const endpoint = endpointOf(net, id)?.vpcEndpointId;
  if (endpoint) return failuresOf(net, endpoint, 'vpcEndpoint');
  const instance = net.get('networkInterface', id)?.attachment?.instanceId;
  const change = instance && takenDown('instance', instance);
  if (!change) return [];
  const isOwn = (end: ComponentId) => net.get('networkInterface', end)?.attachment?.instanceId === instance;
  const said = [`${instance} is stopped`];
  const isBeside = besideSubnet(net, net.get('networkInterface', id)?.subnetId);
  return [
    { id: instance, of: 'appliance', component: instance, said, changes: () => [change], takes: isOwn, isBeside },
  ];
}

function vpnFailures(net: Lookup, id: ComponentId): readonly Failure[] {
  const tunnels = tunnelsOf(net, id);
  if (tunnels.length === 0) return [];
  const device = net.get('vpnConnection', id)?.customerGatewayId;
  const shared = net
    .all('vpnConnection')
    .flatMap((one) => (one.customerGatewayId === device ? (one.vpnConnectionId ?? []) : []));
  const whole = shared.filter((one) => tunnelsOf(net, one).length > 0);
  return [
    ...tunnels.map((tunnel) =>
      link(`${id}/${tunnel}`, id, [`${id}/${tunnel} is down`], () => tunnelsDown(net, id, tunnel)),
    ),
    link(id, id, [`${id} is down`], () => tunnelsDown(net, id)),
    ...(device
      ? [
          link(
            device,
            device,
            whole.map((one) => `${one} is down`),
            () => whole.flatMap((one) => tunnelsDown(net, one)),
          ),
        ]
      : []),
  ];
}

/** A virtual interface, and the connection, the LAG and all others that its packets are on. */
function directConnectFailures(net: Lookup, id: ComponentId): readonly Failure[] {
  const carrier = net.get('virtualInterface', id)?.connectionId;
  const together = net.all('virtualInterface').flatMap((one) => {
    const { virtualInterfaceId: other, connectionId } = one;
    return other && connectionId !== undefined && connectionId === carrier ? [other] : [];
  });
  const all = net.all('virtualInterface').flatMap((one) => one.virtualInterfaceId ?? []);
  const down = (ids: readonly ComponentId[]) => () => ids.flatMap((one) => takenDown('virtualInterface', one) ?? []);
  const say = (ids: readonly ComponentId[]) => ids.map((one) => `${one} is down`);
  return [
    link(id, id, say([id]), down([id])),
    ...(carrier ? [link(carrier, carrier, say(together), down(together))] : []),
    ...(all.length > 1 ? [link('all of Direct Connect', undefined, say(all), down(all))] : []),
  ];
}

function link(
  id: string,
  component: ComponentId | undefined,
  said: readonly string[],
  changes: () => readonly Change[],
): Failure {
  return {
    id,
    of: 'link',
    ...(component ? { component } : {}),
    said,
    changes,
    takes: () => false,
    isBeside: () => false,
  };
}

function failed(net: Lookup, of: FailureClass, kind: Kind, id: ComponentId): Failure {
  const down = takenDown(kind, id);
  const takes = (end: ComponentId) => end === id;
  const isBeside = of === 'zonal' ? besideSubnet(net, subnetOf(net, id)) : () => false;
  const attached =
    (net.get('internetGateway', id) ?? net.get('egressOnlyInternetGateway', id))?.attachments.flatMap(
      (one) => one?.vpcId ?? [],
    ) ?? [];
  // Without its record nobody could tell what routes to it come to: it is there, and leads nowhere.
  if (attached.length > 0) {
    const change: Change = { op: 'replace', component: id, at: '/Attachments', value: [] };
    return {
      id,
      of,
      component: id,
      said: attached.map((vpc) => `${id} -${vpc}`),
      changes: () => [change],
      takes,
      isBeside,
    };
  }
  const change: Change = down ?? { op: 'remove', component: id, at: '' };
  return {
    id,
    of,
    component: id,
    said: [`${id} is ${down ? 'down' : 'gone'}`],
    changes: () => [change],
    takes,
    isBeside,
  };
}

function subnetOf(net: Lookup, id: ComponentId): ComponentId | undefined {
  return net.get('natGateway', id)?.subnetId ?? net.get('vpcEndpoint', id)?.subnetIds[0];
}

function besideSubnet(net: Lookup, subnetId: ComponentId | undefined): Failure['isBeside'] {
  const own = zoneOfSubnet(net, subnetId);
  return (end) => {
    const other = zoneOfSubnet(net, net.get('networkInterface', end)?.subnetId);
    return own !== undefined && other !== undefined && isSameZone(own, other) === true;
  };
}

/** A regional NAT gateway and gateway endpoints are in no zone; interface endpoints in as many as they have subnets. */
function isInOneZone(net: Lookup, kind: Kind, id: ComponentId): boolean {
  if (kind === 'natGateway') return net.get('natGateway', id)?.subnetId !== undefined;
  return net.get('vpcEndpoint', id)?.subnetIds.length === 1;
}

function leadsToSite(net: Lookup, id: ComponentId): boolean {
  return ['vpn', 'direct-connect-gateway', 'connect'].includes(
    net.get('transitGatewayAttachment', id)?.resourceType ?? '',
  );
}
