import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  ServiceId: text,
  ServiceName: text,
  ServiceState: text,
  ServiceType: list(shape({ ServiceType: text })),
  AvailabilityZones: list(text),
  AvailabilityZoneIds: list(text),
  AcceptanceRequired: flag,
  NetworkLoadBalancerArns: list(text),
  GatewayLoadBalancerArns: list(text),
  SupportedIpAddressTypes: list(text),
  SupportedRegions: list(shape({ Region: text, ServiceState: text })),
  RemoteAccessEnabled: flag,
  BaseEndpointDnsNames: list(text),
  PrivateDnsName: text,
  Tags: tags,
};
export type VpcEndpointService = RecordOf<typeof fields>;

/** The services that the account itself provides (PL-01). */
export const vpcEndpointService = {
  kind: 'vpcEndpointService',
  title: 'VPC endpoint service',
  arnType: 'vpc-endpoint-service',
  scopeTypes: ['AWS::EC2::VPCEndpointService'],
  isPassage: true,
  aspects: {
    modelled: ['network and gateway balancers behind it, acceptance, private DNS'],
    assumed: { 'PL-06': 'No network ACL is asked between an endpoint and the balancer behind it.' },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeVpcEndpointServiceConfigurations',
      key: 'ServiceConfigurations',
      holds: 'elements',
    },
  ],
  without: 'Which load balancers are behind endpoint services is unknown.',
  neededBy: [
    { in: 'vpcEndpoint', at: 'serviceName', like: /\.vpce-svc-/ },
    { in: 'vpcEndpointConnection' },
    { in: 'loadBalancer', at: 'type', like: /^gateway$/ },
  ],
  idPrefix: 'vpce-svc-',
  record: shape(fields),
  key: (record) => record.serviceId,
} as const satisfies RecordType<'vpcEndpointService', VpcEndpointService>;

const permissionsFields = {
  ServiceId: text,
  AllowedPrincipals: list(shape({ PrincipalType: text, Principal: text, ServiceId: text })),
};
export type VpcEndpointServicePermissions = RecordOf<typeof permissionsFields>;

export const vpcEndpointServicePermissions = {
  kind: 'vpcEndpointServicePermissions',
  title: 'permissions of a VPC endpoint service',
  aspects: {
    modelled: ['nothing: endpoints that exist do not depend on them'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeVpcEndpointServicePermissions',
      key: 'AllowedPrincipals',
      holds: 'answer',
      argument: { name: 'ServiceId', of: 'vpcEndpointService' },
    },
  ],
  without: 'Who may create endpoints of a service is unknown; paths through existing ones do not depend on it.',
  neededBy: [],
  record: shape(permissionsFields),
  key: (record) => record.serviceId ?? record.allowedPrincipals[0]?.serviceId,
} as const satisfies RecordType<'vpcEndpointServicePermissions', VpcEndpointServicePermissions>;

const detailFields = {
  ServiceName: text,
  ServiceId: text,
  ServiceType: list(shape({ ServiceType: text })),
  ServiceRegion: text,
  Owner: text,
  AvailabilityZones: list(text),
  AvailabilityZoneIds: list(text),
  SupportedIpAddressTypes: list(text),
  BaseEndpointDnsNames: list(text),
  PrivateDnsName: text,
  PrivateDnsNames: list(shape({ PrivateDnsName: text })),
};
export type VpcEndpointServiceDetail = RecordOf<typeof detailFields>;

/** The services that the account may use, most of them AWS's own. */
export const vpcEndpointServiceDetail = {
  kind: 'vpcEndpointServiceDetail',
  title: 'usable VPC endpoint service',
  aspects: {
    modelled: ['names of services, private DNS'],
  },
  calls: [{ service: 'ec2', operation: 'DescribeVpcEndpointServices', key: 'ServiceDetails', holds: 'elements' }],
  without: 'Private DNS names of services are known only as their endpoints list them.',
  neededBy: [],
  record: shape(detailFields),
  // S3 and DynamoDB are offered twice by one name, through gateways and through interfaces.
  key: ({ serviceName, serviceType }) =>
    serviceName && serviceType.some((type) => type?.serviceType === 'Gateway')
      ? `${serviceName} (Gateway)`
      : serviceName,
} as const satisfies RecordType<'vpcEndpointServiceDetail', VpcEndpointServiceDetail>;
