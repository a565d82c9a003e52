import type { Missing } from '../model/evidence.ts';
import type { Family } from '../net/address.ts';
import type { Target, TargetPool } from './balancer.ts';
import { addressTarget, balancerTargets, instanceTarget, openTarget } from './balancer-target.ts';
import { transportsOf } from './balancer-transports.ts';
import type { Lookup } from './lookup.ts';
import { missing } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { crossZoneEdits, registrationEdits, unkeptSourceEdits, withoutTarget } from './target-edits.ts';

type Group = RecordOfKind<'targetGroup'>;
type Health = RecordOfKind<'targetHealth'>;
type Registered = NonNullable<Health['targetHealthDescriptions'][number]>;

/** A target group as the nodes of one balancer use it. */
export function targetPool(
  net: Lookup,
  group: Group,
  health: Health,
  balancer: RecordOfKind<'loadBalancer'>,
): TargetPool {
  const id = group.targetGroupArn ?? '';
  const family = group.ipAddressType?.toLowerCase() === 'ipv6' ? 6 : 4;
  return {
    id,
    name: group.targetGroupName ?? id,
    transports: transportsOf(group.protocol),
    family,
    targets: health.targetHealthDescriptions.flatMap((one, position) =>
      one ? targetsOf(net, group, family, one, position) : [],
    ),
    isAssumed: isNetwork(balancer) && !isAlwaysKept(group) && isAssumed(net, group),
    keepsSource: keepsSource(net, group, balancer),
    crossesZones: crossesZones(net, group, balancer),
    edits: {
      register: () => registrationEdits(net, id, subnetsOf(balancer)),
      crossZones: () => crossZoneEdits(net, id),
      hideSource: () => unkeptSourceEdits(net, id),
      deregister: (target) => withoutTarget(net, id, target),
    },
  };
}

function subnetsOf({ availabilityZones }: RecordOfKind<'loadBalancer'>): readonly string[] {
  return availabilityZones.flatMap((zone) => zone?.subnetId ?? []);
}

function targetsOf(
  net: Lookup,
  group: Group,
  family: Family,
  registered: Registered,
  position: number,
): readonly Target[] {
  const { id, port, availabilityZone } = registered.target ?? {};
  if (!id) return [];
  const common = { port: port ?? group.port, position, state: registered.targetHealth?.state?.toLowerCase() };
  const open = openTarget(id);
  if (open) return [{ ...open, ...common }];
  switch (group.targetType?.toLowerCase()) {
    case 'ip':
      return [{ ...addressTarget(net, id, group.vpcId, availabilityZone, group), ...common }];
    case 'alb':
      return balancerTargets(net, id, family, group).map((one) => ({ ...one, ...common }));
    default:
      return [{ ...instanceTarget(net, id, family, group), ...common }];
  }
}

function isNetwork({ type }: RecordOfKind<'loadBalancer'>): boolean {
  return type?.toLowerCase() === 'network';
}

function isAlwaysKept({ protocol }: Group): boolean {
  return ALWAYS_KEPT.includes(protocol?.toUpperCase() ?? '');
}

const ALWAYS_KEPT = ['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'];

/** The table of NLB-02: what cannot be changed, what was set, else the default of the target type. */
function keepsSource(net: Lookup, group: Group, balancer: RecordOfKind<'loadBalancer'>): boolean | Missing {
  if (!isNetwork(balancer)) return false;
  if (isAlwaysKept(group)) return true;
  const attributes = net.get('targetGroupAttributes', group.targetGroupArn);
  if (!attributes && !isAssumed(net, group)) return missing(net, 'targetGroupAttributes', group.targetGroupArn, group);
  const set = settingOf(attributes, 'preserve_client_ip.enabled');
  return set === undefined ? group.targetType?.toLowerCase() !== 'ip' : set === 'true';
}

const CROSS_ZONE = 'load_balancing.cross_zone.enabled';

/** LB-06: the target group says, or leaves it to the balancer: on for an application's, off for a network's unless set. */
function crossesZones(net: Lookup, group: Group, balancer: RecordOfKind<'loadBalancer'>): boolean | Missing {
  const own = net.get('targetGroupAttributes', group.targetGroupArn);
  if (!own) return missing(net, 'targetGroupAttributes', group.targetGroupArn, group);
  const set = settingOf(own, CROSS_ZONE);
  if (set === 'true' || set === 'false') return set === 'true';
  if (balancer.type?.toLowerCase() === 'application') return true;
  const above = net.get('loadBalancerAttributes', balancer.loadBalancerArn);
  if (!above) return missing(net, 'loadBalancerAttributes', balancer.loadBalancerArn, balancer);
  return settingOf(above, CROSS_ZONE) === 'true';
}

/** Where no attributes were read at all, targets are taken to see what the default of their type is; the answer says so. */
function isAssumed(net: Lookup, group: Group): boolean {
  const isRead = net.get('targetGroupAttributes', group.targetGroupArn) !== undefined;
  return !isRead && net.coverage('targetGroupAttributes', group) === 'absent';
}

function settingOf(
  record: RecordOfKind<'loadBalancerAttributes'> | RecordOfKind<'targetGroupAttributes'> | undefined,
  key: string,
): string | undefined {
  return record?.attributes.find((one) => one?.key === key)?.value?.toLowerCase();
}
