import { type Attributes, plannedId } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family, Mapping } from '../mapping.ts';
import { perMapping } from '../per-mapping.ts';
import { INSTANCE, INTERFACE, SECURITY_GROUP, SUBNET } from '../wanted.ts';
import { type Associated, associated, publicAddressOf } from './addresses.ts';

/** An interface that a resource has or will have. */
export interface PlannedInterface {
  readonly id: string;
  readonly subnetId: string | undefined;
  readonly groups: readonly string[];
  readonly address?: string | undefined;
  readonly addresses?: readonly string[];
  readonly addresses6?: readonly string[];
  /** It has an IPv6 address that AWS will choose, where none is known. */
  readonly assigns6?: boolean;
  /** Ranges on the interface, as EKS asks for them. */
  readonly prefixes?: readonly string[];
  readonly instanceId?: string | undefined;
  /** 0, the first interface of the instance, where nothing else is said. */
  readonly deviceIndex?: number | undefined;
  /** What AWS writes on interfaces that it makes for a service. */
  readonly marks?: Json;
  readonly sourceDestCheck?: boolean | undefined;
  /** A public address that is known, or `true` for one that AWS will choose. */
  readonly publicIp?: string | boolean | undefined;
  readonly elastic?: readonly Associated[];
  readonly tags?: Json | undefined;
}

/**
 * Adds the interface once its address can be chosen. Where none stands for all that AWS might choose, the interface is
 * left out, and what depends on it is unknown.
 */
export function addInterface(mapping: Mapping, from: Attributes, planned: PlannedInterface): void {
  mapping.later((chosen) => {
    const { id, subnetId, groups, elastic = [], publicIp } = planned;
    const subnet = mapping.subnet(subnetId);
    const primary = planned.address ?? planned.addresses?.[0] ?? chosen.inSubnet(subnetId, id, from);
    if (!primary || !subnet) {
      mapping.leavesOpen('networkInterface');
      return;
    }
    const outside = new Map<string, string>();
    const dynamic = publicIp === true ? chosen.onInternet(id) : publicIp || undefined;
    if (dynamic && elastic.length === 0) outside.set(primary, dynamic);
    for (const { allocation, inside } of elastic) {
      const address = publicAddressOf(mapping, allocation, chosen);
      if (address) outside.set(inside ?? primary, address);
    }
    const known6 = planned.addresses6 ?? [];
    const chosen6 = planned.assigns6 && known6.length === 0 ? chosen.inSubnet6(subnetId, id, from) : undefined;
    // That it has one is known, and which it is nobody can tell.
    if (planned.assigns6 && known6.length === 0 && !chosen6) mapping.leavesOpen('networkInterface');
    const addresses = [...new Set([primary, ...(planned.addresses ?? [])])];
    mapping.add(
      'networkInterface',
      {
        NetworkInterfaceId: id,
        VpcId: subnet.vpcId,
        SubnetId: subnetId,
        AvailabilityZone: subnet.zone,
        SourceDestCheck: planned.sourceDestCheck ?? true,
        Status: 'in-use',
        ...planned.marks,
        PrivateIpAddress: primary,
        PrivateIpAddresses: addresses.map((address) => ({
          PrivateIpAddress: address,
          Primary: address === primary,
          ...(outside.has(address) ? { Association: { PublicIp: outside.get(address) } } : {}),
        })),
        Ipv6Addresses: [...known6, ...(chosen6 ? [chosen6] : [])].map((Ipv6Address) => ({ Ipv6Address })),
        Ipv4Prefixes: (planned.prefixes ?? []).flatMap((one) => (one.includes(':') ? [] : [{ Ipv4Prefix: one }])),
        Ipv6Prefixes: (planned.prefixes ?? []).flatMap((one) => (one.includes(':') ? [{ Ipv6Prefix: one }] : [])),
        Groups: groups.map((GroupId) => ({ GroupId })),
        ...(planned.instanceId
          ? {
              Attachment: {
                ...{ InstanceId: planned.instanceId, DeviceIndex: planned.deviceIndex ?? 0 },
                Status: 'attached',
              },
            }
          : {}),
        TagSet: planned.tags,
      },
      from,
    );
  });
}

/** The subnets that something has interfaces in; where nobody can tell them, nobody can tell what there is not. */
export function subnetsOf(mapping: Mapping, from: Attributes, name: string): readonly string[] {
  if (from.isUnknown(name) && from.isWritten(name)) {
    const found = from.ids(name, SUBNET);
    if (found.length === 0 || from.isOpen(name, SUBNET)) mapping.leavesOpen('networkInterface');
  }
  return from.ids(name, SUBNET);
}

/** The groups of something that is placed in subnets: those it names, else the default group of its VPC. */
export function groupsOf(
  mapping: Mapping,
  from: Attributes,
  name: string,
  subnetId: string | undefined,
): readonly string[] {
  const named = from.ids(name, SECURITY_GROUP);
  const hidden = `${plannedId(from.resource)}#groups`;
  if (named.length > 0) return from.isOpen(name, SECURITY_GROUP) ? [...named, hidden] : named;
  // Groups that are written and cannot be told are groups that nobody knows; what is there already has some in any case.
  const isHidden = from.isUnknown(name) ? from.isWritten(name) : !from.resource.isNew && from.isListed(name);
  if (isHidden) return [hidden];
  const vpc = mapping.vpc(mapping.subnet(subnetId)?.vpcId);
  return vpc ? [vpc.defaultGroup] : [];
}

export const networkInterfaces: Family = {
  types: ['aws_network_interface', 'aws_network_interface_attachment', 'aws_network_interface_sg_attachment'],
  map(mapping) {
    const holders = attachedApart(mapping);
    const elastic = associated(mapping);
    for (const one of mapping.managed('aws_network_interface')) {
      const id = mapping.idOf(one);
      const subnetId = one.id('subnet_id', SUBNET);
      const inline = one.blocks('attachment').flatMap((block) => attachedBy(block, 'instance') ?? []);
      const holder = holders.get(id) ?? inline[0];
      addInterface(mapping, one, {
        id,
        subnetId,
        groups: [...groupsOf(mapping, one, 'security_groups', subnetId), ...groupsAttached(mapping, id)],
        address: one.text('private_ip'),
        addresses: listedIn(one, 'private_ips', 'private_ip_list'),
        addresses6: listedIn(one, 'ipv6_addresses', 'ipv6_address_list'),
        assigns6: asks6(mapping, one, subnetId),
        prefixes: [...one.texts('ipv4_prefixes'), ...one.texts('ipv6_prefixes')],
        instanceId: holder?.instanceId,
        deviceIndex: holder?.deviceIndex,
        sourceDestCheck: one.flag('source_dest_check'),
        elastic: elastic.get(id) ?? [],
        tags: one.tags(),
        marks: { InterfaceType: one.text('interface_type') ?? 'interface', Description: one.text('description') },
      });
    }
  },
};

function listedIn(one: Attributes, set: string, list: string): readonly string[] {
  return [...new Set([...one.texts(list), ...one.texts(set)])];
}

/** As it asks for, else as its subnet has it; of what is there already the addresses are known. */
export function asks6(mapping: Mapping, one: Attributes, subnetId: string | undefined): boolean {
  const asked = (one.integer('ipv6_address_count') ?? 0) > 0 || one.flag('enable_primary_ipv6') === true;
  return asked || (one.resource.isNew && (mapping.subnet(subnetId)?.assigns6 ?? false));
}

type Attached = Required<Pick<PlannedInterface, 'instanceId' | 'deviceIndex'>>;

function attachedBy(one: Attributes, name: string): Attached | undefined {
  const instanceId = one.id(name, INSTANCE);
  return instanceId ? { instanceId, deviceIndex: one.integer('device_index') } : undefined;
}

/** Interfaces by attachments that stand apart or in blocks of the instance. */
function attachedApart(mapping: Mapping): ReadonlyMap<string, Attached> {
  const found = new Map<string, Attached>();
  for (const one of mapping.managed('aws_network_interface_attachment')) {
    const [eni, attached] = [one.id('network_interface_id', INTERFACE), attachedBy(one, 'instance_id')];
    if (eni && attached) found.set(eni, attached);
  }
  for (const one of mapping.managed('aws_instance')) {
    const instanceId = mapping.idOf(one);
    for (const block of [...one.blocks('network_interface'), ...one.blocks('primary_network_interface')]) {
      const eni = block.id('network_interface_id', INTERFACE);
      if (eni) found.set(eni, { instanceId, deviceIndex: block.integer('device_index') });
    }
  }
  return found;
}

/** Groups that are put on an interface by a resource of their own. */
export function groupsAttached(mapping: Mapping, id: string): readonly string[] {
  return attachedGroups(mapping).get(id) ?? [];
}

const attachedGroups = perMapping((mapping) => {
  const found = new Map<string, string[]>();
  for (const one of mapping.managed('aws_network_interface_sg_attachment')) {
    const [eni, group] = [one.id('network_interface_id', INTERFACE), one.id('security_group_id', SECURITY_GROUP)];
    if (eni && group) found.set(eni, [...(found.get(eni) ?? []), group]);
  }
  return found;
});
