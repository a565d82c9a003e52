import type { Family } from '../mapping.ts';
import { ENDPOINT, LOAD_BALANCER, SECURITY_GROUP, VPC, type Wanted } from '../wanted.ts';

export const SERVICE: Wanted = { aws_vpc_endpoint_service: ['', 'service_name'] };

const SERVICE_ID: Wanted = { aws_vpc_endpoint_service: ['id'] };

/** Services that others reach by endpoints, and the endpoints that they accept. */
export const endpointServices: Family = {
  types: [
    'aws_vpc_endpoint_service',
    'aws_vpc_endpoint_connection_accepter',
    'aws_vpc_endpoint_service_allowed_principal',
  ],
  map(mapping) {
    const allowed = new Map<string, string[]>();
    for (const one of mapping.managed('aws_vpc_endpoint_service_allowed_principal')) {
      const [service, principal] = [one.id('vpc_endpoint_service_id', SERVICE_ID), one.text('principal_arn')];
      if (service && principal) allowed.set(service, [...(allowed.get(service) ?? []), principal]);
    }
    const services = new Map<string, { readonly id: string; readonly isFree: boolean }>();
    for (const one of mapping.managed('aws_vpc_endpoint_service')) {
      const ServiceId = mapping.idOf(one);
      const ServiceName = one.text('service_name') ?? mapping.idOf(one, 'service_name');
      const balancers = one.ids('network_load_balancer_arns', LOAD_BALANCER);
      const gateways = one.ids('gateway_load_balancer_arns', LOAD_BALANCER);
      const isFree = !(one.flag('acceptance_required') ?? true);
      services.set(ServiceName, { id: ServiceId, isFree });
      mapping.add(
        'vpcEndpointService',
        {
          ServiceId,
          ServiceName,
          ServiceType: [{ ServiceType: gateways.length > 0 ? 'GatewayLoadBalancer' : 'Interface' }],
          AcceptanceRequired: !isFree,
          NetworkLoadBalancerArns: balancers,
          GatewayLoadBalancerArns: gateways,
          AvailabilityZones: one.texts('availability_zones'),
          SupportedIpAddressTypes: one.texts('supported_ip_address_types'),
          SupportedRegions: one.texts('supported_regions').map((Region) => ({ Region })),
          PrivateDnsName: one.text('private_dns_name'),
          BaseEndpointDnsNames: one.texts('base_endpoint_dns_names'),
          Tags: one.tags(),
        },
        one,
      );
      const principals = [...one.texts('allowed_principals'), ...(allowed.get(ServiceId) ?? [])];
      const AllowedPrincipals = [...new Set(principals)].map((Principal) => ({ Principal }));
      mapping.add('vpcEndpointServicePermissions', { ServiceId, AllowedPrincipals }, one);
    }
    // Of services of others that answers tell.
    const own = new Set([...services.values()].map(({ id }) => id));
    for (const one of mapping.isLaidOver ? mapping.managed('aws_vpc_endpoint_service_allowed_principal') : []) {
      const ServiceId = one.id('vpc_endpoint_service_id', SERVICE_ID);
      if (!ServiceId || own.has(ServiceId)) continue;
      own.add(ServiceId);
      const AllowedPrincipals = [...new Set(allowed.get(ServiceId))].map((Principal) => ({ Principal }));
      mapping.add('vpcEndpointServicePermissions', { ServiceId, AllowedPrincipals }, one);
    }
    const accepted = new Set(
      mapping.managed('aws_vpc_endpoint_connection_accepter').map((one) => one.id('vpc_endpoint_id', ENDPOINT)),
    );
    for (const one of mapping.managed('aws_vpc_endpoint')) {
      const service = services.get(one.id('service_name', SERVICE) ?? '');
      if (!service) continue;
      const VpcEndpointId = mapping.idOf(one);
      const isAccepted = service.isFree || one.flag('auto_accept') === true || accepted.has(VpcEndpointId);
      mapping.add(
        'vpcEndpointConnection',
        {
          ServiceId: service.id,
          VpcEndpointId,
          VpcEndpointState: one.text('state') ?? (isAccepted ? 'available' : 'pendingAcceptance'),
        },
        one,
      );
    }
  },
};

/** Groups that are used in a VPC which is not their own. */
export const groupAssociations: Family = {
  types: ['aws_vpc_security_group_vpc_association'],
  map(mapping) {
    for (const one of mapping.managed('aws_vpc_security_group_vpc_association')) {
      const [GroupId, VpcId] = [one.id('security_group_id', SECURITY_GROUP), one.id('vpc_id', VPC)];
      mapping.add('securityGroupVpcAssociation', { GroupId, VpcId, State: one.text('state') ?? 'associated' }, one);
    }
  },
};
