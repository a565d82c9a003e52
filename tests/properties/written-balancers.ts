import type { Raw } from '../oracle/build.ts';
import { gatewayBalancer } from './written-appliances.ts';
import { type Fields, list, logicalId, type Piece, ref, type Writes } from './written-piece.ts';

/** Nodes stand where balancers have subnets; a network balancer may say their addresses. */
function nodesOf(all: readonly Raw[], word: string): readonly Fields[] {
  return all.flatMap(({ kind, fields }) =>
    kind === 'networkInterface' && fields.Description === `ELB ${word}` ? [fields] : [],
  );
}

export const balancer: Writes = (fields, all) => {
  if (fields.Type === 'gateway') return gatewayBalancer(fields, all);
  const arn = String(fields.LoadBalancerArn);
  const word = arn.split(':loadbalancer/')[1] ?? '';
  const nodes = nodesOf(all, word);
  const isNetwork = fields.Type === 'network';
  const isPublic = fields.Scheme === 'internet-facing';
  const groups = (fields.SecurityGroups as readonly string[]).map(ref);
  const attributes = all.find(
    ({ kind, fields: own }) => kind === 'loadBalancerAttributes' && own.LoadBalancerArn === arn,
  );
  const cross = list(attributes?.fields.Attributes).find(
    ({ Key }) => Key === 'load_balancing.cross_zone.enabled',
  )?.Value;
  const enforced = fields.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
  const addresses = isNetwork && isPublic ? nodes.map((node) => `${String(node.NetworkInterfaceId)}-public`) : [];
  const name = logicalId(word);
  return [
    ...addresses.map(
      (id): Piece => ({
        id,
        terraform: ['aws_eip', { domain: 'vpc' }],
        cloudFormation: ['AWS::EC2::EIP', { Domain: 'vpc' }],
      }),
    ),
    {
      id: arn,
      terraform: [
        'aws_lb',
        {
          name,
          load_balancer_type: fields.Type,
          internal: !isPublic,
          security_groups: groups.length > 0 ? groups : undefined,
          enable_cross_zone_load_balancing: cross === 'true',
          enforce_security_group_inbound_rules_on_private_link_traffic: enforced,
          ...(isNetwork
            ? {
                subnet_mapping: nodes.map((node, i) => ({
                  subnet_id: ref(node.SubnetId),
                  ...(isPublic ? { allocation_id: ref(addresses[i]) } : {}),
                  ...(isPublic ? {} : { private_ipv4_address: node.PrivateIpAddress }),
                })),
              }
            : { subnets: nodes.map((node) => ref(node.SubnetId)) }),
        },
      ],
      cloudFormation: [
        'AWS::ElasticLoadBalancingV2::LoadBalancer',
        {
          Name: name,
          Type: fields.Type,
          Scheme: fields.Scheme,
          SecurityGroups: groups,
          LoadBalancerAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: cross }],
          EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforced,
          ...(isNetwork
            ? {
                SubnetMappings: nodes.map((node, i) => ({
                  SubnetId: ref(node.SubnetId),
                  ...(isPublic
                    ? { AllocationId: { 'Fn::GetAtt': [logicalId(String(addresses[i])), 'AllocationId'] } }
                    : {}),
                  ...(isPublic ? {} : { PrivateIPv4Address: node.PrivateIpAddress }),
                })),
              }
            : { Subnets: nodes.map((node) => ref(node.SubnetId)) }),
        },
      ],
    },
  ];
};

export const listener: Writes = ({ ListenerArn, LoadBalancerArn, Port, Protocol, DefaultActions }) => {
  const [first = {}] = list(DefaultActions);
  const several = list((first.ForwardConfig as Fields | undefined)?.TargetGroups).map((one) => ref(one.TargetGroupArn));
  const target = several.length > 0 ? undefined : ref(first.TargetGroupArn);
  // Those of Gateway Load Balancers have neither.
  const isWhole = Protocol !== 'GENEVE';
  return [
    {
      id: String(ListenerArn),
      terraform: [
        'aws_lb_listener',
        {
          load_balancer_arn: ref(LoadBalancerArn),
          port: isWhole ? Port : undefined,
          protocol: isWhole ? Protocol : undefined,
          default_action: [
            {
              type: 'forward',
              target_group_arn: target,
              forward: target ? undefined : [{ target_group: several.map((arn) => ({ arn, weight: 1 })) }],
            },
          ],
        },
      ],
      cloudFormation: [
        'AWS::ElasticLoadBalancingV2::Listener',
        {
          LoadBalancerArn: ref(LoadBalancerArn),
          Port: isWhole ? Port : undefined,
          Protocol: isWhole ? Protocol : undefined,
          DefaultActions: [
            {
              Type: 'forward',
              TargetGroupArn: target,
              ForwardConfig: target
                ? undefined
                : { TargetGroups: several.map((TargetGroupArn) => ({ TargetGroupArn })) },
            },
          ],
        },
      ],
    },
  ];
};

export const targetGroup: Writes = ({ TargetGroupArn, TargetType, Protocol, Port, VpcId }, all) => {
  const arn = String(TargetGroupArn);
  const of = (kind: Raw['kind']) =>
    all.find((one) => one.kind === kind && one.fields.TargetGroupArn === arn)?.fields ?? ({} as Fields);
  const stated = (key: string) =>
    list(of('targetGroupAttributes').Attributes).find(({ Key }) => Key === key)?.Value as string | undefined;
  const kept = stated('preserve_client_ip.enabled');
  const attributes = ['preserve_client_ip.enabled', 'load_balancing.cross_zone.enabled'].flatMap((Key) => {
    const Value = stated(Key);
    return Value === undefined ? [] : [{ Key, Value }];
  });
  const targets = list(of('targetHealth').TargetHealthDescriptions).map(({ Target }) => Target as Fields);
  const portOf = (port: unknown) => (port === Port ? undefined : port);
  const named = (id: unknown) => (TargetType === 'instance' ? ref(id) : id);
  return [
    {
      id: arn,
      terraform: [
        'aws_lb_target_group',
        {
          target_type: TargetType,
          protocol: Protocol,
          port: Port,
          vpc_id: ref(VpcId),
          preserve_client_ip: kept,
          load_balancing_cross_zone_enabled: stated('load_balancing.cross_zone.enabled'),
        },
      ],
      cloudFormation: [
        'AWS::ElasticLoadBalancingV2::TargetGroup',
        {
          TargetType,
          Protocol,
          Port,
          VpcId: ref(VpcId),
          TargetGroupAttributes: attributes.length > 0 ? attributes : undefined,
          Targets: targets.map(({ Id, Port: port }) => ({ Id: named(Id), Port: portOf(port) })),
        },
      ],
    },
    ...targets.map(
      ({ Id, Port: port }, i): Piece => ({
        id: `${arn}-target${i}`,
        terraform: [
          'aws_lb_target_group_attachment',
          { target_group_arn: ref(arn), target_id: named(Id), port: portOf(port) },
        ],
        cloudFormation: ['', {}],
      }),
    ),
  ];
};

export const classic: Writes = (fields, all) => {
  const { LoadBalancerName, Subnets, SecurityGroups, Instances, ListenerDescriptions } = fields;
  const name = String(LoadBalancerName);
  const isPublic = nodesOf(all, name).some((node) =>
    list(node.PrivateIpAddresses).some(({ Association }) => Association),
  );
  const attributes = all.find(({ kind, fields: own }) => {
    return kind === 'classicLoadBalancerAttributes' && own.LoadBalancerName === name;
  })?.fields.LoadBalancerAttributes as { CrossZoneLoadBalancing?: { Enabled?: boolean } } | undefined;
  const cross = attributes?.CrossZoneLoadBalancing?.Enabled ?? false;
  const { Protocol, LoadBalancerPort, InstanceProtocol, InstancePort } = (list(ListenerDescriptions)[0]?.Listener ??
    {}) as Fields;
  const subnets = (Subnets as readonly string[]).map(ref);
  const groups = (SecurityGroups as readonly string[]).map(ref);
  const instances = list(Instances).map(({ InstanceId }) => ref(InstanceId));
  return [
    {
      id: name,
      terraform: [
        'aws_elb',
        {
          name,
          internal: !isPublic,
          subnets,
          security_groups: groups,
          instances,
          cross_zone_load_balancing: cross,
          listener: [
            {
              lb_protocol: Protocol,
              lb_port: LoadBalancerPort,
              instance_protocol: InstanceProtocol,
              instance_port: InstancePort,
            },
          ],
        },
      ],
      cloudFormation: [
        'AWS::ElasticLoadBalancing::LoadBalancer',
        {
          LoadBalancerName: name,
          Scheme: isPublic ? 'internet-facing' : 'internal',
          Subnets: subnets,
          SecurityGroups: groups,
          Instances: instances,
          CrossZone: cross,
          Listeners: [{ Protocol, LoadBalancerPort, InstanceProtocol, InstancePort }],
        },
      ],
    },
  ];
};
