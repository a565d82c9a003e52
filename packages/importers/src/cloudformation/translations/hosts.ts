import { type Arguments, alike, type Draft, flat, own, type Properties, type Translation, tagsOf } from '../draft.ts';
import { isMap, listOf, type Value } from '../value.ts';
import { templateNamed } from './workloads.ts';

function addressesOf(properties: Properties, own_: Value | undefined): Arguments {
  const listed = listOf(own(properties, 'PrivateIpAddresses')).filter(isMap);
  const six = listOf(own(properties, 'Ipv6Addresses')).map((one) => own(one, 'Ipv6Address') ?? one);
  const primary = listed.find((one) => own(one, 'Primary') === 'true');
  return {
    private_ip: own_ ?? own(primary, 'PrivateIpAddress'),
    private_ips: listed.flatMap((one) => own(one, 'PrivateIpAddress') ?? []),
    ipv6_addresses: six,
    ipv6_address_count: own(properties, 'Ipv6AddressCount'),
  };
}

function interfaceOf(properties: Properties): Arguments {
  return {
    subnet_id: own(properties, 'SubnetId'),
    security_groups: flat(own(properties, 'GroupSet')),
    source_dest_check: own(properties, 'SourceDestCheck'),
    description: own(properties, 'Description'),
    interface_type: own(properties, 'InterfaceType'),
    enable_primary_ipv6: own(properties, 'EnablePrimaryIpv6'),
    ipv4_prefixes: listOf(own(properties, 'Ipv4Prefixes')).flatMap((one) => own(one, 'Ipv4Prefix') ?? []),
    ipv6_prefixes: listOf(own(properties, 'Ipv6Prefixes')).flatMap((one) => own(one, 'Ipv6Prefix') ?? []),
    ...addressesOf(properties, own(properties, 'PrivateIpAddress')),
  };
}

/** What an instance says of interfaces: those it takes over, and those that come with it. */
const instance: Translation = ({ id, properties }) => {
  const stated = listOf(own(properties, 'NetworkInterfaces')).filter(isMap);
  const index = (one: Properties) => Number(own(one, 'DeviceIndex') ?? 0);
  const taken = stated.filter((one) => own(one, 'NetworkInterfaceId') !== undefined);
  const made = stated.filter((one) => !taken.includes(one));
  const first = made.find((one) => index(one) === 0);
  // Where its first interface is another's, an instance is where that one is.
  const isOwn = !taken.some((one) => index(one) === 0);
  const template = own(properties, 'LaunchTemplate');
  const main: Draft = {
    type: 'aws_instance',
    with: {
      id,
      subnet_id: own(first, 'SubnetId') ?? own(properties, 'SubnetId'),
      vpc_security_group_ids:
        flat(own(first, 'GroupSet')) ??
        flat(own(properties, 'SecurityGroupIds')) ??
        flat(own(properties, 'SecurityGroups')),
      associate_public_ip_address: own(first, 'AssociatePublicIpAddress'),
      source_dest_check: own(properties, 'SourceDestCheck'),
      ...addressesOf(first ?? properties, own(first, 'PrivateIpAddress') ?? own(properties, 'PrivateIpAddress')),
      secondary_private_ips: listOf(own(first, 'PrivateIpAddresses')).flatMap((one) =>
        own(one, 'Primary') === 'true' ? [] : (own(one, 'PrivateIpAddress') ?? []),
      ),
      launch_template: template === undefined ? undefined : [templateNamed(template)],
      network_interface: isOwn
        ? undefined
        : taken.map((one) => ({
            network_interface_id: own(one, 'NetworkInterfaceId') ?? '',
            device_index: own(one, 'DeviceIndex'),
          })),
    },
    tags: tagsOf(properties),
  };
  const more = made.filter((one) => one !== first);
  return [
    main,
    ...(isOwn ? taken : []).map((one, i) => ({
      type: 'aws_network_interface_attachment',
      part: `attachment${i}`,
      with: {
        instance_id: id,
        network_interface_id: own(one, 'NetworkInterfaceId'),
        device_index: own(one, 'DeviceIndex'),
      },
    })),
    ...more.flatMap((one, i): readonly Draft[] => [
      { type: 'aws_network_interface', part: `eni${i + 1}`, with: { id: `${id}#eni${i + 1}`, ...interfaceOf(one) } },
      {
        type: 'aws_network_interface_attachment',
        part: `eni${i + 1}-attachment`,
        with: {
          instance_id: id,
          network_interface_id: `${id}#eni${i + 1}`,
          device_index: own(one, 'DeviceIndex'),
        },
      },
    ]),
  ];
};

/** Hosts and their interfaces. */
export const hosts: Readonly<Record<string, Translation>> = {
  'AWS::EC2::Instance': instance,
  'AWS::EC2::NetworkInterface': ({ id, properties }) => [
    { type: 'aws_network_interface', with: { id, ...interfaceOf(properties) }, tags: tagsOf(properties) },
  ],
  'AWS::EC2::NetworkInterfaceAttachment': alike('aws_network_interface_attachment', [
    'NetworkInterfaceId',
    'InstanceId',
    'DeviceIndex',
  ]),
};
