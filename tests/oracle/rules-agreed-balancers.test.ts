import { describe, expect, test } from 'vitest';
import { agreed } from './agreed.ts';
import { tcp } from './ask.ts';
import { edit, networkInterface, raw } from './build.ts';
import { f0 } from './networks.ts';

const zone = (letter: string) => ({ AvailabilityZone: `eu-west-1${letter}`, AvailabilityZoneId: `euw1-az-${letter}` });

describe('a classic balancer of which a subnet was not read', () => {
  const name = { LoadBalancerName: 'clb' };
  const clb = [
    ...edit(edit(edit(f0(), 'pub-a', zone('c')), 'priv-a', zone('a')), 'priv-b', zone('b')),
    networkInterface('eni-clb', 'vpc-a', 'priv-a', '10.0.1.60', {
      groups: ['sg-web'],
      more: { RequesterId: 'amazon-elb', Description: 'ELB clb' },
    }),
    raw('classicLoadBalancer', {
      ...name,
      VPCId: 'vpc-a',
      Subnets: ['priv-a', 'priv-far'],
      Instances: [{ InstanceId: 'i-app2' }],
      ListenerDescriptions: [
        { Listener: { Protocol: 'TCP', LoadBalancerPort: 80, InstanceProtocol: 'TCP', InstancePort: 80 } },
      ],
    }),
    raw('classicLoadBalancerAttributes', {
      ...name,
      LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: true } },
    }),
  ];
  const call = tcp('app', '10.0.1.60', 80);
  const to = (instance: string) => edit(clb, 'clb', { Instances: [{ InstanceId: instance }] });

  test('sends to targets in the zone of its node (LB-05)', () => {
    expect(agreed(clb, call)).toBe('reachable');
  });

  test('may be enabled in the zone of any other (LB-05)', () => {
    expect(agreed(to('i-db'), call)).toBe('unknown');
    expect(agreed(edit(to('i-db'), 'clb', { Subnets: ['priv-a'] }), call)).toBe('blocked');
    expect(agreed(edit(to('i-db'), 'clb', { Subnets: ['priv-a', 'priv-b'] }), call)).toBe('reachable');
  });
});
