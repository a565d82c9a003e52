import { flag, list, type RecordOf, shape, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const argument = { name: 'ClientVpnEndpointId', of: 'clientVpnEndpoint' } as const;
const neededBy = [{ in: 'clientVpnEndpoint' }] as const;

const networkFields = {
  AssociationId: text,
  ClientVpnEndpointId: text,
  VpcId: text,
  /** The subnet. */
  TargetNetworkId: text,
  Status: shape({ Code: text }),
  SecurityGroups: list(text),
  AvailabilityZones: list(text),
  AvailabilityZoneIds: list(text),
};
export type ClientVpnTargetNetwork = RecordOf<typeof networkFields>;

export const clientVpnTargetNetwork = {
  kind: 'clientVpnTargetNetwork',
  title: 'Client VPN target network',
  aspects: {
    modelled: ['the subnets by which clients get in, by state'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeClientVpnTargetNetworks',
      key: 'ClientVpnTargetNetworks',
      holds: 'elements',
      argument,
    },
  ],
  without: 'In which subnets clients of a Client VPN endpoint land is unknown.',
  neededBy,
  idPrefix: 'cvpn-assoc-',
  passes: ({ targetNetworkId }) => [targetNetworkId],
  record: shape(networkFields),
  key: (record) => record.associationId,
} as const satisfies RecordType<'clientVpnTargetNetwork', ClientVpnTargetNetwork>;

const routeFields = {
  ClientVpnEndpointId: text,
  DestinationCidr: text,
  TargetSubnet: text,
  TransitGatewayAttachmentId: text,
  Type: text,
  Origin: text,
  Status: shape({ Code: text }),
};
export type ClientVpnRoute = RecordOf<typeof routeFields>;

export const clientVpnRoute = {
  kind: 'clientVpnRoute',
  title: 'Client VPN route',
  aspects: {
    modelled: ['longest prefix, local routes between clients'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeClientVpnRoutes',
      key: 'Routes',
      holds: 'elements',
      argument,
      when: { has: 'ClientVpnEndpointId' },
    },
  ],
  without: 'Where Client VPN endpoints send packets is unknown.',
  neededBy,
  prefixes: (record) => [record.destinationCidr],
  record: shape(routeFields),
  key: ({ clientVpnEndpointId, destinationCidr, targetSubnet, transitGatewayAttachmentId }) =>
    clientVpnEndpointId &&
    destinationCidr &&
    `${clientVpnEndpointId}/${destinationCidr}/${targetSubnet ?? transitGatewayAttachmentId ?? ''}`,
} as const satisfies RecordType<'clientVpnRoute', ClientVpnRoute>;

const ruleFields = {
  ClientVpnEndpointId: text,
  DestinationCidr: text,
  GroupId: text,
  AccessAll: flag,
  Status: shape({ Code: text }),
};
export type ClientVpnAuthorizationRule = RecordOf<typeof ruleFields>;

export const clientVpnAuthorizationRule = {
  kind: 'clientVpnAuthorizationRule',
  title: 'Client VPN authorization rule',
  aspects: {
    modelled: ['longest prefix, rules of groups'],
    unknown: ['groups of users that the question does not name'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeClientVpnAuthorizationRules',
      key: 'AuthorizationRules',
      holds: 'elements',
      argument,
      when: { has: 'DestinationCidr' },
    },
  ],
  without: 'What clients of a Client VPN endpoint may reach is unknown.',
  neededBy,
  prefixes: (record) => [record.destinationCidr],
  record: shape(ruleFields),
  key: ({ clientVpnEndpointId, destinationCidr, groupId }) =>
    clientVpnEndpointId && destinationCidr && `${clientVpnEndpointId}/${destinationCidr}/${groupId ?? ''}`,
} as const satisfies RecordType<'clientVpnAuthorizationRule', ClientVpnAuthorizationRule>;
