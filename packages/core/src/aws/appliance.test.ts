import { describe, expect, it } from 'vitest';
import { type AskOptions, ask } from '../explain/ask.fixture.ts';
import { base, edit, entry, peered, permission, type Raw, route, table, without } from './network.fixture.ts';
import type { ApplianceBehaviour } from './snapshot.ts';

/** Both private subnets send to each other by `i-web`, whose check is off. */
function routed(target = 'eni-web', more: object = {}): readonly Raw[] {
  const routes = { '10.0.0.0/16': 'local', '10.0.1.0/24': target, '10.0.2.0/24': target, '0.0.0.0/0': 'nat-a' };
  return [
    ...edit(without(base(), 'rtb-priv'), 'eni-web', { SourceDestCheck: false, ...more }),
    table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], routes),
  ];
}
const stated = (behaviour: ApplianceBehaviour, at = 'eni-web'): AskOptions => ({
  settings: { appliances: { [at]: behaviour } },
});
const asked = (resources: readonly Raw[], options: AskOptions = {}) =>
  ask(resources, 'i-app2', '10.0.2.10', {}, options);

describe('what an appliance does', () => {
  it('is unknown unless it is stated', () => {
    expect(asked(routed())).toMatchObject({ verdict: 'unknown', codes: ['APPLIANCE_INSIDE'] });
  });
  it.each<[string, AskOptions, string, string]>([
    ['for its interface', stated('forward'), 'reachable', 'ASSUMED_APPLIANCE_FORWARDS'],
    ['for its instance', stated('forward', 'i-web'), 'reachable', 'ASSUMED_APPLIANCE_FORWARDS'],
    ['for all', { assume: { appliances: 'forward' } }, 'reachable', 'ASSUMED_APPLIANCE_FORWARDS'],
    ['to drop', stated('drop'), 'blocked', 'APPLIANCE_DROPS'],
  ])('is stated %s', (_, options, verdict, code) => {
    expect(asked(routed(), options)).toMatchObject({ verdict, codes: expect.arrayContaining([code]) });
  });
  it('may be named by its instance in a route', () => {
    expect(asked(routed('i-web'), stated('forward')).request).toContain('eni-web');
    const first = { Attachment: { InstanceId: 'i-web', DeviceIndex: 0 }, SourceDestCheck: false };
    const later = { Attachment: { InstanceId: 'i-web', DeviceIndex: 1 } };
    const two = edit(edit(routed('i-web'), 'eni-app', first), 'eni-web', later);
    expect(asked(two, stated('forward', 'i-web')).request).toContain('eni-app ');
  });
  it('to translate opens a conversation of its own', () => {
    const { verdict, request } = asked(routed(), stated('nat'));
    expect([verdict, request.includes('eni-web')]).toEqual(['reachable', true]);
    const own = permission('tcp', 443, 443, { IpRanges: [{ CidrIp: '10.0.0.10/32' }] });
    expect(asked(edit(routed(), 'sg-db', { IpPermissions: [own] }), stated('nat')).verdict).toBe('reachable');
    expect(asked(edit(routed(), 'sg-db', { IpPermissions: [own] }), stated('forward')).verdict).toBe('blocked');
  });
  it('what is addressed to itself it does not pass on', () => {
    const toItself = edit(routed(), 'rtb-priv', {
      Routes: [route('10.0.0.0/16', 'local'), route('10.0.0.0/24', 'eni-web')],
    });
    expect(ask(toItself, 'i-app2', '10.0.0.10').verdict).toBe('reachable');
  });
});

describe('on its way packets meet', () => {
  const options = stated('forward');
  it('the source/destination check', () => {
    expect(asked(routed('eni-web', { SourceDestCheck: true }), options).codes).toContain(
      'ENI_SOURCE_DEST_CHECK_RESTRICTION',
    );
  });
  it('the groups of the appliance, in both directions', () => {
    expect(asked(edit(routed(), 'sg-web', { IpPermissions: [] }), options).verdict).toBe('blocked');
    expect(asked(edit(routed(), 'sg-web', { IpPermissionsEgress: [] }), options).verdict).toBe('blocked');
  });
  it('the ACL of its subnet', () => {
    expect(asked(edit(routed(), 'acl-pub', { Entries: [entry(100, true)] }), options).codes).toContain(
      'SUBNET_ACL_RESTRICTION',
    );
  });
  it('rules that name a group, in vain', () => {
    const naming = permission('tcp', 443, 443, { UserIdGroupPairs: [{ GroupId: 'sg-app2' }] });
    expect(asked(edit(routed(), 'sg-db', { IpPermissions: [naming] }), options).codes).toContain(
      'SG_REFERENCES_NOT_PRESERVED',
    );
  });
});

describe('an appliance that cannot be used', () => {
  const options = stated('forward');
  it.each<[string, readonly Raw[], string, string]>([
    ['nothing is attached to it', routed('eni-web', { Attachment: undefined }), 'blocked', 'BAD_STATE_ROUTE'],
    ['it is not in use', routed('eni-web', { Status: 'available' }), 'blocked', 'BAD_STATE_ROUTE'],
    ['its instance is stopped', edit(routed(), 'i-web', { State: { Name: 'stopped' } }), 'blocked', 'BAD_STATE_ROUTE'],
    ['its instance is not in the input', without(routed(), 'i-web'), 'unknown', 'NOT_COLLECTED'],
    ['its subnet is not in the input', without(routed(), 'subnet-pub'), 'unknown', 'NOT_COLLECTED'],
    ['its subnet is not ready', edit(routed(), 'subnet-pub', { State: 'pending' }), 'unknown', 'NOT_MODELLED'],
    ['it has no subnet', routed('eni-web', { SubnetId: undefined }), 'unknown', 'NOT_COLLECTED'],
    [
      'it translates IPv4, and has none',
      routed('eni-web', { PrivateIpAddress: undefined }),
      'blocked',
      'NO_POSSIBLE_DESTINATION',
    ],
  ])('%s', (_, resources, verdict, code) => {
    const how = code === 'NO_POSSIBLE_DESTINATION' ? stated('nat') : options;
    expect(asked(resources, how)).toMatchObject({ verdict, codes: expect.arrayContaining([code]) });
  });
  it('it is an interface of another VPC', () => {
    const foreign = edit(peered(), 'rtb-priv', {
      Routes: [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'eni-far')],
    });
    expect(ask(foreign, 'i-app2', '8.8.8.8', {}, options).codes).toContain('BAD_STATE_ROUTE');
  });
  it('a managed interface needs no instance', () => {
    const managed = routed('eni-web', { Attachment: undefined, RequesterManaged: true });
    expect(asked(managed, options).verdict).toBe('reachable');
    expect(asked(managed, { assume: { appliances: 'forward' } }).verdict).toBe('reachable');
  });
});

it('IPv6 is translated from its IPv6 address', () => {
  const six = edit(routed(), 'rtb-priv', {
    Routes: [route('2001:db8:a::/56', 'local'), route('2001:db8:a:2::/64', 'eni-web')],
  });
  const there = ask(six, 'i-app', '2001:db8:a:2::10', {}, stated('nat'));
  expect([there.verdict, there.request.includes('eni-web')]).toEqual(['reachable', true]);
});

it('in the subnet of the sender it is in a layout that AWS declares unsupported', () => {
  const beside = edit(routed('eni-app'), 'eni-app', { SourceDestCheck: false });
  const { codes } = ask(beside, 'i-app2', '10.0.2.10', {}, { assume: { appliances: 'forward' } });
  expect(codes).toContain('APPLIANCE_LAYOUT');
});
