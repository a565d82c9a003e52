import { describe, expect, it } from 'vitest';
import { base, edit, type Raw, raw, without } from '../aws/network.fixture.ts';
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
