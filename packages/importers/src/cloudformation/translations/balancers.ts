import {
  type Arguments,
  alike,
  blocks,
  type Draft,
  flat,
  nameOf,
  own,
  type Properties,
  type Translation,
  tagsOf,
} from '../draft.ts';
import { isMap, listOf, type Value } from '../value.ts';

/** `[{ Key, Value }]` of attributes, by key. */
function attribute(properties: Properties, list: string, key: string): Value | undefined {
  const found = listOf(own(properties, list)).find((one) => own(one, 'Key') === key);
  return own(found, 'Value');
}

const balancer: Translation = (written) => {
  const { id, properties } = written;
  const scheme = own(properties, 'Scheme');
  return [
    {
      type: 'aws_lb',
      with: {
        id,
        arn: id,
        name: nameOf(written, 'Name'),
        load_balancer_type: own(properties, 'Type'),
        internal: typeof scheme === 'object' ? scheme : String(scheme === 'internal'),
        subnets: flat(own(properties, 'Subnets')),
        security_groups: flat(own(properties, 'SecurityGroups')),
        ip_address_type: own(properties, 'IpAddressType'),
        enable_cross_zone_load_balancing: attribute(
          properties,
          'LoadBalancerAttributes',
          'load_balancing.cross_zone.enabled',
        ),
        enforce_security_group_inbound_rules_on_private_link_traffic: own(
          properties,
          'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic',
        ),
        subnet_mapping: blocks(own(properties, 'SubnetMappings'), (one) => ({
          subnet_id: own(one, 'SubnetId'),
          allocation_id: own(one, 'AllocationId'),
          private_ipv4_address: own(one, 'PrivateIPv4Address'),
          ipv6_address: own(one, 'IPv6Address'),
        })),
      },
      tags: tagsOf(properties),
    },
  ];
};

function action(properties: Properties): Arguments {
  const groups = own(own(properties, 'ForwardConfig'), 'TargetGroups');
  return {
    type: own(properties, 'Type'),
    target_group_arn: own(properties, 'TargetGroupArn'),
    forward: groups && [
      {
        target_group: blocks(groups, (one) => ({ arn: own(one, 'TargetGroupArn'), weight: own(one, 'Weight') })) ?? [],
      },
    ],
  };
}

/** Sources narrow whom a rule forwards for; hosts and paths are payload. */
function sources(conditions: Value | undefined): Value | undefined {
  const listed = listOf(conditions)
    .filter(isMap)
    .filter((one) => own(one, 'Field') === 'source-ip');
  return listed.map((one) => ({
    source_ip: [{ values: flat(own(own(one, 'SourceIpConfig'), 'Values') ?? own(one, 'Values')) ?? [] }],
  }));
}

const targetGroup: Translation = ({ id, logicalId, properties }) => {
  const main: Draft = {
    type: 'aws_lb_target_group',
    with: {
      id,
      arn: id,
      name: own(properties, 'Name') ?? logicalId,
      port: own(properties, 'Port'),
      protocol: own(properties, 'Protocol'),
      protocol_version: own(properties, 'ProtocolVersion'),
      target_type: own(properties, 'TargetType'),
      vpc_id: own(properties, 'VpcId'),
      ip_address_type: own(properties, 'IpAddressType'),
      preserve_client_ip: attribute(properties, 'TargetGroupAttributes', 'preserve_client_ip.enabled'),
      load_balancing_cross_zone_enabled: attribute(
        properties,
        'TargetGroupAttributes',
        'load_balancing.cross_zone.enabled',
      ),
      health_check: [
        {
          enabled: own(properties, 'HealthCheckEnabled') ?? 'true',
          protocol: own(properties, 'HealthCheckProtocol') ?? '',
          port: own(properties, 'HealthCheckPort') ?? '',
        },
      ],
    },
  };
  const targets = listOf(own(properties, 'Targets')).map((one, i) => ({
    type: 'aws_lb_target_group_attachment',
    part: `target${i}`,
    with: {
      target_group_arn: id,
      target_id: isMap(one) ? own(one, 'Id') : one,
      port: own(one, 'Port'),
      availability_zone: own(one, 'AvailabilityZone'),
    },
  }));
  return [main, ...targets];
};

const classic: Translation = (written) => {
  const { id, properties } = written;
  return [
    {
      type: 'aws_elb',
      with: {
        id,
        name: nameOf(written, 'LoadBalancerName'),
        subnets: flat(own(properties, 'Subnets')),
        security_groups: flat(own(properties, 'SecurityGroups')),
        internal: String(own(properties, 'Scheme') === 'internal'),
        instances: flat(own(properties, 'Instances')),
        cross_zone_load_balancing: own(properties, 'CrossZone') ?? 'false',
        listener: blocks(own(properties, 'Listeners'), (one) => ({
          lb_protocol: own(one, 'Protocol'),
          lb_port: own(one, 'LoadBalancerPort'),
          instance_protocol: own(one, 'InstanceProtocol') ?? own(one, 'Protocol'),
          instance_port: own(one, 'InstancePort'),
        })),
        health_check: blocks(own(properties, 'HealthCheck'), (one) => ({ target: own(one, 'Target') })),
      },
    },
  ];
};

/** Balancers of all kinds with listeners, rules and targets. */
export const balancers: Readonly<Record<string, Translation>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': balancer,
  'AWS::ElasticLoadBalancingV2::Listener': ({ id, properties }) => [
    {
      type: 'aws_lb_listener',
      with: {
        id,
        arn: id,
        load_balancer_arn: own(properties, 'LoadBalancerArn'),
        port: own(properties, 'Port'),
        protocol: own(properties, 'Protocol'),
        default_action: blocks(own(properties, 'DefaultActions'), action),
      },
    },
  ],
  'AWS::ElasticLoadBalancingV2::ListenerRule': ({ id, properties }) => [
    {
      type: 'aws_lb_listener_rule',
      with: {
        id,
        arn: id,
        listener_arn: own(properties, 'ListenerArn'),
        priority: own(properties, 'Priority'),
        condition: sources(own(properties, 'Conditions')),
        action: blocks(own(properties, 'Actions'), action),
      },
    },
  ],
  'AWS::ElasticLoadBalancingV2::TargetGroup': targetGroup,
  'AWS::ElasticLoadBalancing::LoadBalancer': classic,
  'AWS::EC2::VPCEndpoint': alike('aws_vpc_endpoint', [
    'VpcId',
    'ServiceName',
    'ServiceRegion',
    'ResourceConfigurationArn',
    'ServiceNetworkArn',
    'VpcEndpointType',
    'RouteTableIds',
    'SubnetIds',
    'SecurityGroupIds',
    'PrivateDnsEnabled',
    'IpAddressType',
  ]),
};
