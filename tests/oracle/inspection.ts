import type { RecordOfKind } from '@hopwise/core';
import { addressesIn, isV6 } from './addresses.ts';
import { judgeStateless, policyOf } from './firewall-rules.ts';
import { notReady } from './internet.ts';
import { crossesZones, zonesOfBalancer } from './load-balancers.ts';
import {
  cidrsOfSubnet,
  type Lookups,
  type NetworkInterface,
  type Place,
  placeOf,
  present,
  sameWord,
  works,
} from './lookups.ts';
import { checkAcl } from './network-acls.ts';
import {
  cloneWalk,
  doubt,
  drop,
  flowAt,
  type Header,
  type Next,
  noteCrossing,
  undecided,
  type Walk,
} from './packet.ts';
import { privateServiceOf } from './private-link.ts';
import { checkGroups } from './security-groups.ts';
import { judgeStateful } from './stateful-rules.ts';
import { most, type Sure } from './sure.ts';
import { zoneOf, zoneOfSubnet } from './zones.ts';

type Endpoint = RecordOfKind<'vpcEndpoint'>;

/** A route leads to a Gateway Load Balancer endpoint, which a firewall may stand behind (5.4, 9.5). */
export function inspect(walk: Walk, from: Place, endpoint: Endpoint): Next {
  const { look, header } = walk;
  const id = endpoint.vpcEndpointId ?? '';
  walk.kinds.add('gatewayLoadBalancerEndpoint');
  if (sameWord(endpoint.state, 'partial')) return undecided(walk, `0.6 ${id} is partial`);
  if (!works(endpoint.state, 'available')) return drop(walk, `PAR-01 ${id} is ${endpoint.state}`);
  if (endpoint.vpcId !== from.vpcId) return drop(walk, `GWE-08 ${id} is of another VPC`);
  const subnetId = present(endpoint.subnetIds)[0];
  const place: Place = { vpcId: endpoint.vpcId, subnetId, eni: undefined, nat: undefined, via: 'endpoint' };
  if (subnetId === undefined) return undecided(walk, `the subnet of ${id} is not known`);
  const unready = notReady(walk, place);
  if (unready) return unready;
  const refused = checkAcl(walk, subnetId, 'ingress'); // ACL-26
  if (refused) return drop(walk, refused);
  const key = `${id}|${header.src}|${header.dst}`;
  if (walk.seen.has(key)) return drop(walk, 'GWE-03 loop');
  walk.seen.add(key);
  noteCrossing(walk, id);
  const firewall = firewallBehind(look, id);
  const stop = firewall ? askFirewall(walk, id, firewall) : askAppliances(walk, endpoint);
  if (stop) return stop;
  walk.forwarders.add(id);
  walk.identity = undefined; // ID-08
  return { do: 'leave', place };
}

interface Behind {
  readonly firewall: RecordOfKind<'firewall'>;
  readonly status: string | undefined;
}

function firewallBehind(look: Lookups, endpointId: string): Behind | undefined {
  const { firewall: all, firewallEndpointAssociation: associations } = look.snapshot.records;
  for (const firewall of all) {
    const states = Object.values(firewall.firewallStatus?.syncStates ?? {});
    const found = states.find(({ attachment }) => attachment?.endpointId === endpointId);
    if (found) return { firewall, status: found.attachment?.status };
  }
  for (const one of associations) {
    const states = Object.values(one.vpcEndpointAssociationStatus?.associationSyncState ?? {});
    const found = states.find(({ attachment }) => attachment?.endpointId === endpointId);
    const arn = one.vpcEndpointAssociation?.firewallArn;
    const firewall = all.find((each) => (each.firewall?.firewallArn ?? each.firewallArn) === arn);
    if (found && firewall) return { firewall, status: found.attachment?.status };
  }
  return undefined;
}

/** NFW-02 to NFW-12. */
function askFirewall(walk: Walk, id: string, { firewall, status }: Behind): Next | undefined {
  walk.kinds.add('networkFirewall');
  if (!works(status, 'READY')) return drop(walk, `0.6 the endpoint ${id} of the firewall is ${status}`);
  const flow = flowAt(walk, id);
  const before = walk.session.inspected.get(flow);
  if (walk.leg === 'reply' && before === undefined) return drop(walk, 'NFW-09 the request did not cross the endpoint');
  const policy = policyOf(walk.look, firewall.firewall?.firewallPolicyArn);
  if (walk.leg === 'request') walk.session.inspected.set(flow, 'unknown');
  // A firewall changes nothing in a packet, so what is lost behind it is lost for sure.
  if (policy === undefined) return doubt(walk, 'the firewall policy is not in the snapshot');
  const stateless = judgeStateless(walk, policy);
  if (stateless === 'unknown') return doubt(walk, 'NFW-02 stateless rules are not known');
  if (stateless === 'drop') return drop(walk, 'NFW-02 a stateless rule drops');
  if (walk.leg === 'request') walk.session.inspected.set(flow, stateless === 'pass' ? 'stateless' : 'stateful');
  if (walk.leg === 'request' && stateless === 'forward') {
    const ruling = judgeStateful(walk, policy, firewall.firewall?.vpcId);
    if (ruling === 'unknown') return doubt(walk, 'NFW-07 NFW-08 the payload decides');
    return ruling === 'drop' ? drop(walk, 'NFW-05 the stateful rules drop') : undefined;
  }
  if (walk.leg === 'request') return undefined;
  if (before === 'stateful' && stateless === 'pass') return drop(walk, 'NFW-02 NFW-09 half a flow');
  if (before === 'stateless' && stateless === 'forward') {
    const policyOnStreams = policy.statefulEngineOptions?.streamExceptionPolicy;
    if (sameWord(policyOnStreams, 'CONTINUE')) return doubt(walk, 'NFW-12 mid-stream');
    return drop(walk, 'NFW-12 mid-stream');
  }
  return undefined;
}

/** GWE-04: the targets of the balancer do what their owner says. */
function askAppliances(walk: Walk, endpoint: Endpoint): Next | undefined {
  const { records, settings } = walk.look.snapshot;
  const id = endpoint.vpcEndpointId ?? '';
  const flow = flowAt(walk, id);
  if (walk.leg === 'reply' && !walk.session.inspected.has(flow))
    return drop(walk, 'GWE-05 the request did not cross the endpoint');
  if (walk.leg === 'request') walk.session.inspected.set(flow, 'appliance');
  const service = privateServiceOf(walk.look, endpoint);
  const arn = present(service?.gatewayLoadBalancerArns ?? [])[0];
  const balancer = records.loadBalancer.find((one) => arn !== undefined && one.loadBalancerArn === arn);
  if (balancer === undefined) return undecided(walk, `nobody says what is behind ${id}`);
  if (!works(balancer.state?.code, 'active', 'active_impaired'))
    return drop(walk, `0.6 ${arn} is ${balancer.state?.code}`);
  const listener = records.listener.find((one) => one.loadBalancerArn === arn);
  const action = present(listener?.defaultActions ?? [])[0];
  const groupArn = action?.targetGroupArn ?? present(action?.forwardConfig?.targetGroups ?? [])[0]?.targetGroupArn;
  const health = records.targetHealth.find((one) => groupArn !== undefined && one.targetGroupArn === groupArn);
  if (health === undefined) return undecided(walk, `the targets behind ${id} are not known`);
  const targets = present(health.targetHealthDescriptions).filter(
    ({ targetHealth }) => !['unused', 'draining'].some((state) => sameWord(targetHealth?.state, state)),
  );
  if (targets.length === 0) return drop(walk, 'LB-05 no targets');
  const all = targets.map(({ target }) => ({
    id: target?.id ?? '',
    eni: records.networkInterface.find(
      (one) => one.attachment?.instanceId === target?.id || one.privateIpAddress === target?.id,
    ),
  }));
  const boxes = inZones(walk, endpoint, balancer, groupArn, all);
  if ('do' in boxes) return boxes;
  // One that takes what it is sent is enough; what took a request takes its reply.
  const taken = walk.leg === 'request' ? most(boxes.map(({ eni }) => takesGeneve(walk, balancer, eni))) : 'yes';
  if (taken === 'no') return drop(walk, 'GWE-06 the appliances do not take GENEVE');
  if (taken === 'maybe') doubt(walk, 'GWE-06 whether the appliances take GENEVE is not known');
  const stated = boxes.map(({ id: target, eni }) => {
    const instanceId = eni?.attachment?.instanceId ?? target;
    return settings.appliances[instanceId] ?? settings.appliances[eni?.networkInterfaceId ?? ''];
  });
  if (stated.every((one) => one === 'drop')) return drop(walk, 'GWE-04 the appliances drop');
  if (stated.every((one) => one === 'forward')) return undefined;
  return undecided(walk, 'GWE-04 nobody says what the appliances do');
}

interface Box {
  readonly id: string;
  readonly eni: NetworkInterface | undefined;
}

/** PL-02, LB-06: the node in the endpoint's zone sends to appliances there, and to others where zones are crossed. */
function inZones(
  walk: Walk,
  endpoint: Endpoint,
  record: RecordOfKind<'loadBalancer'>,
  groupArn: string | undefined,
  boxes: readonly Box[],
): readonly Box[] | Next {
  const { look } = walk;
  const id = record.loadBalancerArn ?? '';
  const here = zoneOfSubnet(look, present(endpoint.subnetIds)[0]);
  const enabled = zonesOfBalancer(look, { kind: 'network', id, record });
  if (here && enabled?.includes(here) === false) return drop(walk, 'PL-02 the balancer is not enabled in the zone');
  const isListed = look.snapshot.records.targetGroup.some((one) => one.targetGroupArn === groupArn);
  if (!isListed) return undecided(walk, 'LB-06 the target group was not collected');
  const zoneOfBox = ({ eni }: Box) => eni && zoneOf(look, placeOf(look, eni));
  const near = boxes.filter((box) => here === undefined || [undefined, here].includes(zoneOfBox(box)));
  const served = boxes.filter((box) => near.includes(box) || enabled?.includes(zoneOfBox(box) ?? '') !== false);
  if (served.length === 0) return drop(walk, 'LB-05 no target is in an enabled zone');
  const crosses = crossesZones(look, 'network', groupArn, id);
  if (near.length > 0) return crosses === 'no' ? near : served;
  if (crosses === 'no') return drop(walk, 'LB-06 all targets are in other zones');
  return crosses === 'yes' ? served : undecided(walk, 'LB-06 cross-zone or not is not known');
}

/** GWE-06: packets come to an appliance in UDP 6081 from a node of the balancer, or from anywhere in its subnets. */
function takesGeneve(walk: Walk, balancer: RecordOfKind<'loadBalancer'>, eni: NetworkInterface | undefined): Sure {
  const { look } = walk;
  const suffix = balancer.loadBalancerArn?.split(':loadbalancer/')[1];
  const nodes = look.snapshot.records.networkInterface.filter(({ description }) => description === `ELB ${suffix}`);
  const subnets = present(balancer.availabilityZones).flatMap((one) => look.subnets.get(one.subnetId ?? '') ?? []);
  const sources =
    nodes.length > 0
      ? nodes.flatMap((one) => (look.ownAddresses.get(one) ?? []).map(({ address }) => address))
      : subnets.flatMap(cidrsOfSubnet).flatMap((cidr) => (isV6(cidr.base) ? [] : addressesIn(cidr)));
  const dst = eni && look.ownAddresses.get(eni)?.[0]?.address;
  if (eni === undefined || dst === undefined) return 'maybe';
  const answers = sources.map((src): Sure => {
    const header: Header = { src, dst, protocol: 17, sport: 50_000, dport: 6081, type: undefined, code: undefined };
    const inner: Walk = { ...cloneWalk(walk), leg: 'request', header, identity: undefined, doubts: [] };
    if (checkGroups(inner, eni, 'ingress')) return 'no';
    return inner.doubts.length > 0 ? 'maybe' : 'yes';
  });
  const [first = 'maybe'] = answers;
  return answers.every((one) => one === first) ? first : 'maybe';
}

/** NFW-09, GWE-05: a firewall that saw the request must see the reply. */
export function asymmetryOf(walk: Walk): string | undefined {
  for (const [flow, how] of walk.session.inspected) {
    if (how !== 'appliance' && !walk.repliesCrossed.has(flow)) return `NFW-09 the reply does not cross ${flow}`;
  }
  return undefined;
}
