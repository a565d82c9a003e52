import type { Attributes } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import { addInterface, groupsOf, subnetsOf } from './interfaces.ts';
import { PLACED, type Placed } from './placed-types.ts';

/** One interface in each of the subnets stands for all that the service has there. */
export const placedServices: Family = {
  types: [...Object.keys(PLACED), ...Object.values(PLACED).flatMap(({ through }) => through?.[1] ?? [])],
  map(mapping) {
    for (const [type, placed] of Object.entries(PLACED)) {
      for (const one of mapping.managed(type)) place(mapping, one, placed);
    }
  },
};

function place(mapping: Mapping, one: Attributes, placed: Placed): void {
  const blocks = placed.in === undefined ? [one] : one.blocks(placed.in);
  const name = nameOf(one);
  const ids = blocks.flatMap((within) => {
    const groups = placed.groups;
    return subnetsIn(mapping, within, placed).map((subnetId, i) => {
      const id = `${mapping.idOf(one, '')}#eni${i}`;
      addInterface(mapping, one, {
        id,
        subnetId,
        groups: groups ? groupsOf(mapping, within, groups, subnetId) : [`${mapping.idOf(one, '')}#groups`],
        publicIp: placed.isPublic !== undefined && (one.flag(placed.isPublic) ?? false),
        tags: { Name: name },
        marks: { InterfaceType: 'interface', Description: `${placed.described} ${name}`, RequesterManaged: true },
      });
      return id;
    });
  });
  if (ids.length > 0) mapping.name(one, ids);
}

function subnetsIn(mapping: Mapping, one: Attributes, { subnets, through }: Placed): readonly string[] {
  if (!through) return subnetsOf(mapping, one, subnets);
  const [argument, type] = through;
  const names = ['name', 'id', 'replication_subnet_group_id'];
  const group = one.id(argument, { [type]: names });
  const own = mapping
    .all(type)
    .find((each) => [mapping.idOf(each), ...names.map((name) => each.text(name))].includes(group));
  // Another group lies in subnets that nothing tells.
  if (!own) mapping.leavesOpen('networkInterface');
  return own ? subnetsOf(mapping, own, subnets) : [];
}

const NAMES = [
  'cluster_name',
  'broker_name',
  'workgroup_name',
  'vpc_connector_name',
  'compute_environment_name',
  'db_proxy_endpoint_name',
  'endpoint_name',
  'name',
];

function nameOf(one: Attributes): string {
  return NAMES.map((name) => one.text(name)).find((name) => name !== undefined) ?? one.resource.name;
}
