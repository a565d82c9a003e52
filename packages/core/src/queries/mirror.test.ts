import { describe, expect, it } from 'vitest';
import { base, edit, networkInterface, permission, type Raw, raw, without } from '../aws/network.fixture.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { explain } from '../explain/explanation.ts';
import { findMirrors } from './mirror.ts';

const ACCEPT = { RuleAction: 'accept', RuleNumber: 1 };

function mirrored(
  target: object,
  filter: object = { IngressFilterRules: [ACCEPT], EgressFilterRules: [ACCEPT] },
): readonly Raw[] {
  return [
    ...base(),
    raw('trafficMirrorSession', {
      TrafficMirrorSessionId: 'tms-1',
      NetworkInterfaceId: 'eni-app',
      TrafficMirrorTargetId: 'tmt-1',
      TrafficMirrorFilterId: 'tmf-1',
      SessionNumber: 1,
    }),
    raw('trafficMirrorTarget', { TrafficMirrorTargetId: 'tmt-1', ...target }),
    raw('trafficMirrorFilter', { TrafficMirrorFilterId: 'tmf-1', ...filter }),
  ];
}
const TO_DB = { Type: 'network-interface', NetworkInterfaceId: 'eni-db' };

function asked(resources: readonly Raw[]) {
  const [answer] = findMirrors(networkOf(resources));
  if (!answer) throw new Error('no session');
  const { flow, verdict, notes } = answer;
  const explained = answer.asked && explain(answer.asked.network, answer.asked.answer).parts[0];
  const codes = [...(explained?.blockers ?? []), ...(explained?.unknowns ?? [])].map(({ code }) => code);
  return { flow, verdict, notes, codes, hops: (explained?.request ?? []).map(({ component }) => component).join(' ') };
}

describe('what a traffic mirror session sends (TM-01…04)', () => {
  it('goes to the target by the table of the interface’s subnet', () => {
    expect(asked(mirrored(TO_DB))).toMatchObject({
      verdict: 'reachable',
      hops: 'eni-app subnet-a vpc-a subnet-b eni-db',
    });
  });
  it('is not asked by the groups of the interface, but by those of the target', () => {
    expect(asked(groupOf(mirrored(TO_DB), 'sg-app', { IpPermissionsEgress: [] })).verdict).toBe('reachable');
    const tcp = { IpPermissions: [permission('tcp', 0, 65_535, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })] };
    expect(asked(groupOf(mirrored(TO_DB), 'sg-db', tcp))).toMatchObject({
      verdict: 'blocked',
      codes: ['ENI_SG_RULES_MISMATCH'],
    });
  });
  it('is nothing in a direction without a rule that accepts', () => {
    const rejects = { IngressFilterRules: [ACCEPT], EgressFilterRules: [{ ...ACCEPT, RuleAction: 'reject' }] };
    expect(asked(mirrored(TO_DB, rejects)).flow.mirrors).toEqual({ ingress: 'some', egress: 'nothing' });
    expect(asked(mirrored(TO_DB, rejects)).notes).toEqual(['EGRESS_NOT_MIRRORED']);
    expect(asked(mirrored(TO_DB, {})).flow.mirrors).toEqual({ ingress: 'nothing', egress: 'nothing' });
    expect(asked(without(mirrored(TO_DB), 'tmf-1')).flow.mirrors).toEqual({ ingress: 'unknown', egress: 'unknown' });
  });
  it('may end at a Gateway Load Balancer endpoint', () => {
    const endpoint = (State: string) => [
      ...mirrored({ Type: 'gateway-load-balancer-endpoint', GatewayLoadBalancerEndpointId: 'vpce-fw' }),
      networkInterface('eni-ep', 'subnet-b', '10.0.2.40', {
        more: { InterfaceType: 'gateway_load_balancer_endpoint' },
      }),
      raw('vpcEndpoint', {
        VpcEndpointId: 'vpce-fw',
        VpcEndpointType: 'GatewayLoadBalancer',
        VpcId: 'vpc-a',
        State,
        SubnetIds: ['subnet-b'],
        NetworkInterfaceIds: ['eni-ep'],
      }),
    ];
    expect(asked(endpoint('available'))).toMatchObject({
      verdict: 'reachable',
      hops: 'eni-app subnet-a vpc-a subnet-b eni-ep',
    });
    expect(asked(endpoint('deleted')).verdict).toBe('blocked');
  });
  it.each(['tmt-1', 'eni-db', 'eni-app'])('is unknown without %s', (id) => {
    expect(asked(without(mirrored(TO_DB), id))).toMatchObject({
      verdict: 'unknown',
      flow: { stop: { code: 'NOT_COLLECTED' } },
    });
  });
  it('has no address family in common with a target of the other one', () => {
    const only4 = edit(mirrored(TO_DB), 'eni-db', { PrivateIpAddress: undefined, PrivateIpAddresses: [] });
    const only6 = edit(only4, 'eni-app', { Ipv6Addresses: [] });
    expect(asked(only6)).toMatchObject({ verdict: 'blocked', flow: { stop: undefined } });
  });
  it('is asked of every session, and there has to be one', () => {
    expect(() => findMirrors(networkOf(base()))).toThrow('“--mirror”');
  });
});

function groupOf(resources: readonly Raw[], id: string, fields: object): readonly Raw[] {
  return resources.map((one) => (one.fields.GroupId === id ? { ...one, fields: { ...one.fields, ...fields } } : one));
}
