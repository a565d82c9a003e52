import type { Attributes } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import type { Wanted } from '../wanted.ts';
import { addInterface, asks6, subnetsOf } from './interfaces.ts';
import { launched, templateIn } from './launch-templates.ts';

const CLUSTER: Wanted = { aws_eks_cluster: ['name', 'id'] };

/** Managed nodes of EKS: one in each subnet of their group stands for all. */
export const eksNodes: Family = {
  types: ['aws_eks_node_group'],
  map(mapping) {
    for (const one of mapping.managed('aws_eks_node_group')) {
      const names = subnetsOf(mapping, one, 'subnet_ids').map((subnetId, i) => addNode(mapping, one, subnetId, i));
      if (names.length > 0) mapping.name(one, names);
    }
  },
};

function addNode(mapping: Mapping, one: Attributes, subnetId: string, i: number): string {
  const id = `${mapping.idOf(one, '')}#node${i}`;
  const subnet = mapping.subnet(subnetId);
  const template = templateIn(mapping, one.blocks('launch_template')[0]);
  const own = template && launched(mapping, template, subnetId);
  // A template that names groups takes the cluster's place; one that was not read may name any.
  const isOwn =
    template?.isListed('vpc_security_group_ids') || (template?.blocks('network_interfaces').length ?? 0) > 0;
  const isHidden = one.blocks('launch_template').length > 0 && !template;
  const groups = own && isOwn ? own.groups : [isHidden ? `${id}#groups` : clusterGroup(mapping, one)];
  mapping.add(
    'instance',
    {
      InstanceId: id,
      State: { Name: 'running' },
      VpcId: subnet?.vpcId,
      SubnetId: subnetId,
      NetworkInterfaces: [{ NetworkInterfaceId: `${id}#eni` }],
      Tags: { Name: one.text('node_group_name') ?? one.resource.name },
    },
    one,
  );
  addInterface(mapping, one, {
    id: `${id}#eni`,
    subnetId,
    groups,
    instanceId: id,
    publicIp: own?.isPublic ?? subnet?.mapsPublic ?? false,
    assigns6: asks6(mapping, one, subnetId),
  });
  return id;
}

/** The group that EKS makes for the cluster, as `eksClusters` names it. */
function clusterGroup(mapping: Mapping, one: Attributes): string {
  const name = one.id('cluster_name', CLUSTER);
  const cluster = mapping
    .all('aws_eks_cluster')
    .find((each) => name !== undefined && (each.text('name') === name || mapping.idOf(each) === name));
  const known = cluster?.blocks('vpc_config')[0]?.text('cluster_security_group_id');
  return known ?? (cluster ? `${mapping.idOf(cluster, '')}#cluster-group` : `${mapping.idOf(one, '')}#groups`);
}
