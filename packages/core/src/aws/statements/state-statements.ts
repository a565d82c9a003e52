import type { Change } from '../../model/change.ts';
import type { ComponentId } from '../../model/route.ts';
import type { Lookup } from '../lookup.ts';
import type { Kind } from '../record-types.ts';
import { GONE } from './gone-statement.ts';
import { type StatementForm, StatementProblem } from './statement.ts';

interface StateField {
  readonly at: string;
  readonly down: unknown;
  readonly up: unknown;
}

/** How each kind says that it works, or does not. */
const STATES: Partial<Record<Kind, StateField>> = {
  instance: { at: '/State', down: { Name: 'stopped' }, up: { Name: 'running' } },
  networkInterface: { at: '/Status', down: 'available', up: 'in-use' },
  natGateway: { at: '/State', down: 'failed', up: 'available' },
  vpcPeeringConnection: { at: '/Status', down: { Code: 'deleted' }, up: { Code: 'active' } },
  vpcEndpoint: { at: '/State', down: 'failed', up: 'available' },
  transitGatewayAttachment: { at: '/State', down: 'failed', up: 'available' },
  vpnGateway: { at: '/State', down: 'deleted', up: 'available' },
  virtualInterface: { at: '/virtualInterfaceState', down: 'down', up: 'available' },
  directConnectConnection: { at: '/connectionState', down: 'down', up: 'available' },
  directConnectLag: { at: '/lagState', down: 'down', up: 'available' },
};

const STATE: StatementForm = {
  form: `${['INSTANCE', 'INTERFACE', 'NAT-GATEWAY', 'PEERING', 'ATTACHMENT', 'VIRTUAL-INTERFACE'].join(', ')} … is down|up (stopped|running)`,
  kinds: Object.keys(STATES) as Kind[],
  pattern: /^(?:is +)?(?<state>down|up|stopped|running)$/i,
  read({ id, kind }, words) {
    const { at, down, up } = STATES[kind] as StateField;
    return [{ op: 'replace', component: id, at, value: isDown(words) ? down : up }];
  },
};

const VPN: StatementForm = {
  form: 'VPN-CONNECTION, or VPN-CONNECTION/OUTSIDE-ADDRESS for one tunnel, is down|up',
  kinds: ['vpnConnection'],
  pattern: /^(?:\/(?<tunnel>\S+) +)?(?:is +)?(?<state>down|up)$/i,
  read: ({ net, id }, words) => vpnState(net, id, words.tunnel, isDown(words) ? 'DOWN' : 'UP'),
};

function vpnState(net: Lookup, id: ComponentId, tunnel: string | undefined, state: 'UP' | 'DOWN'): readonly Change[] {
  const stated = net.get('vpnConnection', id)?.vgwTelemetry.map((one) => one?.outsideIpAddress) ?? [];
  const tunnels = tunnelsOf(net, id);
  if (tunnels.length === 0) throw new StatementProblem(`The tunnels of ${id} are not in the input.`);
  if (tunnel && !tunnels.includes(tunnel))
    throw new StatementProblem(`The tunnels of ${id} end at ${tunnels.join(' and ')}.`);
  return tunnels.flatMap((OutsideIpAddress): readonly Change[] => {
    if (tunnel && tunnel !== OutsideIpAddress) return [];
    const at = `/VgwTelemetry/OutsideIpAddress=${OutsideIpAddress}/Status`;
    return stated.includes(OutsideIpAddress)
      ? [{ op: 'replace', component: id, at, value: state }]
      : [{ op: 'add', component: id, at: '/VgwTelemetry/-', value: { OutsideIpAddress, Status: state } }];
  });
}

/** The outside addresses of the tunnels of a VPN connection. */
export function tunnelsOf(net: Lookup, id: ComponentId): readonly string[] {
  const record = net.get('vpnConnection', id);
  const stated = (record?.vgwTelemetry ?? []).map((one) => one?.outsideIpAddress);
  const configured = (record?.options?.tunnelOptions ?? []).map((one) => one?.outsideIpAddress);
  return [...new Set([...stated, ...configured])].filter((one) => one !== undefined);
}

export const stateStatements: readonly StatementForm[] = [VPN, STATE, GONE];

/** What stops when an Availability Zone does: its interfaces and instances, NAT gateways, and ways into it. */
export function zoneGone(net: Lookup, zone: string): readonly Change[] {
  const inZone = net.all('subnet').filter((one) => one.availabilityZone === zone || one.availabilityZoneId === zone);
  const subnets = new Set(inZone.map(({ subnetId }) => subnetId));
  if (subnets.size === 0) {
    const known = new Set(net.all('subnet').flatMap((one) => one.availabilityZone ?? one.availabilityZoneId ?? []));
    throw new StatementProblem(`Zones of the input: ${[...known].sort().join(', ')}.`);
  }
  const isIn = (subnetId: string | undefined) => subnetId !== undefined && subnets.has(subnetId);
  const down = (kind: Kind, component: string | undefined): readonly Change[] => {
    const { at, down: value } = STATES[kind] as StateField;
    return component ? [{ op: 'replace', component, at, value }] : [];
  };
  return [
    ...net
      .all('networkInterface')
      .flatMap((one) =>
        isIn(one.subnetId) && !one.attachment?.instanceId ? down('networkInterface', one.networkInterfaceId) : [],
      ),
    ...net.all('instance').flatMap((one) => (isIn(one.subnetId) ? down('instance', one.instanceId) : [])),
    ...net.all('natGateway').flatMap((one) => (isIn(one.subnetId) ? down('natGateway', one.natGatewayId) : [])),
    ...net
      .all('transitGatewayVpcAttachment')
      .flatMap(({ transitGatewayAttachmentId: component = '', subnetIds }) =>
        subnetIds.flatMap((subnetId, position): readonly Change[] =>
          isIn(subnetId) ? [{ op: 'remove', component, at: `/SubnetIds/${position}` }] : [],
        ),
      ),
    ...net
      .all('loadBalancer')
      .flatMap(({ loadBalancerArn: component = '', availabilityZones }) =>
        availabilityZones.flatMap((one, position): readonly Change[] =>
          isIn(one?.subnetId) ? [{ op: 'remove', component, at: `/AvailabilityZones/${position}` }] : [],
        ),
      ),
  ];
}

/** What takes one thing of a kind down that says of itself whether it works; undefined for other kinds. */
export function takenDown(kind: Kind, component: ComponentId): Change | undefined {
  const field = STATES[kind];
  return field && { op: 'replace', component, at: field.at, value: field.down };
}

/** A VPN connection with all tunnels down, or with one. */
export function tunnelsDown(net: Lookup, id: ComponentId, tunnel?: string): readonly Change[] {
  return vpnState(net, id, tunnel, 'DOWN');
}

function isDown({ state }: Readonly<Record<string, string>>): boolean {
  return ['down', 'stopped'].includes(state?.toLowerCase() ?? '');
}
