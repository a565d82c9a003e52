import { base, networkInterface, type Raw, raw } from '../aws/network.fixture.ts';
import type { QuestionText } from '../queries/question.ts';
import { type Asked, type AskOptions, ask } from './ask.fixture.ts';

export const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:';
export const NLB = `${ARN}loadbalancer/net/front/1`;
export const GROUP = `${ARN}targetgroup/app/1`;
export const LISTENER = `${ARN}listener/net/front/1/1`;

export type Fields = Readonly<Record<string, unknown>>;
export interface Setup {
  readonly balancer?: Fields;
  readonly listener?: Fields;
  readonly group?: Fields;
  readonly targets?: readonly Fields[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly balancerAttributes?: Readonly<Record<string, string>>;
  readonly node?: Fields;
}

function attributes(values: Readonly<Record<string, string>> = {}) {
  return Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
}

/** `base` and an internal Network Load Balancer in the public subnet, tcp/443 to port 8443 of `i-app`. */
export function balanced(setup: Setup = {}, network: readonly Raw[] = base()): readonly Raw[] {
  const TargetHealthDescriptions = (setup.targets ?? [{ Id: 'i-app', Port: 8443 }]).map((Target) => ({
    Target,
    TargetHealth: { State: 'healthy' },
  }));
  return [
    ...network,
    networkInterface('eni-front', 'subnet-pub', '10.0.0.20', {
      more: {
        InterfaceType: 'network_load_balancer',
        Description: 'ELB net/front/1',
        RequesterId: 'amazon-elb',
        Groups: [],
        ...setup.node,
      },
    }),
    raw('loadBalancer', {
      LoadBalancerArn: NLB,
      LoadBalancerName: 'front',
      DNSName: 'front-1.elb.eu-west-1.amazonaws.com',
      Type: 'network',
      Scheme: 'internal',
      VpcId: 'vpc-a',
      State: { Code: 'active' },
      AvailabilityZones: [{ SubnetId: 'subnet-pub' }, { SubnetId: 'subnet-b' }],
      ...setup.balancer,
    }),
    raw('loadBalancerAttributes', { LoadBalancerArn: NLB, Attributes: attributes(setup.balancerAttributes) }),
    raw('listener', {
      ListenerArn: LISTENER,
      LoadBalancerArn: NLB,
      Port: 443,
      Protocol: 'TCP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: GROUP }],
      ...setup.listener,
    }),
    raw('targetGroup', {
      TargetGroupArn: GROUP,
      TargetGroupName: 'app',
      TargetType: 'instance',
      Protocol: 'TCP',
      Port: 8443,
      VpcId: 'vpc-a',
      ...setup.group,
    }),
    raw('targetGroupAttributes', { TargetGroupArn: GROUP, Attributes: attributes(setup.attributes) }),
    raw('targetHealth', { TargetGroupArn: GROUP, TargetHealthDescriptions }),
  ];
}

export function asked(setup: Setup, more: Partial<QuestionText> = {}, options: AskOptions = {}): Asked {
  return ask(balanced(setup), 'i-web', '10.0.0.20', more, options);
}
