import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  ClientVpnEndpointId: text,
  Status: shape({ Code: text }),
  DnsName: text,
  ClientCidrBlock: text,
  SplitTunnel: flag,
  VpcId: text,
  SecurityGroupIds: list(text),
  AssociatedTargetNetworks: list(shape({ NetworkId: text, NetworkType: text })),
  EndpointIpAddressType: text,
  TrafficIpAddressType: text,
  TransitGatewayConfiguration: shape({
    TransitGatewayId: text,
    TransitGatewayAttachmentId: text,
    AvailabilityZones: list(text),
    AvailabilityZoneIds: list(text),
  }),
  Tags: tags,
};
export type ClientVpnEndpoint = RecordOf<typeof fields>;

export const clientVpnEndpoint = {
  kind: 'clientVpnEndpoint',
  title: 'Client VPN endpoint',
  calls: [{ service: 'ec2', operation: 'DescribeClientVpnEndpoints', key: 'ClientVpnEndpoints', holds: 'elements' }],
  without: 'What clients of a Client VPN endpoint reach is unknown.',
  neededBy: [
    { in: 'networkInterface', at: 'description', like: /^Client ?VPN/i },
    { in: 'transitGatewayAttachment', at: 'resourceType', like: /^client-vpn$/ },
  ],
  idPrefix: 'cvpn-endpoint-',
  prefixes: (record) => [record.clientCidrBlock],
  record: shape(fields),
  key: (record) => record.clientVpnEndpointId,
} as const satisfies RecordType<'clientVpnEndpoint', ClientVpnEndpoint>;
