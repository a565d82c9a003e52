import type { ComponentId, Stop } from '../model/route.ts';
import { interfaceIndex } from './interface-index.ts';
import { GATEWAY_LOAD_BALANCER_ENDPOINT } from './interface-role.ts';
import type { Lookup } from './lookup.ts';
import { dropped, missing, notCollected } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Behaviour } from './resource-type.ts';
import { works } from './states.ts';
import type { TrafficMirrorFilter } from './traffic-mirror.ts';

/** Mirrored packets are sent in VXLAN to this port (TM-02). */
export const VXLAN_PORT = 4789;

type Session = RecordOfKind<'trafficMirrorSession'>;

/** What a session sends, and to whom. */
export interface MirrorFlow {
  readonly session: ComponentId;
  readonly source: ComponentId;
  readonly target: ComponentId | undefined;
  /** Which of the interface's packets its filter lets be mirrored (TM-01). */
  readonly mirrors: { readonly ingress: Mirrored; readonly egress: Mirrored };
  /** The interfaces that take the mirrored packets: that of the target, or the nodes of a balancer. */
  readonly receivers: readonly ComponentId[];
  /** Why nothing can be followed. */
  readonly stop: Stop | undefined;
}
export type Mirrored = 'some' | 'nothing' | 'unknown';

/** Every session of the input, those of one interface by their number (TM-04). */
export function mirrorFlows(net: Lookup): readonly MirrorFlow[] {
  const sessions = net
    .all('trafficMirrorSession')
    .filter((one) => one.trafficMirrorSessionId && one.networkInterfaceId);
  const order = (a: Session, b: Session) =>
    compare(a.networkInterfaceId as string, b.networkInterfaceId as string) ||
    (a.sessionNumber ?? 0) - (b.sessionNumber ?? 0);
  return [...sessions].sort(order).map((session) => flowOf(net, session));
}

/** The mirror sends beside the rules of its interface's groups (TM-02), and an endpoint takes what is mirrored to it (TM-03). */
export function mirrorBehaviour(net: Lookup, flow: MirrorFlow, id: ComponentId): Behaviour | undefined {
  const own = net.behaviour(id);
  if (id === flow.source) {
    const { guards, ...others } = own ?? {};
    return others;
  }
  const isEndpoint = interfaceIndex(net).holderOf(id)?.role === GATEWAY_LOAD_BALANCER_ENDPOINT;
  return isEndpoint && flow.receivers.includes(id) ? { ...own, arrive: () => 'end' } : own;
}

function flowOf(net: Lookup, session: Session): MirrorFlow {
  const { trafficMirrorTargetId: target, trafficMirrorFilterId, networkInterfaceId } = session;
  const source = networkInterfaceId as string;
  const filter = net.get('trafficMirrorFilter', trafficMirrorFilterId);
  const found = receiversOf(net, session);
  const unread = net.get('networkInterface', source)
    ? undefined
    : notCollected(net, source, 'networkInterface', source, session);
  const isFound = 'receivers' in found;
  return {
    session: session.trafficMirrorSessionId as string,
    source,
    target,
    mirrors: {
      ingress: mirrored(filter, filter?.ingressFilterRules),
      egress: mirrored(filter, filter?.egressFilterRules),
    },
    receivers: isFound ? found.receivers : [],
    stop: unread ?? (isFound ? undefined : found),
  };
}

/** Where no rule accepts a packet, none is mirrored. */
function mirrored(
  filter: TrafficMirrorFilter | undefined,
  rules: TrafficMirrorFilter['ingressFilterRules'] = [],
): Mirrored {
  if (!filter) return 'unknown';
  return rules.some((rule) => works(rule?.ruleAction ?? '-', 'accept')) ? 'some' : 'nothing';
}

function receiversOf(net: Lookup, session: Session): { readonly receivers: readonly ComponentId[] } | Stop {
  const { trafficMirrorTargetId: id = '' } = session;
  const target = net.get('trafficMirrorTarget', id);
  if (!target) return notCollected(net, id, 'trafficMirrorTarget', id, session);
  const { networkInterfaceId, networkLoadBalancerArn: balancer, gatewayLoadBalancerEndpointId: endpoint } = target;
  if (endpoint) return endpointInterfaces(net, endpoint, session);
  const receivers = networkInterfaceId ? [networkInterfaceId] : nodesOf(net, balancer ?? '');
  const known = receivers.filter((one) => net.get('networkInterface', one));
  if (known.length > 0) return { receivers: known };
  return notCollected(net, networkInterfaceId ?? balancer ?? id, 'networkInterface', networkInterfaceId, target);
}

function endpointInterfaces(
  net: Lookup,
  id: ComponentId,
  session: Session,
): { readonly receivers: readonly ComponentId[] } | Stop {
  const record = net.get('vpcEndpoint', id);
  if (!record) return notCollected(net, id, 'vpcEndpoint', id, session);
  if (!works(record.state, 'available')) {
    return dropped(id, 'BAD_STATE', { component: id, effect: 'blocks', text: `its state is ${record.state}` });
  }
  const receivers = record.networkInterfaceIds.filter((one) => one !== undefined && net.get('networkInterface', one));
  return receivers.length > 0
    ? { receivers: receivers as readonly ComponentId[] }
    : {
        ...notCollected(net, id, 'networkInterface', record.networkInterfaceIds[0], record),
        missing: missing(net, 'networkInterface', record.networkInterfaceIds[0], record),
      };
}

/** The nodes of a balancer are told by their descriptions alone (LB-02). */
function nodesOf(net: Lookup, arn: string): readonly ComponentId[] {
  const description = `ELB ${arn.split(':loadbalancer/')[1] ?? ''}`;
  return interfaceIndex(net)
    .holders.filter(({ record }) => record?.description === description)
    .map(({ at }) => at);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
