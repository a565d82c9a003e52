import type { Family } from '../mapping.ts';
import { TARGET_GROUP } from '../wanted.ts';
import { addInterface, groupsOf, subnetsOf } from './interfaces.ts';
import { register, registerSomewhere } from './registrations.ts';

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
      for (const block of one.blocks('load_balancer')) {
        const isNamed = block.id('target_group_arn', TARGET_GROUP) !== undefined;
        if (!isNamed && block.isUnknown('target_group_arn')) registerSomewhere(mapping, block, 'target_group_arn');
      }
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
      const FunctionName = one.text('function_name') ?? one.resource.name;
      const named = { FunctionArn: mapping.idOf(one, 'arn'), FunctionName };
      if (!network || subnets.length === 0) {
        const isPlaced = network ? network.isUnknown('subnet_ids') : one.isUnknown('vpc_config');
        if (isPlaced) mapping.leavesOpen('networkInterface');
        mapping.add('lambdaFunction', { ...named, ...(isPlaced ? { VpcConfig: SOMEWHERE } : {}) }, one);
        continue;
      }
      const groups = groupsOf(mapping, network, 'security_group_ids', subnets[0]);
      const VpcConfig = { VpcId: mapping.subnet(subnets[0])?.vpcId, SubnetIds: subnets, SecurityGroupIds: groups };
      mapping.add('lambdaFunction', { ...named, VpcConfig }, one);
      subnets.forEach((subnetId, i) => {
        addInterface(mapping, one, {
          id: `${mapping.idOf(one, '')}#eni${i}`,
          subnetId,
          groups,
          assigns6: network.flag('ipv6_allowed_for_dual_stack') ?? false,
          marks: { InterfaceType: 'lambda', Description: `AWS Lambda VPC ENI-${FunctionName}`, RequesterManaged: true },
        });
      });
    }
  },
};

/** A function is in some VPC, and no plan tells in which. */
const SOMEWHERE = { VpcId: 'known after apply' };
