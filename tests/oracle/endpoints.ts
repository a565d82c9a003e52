import { endpointOf, isResourceEndpoint } from './endpoint-interfaces.ts';
import { inspect } from './inspection.ts';
import { type NetworkInterface, ownerIn, type Place, sameWord, works } from './lookups.ts';
import { deliver, destinationPort, doubt, drop, isIcmp, type Next, undecided, type Walk } from './packet.ts';
import { enterPrivateService, isPrivateService } from './private-link.ts';
import { enterResource } from './resource-endpoints.ts';

/** A route leads to a VPC endpoint: of a gateway endpoint the service is behind it (5.1). */
export function leaveByEndpoint(walk: Walk, place: Place, id: string): Next {
  const { look, header } = walk;
  const endpoint = look.snapshot.records.vpcEndpoint.find((one) => one.vpcEndpointId === id);
  if (endpoint === undefined) return undecided(walk, `endpoint ${id} is not in the snapshot`);
  if (endpoint.vpcId !== undefined && endpoint.vpcId !== place.vpcId)
    return drop(walk, `EP-05 ${id} is of another VPC`);
  if (sameWord(endpoint.vpcEndpointType, 'GatewayLoadBalancer')) return inspect(walk, place, endpoint);
  if (!sameWord(endpoint.vpcEndpointType, 'Gateway')) return undecided(walk, `${endpoint.vpcEndpointType} as a target`);
  walk.kinds.add('gatewayEndpoint');
  const isPartial = sameWord(endpoint.state, 'partial');
  if (!isPartial && !works(endpoint.state, 'available')) return drop(walk, `PAR-01 ${id} is ${endpoint.state}`);
  if (endpoint.vpcId === undefined) return undecided(walk, `nothing tells the VPC of ${id}`);
  const source = ownerIn(look, place.vpcId, header.src);
  if (source === undefined) return drop(walk, 'EP-06 foreign source');
  const isEcho = isIcmp(header.protocol) && header.type === (header.protocol === 1 ? 8 : 128);
  if (header.protocol !== 6 && !isEcho) return drop(walk, 'EP-07 TCP and echo only');
  const unserved = header.protocol === 6 ? unservedByGateway(endpoint.serviceName, destinationPort(walk)) : undefined;
  if (unserved === 'surely') return drop(walk, `EP-07 ${endpoint.serviceName} does not serve the port`);
  // A reply asks for no service.
  if (unserved && walk.leg === 'request') return undecided(walk, 'EP-07 the ports of the service are not known');
  if (isPartial) return undecided(walk, `0.6 ${id} is partial`);
  walk.session.exit = { by: 'gatewayEndpoint', id, source, ownAddress: header.src };
  return deliver(walk, 'service');
}

/** EP-07: what comes to a port that the service does not serve is dropped. S3 and DynamoDB serve HTTP and HTTPS. */
function unservedByGateway(service: string | undefined, port: number): 'surely' | 'perhaps' | undefined {
  if (port === 443) return undefined;
  if (!['s3', 'dynamodb'].includes(service?.split('.').pop() ?? '')) return 'perhaps';
  return port === 80 ? undefined : 'surely';
}

/** A packet has passed the groups of an endpoint's interface. */
export function enterEndpoint(walk: Walk, place: Place, eni: NetworkInterface): Next {
  const endpoint = endpointOf(walk.look, eni);
  if (endpoint && isResourceEndpoint(endpoint)) return enterResource(walk, place, endpoint);
  if (isPrivateService(endpoint?.serviceName)) return enterPrivateService(walk, place, eni);
  const closed = closedAtEndpoint(walk, eni);
  return closed ? drop(walk, closed) : deliver(walk, place);
}

/** IEP-07: the ports of AWS services whose endpoints do not serve 443 alone. */
const servicePorts: Readonly<Record<string, (port: number) => boolean>> = {
  'email-smtp': (port) => [25, 465, 587, 2465, 2587].includes(port),
  cassandra: (port) => port === 9142,
  'iot.data': (port) => port === 443 || port === 8883,
  transfer: (port) => port === 21 || port === 22 || (port >= 8192 && port <= 8200),
};

/** The reason why an interface endpoint does not answer, if that is sure (IEP-03, IEP-07). */
function closedAtEndpoint(walk: Walk, eni: NetworkInterface): string | undefined {
  walk.kinds.add('interfaceEndpoint');
  const { protocol } = walk.header;
  if (protocol !== 6 && protocol !== 17) return 'IEP-03 IEP-04 TCP and UDP only';
  const endpoint = endpointOf(walk.look, eni);
  if (endpoint === undefined) return doubt(walk, `the endpoint of ${eni.networkInterfaceId} is not in the snapshot`);
  if (sameWord(endpoint.state, 'partial')) doubt(walk, '0.6 the endpoint is partial');
  else if (!works(endpoint.state, 'available')) return `PAR-01 ${endpoint.vpcEndpointId} is ${endpoint.state}`;
  const port = destinationPort(walk);
  if (sameWord(endpoint.vpcEndpointType, 'Tunnel')) {
    return protocol === 17 && port === 6081 ? undefined : 'RSE-03 UDP 6081 only';
  }
  const name = endpoint.serviceName;
  // Private services are named com.amazonaws.vpce.REGION.vpce-svc-...: their ports are those of a balancer.
  const isAws = /^(com\.amazonaws|aws)\./.test(name ?? '') && !name?.includes('vpce-svc-');
  if (name === undefined || !isAws) return doubt(walk, 'IEP-07 the ports of the service are not known');
  const listed = Object.keys(servicePorts).find((suffix) => name.endsWith(`.${suffix}`));
  const serves = listed === undefined ? port === 443 : servicePorts[listed]?.(port) === true;
  return protocol === 6 && serves ? undefined : `IEP-07 ${name} does not serve the port`;
}
