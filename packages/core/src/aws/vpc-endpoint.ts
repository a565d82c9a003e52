import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { ComponentId, Step, Stop } from '../model/route.ts';
import { constantMap } from '../net/address-map.ts';
import { ICMP, ICMPV6, TCP, UDP } from '../net/service-set.ts';
import { tableOfSubnet } from './associated-table.ts';
import { deliver } from './delivery.ts';
import { emittersOf } from './emitters.ts';
import { all, linksAlong, stopped } from './forwarding.ts';
import { servedStep } from './gateway-endpoint-ports.ts';
import {
  connectInspection,
  handToInspection,
  isGatewayLoadBalancerEndpoint,
  sendsInspected,
  subnetOfEndpoint,
} from './gateway-load-balancer-endpoint.ts';
import { derived, type Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { acceptanceEdits } from './private-link-edits.ts';
import { recognisedEndpoint } from './recognised-targets.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Behaviour, Handover, RecordType } from './resource-type.ts';
import { routeEdit } from './route-edits.ts';
import { gatewayFilter, ownSourceStep } from './source-filters.ts';
import { works } from './states.ts';

const fields = {
  VpcEndpointId: text,
  VpcEndpointType: text,
  VpcId: text,
  OwnerId: text,
  ServiceName: text,
  ServiceRegion: text,
  ResourceConfigurationArn: text,
  ServiceNetworkArn: text,
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
  aspects: {
    modelled: [
      'gateway endpoints by route, interface endpoints at their interfaces, Gateway Load Balancer endpoints with what is behind them',
      'endpoints of resources with the resource gateway behind them',
      'who may initiate, and the ports that the service answers',
    ],
    assumed: {
      'IEP-07': 'An endpoint of an AWS service answers tcp/443 and the further ports that are known of it.',
      'EP-07': 'Behind gateway endpoints S3 and DynamoDB answer on tcp/80 and tcp/443 only.',
      'GWE-04': 'What the appliances behind a Gateway Load Balancer do is unknown unless stated.',
      'RSE-01': 'No network ACL is asked between an endpoint and the resource gateway behind it.',
    },
    unknown: ['endpoints of service networks', 'what leaves a tunnel endpoint', 'appliances, unless stated'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeVpcEndpoints',
      key: 'VpcEndpoints',
      holds: 'elements',
      alone: ['VpcEndpointId', 'VpcEndpointType', 'VpcId', 'ServiceName', 'State'],
      pageSize: 1000,
    },
  ],
  without: 'Paths to AWS services through endpoints are unknown.',
  idPrefix: 'vpce-',
  joinsVpcs: true,
  connect(record, net, graph) {
    const { vpcEndpointId: id, vpcId } = record;
    // Endpoints of services and resources are reached at their interfaces; the others by route.
    if (!id || !vpcId || /^(interface|resource)$/i.test(record.vpcEndpointType ?? '')) return;
    graph.node(id, 'vpcEndpoint', record.tags.Name ?? record.serviceName);
    if (isGatewayLoadBalancerEndpoint(record)) return connectInspection(net, graph, record, vpcId);
    graph.link(id, vpcId);
    for (const emitter of emittersOf(net, vpcId)) graph.link(emitter, id, 'route');
  },
  passes: ({ vpcEndpointType, subnetIds }) => (/^gatewayloadbalancer$/i.test(vpcEndpointType ?? '') ? subnetIds : []),
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
      endpointStop(net, record, id) ??
      foreign(record, id, from.vpcId) ??
      (record.vpcId ? undefined : notCollected(net, id, 'vpc', undefined, from.place));
    if (isInspecting) return stop ? all(to, stopped(from, links, stop)) : handToInspection(net, id, from, to);
    if (stop) return all(to, stopped({ ...from, steps: gatewaySteps(net, record, from, to.family) }, links, stop));
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
      steps: gatewaySteps(net, record, from, to.family),
      next: { kind: 'arrival', at: id, replies: { at: id, family: to.family } },
      why: from.why,
    });
  },
  arrive: () => 'end',
  /** What comes out of it again goes by the table of its subnet (GWE-02). */
  enable(at, via, family, to, net) {
    const record = recordOf(net, at);
    const subnetId = isGatewayLoadBalancerEndpoint(record) ? subnetOfEndpoint(net, record) : undefined;
    const table = subnetId && tableOfSubnet(net, subnetId, record.vpcId ?? '');
    return table ? routeEdit(net, table, via, family, to) : undefined;
  },
  /** A service's answer goes straight to the interface, through the ACL of its subnet (EP-10). */
  forward(at, to, net) {
    const record = recordOf(net, at.at);
    if (isGatewayLoadBalancerEndpoint(record)) return sendsInspected(net, at, to);
    return deliver(net, { chain: [at.at], vpcId: record.vpcId ?? '', steps: [], place: record, why: () => [] }, to);
  },
};

function gatewaySteps(net: Lookup, record: VpcEndpoint, from: Handover, family: 4 | 6): readonly Step[] {
  const { admissions: pool } = net;
  const { vpcEndpointId: id = '', serviceName } = record;
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
    servedStep(pool, id, serviceName),
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

export function endpointStop(net: Lookup, record: RecordOfKind<'vpcEndpoint'>, id: ComponentId): Stop | undefined {
  if (works(record.state, 'available')) return undefined;
  const evidence = { component: id, effect: 'blocks' as const, text: `its state is ${record.state}` };
  if (works(record.state, 'partial')) return { kind: 'unknown', code: 'NOT_MODELLED', at: id, evidence: [evidence] };
  const mends = () => acceptanceEdits(net, record, privateServiceId(record.serviceName));
  return { ...dropped(id, 'BAD_STATE', evidence), mends };
}

const endpointsByInterface = derived(
  (net) =>
    new Map(
      net
        .all('vpcEndpoint')
        .flatMap((endpoint) => endpoint.networkInterfaceIds.map((id) => [id ?? '', endpoint] as const)),
    ),
);

/** `vpce-svc-…` of `com.amazonaws.vpce.REGION.vpce-svc-…`; AWS's own services have none. */
export function privateServiceId(serviceName: string | undefined): string | undefined {
  return /vpce-svc-[0-9a-z-]+$/.exec(serviceName ?? '')?.[0];
}

/** The endpoint that an interface belongs to. */
export function endpointOf(net: Lookup, at: ComponentId): RecordOfKind<'vpcEndpoint'> | undefined {
  return endpointsByInterface(net).get(at);
}

function recordOf(net: Lookup, id: ComponentId): RecordOfKind<'vpcEndpoint'> {
  return net.get('vpcEndpoint', id) as RecordOfKind<'vpcEndpoint'>;
}
