import { flag, integer, list, type RecordOf, shape, text } from '../model/fields.ts';
import { connectNodes, nodesOf } from './balancer-nodes.ts';
import type { Naming, Recorded, RecordType } from './resource-type.ts';

const fields = {
  LoadBalancerName: text,
  DNSName: text,
  Scheme: text,
  VPCId: text,
  AvailabilityZones: list(text),
  Subnets: list(text),
  SecurityGroups: list(text),
  Instances: list(shape({ InstanceId: text })),
  ListenerDescriptions: list(
    shape({
      Listener: shape({ Protocol: text, LoadBalancerPort: integer, InstanceProtocol: text, InstancePort: integer }),
    }),
  ),
  HealthCheck: shape({ Target: text }),
};
export type ClassicLoadBalancer = RecordOf<typeof fields>;

/** Its name is all the id it has: unique in an account and Region. */
export const classicLoadBalancer = {
  kind: 'classicLoadBalancer',
  title: 'Classic Load Balancer',
  scopeTypes: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  aspects: {
    modelled: ['listeners, instances, nodes by zone, groups'],
    assumed: {
      'LB-01': 'One usable instance is enough.',
      'LB-02': 'Nodes are the interfaces that AWS describes as the balancer’s.',
    },
  },
  calls: [{ service: 'elb', operation: 'DescribeLoadBalancers', key: 'LoadBalancerDescriptions', holds: 'elements' }],
  without: 'What Classic Load Balancers do with packets is unknown.',
  neededBy: [{ in: 'networkInterface', at: 'description', like: /^ELB (?!(app|net|gwy)\/)/ }],
  connect({ loadBalancerName: name, subnets }, net, graph) {
    if (name) connectNodes(net, graph, { id: name, kind: 'classicLoadBalancer', name }, subnets);
  },
  record: shape(fields),
  key: (record) => record.loadBalancerName,
} as const satisfies RecordType<'classicLoadBalancer', ClassicLoadBalancer>;

export const classicLoadBalancerNaming: Naming<Recorded<ClassicLoadBalancer>> = {
  word: 'lb',
  names: (record) => [record.loadBalancerName],
  hosts: (record) => [record.dNSName],
  interfaces: (record, net) => nodesOf(net, record.loadBalancerName ?? '').map(({ at }) => at),
  isPublic: (record) => record.scheme?.toLowerCase() === 'internet-facing',
  mark: /^ELB ([^/\s]+)$/,
};

const attributesFields = {
  LoadBalancerName: text,
  LoadBalancerAttributes: shape({ CrossZoneLoadBalancing: shape({ Enabled: flag }) }),
};
export type ClassicLoadBalancerAttributes = RecordOf<typeof attributesFields>;

export const classicLoadBalancerAttributes = {
  kind: 'classicLoadBalancerAttributes',
  title: 'attributes of a Classic Load Balancer',
  aspects: {
    modelled: ['cross-zone balancing'],
  },
  calls: [
    {
      service: 'elb',
      operation: 'DescribeLoadBalancerAttributes',
      key: 'LoadBalancerAttributes',
      holds: 'answer',
      argument: { name: 'LoadBalancerName', of: 'classicLoadBalancer' },
    },
  ],
  without: 'Whether Classic Load Balancers send to instances in other Availability Zones is unknown.',
  neededBy: [{ in: 'classicLoadBalancer' }],
  record: shape(attributesFields),
  key: (record) => record.loadBalancerName,
} as const satisfies RecordType<'classicLoadBalancerAttributes', ClassicLoadBalancerAttributes>;

const healthFields = {
  LoadBalancerName: text,
  InstanceStates: list(shape({ InstanceId: text, State: text, ReasonCode: text, Description: text })),
};
export type InstanceHealth = RecordOf<typeof healthFields>;

export const instanceHealth = {
  kind: 'instanceHealth',
  title: 'health behind a Classic Load Balancer',
  aspects: {
    modelled: ['which instances are in service, with --health'],
  },
  calls: [
    {
      service: 'elb',
      operation: 'DescribeInstanceHealth',
      key: 'InstanceStates',
      holds: 'answer',
      argument: { name: 'LoadBalancerName', of: 'classicLoadBalancer' },
    },
  ],
  without: 'Whether the instances behind a Classic Load Balancer are in service is unknown.',
  neededBy: [],
  record: shape(healthFields),
  key: (record) => record.loadBalancerName,
} as const satisfies RecordType<'instanceHealth', InstanceHealth>;
