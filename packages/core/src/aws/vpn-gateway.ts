import { integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';
import { vpnGatewaySigns } from './signs.ts';

const fields = {
  VpnGatewayId: text,
  State: text,
  Type: text,
  AvailabilityZone: text,
  AmazonSideAsn: integer,
  VpcAttachments: list(shape({ VpcId: text, State: text })),
  Tags: tags,
};
export type VpnGateway = RecordOf<typeof fields>;

export const vpnGateway = {
  kind: 'vpnGateway',
  title: 'virtual private gateway',
  calls: [{ service: 'ec2', operation: 'DescribeVpnGateways', key: 'VpnGateways', holds: 'elements' }],
  without: 'Whether virtual private gateways are attached is unknown, and so is every path through one.',
  neededBy: vpnGatewaySigns,
  idPrefix: 'vgw-',
  record: shape(fields),
  key: (record) => record.vpnGatewayId,
} as const satisfies RecordType<'vpnGateway', VpnGateway>;
