import { list, type RecordOf, shape, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  VpcEndpointConnectionId: text,
  ServiceId: text,
  VpcEndpointId: text,
  VpcEndpointOwner: text,
  VpcEndpointRegion: text,
  VpcEndpointState: text,
  NetworkLoadBalancerArns: list(text),
  GatewayLoadBalancerArns: list(text),
  IpAddressType: text,
};
export type VpcEndpointConnection = RecordOf<typeof fields>;

/** An endpoint, whoever owns it, as the provider of its service sees it. */
export const vpcEndpointConnection = {
  kind: 'vpcEndpointConnection',
  title: 'VPC endpoint connection',
  aspects: {
    modelled: ['accepted or not'],
  },
  calls: [
    { service: 'ec2', operation: 'DescribeVpcEndpointConnections', key: 'VpcEndpointConnections', holds: 'elements' },
  ],
  without: 'Whether endpoint services have accepted the endpoints of others is unknown.',
  neededBy: [{ in: 'vpcEndpointService' }],
  record: shape(fields),
  key: ({ serviceId, vpcEndpointId }) => serviceId && vpcEndpointId && `${serviceId}/${vpcEndpointId}`,
} as const satisfies RecordType<'vpcEndpointConnection', VpcEndpointConnection>;
