import type { Missing } from '../model/evidence.ts';
import { inside } from '../model/source.ts';
import type { Balancer, Offer, Target, TargetPool } from './balancer.ts';
import { instanceTarget, openTarget } from './balancer-target.ts';
import { classicListenerEdits, withoutClassicListener } from './listener-edits.ts';
import { derived, type Lookup } from './lookup.ts';
import { missing } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { classicCrossZoneEdits, withoutInstance } from './target-edits.ts';
import { UNREAD_ZONE, zoneOfSubnet } from './zone.ts';

type Classic = RecordOfKind<'classicLoadBalancer'>;

/** A Classic Load Balancer ends every conversation, whatever it listens to, and opens its own (CLB-01). */
export function classicBalancer(net: Lookup, record: Classic): Balancer {
  const id = record.loadBalancerName ?? '';
  const pools = new Map<number | undefined, TargetPool>();
  const poolFor = (port: number | undefined): TargetPool => {
    const pool = pools.get(port) ?? poolOf(net, record, id, port);
    pools.set(port, pool);
    return pool;
  };
  return {
    id,
    kind: 'classic',
    place: record,
    groups: record.securityGroups.flatMap((group) => group ?? []),
    zones: record.subnets.map((subnetId) => zoneOfSubnet(net, subnetId) ?? UNREAD_ZONE),
    subnets: record.subnets.flatMap((subnetId) => subnetId ?? []),
    stop: undefined,
    offers: record.listenerDescriptions.flatMap((one, position): readonly Offer[] => {
      const { loadBalancerPort: port, instancePort, protocol } = one?.listener ?? {};
      if (port === undefined) return [];
      return [
        {
          transports: ['tcp'],
          port,
          evidence: {
            component: id,
            effect: 'routes',
            rule: `${protocol ?? 'TCP'}:${port}`,
            text: `listener ${protocol ?? 'TCP'}:${port} → port ${instancePort} of its instances`,
            source: inside(record.source, `/ListenerDescriptions/${position}`),
          },
          handlings: [{ kind: 'pool', pool: poolFor(instancePort) }],
          cuts: () => [withoutClassicListener(record, position)],
        },
      ];
    }),
    unread: undefined,
    listens: (refused) => classicListenerEdits(net, record, refused),
    guardsPrivateLink: false,
  };
}

function poolOf(net: Lookup, record: Classic, id: string, port: number | undefined): TargetPool {
  const states = healthOf(net).get(id);
  return {
    id,
    name: id,
    transports: ['tcp'],
    family: 4,
    targets: record.instances.flatMap((one, position): readonly Target[] => {
      const instanceId = one?.instanceId;
      if (!instanceId) return [];
      const found = openTarget(instanceId) ?? instanceTarget(net, instanceId, 4, record);
      return [{ ...found, port, position, state: states?.get(instanceId) }];
    }),
    isAssumed: false,
    keepsSource: false,
    crossesZones: crossesZones(net, record, id),
    edits: {
      register: () => [],
      crossZones: () => classicCrossZoneEdits(net, id),
      hideSource: () => [],
      deregister: ({ position }) => [withoutInstance(record, position)],
    },
  };
}

/** Off where the API made it, on where the console did: only its attributes tell (LB-06). */
function crossesZones(net: Lookup, record: Classic, id: string): boolean | Missing {
  const attributes = net.get('classicLoadBalancerAttributes', id);
  const told = attributes?.loadBalancerAttributes?.crossZoneLoadBalancing?.enabled;
  return told ?? missing(net, 'classicLoadBalancerAttributes', id, record);
}

/** In the words of target groups. */
const HEALTH: Readonly<Record<string, string>> = { InService: 'healthy', OutOfService: 'unhealthy' };

const healthOf = derived(
  (net) =>
    new Map(
      net
        .all('instanceHealth')
        .map((record) => [
          record.loadBalancerName,
          new Map(record.instanceStates.map((one) => [one?.instanceId, HEALTH[one?.state ?? '']])),
        ]),
    ),
);
