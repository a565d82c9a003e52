import { type Attributes, plannedId } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family } from '../mapping.ts';
import { ADDRESS, INSTANCE, LISTENER, LOAD_BALANCER, SUBNET, TARGET_GROUP, VPC } from '../wanted.ts';
import { addInterface, groupsOf, subnetsOf } from './interfaces.ts';
import { addressNamed, isAddressNamed } from './planned-address.ts';
import { registered, registeredPerhaps, registerSomewhere } from './registrations.ts';
import { unknownTarget } from './undecided-tables.ts';

const BALANCERS = ['aws_lb', 'aws_alb'];

/** Balancers, with a node in each of their subnets. */
export const loadBalancers: Family = {
  types: BALANCERS,
  map(mapping) {
    for (const one of mapping.managed(...BALANCERS)) {
      const arn = mapping.idOf(one, 'arn');
      const type = one.text('load_balancer_type') ?? 'application';
      const mapped = one.blocks('subnet_mapping');
      const placed = new Map<string, Attributes | undefined>(
        mapped.flatMap((block) => {
          const subnet = block.id('subnet_id', SUBNET);
          return subnet ? [[subnet, block] as const] : [];
        }),
      );
      for (const subnet of subnetsOf(mapping, one, 'subnets')) if (!placed.has(subnet)) placed.set(subnet, undefined);
      const isInternal = one.flag('internal') ?? false;
      const hasScheme = type !== 'gateway' && !one.isUnknown('internal');
      const [first] = placed.keys();
      // A network balancer whose list of groups is empty has none, unlike one of applications.
      const isNamed = one.isUnknown('security_groups') && one.isWritten('security_groups');
      const isGuarded = type === 'application' || isNamed || one.texts('security_groups').length > 0;
      const groups = isGuarded ? groupsOf(mapping, one, 'security_groups', first) : [];
      mapping.add(
        'loadBalancer',
        {
          LoadBalancerArn: arn,
          LoadBalancerName: one.text('name') ?? one.resource.name,
          DNSName: one.text('dns_name'),
          Type: type,
          // Gateway Load Balancers have none, and one that nobody can tell is no other than it was.
          Scheme: hasScheme ? (isInternal ? 'internal' : 'internet-facing') : undefined,
          VpcId: one.text('vpc_id') ?? mapping.subnet(first)?.vpcId,
          AvailabilityZones: [...placed.keys()].map((SubnetId) => ({
            SubnetId,
            ZoneName: mapping.subnet(SubnetId)?.zone,
          })),
          SecurityGroups: groups,
          IpAddressType: one.text('ip_address_type') ?? 'ipv4',
          EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: one.text(
            'enforce_security_group_inbound_rules_on_private_link_traffic',
          ),
        },
        one,
      );
      mapping.add('loadBalancerAttributes', { LoadBalancerArn: arn, Attributes: attributes(one) }, one);
      [...placed].forEach(([subnetId, block], i) => {
        addInterface(mapping, one, {
          id: `${mapping.idOf(one, '')}#node${i}`,
          subnetId,
          groups,
          address: block?.text('private_ipv4_address'),
          publicIp: !isInternal && type !== 'gateway',
          elastic: elasticOf(block),
          addresses6: [block?.text('ipv6_address') ?? []].flat(),
          assigns6: (one.text('ip_address_type') ?? '').startsWith('dualstack'),
          marks: {
            InterfaceType: { network: 'network_load_balancer', gateway: 'gateway_load_balancer' }[type] ?? 'interface',
            Description: `ELB ${arn.split(':loadbalancer/')[1]}`,
            RequesterId: 'amazon-elb',
            RequesterManaged: true,
          },
        });
      });
    }
  },
};

function elasticOf(block: Attributes | undefined) {
  const allocation = block?.id('allocation_id', ADDRESS);
  return allocation ? [{ allocation, inside: undefined }] : [];
}

/** What is not said is as AWS has it, or as it is: the defaults are AWS's (LB-06). */
function attributes(one: Attributes): readonly Json[] {
  const cross = one.flag('enable_cross_zone_load_balancing');
  return cross === undefined ? [] : [{ Key: 'load_balancing.cross_zone.enabled', Value: String(cross) }];
}

export const listeners: Family = {
  types: ['aws_lb_listener', 'aws_alb_listener', 'aws_lb_listener_rule', 'aws_alb_listener_rule'],
  map(mapping) {
    for (const one of mapping.managed('aws_lb_listener', 'aws_alb_listener')) {
      const arn = mapping.idOf(one, 'arn');
      const balancer = one.id('load_balancer_arn', LOAD_BALANCER);
      if (!balancer) mapping.leavesOpen('listener');
      const DefaultActions = one.blocks('default_action').flatMap((action) => actionOf(action));
      const listener = {
        ListenerArn: arn,
        LoadBalancerArn: balancer,
        Port: one.integer('port'),
        Protocol: one.text('protocol'),
      };
      mapping.add('listener', { ...listener, DefaultActions }, one);
      // AWS lists the default action as the last rule, too.
      const rule = { RuleArn: `${arn}#default`, ListenerArn: arn, Priority: 'default', IsDefault: true };
      mapping.add('listenerRule', { ...rule, Actions: DefaultActions }, one);
    }
    for (const one of mapping.managed('aws_lb_listener_rule', 'aws_alb_listener_rule')) {
      const ListenerArn = one.id('listener_arn', LISTENER);
      if (!ListenerArn) mapping.leavesOpen('listenerRule');
      const sources = one.blocks('condition').flatMap((block) => block.blocks('source_ip'));
      mapping.add(
        'listenerRule',
        {
          RuleArn: mapping.idOf(one, 'arn'),
          ListenerArn,
          Priority: one.text('priority'),
          IsDefault: false,
          Conditions: sources.map((block) => ({
            Field: 'source-ip',
            SourceIpConfig: { Values: block.texts('values') },
          })),
          Actions: one.blocks('action').map((action) => actionOf(action)),
        },
        one,
      );
    }
  },
};

function actionOf(action: Attributes): Json {
  const Type = action.text('type') ?? 'forward';
  if (Type !== 'forward') return { Type };
  const groups = action.blocks('forward').flatMap((block) => block.blocks('target_group'));
  const TargetGroups = groups.map((block) => ({
    TargetGroupArn: block.id('arn', TARGET_GROUP),
    Weight: block.integer('weight'),
  }));
  if (TargetGroups.length > 0) return { Type, ForwardConfig: { TargetGroups } };
  return { Type, TargetGroupArn: action.id('target_group_arn', TARGET_GROUP) ?? `${action.resource.address}#target` };
}

const GROUPS = ['aws_lb_target_group', 'aws_alb_target_group'];

/** Target groups with what is registered with them; health is known to nobody before there is any. */
export const targetGroups: Family = {
  types: [...GROUPS, 'aws_lb_target_group_attachment', 'aws_alb_target_group_attachment'],
  map(mapping) {
    const targets = new Map<string, Json[]>();
    const put = (group: string, target: Json) => targets.set(group, [...(targets.get(group) ?? []), target]);
    for (const one of mapping.managed('aws_lb_target_group_attachment', 'aws_alb_target_group_attachment')) {
      const group = one.id('target_group_arn', TARGET_GROUP);
      const register = (Id = unknownTarget(plannedId(one.resource))) => {
        if (group) put(group, { Id, Port: one.integer('port'), AvailabilityZone: one.text('availability_zone') });
        else registerSomewhere(mapping, one, 'target_group_arn');
      };
      if (isAddressNamed(one, 'target_id'))
        mapping.later((addresses) => register(addressNamed(mapping, one, 'target_id', addresses)));
      else register(one.id('target_id', { ...INSTANCE, ...LOAD_BALANCER }));
    }
    for (const one of mapping.managed(...GROUPS)) {
      const TargetGroupArn = mapping.idOf(one, 'arn');
      const check = one.blocks('health_check')[0];
      mapping.add(
        'targetGroup',
        {
          TargetGroupArn,
          TargetGroupName: one.text('name'),
          TargetType: one.isUnknown('target_type') ? undefined : (one.text('target_type') ?? 'instance'),
          Protocol: one.text('protocol'),
          ProtocolVersion: one.text('protocol_version'),
          Port: one.integer('port'),
          VpcId: one.id('vpc_id', VPC),
          IpAddressType: one.text('ip_address_type') ?? 'ipv4',
          HealthCheckEnabled: check?.flag('enabled'),
          HealthCheckProtocol: check?.text('protocol'),
          HealthCheckPort: check?.text('port'),
        },
        one,
      );
      mapping.add('targetGroupAttributes', { TargetGroupArn, Attributes: groupAttributes(one) }, one);
    }
    // Services and scaling groups register what they start once that has addresses.
    mapping.later(() => {
      for (const [group, own] of registered(mapping)) for (const target of own) put(group, target);
      for (const one of mapping.managed(...GROUPS)) {
        const TargetGroupArn = mapping.idOf(one, 'arn');
        // Who names no port is registered with that of the group.
        const port = one.text('target_type') === 'lambda' ? undefined : one.integer('port');
        const all = [...(targets.get(TargetGroupArn) ?? []), ...registeredPerhaps(mapping, TargetGroupArn)];
        const TargetHealthDescriptions = all.map((Target) => ({
          Target: { ...Target, Port: Target.Port ?? port },
        }));
        mapping.add('targetHealth', { TargetGroupArn, TargetHealthDescriptions }, one);
      }
    });
  },
};

function groupAttributes(one: Attributes): readonly Json[] {
  const kept = one.text('preserve_client_ip') ?? one.flag('preserve_client_ip')?.toString();
  const cross =
    one.text('load_balancing_cross_zone_enabled') ?? one.flag('load_balancing_cross_zone_enabled')?.toString();
  return [
    ...(kept ? [{ Key: 'preserve_client_ip.enabled', Value: kept }] : []),
    ...(cross ? [{ Key: 'load_balancing.cross_zone.enabled', Value: cross }] : []),
  ];
}
