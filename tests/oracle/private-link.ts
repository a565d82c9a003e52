import type { RecordOfKind } from '@hopwise/core';
import { balance, isEnforced } from './balancing.ts';
import { endpointOf } from './endpoint-interfaces.ts';
import { type Balancer, balancerOf, nodesOf, optionsOf, stateOf, zonesOfBalancer } from './load-balancers.ts';
import { type Lookups, type NetworkInterface, type Place, placeOf, present, sameWord, works } from './lookups.ts';
import { notWorking } from './middlebox.ts';
import { cloneWalk, destinationPort, drop, type Next, undecided, type Walk } from './packet.ts';
import { checkGroups } from './security-groups.ts';
import { zoneOf } from './zones.ts';

export function isPrivateService(name: string | undefined): boolean {
  return name?.includes('vpce-svc-') === true;
}

/** The service whose id an endpoint's service name ends with (PL-01): names may be written otherwise. */
export function privateServiceOf(look: Lookups, endpoint: RecordOfKind<'vpcEndpoint'>) {
  const id = /vpce-svc-[0-9a-z-]+$/.exec(endpoint.serviceName ?? '')?.[0];
  return look.snapshot.records.vpcEndpointService.find((one) => id !== undefined && one.serviceId === id);
}

/** A packet has passed the groups of an interface endpoint of a private service: on to the provider's balancer (5.3). */
export function enterPrivateService(walk: Walk, place: Place, eni: NetworkInterface): Next {
  walk.kinds.add('privateLink');
  const { look, header } = walk;
  const { records } = look.snapshot;
  const { instanceId } = eni.attachment ?? {};
  if (instanceId !== undefined && !look.instances.has(instanceId)) return undecided(walk, `whose ${instanceId} is`);
  if (header.protocol !== 6 && header.protocol !== 17) return drop(walk, 'IEP-03 IEP-04 TCP and UDP only');
  const endpoint = endpointOf(look, eni);
  if (endpoint === undefined) return undecided(walk, 'the endpoint is not in the snapshot');
  if (sameWord(endpoint.state, 'partial')) return undecided(walk, '0.6 the endpoint is partial');
  if (!works(endpoint.state, 'available')) return drop(walk, `PAR-01 ${endpoint.vpcEndpointId} is ${endpoint.state}`);
  const service = privateServiceOf(look, endpoint);
  if (service === undefined) return undecided(walk, `PL-01 ${endpoint.serviceName} is not in the snapshot`);
  const connection = records.vpcEndpointConnection.find(
    (one) => one.serviceId === service.serviceId && one.vpcEndpointId === endpoint.vpcEndpointId,
  );
  if (connection && !works(connection.vpcEndpointState, 'available')) {
    return drop(walk, `PL-01 the connection is ${connection.vpcEndpointState}`);
  }
  const arns = present(service.networkLoadBalancerArns);
  if (arns.some((arn) => !records.loadBalancer.some((one) => one.loadBalancerArn === arn))) {
    return undecided(walk, 'PL-01 the balancer is not in the snapshot');
  }
  const zone = zoneOf(look, place);
  const isFar = endpoint.serviceRegion !== undefined && endpoint.serviceRegion !== endpoint.region;
  // What the balancer says of its zones goes before what is left of a node there.
  const enabled = isFar ? arns : arns.filter((arn) => isEnabledIn(look, arn, zone));
  const nodes = enabled.flatMap((arn) => nodesOf(look, arn));
  // PL-02, PL-07: of the same zone, by its id; any in another Region.
  const isNear = (node: NetworkInterface) => zoneOf(look, placeOf(look, node)) === zone;
  // In a zone of which nothing is told any of them may be meant.
  const near = isFar || zone === undefined ? nodes : nodes.filter(isNear);
  if (near.length === 0) return nodeless(walk, arns, isFar ? undefined : zone);
  const branches = near.map((node) => {
    const branch = cloneWalk(walk);
    return [branch, enterNode(branch, place, node)] as const;
  });
  return { do: 'fork', branches };
}

/** No node is known where the endpoint hands to one: what the balancers themselves say may still be enough. */
function nodeless(walk: Walk, arns: readonly string[], zone: string | undefined): Next {
  const { look, header } = walk;
  const enabled = arns.filter((arn) => isEnabledIn(look, arn, zone)).flatMap((arn) => balancerCalled(look, arn) ?? []);
  if (enabled.length === 0) return drop(walk, 'PL-02 the balancer is not enabled in the zone');
  const near = enabled.filter((one) => stateOf(one) === undefined);
  if (near.length === 0) return drop(walk, `0.6 ${enabled[0]?.id} is ${enabled[0] && stateOf(enabled[0])}`);
  const port = destinationPort(walk);
  const isDeaf = near.every((one) => optionsOf(look, one, header.protocol, port, header.src) === 'none');
  return isDeaf ? drop(walk, 'LB-03 no listener') : undecided(walk, 'PL-02 the node of the zone is not known');
}

/** False only where every zone of the balancer is known, and this is none of them. */
function isEnabledIn(look: Lookups, arn: string, zone: string | undefined): boolean {
  const balancer = balancerCalled(look, arn);
  if (balancer === undefined || zone === undefined) return true;
  return zonesOfBalancer(look, balancer)?.includes(zone) !== false;
}

function balancerCalled(look: Lookups, arn: string): Balancer | undefined {
  const record = look.snapshot.records.loadBalancer.find((one) => one.loadBalancerArn === arn);
  return record && { kind: 'network', id: arn, record };
}

function enterNode(walk: Walk, endpoint: Place, node: NetworkInterface): Next {
  walk.identity = undefined;
  const balancer = balancerOf(walk.look, node);
  if (balancer === undefined) return undecided(walk, 'PL-01 the balancer is not in the snapshot');
  // PL-04: with the client's own address. PL-06: no ACL.
  const asked = isEnforced(balancer) && node.groups.length > 0 ? checkGroups(walk, node, 'ingress') : undefined;
  const refused = asked ?? notWorking(walk, node);
  if (refused) return drop(walk, refused);
  return balance(walk, { node: placeOf(walk.look, node), eni: node, endpoint });
}
