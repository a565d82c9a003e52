import type { Family } from '../mapping.ts';
import { ENDPOINT, SECURITY_GROUP, SUBNET, VPC } from '../wanted.ts';
import { isGateway } from './endpoint-routes.ts';
import { addInterface, groupsOf, subnetsOf } from './interfaces.ts';
import { SERVICE } from './private-link.ts';
import { RESOURCE } from './shared-resources.ts';

const TYPES: Readonly<Record<string, string>> = {
  Interface: 'vpc_endpoint',
  GatewayLoadBalancer: 'gateway_load_balancer_endpoint',
};

/** Endpoints; all but those of gateways have an interface in each of their subnets. */
export const vpcEndpoints: Family = {
  types: ['aws_vpc_endpoint', 'aws_vpc_endpoint_subnet_association', 'aws_vpc_endpoint_security_group_association'],
  map(mapping) {
    const subnets = new Map<string, string[]>();
    for (const one of mapping.managed('aws_vpc_endpoint_subnet_association')) {
      put(subnets, one.id('vpc_endpoint_id', ENDPOINT), one.id('subnet_id', SUBNET));
    }
    const groups = new Map<string, string[]>();
    // Endpoints whose default group is taken away.
    const replacing = new Set<string>();
    for (const one of mapping.managed('aws_vpc_endpoint_security_group_association')) {
      const id = one.id('vpc_endpoint_id', ENDPOINT);
      put(groups, id, one.id('security_group_id', SECURITY_GROUP));
      if (id && one.flag('replace_default_association')) replacing.add(id);
    }
    for (const one of mapping.managed('aws_vpc_endpoint')) {
      const id = mapping.idOf(one);
      const type = one.text('vpc_endpoint_type') ?? 'Gateway';
      const isGuarded = type !== 'Gateway' && type !== 'GatewayLoadBalancer';
      const within = isGateway(one)
        ? []
        : [...new Set([...subnetsOf(mapping, one, 'subnet_ids'), ...(subnets.get(id) ?? [])])];
      const known = one.texts('network_interface_ids');
      const isPlaced = within.every((subnet) => mapping.endpointInterface(id, subnet) !== undefined);
      const isListed = known.length === within.length && !isPlaced;
      const interfaces = isListed
        ? known
        : within.map((subnet, i) => mapping.endpointInterface(id, subnet) ?? `${id}#eni${i}`);
      const hasSix = /^(?:ipv6|dualstack)$/.test(one.text('ip_address_type') ?? 'ipv4');
      const stated = new Map(
        one.blocks('subnet_configuration').map((block) => [block.id('subnet_id', SUBNET), block] as const),
      );
      const own = groupsOf(mapping, one, 'security_group_ids', within[0]);
      const guarded = [
        ...(replacing.has(id) && one.ids('security_group_ids', SECURITY_GROUP).length === 0 ? [] : own),
        ...(groups.get(id) ?? []),
      ];
      mapping.add(
        'vpcEndpoint',
        {
          VpcEndpointId: id,
          VpcEndpointType: type,
          VpcId: one.id('vpc_id', VPC),
          OwnerId: one.text('owner_id'),
          ServiceName: one.id('service_name', SERVICE),
          ServiceRegion: one.text('service_region'),
          ResourceConfigurationArn: one.id('resource_configuration_arn', RESOURCE),
          ServiceNetworkArn: one.text('service_network_arn'),
          SubnetIds: within,
          NetworkInterfaceIds: interfaces,
          Groups: isGuarded ? guarded.map((GroupId) => ({ GroupId })) : [],
          PrivateDnsEnabled: one.flag('private_dns_enabled'),
          DnsEntries: one.blocks('dns_entry').map((block) => ({ DnsName: block.text('dns_name') })),
          Tags: one.tags(),
        },
        one,
      );
      // Which of its known interfaces is in which subnet, no list tells.
      if (isListed && within.length > 1) mapping.leavesOpen('networkInterface');
      else {
        within.forEach((subnetId, i) => {
          addInterface(mapping, one, {
            id: interfaces[i] as string,
            subnetId,
            groups: isGuarded ? guarded : [],
            address: stated.get(subnetId)?.text('ipv4'),
            addresses6: [stated.get(subnetId)?.text('ipv6') ?? []].flat(),
            assigns6: hasSix,
            marks: {
              InterfaceType: TYPES[type] ?? 'vpc_endpoint',
              Description: `VPC Endpoint Interface ${id}`,
              RequesterManaged: true,
            },
          });
        });
      }
    }
  },
};

function put(into: Map<string, string[]>, key: string | undefined, value: string | undefined): void {
  if (key && value) into.set(key, [...(into.get(key) ?? []), value]);
}
