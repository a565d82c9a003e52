import { describe, expect, it } from 'vitest';
import { ask, textsOf } from '../explain/ask.fixture.ts';
import { ARN, asked, balanced, type Fields, GROUP, LISTENER, NLB, type Setup } from '../explain/balancer.fixture.ts';
import { edit, group, networkInterface, raw } from './network.fixture.ts';

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
