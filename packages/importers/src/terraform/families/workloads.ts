import type { Attributes } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import { TARGET_GROUP, type Wanted } from '../wanted.ts';
import { addInterface, groupsOf, subnetsOf } from './interfaces.ts';
import { register } from './load-balancers.ts';

const TEMPLATE: Wanted = { aws_launch_template: ['id', 'name', 'latest_version'] };
const CONFIGURATION: Wanted = { aws_launch_configuration: ['id', 'name'] };

/** Of what a group or service will start, one in each of its subnets stands for all: they are made alike. */
export const scalingGroups: Family = {
  types: ['aws_autoscaling_group', 'aws_launch_template', 'aws_launch_configuration'],
  map(mapping) {
    const templates = new Map(
      mapping.managed('aws_launch_template', 'aws_launch_configuration').map((one) => [mapping.idOf(one), one]),
    );
    for (const one of mapping.managed('aws_autoscaling_group')) {
      const id = mapping.idOf(one, '');
      const mixed = one.blocks('mixed_instances_policy').flatMap((block) => block.blocks('launch_template'));
      const blocks = [
        ...one.blocks('launch_template'),
        ...mixed.flatMap((block) => block.blocks('launch_template_specification')),
      ];
      const chosen = blocks.flatMap(
        (block) => block.id('id', TEMPLATE) ?? block.id('launch_template_id', TEMPLATE) ?? [],
      );
      const template = templates.get(chosen[0] ?? one.id('launch_configuration', CONFIGURATION) ?? '');
      const groups = one.ids('target_group_arns', TARGET_GROUP);
      const names: string[] = [];
      subnetsOf(mapping, one, 'vpc_zone_identifier').forEach((subnetId, i) => {
        const instanceId = `${id}#instance${i}`;
        names.push(instanceId);
        const eni = `${instanceId}#eni`;
        const subnet = mapping.subnet(subnetId);
        mapping.add(
          'instance',
          {
            InstanceId: instanceId,
            State: { Name: 'running' },
            VpcId: subnet?.vpcId,
            SubnetId: subnetId,
            NetworkInterfaces: [{ NetworkInterfaceId: eni }],
            Tags: { Name: one.text('name') ?? one.resource.name },
          },
          one,
        );
        const own = template?.blocks('network_interfaces')[0];
        addInterface(mapping, one, {
          id: eni,
          subnetId,
          groups: templateGroups(mapping, one, template, own, subnetId),
          instanceId,
          publicIp:
            own?.flag('associate_public_ip_address') ??
            template?.flag('associate_public_ip_address') ??
            subnet?.mapsPublic ??
            false,
        });
        for (const group of groups) register(mapping, group, { Id: instanceId });
      });
      mapping.name(one, names);
    }
  },
};

function templateGroups(
  mapping: Mapping,
  scaling: Attributes,
  template: Attributes | undefined,
  own: Attributes | undefined,
  subnetId: string,
): readonly string[] {
  // A template that was not read may give any groups.
  if (!template) return [`${mapping.idOf(scaling, '')}#groups`];
  if (own && (own.texts('security_groups').length > 0 || own.isUnknown('security_groups')))
    return groupsOf(mapping, own, 'security_groups', subnetId);
  const isOld = template.resource.type === 'aws_launch_configuration';
  return groupsOf(mapping, template, isOld ? 'security_groups' : 'vpc_security_group_ids', subnetId);
}

export const services: Family = {
  types: ['aws_ecs_service'],
  map(mapping) {
    for (const one of mapping.managed('aws_ecs_service')) {
      const id = mapping.idOf(one, '');
      const [network] = one.blocks('network_configuration');
      if (!network) continue;
      const targets = one.blocks('load_balancer').map((block) => ({
        group: block.id('target_group_arn', TARGET_GROUP),
        Port: block.integer('container_port'),
      }));
      const names: string[] = [];
      subnetsOf(mapping, network, 'subnets').forEach((subnetId, i) => {
        const eni = `${id}#task${i}`;
        names.push(eni);
        addInterface(mapping, one, {
          id: eni,
          subnetId,
          groups: groupsOf(mapping, network, 'security_groups', subnetId),
          publicIp: network.flag('assign_public_ip') ?? false,
          tags: { Name: one.text('name') ?? one.resource.name },
        });
        mapping.later((addresses) => {
          const Id = addresses.inSubnet(subnetId, eni, one);
          for (const { group, Port } of targets) if (group && Id) register(mapping, group, { Id, Port });
        });
      });
      mapping.name(one, names);
    }
  },
};

export const functions: Family = {
  types: ['aws_lambda_function'],
  map(mapping) {
    for (const one of mapping.managed('aws_lambda_function')) {
      const [network] = one.blocks('vpc_config');
      const subnets = network ? subnetsOf(mapping, network, 'subnet_ids') : [];
      if (!network || subnets.length === 0) continue;
      const groups = groupsOf(mapping, network, 'security_group_ids', subnets[0]);
      const FunctionName = one.text('function_name') ?? one.resource.name;
      mapping.add(
        'lambdaFunction',
        {
          FunctionArn: mapping.idOf(one, 'arn'),
          FunctionName,
          VpcConfig: { VpcId: mapping.subnet(subnets[0])?.vpcId, SubnetIds: subnets, SecurityGroupIds: groups },
        },
        one,
      );
      subnets.forEach((subnetId, i) => {
        addInterface(mapping, one, {
          id: `${mapping.idOf(one, '')}#eni${i}`,
          subnetId,
          groups,
          marks: { InterfaceType: 'lambda', Description: `AWS Lambda VPC ENI-${FunctionName}`, RequesterManaged: true },
        });
      });
    }
  },
};
