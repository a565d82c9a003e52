import { describe, expect, it } from 'vitest';
import { type AskOptions, ask, textsOf } from '../explain/ask.fixture.ts';
import type { QuestionText } from '../queries/question.ts';
import {
  base,
  edit,
  entry,
  group,
  LOCAL,
  networkInterface,
  peered,
  permission,
  type Raw,
  raw,
  table,
} from './network.fixture.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:';
const NLB = `${ARN}loadbalancer/net/front/1`;
const GROUP = `${ARN}targetgroup/app/1`;
const LISTENER = `${ARN}listener/net/front/1/1`;

type Fields = Readonly<Record<string, unknown>>;
interface Setup {
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
function balanced(setup: Setup = {}, network: readonly Raw[] = base()): readonly Raw[] {
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

function asked(setup: Setup, more: Partial<QuestionText> = {}, options: AskOptions = {}) {
  return ask(balanced(setup), 'i-web', '10.0.0.20', more, options);
}

/** Who a group admits decides what a target sees. */
function seenBy(peers: Fields, setup: Setup = {}, from = 'i-web') {
  const rules = { IpPermissions: [permission('tcp', 8443, 8443, peers)] };
  return ask(edit(balanced(setup), 'sg-app', rules), from, '10.0.0.20').verdict;
}
const only = (CidrIp: string) => ({ IpRanges: [{ CidrIp }] });
const WEB = only('10.0.0.10/32');
const NODE = only('10.0.0.20/32');

describe('a target sees', () => {
  it.each([
    ['the client, behind an instance', {}, WEB, NODE],
    ['the node, where that is turned off', { attributes: { 'preserve_client_ip.enabled': 'false' } }, NODE, WEB],
    [
      'the node, behind an address over TCP',
      { group: { TargetType: 'ip' }, targets: [{ Id: '10.0.1.10' }] },
      NODE,
      WEB,
    ],
    [
      'the client, behind an address where that is turned on',
      {
        group: { TargetType: 'ip' },
        targets: [{ Id: '10.0.1.10' }],
        attributes: { 'preserve_client_ip.enabled': 'true' },
      },
      WEB,
      NODE,
    ],
    [
      'the client, over TCP_UDP whatever is set',
      { group: { Protocol: 'TCP_UDP' }, attributes: { 'preserve_client_ip.enabled': 'false' } },
      WEB,
      NODE,
    ],
  ] as const)('%s', (_, setup, seen, other) => {
    expect([seenBy(seen, setup), seenBy(other, setup)]).toEqual(['reachable', 'blocked']);
  });

  it('the client by default where no attributes were read, which is said', () => {
    const bare = balanced().filter(({ kind }) => kind !== 'targetGroupAttributes');
    const { verdict, codes } = ask(bare, 'i-web', '10.0.0.20', {}, { absent: ['targetGroupAttributes'] });
    expect([verdict, codes]).toEqual(['reachable', ['ASSUMED_TARGET_GROUP_DEFAULTS']]);
    expect(asked({}).codes).toEqual([]);
  });

  it('one of the two where only its own attributes are missing', () => {
    const bare = balanced().filter(({ kind }) => kind !== 'targetGroupAttributes');
    const narrow = edit(bare, 'sg-app', { IpPermissions: [permission('tcp', 8443, 8443, WEB)] });
    expect(ask(bare, 'i-web', '10.0.0.20').verdict).toBe('reachable');
    expect(ask(narrow, 'i-web', '10.0.0.20')).toMatchObject({
      verdict: 'unknown',
      codes: expect.arrayContaining(['NOT_COLLECTED']),
    });
  });
});

describe('a balancer sends', () => {
  const second = { Id: 'i-db', Port: 8443 };
  it('to any target that works', () => {
    const setup = {
      targets: [
        { Id: 'i-app', Port: 8443 },
        { Id: 'i-app2', Port: 8443 },
      ],
    };
    const closed = edit(balanced(setup), 'sg-app', { IpPermissions: [] });
    expect(ask(closed, 'i-web', '10.0.0.20')).toMatchObject({ verdict: 'reachable' });
    expect(ask(edit(closed, 'sg-app2', { IpPermissions: [] }), 'i-web', '10.0.0.20').verdict).toBe('blocked');
  });

  it('never by one target what only another answers', () => {
    const setup = {
      targets: [
        { Id: 'i-app', Port: 8443 },
        { Id: 'i-app2', Port: 8443 },
      ],
    };
    // The first gets nothing; what the second gets it cannot answer, for its machine is gone by then.
    const closed = edit(edit(balanced(setup), 'sg-app', { IpPermissions: [] }), 'i-app2', {
      State: { Name: 'stopped' },
    });
    expect(ask(closed, 'i-web', '10.0.0.20').verdict).toBe('blocked');
  });

  it.each([
    ['to its own zone only', {}, 'blocked', 'ELBV2_NO_TARGETS_IN_AZ'],
    [
      'to other zones where that is on',
      { balancerAttributes: { 'load_balancing.cross_zone.enabled': 'true' } },
      'reachable',
      '',
    ],
    ['as its target group says', { attributes: { 'load_balancing.cross_zone.enabled': 'true' } }, 'reachable', ''],
    [
      'never to zones it is not enabled in',
      {
        balancer: { AvailabilityZones: [{ SubnetId: 'subnet-pub' }] },
        balancerAttributes: { 'load_balancing.cross_zone.enabled': 'true' },
      },
      'blocked',
      'ELB_INSTALLED_AZ_RESTRICTION',
    ],
  ] as const)('%s', (_, setup, verdict, code) => {
    expect(asked({ ...setup, targets: [second] })).toMatchObject({
      verdict,
      codes: code ? expect.arrayContaining([code]) : [],
    });
  });

  it('to the port of the target, which is asked for in its rules', () => {
    const { request, part } = asked({});
    expect(request).toContain('eni-front');
    expect(part.services).toBe('tcp/443');
    expect(textsOf(asked({}))).toEqual(
      expect.arrayContaining([expect.stringContaining('listener TCP:443 → app, i-app:8443')]),
    );
  });

  it('nothing while it is not active', () => {
    const { verdict, codes } = asked({ balancer: { State: { Code: 'failed' } } });
    expect([verdict, codes]).toEqual(['blocked', ['BAD_STATE']]);
  });

  it('nothing to targets that are deregistered', () => {
    const records = balanced().map((one) =>
      one.kind === 'targetHealth'
        ? raw('targetHealth', {
            TargetGroupArn: GROUP,
            TargetHealthDescriptions: [{ Target: { Id: 'i-app' }, TargetHealth: { State: 'draining' } }],
          })
        : one,
    );
    expect(ask(records, 'i-web', '10.0.0.20').codes).toEqual(['ELBV2_LISTENER_HAS_NO_TG']);
  });
});

describe('what is not in the input is named', () => {
  it('a target whose interface was not read', () => {
    const { verdict, part } = asked({ targets: [{ Id: 'i-gone', Port: 8443 }] });
    expect([verdict, part.unknowns.map(({ missing }) => missing?.kind)]).toEqual(['unknown', ['networkInterface']]);
  });

  it.each([
    ['loadBalancer', 'aws elbv2 describe-load-balancers --region eu-west-1'],
    ['listener', `aws elbv2 describe-listeners --load-balancer-arn ${NLB} --region eu-west-1`],
    ['targetGroup', 'aws elbv2 describe-target-groups --region eu-west-1'],
    ['targetHealth', `aws elbv2 describe-target-health --target-group-arn ${GROUP} --region eu-west-1`],
  ] as const)('%s: %s', (kind, command) => {
    const records = balanced().filter((one) => one.kind !== kind);
    const { verdict, part } = ask(records, 'i-web', '10.0.0.20', {}, { absent: [kind] });
    expect(verdict).toBe('unknown');
    expect(part.unknowns.map(({ missing }) => missing?.command)).toEqual([command]);
  });
});

describe('the client’s address', () => {
  it('is kept towards a peered VPC, whose answer comes back to the node', () => {
    const setup = {
      group: { TargetType: 'ip', Protocol: 'TCP_UDP' },
      targets: [{ Id: '10.1.1.10', AvailabilityZone: 'all' }],
    };
    const routed = balanced(setup, [...peered()]).map((one) =>
      one.fields.RouteTableId === 'rtb-pub'
        ? {
            ...one,
            fields: {
              ...one.fields,
              Routes: [
                ...(one.fields.Routes as object[]),
                { DestinationCidrBlock: '10.1.0.0/16', VpcPeeringConnectionId: 'pcx-ab', State: 'active' },
              ],
            },
          }
        : one,
    );
    const { verdict, reply } = ask(routed, 'i-db', '10.0.0.20');
    expect(verdict).toBe('reachable');
    expect(reply).toContain('pcx-ab vpc-a subnet-pub eni-front');
  });

  it('is kept towards a neighbour of the node, and no ACL is asked between them', () => {
    const records = balanced({ targets: [{ Id: 'i-web', Port: 8443 }] });
    const entries = [
      entry(100, true),
      entry(90, false, { RuleAction: 'deny', CidrBlock: '10.0.0.0/24' }),
      entry(100, false),
    ];
    const guarded = edit(records, 'acl-pub', { Entries: entries });
    const { verdict, reply } = ask(guarded, 'i-app', '10.0.0.20');
    expect([verdict, reply]).toEqual(['reachable', expect.stringMatching(/^eni-web subnet-pub eni-front /)]);
  });

  it('is kept towards an interface that routes lead to', () => {
    const records = [...balanced(), table('rtb-via', 'vpc-a', ['subnet-b'], { ...LOCAL, '0.0.0.0/0': 'eni-app' })];
    const open = edit(records, 'eni-app', { SourceDestCheck: false });
    expect(ask(open, 'i-web', '10.0.0.20')).toMatchObject({
      verdict: 'reachable',
      request: expect.stringContaining('eni-front'),
    });
  });

  it('is not carried over to another family', () => {
    const setup = { group: { IpAddressType: 'ipv6' }, node: { Ipv6Addresses: [{ Ipv6Address: '2001:db8:a::20' }] } };
    const { verdict, request } = asked(setup);
    expect([verdict, request]).toEqual(['reachable', expect.stringMatching(/eni-front .*eni-app$/)]);
    expect(asked({ ...setup, node: {} }).codes).toEqual(['NO_POSSIBLE_DESTINATION']);
  });

  it('cannot be kept where a route leads elsewhere', () => {
    const setup = {
      group: { TargetType: 'ip', Protocol: 'TCP_UDP' },
      targets: [{ Id: '10.9.0.1', AvailabilityZone: 'all' }],
    };
    expect(asked(setup).codes).toContain('ELBV2_SOURCE_ADDRESS_PRESERVATION');
  });

  it('is not that of a target that calls itself', () => {
    expect(ask(balanced(), 'i-app', '10.0.0.20').codes).toEqual(['ELBV2_SOURCE_ADDRESS_PRESERVATION']);
  });
});

describe('an Application Load Balancer', () => {
  const setup: Setup = {
    balancer: { Type: 'application', SecurityGroups: ['sg-front'] },
    listener: { Protocol: 'HTTPS' },
    group: { Protocol: 'HTTP' },
    node: { InterfaceType: 'interface', Groups: [{ GroupId: 'sg-front' }] },
  };
  const rule = (more: Fields) =>
    raw('listenerRule', {
      RuleArn: `${LISTENER.replace('listener/', 'listener-rule/')}/1`,
      ListenerArn: LISTENER,
      ...more,
    });
  const closed = edit([...balanced(setup), group('sg-front', 'vpc-a')], 'sg-app', { IpPermissions: [] });

  it('sends by any of its rules', () => {
    const other = [
      raw('targetGroup', {
        TargetGroupArn: `${GROUP}2`,
        TargetType: 'instance',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: 'vpc-a',
      }),
      raw('targetGroupAttributes', { TargetGroupArn: `${GROUP}2`, Attributes: [] }),
      raw('targetHealth', { TargetGroupArn: `${GROUP}2`, TargetHealthDescriptions: [{ Target: { Id: 'i-db' } }] }),
    ];
    const actions = [{ Type: 'forward', TargetGroupArn: `${GROUP}2` }];
    expect(ask(closed, 'i-web', '10.0.0.20').verdict).toBe('blocked');
    const open = [...closed, ...other, rule({ Actions: actions })];
    expect(ask(open, 'i-web', '10.0.0.20')).toMatchObject({
      verdict: 'reachable',
      request: expect.stringContaining('eni-db'),
    });
    const Conditions = [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.2.0/24'] } }];
    expect(ask([...closed, ...other, rule({ Actions: actions, Conditions })], 'i-web', '10.0.0.20').verdict).toBe(
      'blocked',
    );
  });

  it('perhaps sends by rules that were not read', () => {
    expect(ask(closed, 'i-web', '10.0.0.20', {}, { absent: ['listenerRule'] }).verdict).toBe('unknown');
  });

  it('answers redirects and functions by itself', () => {
    const fixed = [...closed, rule({ Actions: [{ Type: 'fixed-response' }] })];
    expect(ask(fixed, 'i-web', '10.0.0.20')).toMatchObject({ verdict: 'reachable', codes: ['BALANCER_ANSWERS'] });
    const invoked = balanced({ ...setup, group: { TargetType: 'lambda', Protocol: undefined } });
    const { verdict, codes } = ask([...invoked, group('sg-front', 'vpc-a')], 'i-web', '10.0.0.20');
    expect([verdict, codes]).toEqual(['reachable', ['BALANCER_ANSWERS']]);
  });
});

it('an Application Load Balancer may be the target of a Network Load Balancer', () => {
  const alb = `${ARN}loadbalancer/app/inner/2`;
  const inner = [
    group('sg-inner', 'vpc-a'),
    networkInterface('eni-inner', 'subnet-a', '10.0.1.30', {
      groups: ['sg-inner'],
      more: { Description: 'ELB app/inner/2', RequesterId: 'amazon-elb' },
    }),
    raw('loadBalancer', {
      LoadBalancerArn: alb,
      LoadBalancerName: 'inner',
      Type: 'application',
      VpcId: 'vpc-a',
      SecurityGroups: ['sg-inner'],
      AvailabilityZones: [{ SubnetId: 'subnet-a' }],
    }),
    raw('listener', {
      ListenerArn: `${ARN}listener/app/inner/2/2`,
      LoadBalancerArn: alb,
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: `${GROUP}2` }],
    }),
    raw('targetGroup', {
      TargetGroupArn: `${GROUP}2`,
      TargetType: 'instance',
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-a',
    }),
    raw('targetGroupAttributes', { TargetGroupArn: `${GROUP}2`, Attributes: [] }),
    raw('targetHealth', { TargetGroupArn: `${GROUP}2`, TargetHealthDescriptions: [{ Target: { Id: 'i-app' } }] }),
  ];
  const outer = balanced({ group: { TargetType: 'alb', Port: 80 }, targets: [{ Id: alb, Port: 80 }] });
  const { verdict, request } = ask([...outer, ...inner], 'i-web', '10.0.0.20');
  expect([verdict, request]).toEqual(['reachable', expect.stringMatching(/eni-front .*eni-inner .*eni-app$/)]);
});
