import type { Branch, ComponentId, Forwarding, Locus, Step, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { aclStep } from './acl-filters.ts';
import { emit } from './emission.ts';
import { emittersOf } from './emitters.ts';
import { firewallEndpoints, isTaggedAsFirewall } from './firewall-endpoints.ts';
import { firewallSteps } from './firewall-inspection.ts';
import { all, linksAlong, stopped } from './forwarding.ts';
import { applianceInspection } from './gateway-load-balancer.ts';
import { gatewaysOf } from './internet-edge.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { unreadySubnet } from './place-state.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Handover, LinkSink } from './resource-type.ts';
import { works } from './states.ts';
import { subnetOrigin } from './subnet.ts';

type Endpoint = RecordOfKind<'vpcEndpoint'>;

/** What happens to a packet inside: steps, and where it gets no further, why. */
export interface Inspection {
  readonly steps: readonly Step[];
  readonly stop?: Stop;
}

export function isGatewayLoadBalancerEndpoint({ vpcEndpointType }: Pick<Endpoint, 'vpcEndpointType'>): boolean {
  return vpcEndpointType?.toLowerCase() === 'gatewayloadbalancer';
}

/** A Gateway Load Balancer endpoint has one subnet (GWE-01). */
export function subnetOfEndpoint(net: Lookup, record: Pick<Endpoint, 'subnetIds' | 'vpcEndpointId'>) {
  return record.subnetIds[0] ?? firewallEndpoints(net).get(record.vpcEndpointId ?? '')?.subnetId;
}

export function isFirewallEndpoint(net: Lookup, record: Endpoint): boolean {
  return firewallEndpoints(net).has(record.vpcEndpointId ?? '') || isTaggedAsFirewall(record);
}

/** Routes lead to it from subnets and from gateways; what it gives back leaves by the table of its subnet (GWE-02). */
export function connectInspection(
  net: Lookup,
  graph: LinkSink,
  record: Pick<Endpoint, 'subnetIds' | 'vpcEndpointId'>,
  vpcId: string,
): void {
  const id = record.vpcEndpointId as string;
  const subnetId = subnetOfEndpoint(net, record);
  for (const from of [...emittersOf(net, vpcId), ...gatewaysOf(net, vpcId).internet]) graph.link(from, id, 'route');
  graph.link(id, subnetId ?? vpcId, 'own-packet');
}

/** The packet crosses into the endpoint's subnet, is inspected, and leaves it again from there (GWE-02, ACL-26). */
export function handToInspection(net: Lookup, id: ComponentId, from: Handover, to: LabelRange): readonly Forwarding[] {
  const record = net.get('vpcEndpoint', id) as Endpoint;
  const links = linksAlong(net, ...from.chain, id);
  const subnetId = subnetOfEndpoint(net, record);
  if (!subnetId) return all(to, stopped(from, links, notCollected(net, id, 'subnet', undefined, record)));
  const unready = unreadySubnet(net, subnetId, id, record);
  if (unready) return all(to, stopped(from, links, unready));
  const { steps, stop } = inspect(net, record, from, to.family);
  const crossed: readonly Step[] = [
    ...from.steps,
    aclStep(net, subnetId, 'ingress', to.family),
    // A firewall cannot filter the traffic of the subnet it lies in: AWS wants another one (GWE-03, APP-04).
    ...(from.subnetId === subnetId ? [{ kind: 'note', code: 'APPLIANCE_LAYOUT', about: id } as const] : []),
    ...steps,
  ];
  const next: Branch['next'] = stop ?? { at: id, family: to.family };
  return all(to, { links, steps: crossed, next, why: from.why });
}

/** What comes back out of it: from its subnet, by that subnet's table. */
export function sendsInspected(net: Lookup, at: Locus, to: LabelRange): readonly Forwarding[] {
  const record = net.get('vpcEndpoint', at.at) as Endpoint;
  const subnetId = subnetOfEndpoint(net, record);
  const subnet = net.get('subnet', subnetId);
  if (!subnet) return all(to, { links: [], steps: [], next: notCollected(net, at.at, 'subnet', subnetId, record) });
  const origin = subnetOrigin(net, subnet, at);
  const inspected = isFirewallEndpoint(net, record) ? 'firewall' : 'appliance';
  return emit(net, { ...origin, chain: [at.at, ...origin.chain], inspected }, to);
}

function inspect(net: Lookup, record: Endpoint, from: Handover, family: Family): Inspection {
  const id = record.vpcEndpointId as string;
  const attached = firewallEndpoints(net).get(id);
  if (!attached && !isTaggedAsFirewall(record)) return applianceInspection(net, record, from);
  if (attached && !works(attached.status, 'READY')) {
    const text = `its firewall says of it: ${attached.status}`;
    return { steps: [], stop: dropped(id, 'BAD_STATE', { component: id, effect: 'blocks', text }) };
  }
  const arn = attached?.firewallArn ?? record.tags.Firewall;
  return { steps: firewallSteps(net, arn, id, family, record) };
}
