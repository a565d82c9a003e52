import { describe, expect, it } from 'vitest';
import { base, edit, peered, type Raw, raw, without } from '../aws/network.fixture.ts';
import { transit } from '../aws/transit-gateway.fixture.ts';
import { type AskOptions, ask, networkOf } from '../explain/ask.fixture.ts';
import { describeEnd } from './end.ts';
import { resolveEnds } from './ends.ts';

const Tags = [{ Key: 'Name', Value: 'lost' }];
const lost = (fields: object = {}): readonly Raw[] => [
  ...base(),
  raw('instance', {
    InstanceId: 'i-lost',
    State: { Name: 'running' },
    VpcId: 'vpc-a',
    SubnetId: 'subnet-b',
    Tags,
    ...fields,
  }),
];
const named = { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-lost' }] };
const placed = { ...named, PrivateIpAddress: '10.0.2.66' };
const call = 'aws ec2 describe-network-interfaces --region eu-west-1';

describe('an instance whose interface was not read', () => {
  it.each([
    ['i-lost', 'i-db', {}],
    ['lost', 'i-db', {}],
    ['i-db', 'i-lost', {}],
    ['i-db', 'name:lost', named],
    ['i-db', 'eni-lost', named],
    ['i-app2', 'i-lost', placed],
    ['i-lost', 'i-db', placed],
    ['i-lost', '8.8.8.8', placed],
  ])('is unknown from %s to %s', (from, to, fields) => {
    const { verdict, part } = ask(lost(fields), from, to);
    expect(verdict).toBe('unknown');
    expect(part.blockers).toEqual([]);
    expect(part.unknowns).toMatchObject([
      { code: 'NOT_COLLECTED', missing: { kind: 'networkInterface', command: call } },
    ]);
  });
  it('is shown by its address, or by its id where that is not known', () => {
    expect(ask(lost(placed), 'i-lost', 'i-db').part.from).toEqual(['i-lost/10.0.2.66']);
    expect(ask(lost(), 'i-lost', '10.0.2.10').part.from).toEqual(['i-lost']);
    expect(ask(lost(), 'i-db', 'i-lost').part.to).toEqual(['i-lost']);
  });
  it('is blocked where no route leads to its address', () => {
    const alone = edit(lost({ ...named, PrivateIpAddress: '10.77.0.1' }), 'rtb-priv', { Routes: [] });
    expect(ask(alone, 'i-app2', 'i-lost')).toMatchObject({
      verdict: 'blocked',
      part: { blockers: expect.arrayContaining([expect.objectContaining({ code: 'NO_ROUTE_TO_DESTINATION' })]) },
    });
  });
  it.each(['stopped', 'terminated'])('and that is %s is blocked', (Name) => {
    const { verdict, codes } = ask(lost({ State: { Name } }), 'i-lost', 'i-db');
    expect([verdict, codes]).toEqual(['blocked', ['BAD_STATE']]);
    expect(ask(lost({ State: { Name } }), 'i-db', 'i-lost').codes).toEqual(['BAD_STATE']);
  });
  it('may answer by the interface that lacks, beside those that were read', () => {
    const second = edit(base(), 'i-db', {
      NetworkInterfaces: [{ NetworkInterfaceId: 'eni-db' }, { NetworkInterfaceId: 'eni-2' }],
    });
    const closed = edit(second, 'sg-db', { IpPermissions: [] });
    expect(ask(second, 'i-app2', 'i-db').verdict).toBe('reachable');
    expect(ask(closed, 'i-app2', 'i-db').verdict).toBe('unknown');
  });
});

describe('sets', () => {
  const ends = (text: string, resources = lost(placed), options: AskOptions = {}) =>
    resolveEnds(networkOf(resources, options), text).ends.flatMap(describeEnd);
  it.each([
    'vpc-a',
    'subnet-b',
    'tag:Name',
    'type:instance',
    'region:eu-west-1',
    'account:111111111111',
    '*',
    'vpc-a & 10.0.2.66',
  ])('%s holds such an instance', (text) => {
    expect(ends(text)).toContain('i-lost');
  });
  it.each(['subnet-a', 'vpc-a & 10.0.2.10', '*,!10.0.2.66', '*,!i-lost'])('%s does not', (text) => {
    expect(ends(text)).not.toContain('i-lost');
  });
  it('one that is terminated is in none', () => {
    expect(ends('vpc-a', lost({ State: { Name: 'terminated' } }))).not.toContain('i-lost');
  });
  it('of a place whose interfaces were not read are not known', () => {
    const none = without(base(), 'eni-app', 'eni-app2', 'i-app', 'i-app2');
    const options: AskOptions = { absent: ['networkInterface'] };
    expect(ends('subnet-a', none, options)).toEqual(['subnet-a']);
    expect(ask(none, 'i-db', 'subnet-a', {}, options)).toMatchObject({ verdict: 'unknown' });
    expect(() => ends('subnet-a', none)).toThrow(expect.objectContaining({ code: 'NO_SOURCE_OR_DESTINATION' }));
  });
});

it('an interface that only an endpoint names was not read', () => {
  const endpoint = raw('vpcEndpoint', {
    VpcEndpointId: 'vpce-1',
    VpcEndpointType: 'Interface',
    VpcId: 'vpc-a',
    State: 'available',
    NetworkInterfaceIds: ['eni-ep'],
  });
  for (const to of ['vpce-1', 'eni-ep'])
    expect(ask([...base(), endpoint], 'i-db', to).codes).toEqual(['NOT_COLLECTED']);
});

describe('an address that nobody of the input has', () => {
  const unknown = (resources: readonly Raw[], from: string, options: AskOptions = {}, to = 'i-db') => {
    const { verdict, part } = ask(resources, from, to, {}, options);
    return [verdict, part.from, part.unknowns[0]?.missing?.command];
  };
  const vpcs = 'aws ec2 describe-vpcs --region eu-west-1';

  it('is of the instance whose interface lacks', () => {
    expect(unknown(lost(placed), '10.0.2.66')).toEqual(['unknown', ['i-lost/10.0.2.66'], call]);
  });
  it('may be of anybody in a VPC of which not all interfaces were read', () => {
    const open: AskOptions = { partial: ['networkInterface'] };
    expect(unknown(base(), '10.0.2.77', open)).toEqual(['unknown', ['vpc-a/10.0.2.77'], call]);
    expect(unknown(base(), '10.0.7.0/24', open)).toEqual(['unknown', ['vpc-a/10.0.7.0/24'], call]);
    const nobody = expect.objectContaining({ code: 'NO_SOURCE_OR_DESTINATION' });
    expect(() => ask(base(), '10.0.2.77', 'i-db')).toThrow(nobody);
    expect(() => ask(base(), '10.200.0.1', 'i-db', {}, open)).toThrow(nobody);
  });
  it('is of the VPC behind a peering connection that was not read', () => {
    const far = without(peered(), 'vpc-b');
    expect(unknown(far, '10.1.3.4')).toEqual(['unknown', ['vpc-b/10.1.3.4'], vpcs]);
    expect(() => ask(edit(far, 'pcx-ab', { Status: { Code: 'deleted' } }), '10.1.3.4', 'i-db')).toThrow();
    expect(() => ask(far, '10.2.3.4', 'i-db')).toThrow();
  });
  it('is of the VPC behind a transit gateway that was not read, where its ranges are propagated', () => {
    const to = { ResourceId: 'vpc-b', ResourceType: 'vpc', TransitGatewayAttachmentId: 'tgw-attach-b' };
    const route = (Type: string) =>
      raw('transitGatewayRoutes', {
        TransitGatewayRouteTableId: 'tgw-rtb-1',
        Routes: [{ DestinationCidrBlock: '10.2.0.0/16', Type, State: 'active', TransitGatewayAttachments: [to] }],
      });
    const far = without(transit(), 'vpc-b').filter(({ kind }) => kind !== 'transitGatewayRoutes');
    const asked = (Type: string) => unknown([...far, route(Type)], '10.2.3.4', {}, 'i-a1');
    expect(asked('propagated')).toEqual(['unknown', ['vpc-b/10.2.3.4'], vpcs]);
    expect(() => asked('static')).toThrow();
  });
  it('the VPC itself may be named', () => {
    const far = without(peered(), 'vpc-b');
    expect(ask(far, 'vpc-b', 'i-db').verdict).toBe('unknown');
    expect(ask(far, 'i-db', 'vpc-b').verdict).toBe('unknown');
    expect(ask(far, 'i-db', 'vpc-b/10.1.1.10').verdict).toBe('unknown');
    expect(() => ask(far, 'vpc-c', 'i-db')).toThrow(expect.objectContaining({ code: 'UNKNOWN_COMPONENT' }));
  });
});
