import { type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  CustomerGatewayId: text,
  State: text,
  Type: text,
  IpAddress: text,
  BgpAsn: text,
  BgpAsnExtended: text,
  DeviceName: text,
  Tags: tags,
};
export type CustomerGateway = RecordOf<typeof fields>;

export const customerGateway = {
  kind: 'customerGateway',
  title: 'customer gateway',
  arnType: 'customer-gateway',
  aspects: {
    modelled: ['as a place, with what is behind it as stated'],
    assumed: { 'VPN-08': 'What the customer’s devices do inside is assumed to let everything pass.' },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeCustomerGateways',
      key: 'CustomerGateways',
      holds: 'elements',
      alone: ['CustomerGatewayId', 'BgpAsn', 'State'],
    },
  ],
  without: 'Customer gateways have no name, address or ASN.',
  neededBy: [{ in: 'vpnConnection', at: 'customerGatewayId' }],
  idPrefix: 'cgw-',
  prefixes: (record) => [record.ipAddress],
  record: shape(fields),
  key: (record) => record.customerGatewayId,
} as const satisfies RecordType<'customerGateway', CustomerGateway>;
