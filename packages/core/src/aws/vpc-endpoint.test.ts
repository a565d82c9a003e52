import { describe, expect, it } from 'vitest';
import { type AskOptions, ask } from '../explain/ask.fixture.ts';
import {
  base,
  edit,
  entry,
  group,
  networkInterface,
  permission,
  type Raw,
  raw,
  route,
  without,
} from './network.fixture.ts';

const S3 = '52.218.1.1';

describe('a gateway endpoint', () => {
  const gateway = (more: object = {}, routes: readonly object[] = []) => [
    ...edit(base(), 'rtb-priv', { Routes: [route('10.0.0.0/16', 'local'), route('pl-s3', 'vpce-s3'), ...routes] }),
    raw('vpcEndpoint', {
      VpcEndpointId: 'vpce-s3',
      VpcEndpointType: 'Gateway',
      VpcId: 'vpc-a',
      ServiceName: 'com.amazonaws.eu-west-1.s3',
      State: 'available',
      ...more,
    }),
    raw('prefixList', { PrefixListId: 'pl-s3', Cidrs: ['52.218.0.0/17', '2001:db8:53::/48'] }),
  ];
  const asked = (resources: readonly Raw[], more: object = {}) => ask(resources, 'i-app2', S3, more);

  it('takes what its prefix list holds, and the answer comes straight back', () => {
    expect(asked(gateway())).toMatchObject({
      verdict: 'reachable',
      request: 'eni-app2 subnet-a vpce-s3',
      reply: 'vpce-s3 vpc-a subnet-a eni-app2',
    });
    expect(ask(gateway(), 'i-app2', '8.8.8.8').codes).toContain('NO_ROUTE_TO_DESTINATION');
  });
  it.each<[object, string]>([
    [{ protocol: 'tcp', port: 80 }, 'reachable'],
    [{ protocol: 'tcp', port: 22 }, 'blocked'],
    [{ protocol: 'icmp' }, 'reachable'],
    [{ protocol: 'udp', port: 53 }, 'blocked'],
    [{ protocol: 'gre' }, 'blocked'],
  ])('takes TCP to ports of the service, and echo, only: %j is %s', (more, verdict) => {
    expect(asked(gateway(), more).verdict).toBe(verdict);
  });
  it('carries IPv6 where the list does', () => {
    const six = gateway({}, [route('2001:db8:a::/56', 'local')]);
    expect(ask(six, 'i-app', '2001:db8:53::1', { protocol: 'icmpv6' }).verdict).toBe('reachable');
  });
  it.each([
    ['Available', 'reachable'],
    ['pending', 'blocked'],
    ['deleted', 'blocked'],
    ['partial', 'unknown'],
  ])('in state %s: %s', (State, verdict) => {
    expect(asked(gateway({ State })).verdict).toBe(verdict);
  });
  it('is met behind the ACL of the subnet, the answer too', () => {
    expect(asked(edit(gateway(), 'acl-a', { Entries: [entry(100, false)] })).verdict).toBe('blocked');
    expect(asked(edit(gateway(), 'acl-a', { Entries: [entry(100, true)] })).verdict).toBe('forward-only');
  });
  it('of another type is not modelled', () => {
    for (const [type, code] of [
      ['Resource', 'RESOURCE_ENDPOINT'],
      ['ServiceNetwork', 'VPC_LATTICE'],
      ['Tunnel', 'RESOURCE_ENDPOINT'],
      ['Novelty', 'NOT_MODELLED'],
    ]) {
      expect(asked(gateway({ VpcEndpointType: type }))).toMatchObject({ verdict: 'unknown', codes: [code] });
    }
  });
});

describe('an interface endpoint', () => {
  const endpoint = (service: string, more: object = {}) => [
    ...base(),
    group('sg-ep', 'vpc-a'),
    networkInterface('eni-ep', 'subnet-b', '10.0.2.50', { groups: ['sg-ep'], more: { InterfaceType: 'vpc_endpoint' } }),
    raw('vpcEndpoint', {
      VpcEndpointId: 'vpce-1',
      VpcEndpointType: 'Interface',
      VpcId: 'vpc-a',
      State: 'available',
      ServiceName: service,
      NetworkInterfaceIds: ['eni-ep'],
      ...more,
    }),
  ];
  const asked = (resources: readonly Raw[], port: number, options: AskOptions = {}) =>
    ask(resources, 'i-app2', '10.0.2.50', { port }, options);

  it.each<[string, number, string]>([
    ['com.amazonaws.eu-west-1.sqs', 443, 'reachable'],
    ['com.amazonaws.eu-west-1.sqs', 80, 'blocked'],
    ['aws.api.eu-west-1.bedrock', 443, 'reachable'],
    ['com.amazonaws.eu-west-1.email-smtp', 587, 'reachable'],
    ['com.amazonaws.eu-west-1.email-smtp', 443, 'blocked'],
    ['com.amazonaws.eu-west-1.iot.data', 8883, 'reachable'],
    ['com.amazonaws.eu-west-1.transfer', 8195, 'reachable'],
    ['com.amazonaws.vpce.eu-west-1.vpce-svc-1', 443, 'unknown'],
    ['example.private', 443, 'unknown'],
  ])('of %s on port %i: %s', (service, port, verdict) => {
    expect(asked(endpoint(service), port).verdict).toBe(verdict);
  });
  it('names the ports that its service answers on', () => {
    const { part, codes } = asked(endpoint('com.amazonaws.eu-west-1.transfer'), 443);
    expect(codes).toEqual(['ENDPOINT_PORT_CLOSED']);
    expect(part.blockers[0]?.evidence[0]?.text).toMatch(/answers on 21-22, 8192-8200 only$/);
  });
  it('is behind its groups', () => {
    const closed = edit(endpoint('com.amazonaws.eu-west-1.sqs'), 'sg-ep', {
      IpPermissions: [permission('tcp', 80, 80, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })],
    });
    expect(asked(closed, 443).verdict).toBe('blocked');
  });
  it.each([
    ['deleted', 'blocked'],
    ['partial', 'unknown'],
    ['pendingAcceptance', 'blocked'],
  ])('in state %s: %s', (State, verdict) => {
    expect(asked(endpoint('com.amazonaws.eu-west-1.sqs', { State }), 443).verdict).toBe(verdict);
  });
  it('that is not in the input answers on ports that nobody knows', () => {
    const { verdict, part } = asked(without(endpoint('com.amazonaws.eu-west-1.sqs'), 'vpce-1'), 443);
    expect(verdict).toBe('unknown');
    expect(part.unknowns[0]).toMatchObject({ missing: { kind: 'vpcEndpoint' } });
  });
});
