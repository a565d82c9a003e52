import type { Missing } from '../model/evidence.ts';
import type { ComponentId, Filter } from '../model/route.ts';
import { constantMap } from '../net/address-map.ts';
import { ADMITS_NOTHING, type AdmissionId } from '../net/admission.ts';
import { ICMP, NONE, TCP, UDP } from '../net/service-set.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { missing } from './missing.ts';
import { acceptanceEdits } from './private-link-edits.ts';
import type { RecordOfKind } from './record-types.ts';
import { isOfResource, portsOfEndpoint, resourceIdOf, resourcesOf, sharedResource } from './resource-endpoint.ts';
import { works } from './states.ts';
import { privateServiceId } from './vpc-endpoint.ts';

const FILE_TRANSFER = [
  [21, 22],
  [8192, 8200],
] as const;

/** Ports that services of AWS answer on, where they are not 443 alone (IEP-07; the additions are from memory). */
const SERVICE_PORTS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  'email-smtp': [
    [25, 25],
    [465, 465],
    [587, 587],
    [2465, 2465],
    [2587, 2587],
  ],
  cassandra: [[9142, 9142]],
  'iot.data': [
    [443, 443],
    [8883, 8883],
  ],
  transfer: FILE_TRANSFER,
  'transfer.server': FILE_TRANSFER,
};

/** A tunnel endpoint takes UDP to this port; what is inside goes on to a resource that the input does not show (RSE-03). */
const GENEVE = [6081, 6081] as const;

/** What an endpoint answers on, and the sentence that tells a port that it does not. */
interface Served {
  readonly admits: AdmissionId;
  readonly text: string;
  readonly missing?: Missing | undefined;
}

/**
 * The ports an interface endpoint answers on: those of its AWS service (IEP-07) or of its resource (RSE-01). Those of a
 * private service are the listeners of a balancer that the input does not show, and those of an endpoint that was not
 * read are not known.
 */
export function servedPorts(
  net: Lookup,
  interfaceId: ComponentId,
  endpoint: RecordOfKind<'vpcEndpoint'> | undefined,
): Filter {
  const { admissions: pool } = net;
  const component = endpoint?.vpcEndpointId ?? interfaceId;
  const down = endpoint && !works(endpoint.state, 'available', 'partial');
  const isPartial = works(endpoint?.state ?? '-', 'partial');
  const { admits, text, missing: lacks } = servedBy(net, interfaceId, endpoint);
  const open = isPartial ? pool.pair(NONE, pool.may(admits)) : admits;
  const name = endpoint?.serviceName;
  return {
    component,
    at: interfaceId,
    direction: 'ingress',
    layer: 'gateways',
    code: down ? 'BAD_STATE' : 'ENDPOINT_PORT_CLOSED',
    reads: 'destination',
    admits: constantMap(down ? ADMITS_NOTHING : open),
    mends: () => (down ? acceptanceEdits(net, endpoint, privateServiceId(name)) : []),
    ...(lacks && !down ? { missing: lacks } : {}),
    evidence: () => [{ component, effect: 'blocks', text: down ? `its state is ${endpoint.state}` : text }],
  };
}

function servedBy(net: Lookup, interfaceId: ComponentId, endpoint: RecordOfKind<'vpcEndpoint'> | undefined): Served {
  const { admissions: pool } = net;
  const name = endpoint?.serviceName ?? '';
  const resource = sharedResource(net, endpoint);
  if (resource) {
    const ports = resourcesOf(net, resource).flatMap(({ portRanges }) => portRanges);
    const text = `${resource.name ?? resource.id} is offered on tcp ${ports.length > 0 ? ports.join(', ') : 'ports that are not told'} only`;
    return { admits: portsOfEndpoint(net, resource), text };
  }
  if (endpoint?.vpcEndpointType && isOfResource(endpoint)) {
    const text = 'on which ports its resource is offered is not in the input';
    const admits = pool.pair(NONE, pool.services.of([TCP, UDP]));
    return { admits, text, missing: unreadService(net, interfaceId, endpoint) };
  }
  if (works(endpoint?.vpcEndpointType ?? '-', 'tunnel')) return servedOn(net, 'a tunnel endpoint', UDP, [GENEVE]);
  if (/^(com\.amazonaws|aws)\.(?!vpce\.)/.test(name) && !/\.vpce\./.test(name)) {
    const special = Object.entries(SERVICE_PORTS).find(([service]) => name.endsWith(`.${service}`))?.[1];
    return servedOn(net, name, TCP, special ?? [[443, 443]]);
  }
  return {
    // Whatever the service, it is TCP or UDP (IEP-03).
    admits: pool.pair(NONE, pool.services.of([TCP, ICMP])),
    text: 'which ports its service answers on is not in the input',
    missing: unreadService(net, interfaceId, endpoint),
  };
}

function servedOn(
  { admissions: pool }: Lookup,
  name: string,
  protocol: typeof TCP | typeof UDP,
  ports: readonly (readonly [number, number])[],
): Served {
  const served = pool.services.of(...ports.map(([low, high]) => [protocol + low, protocol + high + 1] as const));
  const listed = ports.map(([low, high]) => (low === high ? low : `${low}-${high}`)).join(', ');
  return {
    admits: pool.exactly(served),
    text: `${name} answers on ${protocol === UDP ? 'UDP ' : ''}${listed} only`,
  };
}

/** Who provides a service is in another account as a rule, which the name of the service does not tell. */
function unreadService(
  net: Lookup,
  interfaceId: ComponentId,
  endpoint: RecordOfKind<'vpcEndpoint'> | undefined,
): Missing {
  const place = endpoint ?? net.get('networkInterface', interfaceId) ?? ANYWHERE;
  const resource = resourceIdOf(endpoint);
  if (resource) return missing(net, 'resourceConfiguration', resource, place);
  const service = privateServiceId(endpoint?.serviceName);
  if (!service) return missing(net, 'vpcEndpoint', endpoint?.vpcEndpointId, place);
  return missing(net, 'vpcEndpointService', service, {
    account: undefined,
    region: endpoint?.serviceRegion ?? place.region,
  });
}
