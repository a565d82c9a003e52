import { expect, it } from 'vitest';
import { base, raw, snapshotOf } from '../aws/network.fixture.ts';
import { checkSettings } from './check-settings.ts';

const checked = (...ids: readonly string[]) =>
  checkSettings(
    snapshotOf(base(), { settings: { appliances: Object.fromEntries(ids.map((id) => [id, 'forward' as const])) } }),
  );

it('an appliance is an instance or interface of the input', () => {
  expect(checked('i-app', 'eni-db')).toEqual([]);
  expect(checked()).toEqual([]);
});

it('so is what stands behind a Gateway Load Balancer endpoint', () => {
  const endpoint = raw('vpcEndpoint', {
    VpcEndpointId: 'vpce-fw',
    ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
  });
  const balancer = raw('loadBalancer', { LoadBalancerArn: 'arn:gwlb', LoadBalancerName: 'fw' });
  const targets = raw('targetHealth', {
    TargetGroupArn: 'arn:group',
    TargetHealthDescriptions: [{ Target: { Id: '10.0.0.9' } }],
  });
  const names = ['vpce-fw', 'vpce-svc-1', 'arn:gwlb', 'fw', '10.0.0.9'];
  const appliances = Object.fromEntries(names.map((name) => [name, 'forward' as const]));
  expect(checkSettings(snapshotOf([endpoint, balancer, targets], { settings: { appliances } }))).toEqual([]);
});

it('any other is told, with those that are spelled alike', () => {
  expect(checked('i-ap', 'sg-quite-different')).toMatchObject([
    { code: 'SETTING_UNKNOWN_ID', severity: 'warning', hint: expect.stringContaining('i-app') },
    { code: 'SETTING_UNKNOWN_ID', message: expect.stringContaining('sg-quite-different') },
  ]);
});
