import { flag, integer, list, type RecordOf, shape, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

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
  calls: [{ service: 'elb', operation: 'DescribeLoadBalancers', key: 'LoadBalancerDescriptions', holds: 'elements' }],
  without: 'What Classic Load Balancers do with packets is unknown.',
  neededBy: [{ in: 'networkInterface', at: 'description', like: /^ELB (?!(app|net|gwy)\/)/ }],
  record: shape(fields),
  key: (record) => record.loadBalancerName,
} as const satisfies RecordType<'classicLoadBalancer', ClassicLoadBalancer>;

const attributesFields = {
  LoadBalancerName: text,
  LoadBalancerAttributes: shape({ CrossZoneLoadBalancing: shape({ Enabled: flag }) }),
};
export type ClassicLoadBalancerAttributes = RecordOf<typeof attributesFields>;

export const classicLoadBalancerAttributes = {
  kind: 'classicLoadBalancerAttributes',
  title: 'attributes of a Classic Load Balancer',
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
