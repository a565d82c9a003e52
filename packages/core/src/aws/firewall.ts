import { integer, list, named, type RecordOf, shape, tags, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import type { RecordType } from './resource-type.ts';

const attachment = shape({ SubnetId: text, EndpointId: text, Status: text, StatusMessage: text });
const subnetMapping = shape({ SubnetId: text, IPAddressType: text });

const fields = {
  /** As the listing and wrappers name it. */
  FirewallArn: text,
  FirewallName: text,
  Firewall: shape({
    FirewallName: text,
    FirewallArn: text,
    FirewallId: text,
    FirewallPolicyArn: text,
    VpcId: text,
    SubnetMappings: list(subnetMapping),
    TransitGatewayId: text,
    TransitGatewayOwnerAccountId: text,
    AvailabilityZoneMappings: list(shape({ AvailabilityZone: text })),
    NumberOfAssociations: integer,
    Tags: tags,
  }),
  FirewallStatus: shape({
    Status: text,
    ConfigurationSyncStateSummary: text,
    /** By Availability Zone. */
    SyncStates: named(shape({ Attachment: attachment })),
    TransitGatewayAttachmentSyncState: shape({ AttachmentId: text, TransitGatewayAttachmentStatus: text }),
  }),
};
export type Firewall = RecordOf<typeof fields>;

/** One call lists the firewalls, another describes each. */
export const firewall = {
  kind: 'firewall',
  title: 'Network Firewall',
  scopeTypes: ['AWS::NetworkFirewall::NetworkFirewall', 'AWS::NetworkFirewall::Firewall'],
  isPassage: true,
  aspects: {
    modelled: ['endpoints by zone, in VPCs and on transit gateways', 'both directions through one endpoint'],
  },
  calls: [
    {
      service: 'network-firewall',
      operation: 'DescribeFirewall',
      key: 'Firewall',
      holds: 'answer',
      argument: { name: 'FirewallArn', of: 'firewall' },
      when: { has: 'FirewallArn' },
    },
    { service: 'network-firewall', operation: 'ListFirewalls', key: 'Firewalls', holds: 'elements' },
  ],
  without: 'What Network Firewalls let through is unknown.',
  neededBy: [
    { in: 'vpcEndpoint', at: 'vpcEndpointType', like: /^GatewayLoadBalancer$/i },
    { in: 'networkInterface', at: 'interfaceType', like: /^gateway_load_balancer_endpoint$/ },
    { in: 'transitGatewayAttachment', at: 'resourceType', like: /^network-function$/ },
    { in: 'firewallPolicy' },
  ],
  passes: (record) => record.firewall?.subnetMappings.map((one) => one?.subnetId) ?? [],
  record: shape(fields),
  key: arnOf,
  owner: (record) => accountOfArn(arnOf(record)),
  about: arnOf,
} as const satisfies RecordType<'firewall', Firewall>;

const associationFields = {
  VpcEndpointAssociationArn: text,
  VpcEndpointAssociation: shape({
    VpcEndpointAssociationArn: text,
    VpcEndpointAssociationId: text,
    FirewallArn: text,
    VpcId: text,
    SubnetMapping: subnetMapping,
    Tags: tags,
  }),
  VpcEndpointAssociationStatus: shape({
    Status: text,
    /** By Availability Zone. */
    AssociationSyncState: named(shape({ Attachment: attachment })),
  }),
};
export type FirewallEndpointAssociation = RecordOf<typeof associationFields>;

/** An endpoint of a firewall beside those in its own subnets, in whatever VPC. */
export const firewallEndpointAssociation = {
  kind: 'firewallEndpointAssociation',
  title: 'endpoint association of a Network Firewall',
  aspects: {
    modelled: ['further endpoints of a firewall'],
  },
  calls: [
    {
      service: 'network-firewall',
      operation: 'DescribeVpcEndpointAssociation',
      key: 'VpcEndpointAssociation',
      holds: 'answer',
      argument: { name: 'VpcEndpointAssociationArn', of: 'firewallEndpointAssociation' },
      when: { has: 'VpcEndpointAssociationArn' },
    },
    {
      service: 'network-firewall',
      operation: 'ListVpcEndpointAssociations',
      key: 'VpcEndpointAssociations',
      holds: 'elements',
    },
  ],
  without: 'Which further endpoints lead to a Network Firewall is unknown.',
  neededBy: [{ in: 'firewall', at: 'firewall.numberOfAssociations', like: /^[1-9]/ }],
  passes: (record) => [record.vpcEndpointAssociation?.subnetMapping?.subnetId],
  record: shape(associationFields),
  key: arnOfAssociation,
  owner: (record) => accountOfArn(arnOfAssociation(record)),
  about: arnOfAssociation,
} as const satisfies RecordType<'firewallEndpointAssociation', FirewallEndpointAssociation>;

function arnOf({ firewall, firewallArn }: Firewall): string | undefined {
  return firewall?.firewallArn ?? firewallArn;
}

function arnOfAssociation(record: FirewallEndpointAssociation): string | undefined {
  return record.vpcEndpointAssociation?.vpcEndpointAssociationArn ?? record.vpcEndpointAssociationArn;
}
