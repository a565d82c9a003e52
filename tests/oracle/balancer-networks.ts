import { group, networkInterface, type Raw, raw } from './build.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111';
export const balancerArn = (type: 'app' | 'net' | 'gwy', name: string) => `${ARN}:loadbalancer/${type}/${name}/1`;
export const targetGroupArn = (name: string) => `${ARN}:targetgroup/${name}/1`;

export interface NodePlan {
  readonly subnetId: string;
  readonly ip: string;
  readonly publicIp?: string;
}

export interface BalancerPlan {
  readonly name: string;
  readonly type: 'app' | 'net';
  readonly vpcId: string;
  readonly nodes: readonly NodePlan[];
  /** Without it a balancer has no groups. */
  readonly groupId?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly more?: object;
}

/** A balancer with its nodes, and a group of its own that lets everything through. */
export function balancer({ name, type, vpcId, nodes, groupId, attributes = {}, more }: BalancerPlan): readonly Raw[] {
  const LoadBalancerArn = balancerArn(type, name);
  const groups = groupId ? [groupId] : [];
  return [
    raw('loadBalancer', {
      LoadBalancerArn,
      Type: type === 'app' ? 'application' : 'network',
      VpcId: vpcId,
      State: { Code: 'active' },
      AvailabilityZones: nodes.map(({ subnetId }) => ({ SubnetId: subnetId })),
      SecurityGroups: groups,
      ...more,
    }),
    raw('loadBalancerAttributes', { LoadBalancerArn, Attributes: pairs(attributes) }),
    ...groups.map((id) => group(id, vpcId)),
    ...nodes.map(({ subnetId, ip, publicIp }, i) =>
      networkInterface(`eni-${name}${i}`, vpcId, subnetId, ip, {
        ...(publicIp ? { publicIp } : {}),
        groups,
        more: {
          RequesterId: 'amazon-elb',
          Description: `ELB ${type}/${name}/1`,
          ...(type === 'net' ? { InterfaceType: 'network_load_balancer', SourceDestCheck: false } : {}),
        },
      }),
    ),
  ];
}

/** A listener that forwards to a target group of the same name, or does what `action` says. */
export function listener(
  type: 'app' | 'net' | 'gwy',
  name: string,
  port: number,
  protocol: string,
  action: object = { Type: 'forward', TargetGroupArn: targetGroupArn(name) },
): Raw {
  return raw('listener', {
    ListenerArn: `${ARN}:listener/${type}/${name}/1/${port}`,
    LoadBalancerArn: balancerArn(type, name),
    Port: port,
    Protocol: protocol,
    DefaultActions: [action],
  });
}

export interface TargetGroupPlan {
  readonly name: string;
  readonly type: 'instance' | 'ip' | 'alb' | 'lambda';
  readonly protocol: string;
  readonly port: number;
  readonly vpcId: string;
  readonly targets: readonly { readonly Id: string; readonly Port?: number }[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly state?: string;
}

export function targetGroup(plan: TargetGroupPlan): readonly Raw[] {
  const { name, type, protocol, port, vpcId, targets, attributes = {}, state = 'healthy' } = plan;
  const TargetGroupArn = targetGroupArn(name);
  const descriptions = targets.map((Target) => ({ Target, TargetHealth: { State: state } }));
  return [
    raw('targetGroup', { TargetGroupArn, TargetType: type, Protocol: protocol, Port: port, VpcId: vpcId }),
    raw('targetGroupAttributes', { TargetGroupArn, Attributes: pairs(attributes) }),
    raw('targetHealth', { TargetGroupArn, TargetHealthDescriptions: descriptions }),
  ];
}

function pairs(attributes: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
}

/** An interface endpoint `vpce-1` at 10.0.2.50 in `priv-b`, for a service by PrivateLink. */
export function interfaceEndpoint(ServiceName: string, group: string, more: object = {}): readonly Raw[] {
  return [
    networkInterface('eni-ep', 'vpc-a', 'priv-b', '10.0.2.50', {
      groups: [group],
      more: { InterfaceType: 'vpc_endpoint' },
    }),
    raw('vpcEndpoint', {
      VpcEndpointId: 'vpce-1',
      VpcEndpointType: 'Interface',
      VpcId: 'vpc-a',
      State: 'available',
      ServiceName,
      NetworkInterfaceIds: ['eni-ep'],
      ...more,
    }),
  ];
}
