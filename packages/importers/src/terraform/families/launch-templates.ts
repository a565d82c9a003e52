import type { Attributes } from '../attributes.ts';
import type { Mapping } from '../mapping.ts';
import { perMapping } from '../per-mapping.ts';
import { SUBNET, type Wanted } from '../wanted.ts';
import { groupsOf } from './interfaces.ts';

const TEMPLATE: Wanted = { aws_launch_template: ['id', 'name', 'latest_version'] };
const CONFIGURATION: Wanted = { aws_launch_configuration: ['id', 'name'] };

/** What instances are made by: a template, or the older configuration. */
export const TEMPLATES: readonly string[] = ['aws_launch_template', 'aws_launch_configuration'];

const templates = perMapping((mapping) => {
  const found = new Map<string, Attributes>();
  for (const one of mapping.all(...TEMPLATES)) {
    found.set(mapping.idOf(one), one);
    const name = one.text('name');
    if (name) found.set(name, one);
  }
  return found;
});

/** The template that a block names, by its id or by its name. */
export function templateIn(mapping: Mapping, block: Attributes | undefined): Attributes | undefined {
  const names = ['id', 'launch_template_id', 'name', 'launch_template_name'];
  const ids = block ? names.map((name) => block.id(name, TEMPLATE)) : [];
  return ids.flatMap((id) => templates(mapping).get(id ?? '') ?? [])[0];
}

export function configurationOf(mapping: Mapping, scaling: Attributes): Attributes | undefined {
  return templates(mapping).get(scaling.id('launch_configuration', CONFIGURATION) ?? '');
}

/** What a template says of the first interface of instances. */
export interface Launched {
  readonly subnetId: string | undefined;
  readonly groups: readonly string[];
  readonly isPublic: boolean | undefined;
  readonly address: string | undefined;
  readonly addresses6: readonly string[];
  readonly asks6: boolean;
}

export function launched(mapping: Mapping, template: Attributes, subnetId: string | undefined): Launched {
  const [own] = template.blocks('network_interfaces');
  const subnet = subnetId ?? own?.id('subnet_id', SUBNET);
  return {
    subnetId: subnet,
    groups: groupsIn(mapping, template, own, subnet),
    isPublic: own?.flag('associate_public_ip_address') ?? template.flag('associate_public_ip_address'),
    address: own?.text('private_ip_address') ?? own?.texts('ipv4_addresses')[0],
    addresses6: own?.texts('ipv6_addresses') ?? [],
    asks6: (own?.integer('ipv6_address_count') ?? 0) > 0,
  };
}

function groupsIn(
  mapping: Mapping,
  template: Attributes,
  own: Attributes | undefined,
  subnetId: string | undefined,
): readonly string[] {
  if (own && (own.texts('security_groups').length > 0 || own.isUnknown('security_groups')))
    return groupsOf(mapping, own, 'security_groups', subnetId);
  const names = template.texts('security_group_names');
  if (names.length > 0) return groupsNamed(mapping, names);
  const isOld = template.resource.type === 'aws_launch_configuration';
  return groupsOf(mapping, template, isOld ? 'security_groups' : 'vpc_security_group_ids', subnetId);
}

/** In a default VPC groups may be named by their names. */
export function groupsNamed(mapping: Mapping, names: readonly string[]): readonly string[] {
  const known = groupsByName(mapping);
  return names.map((name) => known.get(name) ?? name);
}

const groupsByName = perMapping(
  (mapping) =>
    new Map(mapping.all('aws_security_group').flatMap((one) => [[one.text('name') ?? '', mapping.idOf(one)] as const])),
);
