import type { Attributes } from '../attributes.ts';
import { holds, ipv4Range } from '../ipv4.ts';
import type { Family, Mapping } from '../mapping.ts';
import { INSTANCE, SUBNET } from '../wanted.ts';
import { associated } from './addresses.ts';
import { addInterface, asks6, groupsAttached, groupsOf } from './interfaces.ts';
import { groupsNamed, type Launched, launched, templateIn } from './launch-templates.ts';

/** Instances, each with the interface that AWS makes for it unless it is given others. */
export const instances: Family = {
  types: ['aws_instance', 'aws_spot_instance_request', 'aws_ec2_instance_state'],
  map(mapping) {
    const states = new Map(
      mapping
        .managed('aws_ec2_instance_state')
        .map((one) => [one.id('instance_id', INSTANCE), one.text('state')] as const),
    );
    const elastic = associated(mapping);
    for (const one of mapping.all('aws_instance', 'aws_spot_instance_request')) {
      const id = mapping.idOf(one);
      const given = [...one.blocks('network_interface'), ...one.blocks('primary_network_interface')];
      const eni = mapping.idOf(one, 'primary_network_interface_id');
      const template = templateIn(mapping, one.blocks('launch_template')[0]);
      const named = given.length > 0 ? undefined : subnetOf(mapping, one);
      const made = template && given.length === 0 ? launched(mapping, template, named) : undefined;
      const subnetId = named ?? made?.subnetId;
      mapping.add(
        'instance',
        {
          InstanceId: id,
          State: { Name: states.get(id) ?? stateOf(one) },
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
        groups: [...ownGroups(mapping, one, template, subnetId), ...groupsAttached(mapping, eni)],
        address: one.text('private_ip') ?? made?.address,
        addresses: [one.text('private_ip') ?? [], one.texts('secondary_private_ips')].flat(),
        addresses6: [...one.texts('ipv6_addresses'), ...(made?.addresses6 ?? [])],
        assigns6: made?.asks6 || asks6(mapping, one, subnetId),
        instanceId: id,
        sourceDestCheck: one.flag('source_dest_check'),
        publicIp: publicOf(mapping, one, made, subnetId),
        elastic: [...(elastic.get(id) ?? []), ...(elastic.get(eni) ?? [])],
        marks: { InterfaceType: 'interface' },
      });
    }
  },
};

/** A launch template may give groups that the instance does not name. */
function ownGroups(
  mapping: Mapping,
  one: Attributes,
  template: Attributes | undefined,
  subnetId: string | undefined,
): readonly string[] {
  const isSilent = one.texts('vpc_security_group_ids').length === 0 && !one.isWritten('vpc_security_group_ids');
  const names = one.texts('security_groups');
  if (isSilent && names.length > 0) return groupsNamed(mapping, names);
  if (isSilent && template) return launched(mapping, template, subnetId).groups;
  const isHidden = one.blocks('launch_template').length > 0 && isSilent;
  if (isHidden && (one.isUnknown('vpc_security_group_ids') || one.resource.isNew))
    return [`${mapping.idOf(one, '')}#groups`];
  return groupsOf(mapping, one, 'vpc_security_group_ids', subnetId);
}

function stateOf(one: Attributes): string {
  return one.text('instance_state') ?? 'running';
}

/** As it asks for, else as its subnet does. */
function publicOf(
  mapping: Mapping,
  one: Attributes,
  made: Launched | undefined,
  subnetId: string | undefined,
): string | boolean {
  if (one.text('public_ip')) return one.text('public_ip') as string;
  return (
    one.resource.isNew &&
    (one.flag('associate_public_ip_address') ?? made?.isPublic ?? mapping.subnet(subnetId)?.mapsPublic ?? false)
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
