import type { Attributes } from '../attributes.ts';
import { holds, ipv4Range } from '../ipv4.ts';
import type { Family, Mapping } from '../mapping.ts';
import { SUBNET } from '../wanted.ts';
import { associated } from './addresses.ts';
import { addInterface, groupsAttached, groupsOf } from './interfaces.ts';

/** Instances, each with the interface that AWS makes for it unless it is given others. */
export const instances: Family = {
  types: ['aws_instance', 'aws_spot_instance_request'],
  map(mapping) {
    const elastic = associated(mapping);
    for (const one of mapping.all('aws_instance', 'aws_spot_instance_request')) {
      const id = mapping.idOf(one);
      const given = [...one.blocks('network_interface'), ...one.blocks('primary_network_interface')];
      const eni = mapping.idOf(one, 'primary_network_interface_id');
      const subnetId = given.length > 0 ? undefined : subnetOf(mapping, one);
      mapping.add(
        'instance',
        {
          InstanceId: id,
          State: { Name: stateOf(one) },
          VpcId: mapping.subnet(subnetId)?.vpcId,
          SubnetId: subnetId,
          PrivateIpAddress: one.text('private_ip'),
          PrivateDnsName: one.text('private_dns'),
          PublicDnsName: one.text('public_dns'),
          SourceDestCheck: one.flag('source_dest_check') ?? true,
          NetworkInterfaces: given.length > 0 ? [] : [{ NetworkInterfaceId: eni }],
          Tags: one.tags(),
        },
        one,
      );
      if (given.length > 0) continue;
      addInterface(mapping, one, {
        id: eni,
        subnetId,
        groups: [...ownGroups(mapping, one, subnetId), ...groupsAttached(mapping, eni)],
        address: one.text('private_ip'),
        addresses: [one.text('private_ip') ?? [], one.texts('secondary_private_ips')].flat(),
        addresses6: one.texts('ipv6_addresses'),
        instanceId: id,
        sourceDestCheck: one.flag('source_dest_check'),
        publicIp: publicOf(mapping, one, subnetId),
        elastic: [...(elastic.get(id) ?? []), ...(elastic.get(eni) ?? [])],
        marks: { InterfaceType: 'interface' },
      });
    }
  },
};

/** A launch template may give groups that the instance does not name. */
function ownGroups(mapping: Mapping, one: Attributes, subnetId: string | undefined): readonly string[] {
  const isGiven = one.blocks('launch_template').length > 0 && !one.isWritten('vpc_security_group_ids');
  if (isGiven && one.isUnknown('vpc_security_group_ids')) return [`${mapping.idOf(one, '')}#groups`];
  return groupsOf(mapping, one, 'vpc_security_group_ids', subnetId);
}

function stateOf(one: Attributes): string {
  return one.text('instance_state') ?? 'running';
}

/** As it asks for, else as its subnet does. */
function publicOf(mapping: Mapping, one: Attributes, subnetId: string | undefined): string | boolean {
  if (one.text('public_ip')) return one.text('public_ip') as string;
  return (
    one.resource.isNew && (one.flag('associate_public_ip_address') ?? mapping.subnet(subnetId)?.mapsPublic ?? false)
  );
}

/** Of several subnets that it may be in, its address tells which. */
function subnetOf(mapping: Mapping, one: Attributes): string | undefined {
  const possible = one.possible('subnet_id', SUBNET);
  const address = ipv4Range(one.text('private_ip'))?.first;
  if (possible.length > 1 && address !== undefined) {
    const own = possible.filter((id) => {
      const range = ipv4Range(mapping.subnet(id)?.cidr);
      return range !== undefined && holds(range, address);
    });
    if (own.length === 1) return own[0];
  }
  return one.id('subnet_id', SUBNET);
}
