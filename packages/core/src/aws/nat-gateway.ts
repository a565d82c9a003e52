import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  NatGatewayId: text,
  State: text,
  VpcId: text,
  SubnetId: text,
  ConnectivityType: text,
  AvailabilityMode: text,
  AutoProvisionZones: text,
  RouteTableId: text,
  NatGatewayAddresses: list(
    shape({
      AllocationId: text,
      NetworkInterfaceId: text,
      PrivateIp: text,
      PublicIp: text,
      IsPrimary: flag,
      Status: text,
      AvailabilityZone: text,
      AvailabilityZoneId: text,
    }),
  ),
  Tags: tags,
};
export type NatGateway = RecordOf<typeof fields>;

export const natGateway = {
  kind: 'natGateway',
  title: 'NAT gateway',
  calls: [{ service: 'ec2', operation: 'DescribeNatGateways', key: 'NatGateways', holds: 'elements' }],
  record: shape(fields),
  key: (record) => record.natGatewayId,
} as const satisfies RecordType<'natGateway', NatGateway>;
