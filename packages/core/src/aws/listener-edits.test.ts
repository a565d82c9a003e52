import { describe, expect, it } from 'vitest';
import { networkOf } from '../explain/ask.fixture.ts';
import { ARN, balanced, GROUP, NLB } from '../explain/balancer.fixture.ts';
import { closed, mended } from '../explain/mend.fixture.ts';
import { findFix } from '../queries/fix.ts';
import { base, networkInterface, type Raw, raw } from './network.fixture.ts';

const to = '10.0.0.20';

describe('a listener', () => {
  it('is added for the port that is asked', () => {
    expect(mended(balanced(), 'i-web', to, { port: 80 })).toEqual([
      'found reachable',
      `${NLB}: add a listener TCP:80 → app`,
    ]);
  });
  it('is added where there is none', () => {
    const bare = balanced().filter(({ kind }) => kind !== 'listener');
    expect(mended(bare, 'i-web', to)).toEqual(['found reachable', `${NLB}: add a listener TCP:443 → app`]);
  });
  it('is added by a command that can be pasted', () => {
    const question = { from: 'i-web', to, protocol: 'tcp', port: 80 };
    expect(findFix(networkOf(balanced()), question).edits[0]?.commands).toEqual([
      `aws elbv2 create-listener --load-balancer-arn ${NLB} --protocol TCP --port 80 --default-actions Type=forward,TargetGroupArn=${GROUP} --region eu-west-1`,
    ]);
  });
  it('of an Application Load Balancer comes with its default rule', () => {
    const arn = `${ARN}loadbalancer/app/front/1`;
    const application = balanced({
      node: { InterfaceType: 'interface', Description: 'ELB app/front/1' },
      balancer: { LoadBalancerArn: arn, Type: 'application', SecurityGroups: ['sg-web'] },
      listener: { LoadBalancerArn: arn, Protocol: 'HTTP' },
      group: { Protocol: 'HTTP' },
    });
    expect(mended(application, 'i-web', to, { port: 80 })[1]).toBe(`${arn}: add a listener HTTP:80 → app`);
  });
  it.each([
    ['ranges of ports', { port: '1-100' }],
    ['protocols that no group of it speaks', { protocol: 'udp', port: 53 }],
  ] as const)('is not added for %s', (_, more) => {
    expect(mended(balanced(), 'i-web', to, more)).toEqual(['none blocked']);
  });
  it('is taken away, or the only target', () => {
    expect(closed(balanced(), 'i-web', to)[0]).toBe('found');
    expect(closed(balanced(), 'i-web', to)[1]).toMatch(/deregister i-app:8443|remove the listener TCP:443/);
  });
});

describe('a listener of a Classic Load Balancer', () => {
  const classic = (more: object): readonly Raw[] => [
    ...base(),
    networkInterface('eni-old', 'subnet-pub', to, {
      more: { Description: 'ELB old', RequesterId: 'amazon-elb', Groups: [] },
    }),
    raw('classicLoadBalancer', {
      LoadBalancerName: 'old',
      VPCId: 'vpc-a',
      Subnets: ['subnet-pub'],
      Instances: [{ InstanceId: 'i-app' }],
      SecurityGroups: ['sg-web'],
      ...more,
    }),
    raw('classicLoadBalancerAttributes', { LoadBalancerName: 'old' }),
  ];
  const listening = {
    ListenerDescriptions: [{ Listener: { Protocol: 'TCP', LoadBalancerPort: 443, InstancePort: 443 } }],
  };
  it('is added', () => {
    expect(mended(classic({}), 'i-web', to)).toContain('old: add a listener TCP:443 → the same port of its instances');
  });
  it('is taken away', () => {
    expect(closed(classic(listening), 'i-web', to)[0]).toBe('found');
  });
});
