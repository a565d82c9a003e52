import { flat, own, placed, type Translation } from '../draft.ts';
import type { Value } from '../value.ts';

/** Resources that are shared with other VPCs, and the gateways that ask for them. */
export const sharedResources: Readonly<Record<string, Translation>> = {
  'AWS::VpcLattice::ResourceGateway': (written) => {
    const [main] = placed(
      'aws_vpclattice_resource_gateway',
      ['SubnetIds', 'SecurityGroupIds'],
      ['Name', 'IpAddressType'],
    )(written);
    return [
      {
        type: 'aws_vpclattice_resource_gateway',
        ...main,
        with: { ...main?.with, vpc_id: own(written.properties, 'VpcIdentifier') },
      },
    ];
  },
  'AWS::VpcLattice::ResourceConfiguration': ({ id, properties }) => [
    {
      type: 'aws_vpclattice_resource_configuration',
      with: {
        id,
        name: own(properties, 'Name'),
        type: own(properties, 'ResourceConfigurationType'),
        protocol: own(properties, 'ProtocolType'),
        port_ranges: flat(own(properties, 'PortRanges')),
        resource_gateway_identifier: own(properties, 'ResourceGatewayId'),
        resource_configuration_group_id: own(properties, 'ResourceConfigurationGroupId'),
        resource_configuration_definition: resourceDefinition(own(properties, 'ResourceConfigurationDefinition')),
      },
    },
  ],
};

/** `IpResource` is an address; of the others the template names parts, or the ARN alone. */
function resourceDefinition(definition: Value | undefined): Value {
  const [ip, dns, arn] = ['IpResource', 'DnsResource', 'ArnResource'].map((name) => own(definition, name));
  return [
    {
      ip_resource: ip === undefined ? [] : [{ ip_address: ip }],
      dns_resource:
        dns === undefined
          ? []
          : [known({ domain_name: own(dns, 'DomainName'), ip_address_type: own(dns, 'IpAddressType') })],
      arn_resource: arn === undefined ? [] : [{ arn }],
    },
  ];
}

function known(all: Readonly<Record<string, Value | undefined>>): Value {
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}
