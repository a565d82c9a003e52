import type { Missing } from '../model/evidence.ts';
import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { ComponentId, Filter, Step, Stop } from '../model/route.ts';
import { constantMap } from '../net/address-map.ts';
import { ADMITS_NOTHING } from '../net/admission.ts';
import { ICMP, ICMPV6, NONE, TCP, UDP } from '../net/service-set.ts';
import { deliver } from './delivery.ts';
import { emittersOf } from './emitters.ts';
import { all, linksAlong, stopped } from './forwarding.ts';
import {
  connectInspection,
  handToInspection,
  isGatewayLoadBalancerEndpoint,
  sendsInspected,
} from './gateway-load-balancer-endpoint.ts';
import { ANYWHERE, derived, type Lookup } from './lookup.ts';
import { dropped, missing, notCollected } from './missing.ts';
import { recognisedEndpoint } from './recognised-targets.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Behaviour, Handover, RecordType } from './resource-type.ts';
import { gatewayFilter, ownSourceStep } from './source-filters.ts';
import { works } from './states.ts';

const fields = {
  VpcEndpointId: text,
  VpcEndpointType: text,
  VpcId: text,
  OwnerId: text,
  ServiceName: text,
  ServiceRegion: text,
  State: text,
  RouteTableIds: list(text),
  SubnetIds: list(text),
  NetworkInterfaceIds: list(text),
  Groups: list(shape({ GroupId: text })),
  PrivateDnsEnabled: flag,
  DnsEntries: list(shape({ DnsName: text })),
  Tags: tags,
};
export type VpcEndpoint = RecordOf<typeof fields>;

export const vpcEndpoint = {
  kind: 'vpcEndpoint',
  title: 'VPC endpoint',
  arnType: 'vpc-endpoint',
  scopeTypes: ['AWS::EC2::VPCEndpoint'],
  calls: [{ service: 'ec2', operation: 'DescribeVpcEndpoints', key: 'VpcEndpoints', holds: 'elements' }],
  without: 'Paths to AWS services through endpoints are unknown.',
  idPrefix: 'vpce-',
  connect(record, net, graph) {
    const { vpcEndpointId: id, vpcId } = record;
    // Interface endpoints are reached at their interfaces; the others by route.
    if (!id || !vpcId || record.vpcEndpointType?.toLowerCase() === 'interface') return;
    graph.node(id, 'vpcEndpoint', record.tags.Name ?? record.serviceName);
    if (isGatewayLoadBalancerEndpoint(record)) return connectInspection(net, graph, record, vpcId);
    graph.link(id, vpcId);
    for (const emitter of emittersOf(net, vpcId)) graph.link(emitter, id, 'route');
  },
  record: shape(fields),
  key: (record) => record.vpcEndpointId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'vpcEndpoint', VpcEndpoint>;

/**
 * Gateway endpoints act through prefix-list routes (EP-01…10), Gateway Load Balancer endpoints through routes of any kind
 * (GWE-01…08). Interface endpoints are their interfaces.
 */
export const vpcEndpointBehaviour: Behaviour = {
  take(id, from, to, net) {
    const record = recordOf(net, id);
    const links = linksAlong(net, ...from.chain, id);
    const isInspecting = isGatewayLoadBalancerEndpoint(record);
    const stop =
      endpointStop(record, id) ??
      foreign(record, id, from.vpcId) ??
      (record.vpcId ? undefined : notCollected(net, id, 'vpc', undefined, from.place));
    if (isInspecting) return stop ? all(to, stopped(from, links, stop)) : handToInspection(net, id, from, to);
    if (stop) return all(to, stopped({ ...from, steps: gatewaySteps(net, id, from, to.family) }, links, stop));
    if (record.vpcEndpointType?.toLowerCase() !== 'gateway') {
      const evidence = {
        component: id,
        effect: 'blocks' as const,
        text: `${record.vpcEndpointType} endpoints are not modelled`,
      };
      const unknown: Stop = { kind: 'unknown', code: 'NOT_MODELLED', at: id, evidence: [evidence] };
      return all(to, stopped(from, links, recognisedEndpoint(id, record.vpcEndpointType) ?? unknown));
    }
    return all(to, {
      links,
      steps: gatewaySteps(net, id, from, to.family),
      next: { kind: 'arrival', at: id, replies: { at: id, family: to.family } },
      why: from.why,
    });
  },
  arrive: () => 'end',
  /** A service's answer goes straight to the interface, through the ACL of its subnet (EP-10). */
  forward(at, to, net) {
    const record = recordOf(net, at.at);
    if (isGatewayLoadBalancerEndpoint(record)) return sendsInspected(net, at, to);
    return deliver(net, { chain: [at.at], vpcId: record.vpcId ?? '', steps: [], place: record, why: () => [] }, to);
  },
};

function gatewaySteps(net: Lookup, id: ComponentId, from: Handover, family: 4 | 6): readonly Step[] {
  const { admissions: pool } = net;
  const echo = family === 4 ? ICMP + 8 * 256 : ICMPV6 + 128 * 256;
  const accepted = pool.exactly(pool.services.of([TCP, UDP], [echo, echo + 256]));
  return [
    ...from.steps,
    ownSourceStep(net, id, from.vpcId, family),
    gatewayFilter(
      id,
      'VPCE_GATEWAY_PROTOCOL_RESTRICTION',
      constantMap(accepted),
      'destination',
      'it takes TCP and ICMP echo only',
    ),
    { kind: 'identity', becomes: 'none', by: id },
  ];
}

/** Routes of another VPC lead nowhere there (EP-05). */
function foreign(record: VpcEndpoint, id: ComponentId, vpcId: string): Stop | undefined {
  if (record.vpcId === undefined || record.vpcId === vpcId) return undefined;
  return dropped(id, 'BAD_STATE_ROUTE', {
    component: id,
    effect: 'blocks',
    text: `it is an endpoint of ${record.vpcId}`,
  });
}

export function endpointStop(record: VpcEndpoint, id: ComponentId): Stop | undefined {
  if (works(record.state, 'available')) return undefined;
  const evidence = { component: id, effect: 'blocks' as const, text: `its state is ${record.state}` };
  if (works(record.state, 'partial')) return { kind: 'unknown', code: 'NOT_MODELLED', at: id, evidence: [evidence] };
  return dropped(id, 'BAD_STATE', evidence);
}

const endpointsByInterface = derived(
  (net) =>
    new Map(
      net
        .all('vpcEndpoint')
        .flatMap((endpoint) => endpoint.networkInterfaceIds.map((id) => [id ?? '', endpoint] as const)),
    ),
);

/** Who provides a service is in another account as a rule, which the name of the service does not tell. */
function unreadService(
  net: Lookup,
  interfaceId: ComponentId,
  endpoint: RecordOfKind<'vpcEndpoint'> | undefined,
): Missing {
  const place = endpoint ?? net.get('networkInterface', interfaceId) ?? ANYWHERE;
  const service = privateServiceId(endpoint?.serviceName);
  if (!service) return missing(net, 'vpcEndpoint', endpoint?.vpcEndpointId, place);
  return missing(net, 'vpcEndpointService', service, {
    account: undefined,
    region: endpoint?.serviceRegion ?? place.region,
  });
}

/** `vpce-svc-…` of `com.amazonaws.vpce.REGION.vpce-svc-…`; AWS's own services have none. */
export function privateServiceId(serviceName: string | undefined): string | undefined {
  return /vpce-svc-[0-9a-z-]+$/.exec(serviceName ?? '')?.[0];
}

/** The endpoint that an interface belongs to. */
export function endpointOf(net: Lookup, at: ComponentId): RecordOfKind<'vpcEndpoint'> | undefined {
  return endpointsByInterface(net).get(at);
}

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

/**
 * The ports an interface endpoint answers on: those of its AWS service (IEP-07). Those of a private service are the
 * listeners of a balancer that the input does not show, and those of an endpoint that was not read are not known.
 */
export function servedPorts(
  net: Lookup,
  interfaceId: ComponentId,
  endpoint: RecordOfKind<'vpcEndpoint'> | undefined,
): Filter {
  const { admissions: pool } = net;
  const name = endpoint?.serviceName ?? '';
  const own = /^(com\.amazonaws|aws)\.(?!vpce\.)/.test(name) && !/\.vpce\./.test(name);
  const special = Object.entries(SERVICE_PORTS).find(([service]) => name.endsWith(`.${service}`))?.[1];
  const ports = special ?? [[443, 443]];
  const served = pool.services.of(...ports.map(([low, high]) => [TCP + low, TCP + high + 1] as const));
  // Whatever the service, it is TCP or UDP (IEP-03).
  const isPartial = works(endpoint?.state ?? '-', 'partial');
  const admits = !own
    ? pool.pair(NONE, pool.services.of([TCP, ICMP]))
    : isPartial
      ? pool.pair(NONE, served)
      : pool.exactly(served);
  const down = endpoint && !works(endpoint.state, 'available', 'partial');
  return {
    component: endpoint?.vpcEndpointId ?? interfaceId,
    at: interfaceId,
    direction: 'ingress',
    layer: 'gateways',
    code: down ? 'BAD_STATE' : 'ENDPOINT_PORT_CLOSED',
    reads: 'destination',
    admits: constantMap(down ? ADMITS_NOTHING : admits),
    ...(own || down ? {} : { missing: unreadService(net, interfaceId, endpoint) }),
    evidence: () => [
      {
        component: endpoint?.vpcEndpointId ?? interfaceId,
        effect: 'blocks',
        text: down
          ? `its state is ${endpoint.state}`
          : own
            ? `${name} answers on ${ports.map(([low, high]) => (low === high ? low : `${low}-${high}`)).join(', ')} only`
            : 'which ports its service answers on is not in the input',
      },
    ],
  };
}

function recordOf(net: Lookup, id: ComponentId): RecordOfKind<'vpcEndpoint'> {
  return net.get('vpcEndpoint', id) as RecordOfKind<'vpcEndpoint'>;
}
