import { flag, integer, list, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import type { RecordType } from './resource-type.ts';
import { loadBalancerSigns } from './signs.ts';

const fields = {
  TargetGroupArn: text,
  TargetGroupName: text,
  TargetType: text,
  Protocol: text,
  ProtocolVersion: text,
  Port: integer,
  VpcId: text,
  IpAddressType: text,
  LoadBalancerArns: list(text),
  HealthCheckEnabled: flag,
  HealthCheckProtocol: text,
  HealthCheckPort: text,
};
export type TargetGroup = RecordOf<typeof fields>;

export const targetGroup = {
  kind: 'targetGroup',
  title: 'target group',
  aspects: {
    modelled: ['instances, addresses, balancers and functions as targets, ports, client IP preservation'],
  },
  calls: [
    {
      service: 'elbv2',
      operation: 'DescribeTargetGroups',
      key: 'TargetGroups',
      holds: 'elements',
      alone: ['TargetGroupArn', 'TargetGroupName', 'TargetType'],
    },
  ],
  without: 'To which ports load balancers send is unknown.',
  neededBy: loadBalancerSigns,
  record: shape(fields),
  key: (record) => record.targetGroupArn,
  owner: (record) => accountOfArn(record.targetGroupArn),
} as const satisfies RecordType<'targetGroup', TargetGroup>;

const attributesFields = { TargetGroupArn: text, Attributes: list(shape({ Key: text, Value: text })) };
export type TargetGroupAttributes = RecordOf<typeof attributesFields>;

export const targetGroupAttributes = {
  kind: 'targetGroupAttributes',
  title: 'attributes of a target group',
  aspects: {
    modelled: ['client IP preservation, cross-zone balancing'],
  },
  calls: [
    {
      service: 'elbv2',
      operation: 'DescribeTargetGroupAttributes',
      key: 'Attributes',
      holds: 'answer',
      argument: { name: 'TargetGroupArn', of: 'targetGroup' },
      when: { has: 'Key' },
    },
  ],
  without: 'Whether targets see the addresses of clients is known only as far as it cannot be changed.',
  neededBy: [{ in: 'targetGroup' }],
  record: shape(attributesFields),
  key: (record) => record.targetGroupArn,
  owner: (record) => accountOfArn(record.targetGroupArn),
} as const satisfies RecordType<'targetGroupAttributes', TargetGroupAttributes>;

const healthFields = {
  TargetGroupArn: text,
  TargetHealthDescriptions: list(
    shape({
      Target: shape({ Id: text, Port: integer, AvailabilityZone: text }),
      HealthCheckPort: text,
      TargetHealth: shape({ State: text, Reason: text, Description: text }),
    }),
  ),
};
export type TargetHealth = RecordOf<typeof healthFields>;

/** The only call that lists targets. */
export const targetHealth = {
  kind: 'targetHealth',
  title: 'targets of a target group',
  aspects: {
    modelled: ['which targets there are; their health with --health, failing open'],
    assumed: { 'LB-07': 'Health is taken as reported; checks are not followed themselves.' },
  },
  calls: [
    {
      service: 'elbv2',
      operation: 'DescribeTargetHealth',
      key: 'TargetHealthDescriptions',
      holds: 'answer',
      argument: { name: 'TargetGroupArn', of: 'targetGroup' },
    },
  ],
  without: 'To which targets load balancers send is unknown.',
  neededBy: [{ in: 'targetGroup' }],
  prefixes: (record) => record.targetHealthDescriptions.map((one) => one?.target?.id),
  isUnrouted: true,
  record: shape(healthFields),
  key: (record) => record.targetGroupArn,
  owner: (record) => accountOfArn(record.targetGroupArn),
} as const satisfies RecordType<'targetHealth', TargetHealth>;
