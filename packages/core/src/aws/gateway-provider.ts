import type { Code } from '../model/codes.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import { elasticBalancer } from './elastic-balancer.ts';
import { targetsInZones } from './eligible-targets.ts';
import { zoneStop } from './endpoint-zone.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';
import { targetPool } from './target-pool.ts';
import { type Zone, zoneOfSubnet } from './zone.ts';

type Endpoint = RecordOfKind<'vpcEndpoint'>;
type Balancer = RecordOfKind<'loadBalancer'>;

/** The appliances behind an endpoint, as far as the input holds the provider's side (GWB-01, PL-01). */
export interface Provider {
  readonly serviceId: string | undefined;
  readonly balancers: readonly Balancer[];
  /** Those that packets of the endpoint may come to, by id or address. Undefined where the targets were not read. */
  readonly targets: readonly Target[] | undefined;
  /** Why none is come to. */
  readonly stop: Stop | undefined;
}
export interface Target {
  readonly id: string;
  readonly groupArn: string;
}

export function providerOf(net: Lookup, record: Endpoint): Provider {
  const { serviceName, vpcEndpointId: id = '', subnetIds } = record;
  const service = serviceName
    ? net.all('vpcEndpointService').find((one) => one.serviceName === serviceName)
    : undefined;
  const balancers = (service?.gatewayLoadBalancerArns ?? []).flatMap((arn) => net.get('loadBalancer', arn) ?? []);
  const zone = zoneOfSubnet(net, subnetIds[0]);
  const behind = balancers.map((one) => balancerStop(net, one, id, zone) ?? targetsBehind(net, one, id, zone));
  const stops = behind.filter(isStop);
  const open = behind.flatMap((one) => (one === undefined || isStop(one) ? [] : [one]));
  const isRead = open.length > 0 && !behind.includes(undefined);
  return {
    serviceId: service?.serviceId,
    balancers,
    targets: isRead ? open.flat() : undefined,
    // Of several balancers behind a service any may be the endpoint's.
    stop: stops.length === behind.length ? stops[0] : undefined,
  };
}

function isStop(one: Stop | readonly Target[] | undefined): one is Stop {
  return one !== undefined && 'kind' in one;
}

function balancerStop(net: Lookup, balancer: Balancer, id: ComponentId, zone: Zone | undefined): Stop | undefined {
  const { state, loadBalancerArn = id } = balancer;
  if (!works(state?.code, 'active', 'active_impaired'))
    return refused(id, 'BAD_STATE', `the state of its load balancer is ${state?.code}`);
  return zoneStop(id, loadBalancerArn, elasticBalancer(net, balancer).zones, zone);
}

/** Undefined where they were not all read. */
function targetsBehind(
  net: Lookup,
  balancer: Balancer,
  id: ComponentId,
  zone: Zone | undefined,
): readonly Target[] | Stop | undefined {
  const found = groupsOf(net, balancer.loadBalancerArn ?? '').map((arn) => targetsOf(net, balancer, arn, zone));
  if (found.length === 0 || found.includes(undefined)) return undefined;
  const targets = found.flatMap((one) => (isStop(one) ? [] : (one ?? [])));
  if (targets.length > 0) return targets;
  return found.find(isStop) ?? refused(id, 'GWLB_HAS_NO_TARGETS', 'its load balancer has no target in use');
}

/** A node sends to targets in its own zone, to others where zones are crossed (LB-06): that of an endpoint is in its zone (PL-02). */
function targetsOf(
  net: Lookup,
  balancer: Balancer,
  groupArn: string,
  zone: Zone | undefined,
): readonly Target[] | Stop | undefined {
  const health = net.get('targetHealth', groupArn);
  if (!health) return undefined;
  // These never get new flows (LB-05).
  const isIdle = (state: string | undefined) => ['unused', 'draining'].includes(state?.toLowerCase() ?? '');
  const inUse = health.targetHealthDescriptions.flatMap((one) =>
    one?.target?.id && !isIdle(one.targetHealth?.state) ? [{ id: one.target.id, groupArn }] : [],
  );
  if (inUse.length === 0) return inUse;
  const group = net.get('targetGroup', groupArn);
  if (!group) return notCollected(net, balancer.loadBalancerArn ?? groupArn, 'targetGroup', groupArn, balancer);
  const pool = targetPool(net, group, health, balancer);
  const found = targetsInZones(elasticBalancer(net, balancer), pool, zone);
  if ('kind' in found) return found;
  const { near, served } = found;
  if (near.length === 0 && typeof pool.crossesZones === 'object') return unsure(pool.id, pool.crossesZones);
  return served.map((one) => ({ id: one.id, groupArn }));
}

function unsure(id: ComponentId, lacks: NonNullable<Stop['missing']>): Stop {
  const text = 'whether its nodes send to other zones is not in the input';
  const evidence = [{ component: id, effect: 'blocks', text } as const];
  return { kind: 'unknown', code: 'NOT_COLLECTED', at: id, evidence, missing: lacks };
}

/** The one listener of a Gateway Load Balancer sends everything to one target group (GWB-01). */
function groupsOf(net: Lookup, balancerArn: string): readonly string[] {
  const listed = net
    .all('listener')
    .filter(({ loadBalancerArn }) => loadBalancerArn === balancerArn)
    .flatMap(({ defaultActions }) => defaultActions)
    .flatMap((action) => [
      action?.targetGroupArn,
      ...(action?.forwardConfig?.targetGroups ?? []).map((one) => one?.targetGroupArn),
    ]);
  const used = net.all('targetGroup').filter(({ loadBalancerArns }) => loadBalancerArns.includes(balancerArn));
  const all = listed.length > 0 ? listed : used.map(({ targetGroupArn }) => targetGroupArn);
  return [...new Set(all.filter((arn) => arn !== undefined))];
}

function refused(id: ComponentId, code: Code, text: string): Stop {
  return dropped(id, code, { component: id, effect: 'blocks', text });
}
