import { integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

// Mirrors send packets of their own and change no other's way: nobody misses them.
const neededBy = [] as const;

const sessionFields = {
  TrafficMirrorSessionId: text,
  TrafficMirrorTargetId: text,
  TrafficMirrorFilterId: text,
  NetworkInterfaceId: text,
  OwnerId: text,
  PacketLength: integer,
  SessionNumber: integer,
  VirtualNetworkId: integer,
  Tags: tags,
};
export type TrafficMirrorSession = RecordOf<typeof sessionFields>;

export const trafficMirrorSession = {
  kind: 'trafficMirrorSession',
  title: 'traffic mirror session',
  aspects: {
    modelled: ['whether what it sends gets to its target'],
  },
  calls: [
    { service: 'ec2', operation: 'DescribeTrafficMirrorSessions', key: 'TrafficMirrorSessions', holds: 'elements' },
  ],
  without: 'Which interfaces are mirrored is unknown.',
  neededBy,
  idPrefix: 'tms-',
  record: shape(sessionFields),
  key: (record) => record.trafficMirrorSessionId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'trafficMirrorSession', TrafficMirrorSession>;

const targetFields = {
  TrafficMirrorTargetId: text,
  Type: text,
  NetworkInterfaceId: text,
  NetworkLoadBalancerArn: text,
  GatewayLoadBalancerEndpointId: text,
  OwnerId: text,
  Tags: tags,
};
export type TrafficMirrorTarget = RecordOf<typeof targetFields>;

export const trafficMirrorTarget = {
  kind: 'trafficMirrorTarget',
  title: 'traffic mirror target',
  aspects: {
    modelled: ['interfaces, Network Load Balancers, Gateway Load Balancer endpoints'],
    assumed: { 'LB-02': 'Nodes are the interfaces that AWS describes as the balancer’s.' },
  },
  calls: [
    { service: 'ec2', operation: 'DescribeTrafficMirrorTargets', key: 'TrafficMirrorTargets', holds: 'elements' },
  ],
  without: 'Where mirrored packets go is unknown.',
  neededBy: [{ in: 'trafficMirrorSession' }],
  idPrefix: 'tmt-',
  record: shape(targetFields),
  key: (record) => record.trafficMirrorTargetId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'trafficMirrorTarget', TrafficMirrorTarget>;

const ports = shape({ FromPort: integer, ToPort: integer });
const rule = shape({
  TrafficMirrorFilterRuleId: text,
  TrafficDirection: text,
  RuleNumber: integer,
  RuleAction: text,
  Protocol: integer,
  SourcePortRange: ports,
  DestinationPortRange: ports,
  SourceCidrBlock: text,
  DestinationCidrBlock: text,
});

const filterFields = {
  TrafficMirrorFilterId: text,
  IngressFilterRules: list(rule),
  EgressFilterRules: list(rule),
  NetworkServices: list(text),
  Tags: tags,
};
export type TrafficMirrorFilter = RecordOf<typeof filterFields>;

export const trafficMirrorFilter = {
  kind: 'trafficMirrorFilter',
  title: 'traffic mirror filter',
  aspects: {
    modelled: ['whether anything is mirrored'],
  },
  calls: [
    { service: 'ec2', operation: 'DescribeTrafficMirrorFilters', key: 'TrafficMirrorFilters', holds: 'elements' },
  ],
  without: 'Which packets are mirrored is unknown.',
  neededBy: [{ in: 'trafficMirrorSession' }],
  idPrefix: 'tmf-',
  prefixes: ({ ingressFilterRules, egressFilterRules }) =>
    [...ingressFilterRules, ...egressFilterRules].flatMap((one) => [one?.sourceCidrBlock, one?.destinationCidrBlock]),
  isUnrouted: true,
  record: shape(filterFields),
  key: (record) => record.trafficMirrorFilterId,
} as const satisfies RecordType<'trafficMirrorFilter', TrafficMirrorFilter>;
