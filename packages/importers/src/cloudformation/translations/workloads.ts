import { blocks, flat, nameOf, own, type Properties, type Translation } from '../draft.ts';
import { listOf, type Value } from '../value.ts';

/** The template that something names, by its id or by its name. */
export function templateNamed(template: Value): Properties {
  return {
    id: own(template, 'LaunchTemplateId') ?? '',
    name: own(template, 'LaunchTemplateName') ?? '',
  };
}

const template: Translation = ({ id, properties }) => {
  const data = own(properties, 'LaunchTemplateData');
  return [
    {
      type: 'aws_launch_template',
      with: {
        id,
        name: own(properties, 'LaunchTemplateName'),
        vpc_security_group_ids: flat(own(data, 'SecurityGroupIds')) ?? flat(own(data, 'SecurityGroups')),
        network_interfaces: blocks(own(data, 'NetworkInterfaces'), (one) => ({
          associate_public_ip_address: own(one, 'AssociatePublicIpAddress'),
          subnet_id: own(one, 'SubnetId'),
          private_ip_address: own(one, 'PrivateIpAddress'),
          ipv6_address_count: own(one, 'Ipv6AddressCount'),
          ipv6_addresses: listOf(own(one, 'Ipv6Addresses')).flatMap((six) => own(six, 'Ipv6Address') ?? []),
          security_groups: flat(own(one, 'Groups')),
        })),
      },
    },
  ];
};

const scalingGroup: Translation = (written) => {
  const { id, properties } = written;
  const mixed = own(own(own(properties, 'MixedInstancesPolicy'), 'LaunchTemplate'), 'LaunchTemplateSpecification');
  const chosen = own(properties, 'LaunchTemplate') ?? mixed;
  return [
    {
      type: 'aws_autoscaling_group',
      with: {
        id,
        name: nameOf(written, 'AutoScalingGroupName'),
        vpc_zone_identifier: flat(own(properties, 'VPCZoneIdentifier')),
        target_group_arns: flat(own(properties, 'TargetGroupARNs')),
        load_balancers: flat(own(properties, 'LoadBalancerNames')),
        traffic_source: blocks(own(properties, 'TrafficSources'), (one) => ({
          identifier: own(one, 'Identifier'),
          type: own(one, 'Type'),
        })),
        launch_configuration: own(properties, 'LaunchConfigurationName'),
        launch_template: chosen === undefined ? undefined : [templateNamed(chosen)],
      },
    },
  ];
};

const service: Translation = (written) => {
  const { id, properties } = written;
  const network = own(own(properties, 'NetworkConfiguration'), 'AwsvpcConfiguration');
  return [
    {
      type: 'aws_ecs_service',
      with: {
        id,
        name: nameOf(written, 'ServiceName'),
        network_configuration: blocks(network, (one) => ({
          subnets: flat(own(one, 'Subnets')),
          security_groups: flat(own(one, 'SecurityGroups')),
          assign_public_ip:
            own(one, 'AssignPublicIp') === undefined ? undefined : String(own(one, 'AssignPublicIp') === 'ENABLED'),
        })),
        load_balancer: blocks(own(properties, 'LoadBalancers'), (one) => ({
          target_group_arn: own(one, 'TargetGroupArn'),
          container_port: own(one, 'ContainerPort'),
        })),
      },
    },
  ];
};

const lambda: Translation = (written) => {
  const { id, arn = id, properties } = written;
  return [
    {
      type: 'aws_lambda_function',
      with: {
        id,
        arn,
        function_name: nameOf(written, 'FunctionName'),
        vpc_config: blocks(own(properties, 'VpcConfig'), (one) => ({
          subnet_ids: flat(own(one, 'SubnetIds')),
          security_group_ids: flat(own(one, 'SecurityGroupIds')),
          ipv6_allowed_for_dual_stack: own(one, 'Ipv6AllowedForDualStack'),
        })),
      },
    },
  ];
};

/** What starts hosts, and what runs in subnets without any. */
export const workloads: Readonly<Record<string, Translation>> = {
  'AWS::EC2::LaunchTemplate': template,
  'AWS::AutoScaling::LaunchConfiguration': ({ id, properties }) => [
    {
      type: 'aws_launch_configuration',
      with: {
        id,
        security_groups: flat(own(properties, 'SecurityGroups')),
        associate_public_ip_address: own(properties, 'AssociatePublicIpAddress'),
      },
    },
  ],
  'AWS::AutoScaling::AutoScalingGroup': scalingGroup,
  'AWS::ECS::Service': service,
  'AWS::Lambda::Function': lambda,
  // Their transform makes functions of them.
  'AWS::Serverless::Function': lambda,
};
