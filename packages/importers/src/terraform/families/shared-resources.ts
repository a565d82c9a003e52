import type { Attributes } from '../attributes.ts';
import type { Addresses, Family, Mapping } from '../mapping.ts';
import { VPC, type Wanted } from '../wanted.ts';
import { addInterface, groupsOf, subnetsOf } from './interfaces.ts';
import { addressNamed } from './planned-address.ts';

export const RESOURCE: Wanted = { aws_vpclattice_resource_configuration: ['arn', 'id'] };

const GATEWAY: Wanted = { aws_vpclattice_resource_gateway: ['id', 'arn'] };

/** Resources that other VPCs reach by endpoints, and the gateways that ask for them; one interface in each subnet of a gateway. */
export const sharedResources: Family = {
  types: ['aws_vpclattice_resource_configuration', 'aws_vpclattice_resource_gateway'],
  map(mapping) {
    for (const one of mapping.managed('aws_vpclattice_resource_gateway')) addGateway(mapping, one);
    for (const one of mapping.managed('aws_vpclattice_resource_configuration'))
      mapping.later((addresses) => addResource(mapping, one, addresses));
  },
};

function addGateway(mapping: Mapping, one: Attributes): void {
  const id = idIn(mapping.idOf(one));
  const subnetIds = subnetsOf(mapping, one, 'subnet_ids');
  const groups = groupsOf(mapping, one, 'security_group_ids', subnetIds[0]);
  const name = one.text('name');
  mapping.add(
    'resourceGateway',
    {
      id,
      arn: one.text('arn'),
      name,
      status: one.text('status') ?? 'ACTIVE',
      vpcIdentifier: one.id('vpc_id', VPC),
      subnetIds,
      securityGroupIds: groups,
      ipAddressType: one.text('ip_address_type'),
    },
    one,
  );
  const ids = subnetIds.map((subnetId, i) => {
    const own = `${id}#eni${i}`;
    addInterface(mapping, one, {
      id: own,
      subnetId,
      groups,
      assigns6: /^(?:ipv6|dualstack)$/i.test(one.text('ip_address_type') ?? 'ipv4'),
      tags: { Name: name ?? one.resource.name },
      marks: {
        InterfaceType: 'interface',
        Description: `Resource Gateway Interface ${id}`,
        RequesterManaged: true,
      },
    });
    return own;
  });
  if (ids.length > 0) mapping.name(one, ids);
}

function addResource(mapping: Mapping, one: Attributes, addresses: Addresses): void {
  const [definition] = one.blocks('resource_configuration_definition');
  const block = (name: string) => definition?.blocks(name)[0];
  const [ip, dns, arn] = [block('ip_resource'), block('dns_resource'), block('arn_resource')];
  mapping.add(
    'resourceConfiguration',
    {
      id: idIn(mapping.idOf(one)),
      arn: one.text('arn'),
      name: one.text('name'),
      type: one.text('type') ?? 'SINGLE',
      status: 'ACTIVE',
      resourceGatewayId: idIn(one.id('resource_gateway_identifier', GATEWAY)),
      resourceConfigurationGroupId: idIn(one.id('resource_configuration_group_id', RESOURCE)),
      protocol: one.text('protocol'),
      portRanges: one.texts('port_ranges'),
      resourceConfigurationDefinition: {
        ...(ip ? { ipResource: { ipAddress: addressNamed(mapping, ip, 'ip_address', addresses) } } : {}),
        ...(dns
          ? { dnsResource: { domainName: dns.text('domain_name'), ipAddressType: dns.text('ip_address_type') } }
          : {}),
        ...(arn ? { arnResource: { arn: arn.text('arn') } } : {}),
      },
    },
    one,
  );
}

/** Records name each other by ids; other places by ARNs, which end in them. */
function idIn(id: string): string;
function idIn(id: string | undefined): string | undefined;
function idIn(id: string | undefined): string | undefined {
  return id === undefined ? undefined : (/:resource(?:gateway|configuration)\/(.+)$/.exec(id)?.[1] ?? id);
}
