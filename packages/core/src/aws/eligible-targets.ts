import type { Edit } from '../model/change.ts';
import type { Code } from '../model/codes.ts';
import type { Missing } from '../model/evidence.ts';
import type { Stop } from '../model/route.ts';
import type { Balancer, Target, TargetPool } from './balancer.ts';
import type { Lookup } from './lookup.ts';
import { dropped, missing } from './missing.ts';
import { formatZone, isSameZone, type Zone, zoneOfSubnet } from './zone.ts';

export interface Eligible {
  readonly target: Target;
  /** What decides whether it is sent to at all, where the input lacks that. */
  readonly unless?: Missing;
  readonly note?: Code;
}

/** The targets that a node may send to: registered, in a zone that it serves, and healthy where that is asked (LB-05, LB-06). */
export function eligibleTargets(
  net: Lookup,
  balancer: Balancer,
  pool: TargetPool,
  zone: Zone | undefined,
): readonly Eligible[] | Stop {
  const found = targetsInZones(balancer, pool, zone);
  if ('kind' in found) return found;
  const { zones, enabled, near, served } = found;
  const checked = net.assume.health ? healthy(balancer, pool, enabled, served) : served.map(ignoringHealth);
  if ('kind' in checked) return checked;
  const { crossesZones } = pool;
  const unread = balancer.subnets.find((id) => !zoneOfSubnet(net, id));
  return checked.map((one) => {
    // A zone that cannot be compared is that of a subnet which was not read.
    const asked = crossesZones === false && zone ? [zone] : zones;
    if (unread && isIn(one.target, asked) === 'maybe')
      return { ...one, unless: missing(net, 'subnet', unread, balancer.place) };
    return typeof crossesZones === 'boolean' || near.includes(one.target) ? one : { ...one, unless: crossesZones };
  });
}

interface InZones {
  /** Where the balancer is enabled. */
  readonly zones: readonly Zone[];
  readonly enabled: readonly Target[];
  readonly near: readonly Target[];
  /** Those that a node in the zone sends to, or may. */
  readonly served: readonly Target[];
}

/** The targets in use of a node in a zone, by where they are and how far it sends (LB-05, LB-06). */
export function targetsInZones(balancer: Balancer, pool: TargetPool, zone: Zone | undefined): InZones | Stop {
  const stop = (code: Code, text: string, mends: () => readonly Edit[]): Stop => ({
    ...dropped(balancer.id, code, { component: pool.id, effect: 'blocks', text }),
    mends,
  });
  const { register, crossZones } = pool.edits;
  // `unused` and `draining` targets never get new flows, whatever is asked about health (LB-05).
  const registered = pool.targets.filter(({ state }) => state !== 'unused' && state !== 'draining');
  if (registered.length === 0) return stop('ELBV2_LISTENER_HAS_NO_TG', `${pool.name} has no target in use`, register);
  // Where the node is, the balancer is enabled.
  const zones = zone ? [zone, ...balancer.zones] : balancer.zones;
  const enabled = registered.filter((target) => isIn(target, zones) !== 'no');
  if (enabled.length === 0) {
    return stop(
      'ELB_INSTALLED_AZ_RESTRICTION',
      `no target of ${pool.name} is in a zone that the balancer is enabled in`,
      register,
    );
  }
  const near = enabled.filter((target) => zone === undefined || isIn(target, [zone]) !== 'no');
  const served = pool.crossesZones === false ? near : enabled;
  if (served.length === 0) {
    const code = balancer.kind === 'classic' ? 'ELB_NOT_CROSSZONE' : 'ELBV2_NO_TARGETS_IN_AZ';
    const text = `no target of ${pool.name} is in ${formatZone(zone)}, and nodes send to no other zone`;
    return stop(code, text, crossZones);
  }
  return { zones, enabled, near, served };
}

/** A target that was not read is told by its own address; of one in a zone that cannot be compared nobody knows. */
function isIn({ zone }: Target, zones: readonly Zone[]): 'yes' | 'maybe' | 'no' {
  if (zone === 'any' || zone === undefined || zones.length === 0) return 'yes';
  const same = zones.map((one) => isSameZone(one, zone));
  if (same.includes(true)) return 'yes';
  return same.includes(undefined) ? 'maybe' : 'no';
}

function isHealthy({ state }: Target): boolean {
  return state === undefined || state === 'healthy' || state === 'initial' || state.startsWith('unavailable');
}

function ignoringHealth(target: Target): Eligible {
  return isHealthy(target) ? { target } : { target, note: 'TARGET_HEALTH_IGNORED' };
}

/** Healthy ones; where there are none, all of them, for failing open is better than failing (LB-05). */
function healthy(
  balancer: Balancer,
  pool: TargetPool,
  enabled: readonly Target[],
  served: readonly Target[],
): readonly Eligible[] | Stop {
  const well = served.filter(isHealthy);
  if (well.length > 0) {
    return well.map((target) => (target.state === 'initial' ? { target, note: 'TARGET_INITIAL' } : { target }));
  }
  if (balancer.kind === 'network' && enabled.some(isHealthy)) {
    const text = `no target of ${pool.name} in its zone is healthy, so the balancer’s name does not lead to this node`;
    const evidence = { component: pool.id, effect: 'blocks' as const, text };
    return { kind: 'unknown', code: 'NODE_WITHDRAWN', at: balancer.id, evidence: [evidence] };
  }
  if (balancer.kind === 'classic') {
    const text = 'none of its instances is in service';
    return dropped(balancer.id, 'BAD_STATE', { component: pool.id, effect: 'blocks', text });
  }
  return served.map((target) => ({ target, note: 'TARGETS_FAIL_OPEN' }));
}
