import { describe, expect, it } from 'vitest';
import { type AskOptions, ask } from '../explain/ask.fixture.ts';
import { base, edit, type Raw, raw, route, without } from './network.fixture.ts';

const local = route('10.0.0.0/16', 'local');
const asked = (routes: readonly object[], to: string, more: readonly Raw[] = [], options: AskOptions = {}) =>
  ask([...edit(base(), 'rtb-priv', { Routes: [local, ...routes] }), ...more], 'i-app2', to, {}, options);
/** The component that the packet leaves its subnet for. */
const target = (routes: readonly object[], to = '8.8.8.8', more: readonly Raw[] = []) =>
  asked(routes, to, more).request.split(' ')[2];

const nat = route('0.0.0.0/0', 'nat-a');
const igw = (destination: string, more: object = {}) => route(destination, 'igw-a', more);
const propagated = { Origin: 'EnableVgwRoutePropagation' };
const advertised = { Origin: 'Advertisement' };
const list = (id: string, ...cidrs: readonly string[]) =>
  raw('prefixListEntries', { PrefixListId: id, Entries: cidrs.map((Cidr) => ({ Cidr })) });

describe('the longest prefix wins', () => {
  it.each<[string, readonly object[], string | undefined]>([
    ['a /32 beats a /24', [nat, igw('8.8.8.8/32'), route('8.8.8.0/24', 'nat-a')], 'igw-a'],
    ['a /24 beats a default', [igw('8.8.8.0/24'), nat], 'igw-a'],
    ['one beside the destination does not matter', [igw('8.8.9.0/24'), nat], 'nat-a'],
    ['a propagated longer one beats a static', [igw('8.8.8.0/24', propagated), nat], 'igw-a'],
    ['none is no route', [igw('8.8.9.0/24')], undefined],
  ])('%s', (_, routes, id) => {
    expect(target(routes)).toBe(id);
  });
  it('a prefix list counts with its entries', () => {
    expect(target([nat, igw('pl-1')], '8.8.8.8', [list('pl-1', '8.8.8.0/24')])).toBe('igw-a');
    expect(target([nat, igw('pl-1')], '8.8.8.8', [list('pl-1', '8.8.9.0/24')])).toBe('nat-a');
  });
});

describe('among equal prefixes', () => {
  it.each<[string, readonly object[]]>([
    ['static beats propagated', [route('8.8.8.0/24', 'nat-a', propagated), igw('8.8.8.0/24')]],
    ['static beats propagated, in either order', [igw('8.8.8.0/24'), route('8.8.8.0/24', 'nat-a', propagated)]],
    ['static beats a prefix list', [route('pl-1', 'nat-a'), igw('8.8.8.0/24')]],
    ['a prefix list beats propagated', [igw('pl-1'), route('8.8.8.0/24', 'nat-a', propagated)]],
  ])('%s', (_, routes) => {
    expect(target(routes, '8.8.8.8', [list('pl-1', '8.8.8.0/24')])).toBe('igw-a');
  });
  it('two prefix lists to different targets are ambiguous', () => {
    const lists = [list('pl-1', '8.8.8.0/24'), list('pl-2', '8.8.8.0/24')];
    const { verdict, part } = asked([igw('pl-1'), route('pl-2', 'nat-a')], '8.8.8.8', lists);
    expect([verdict, part.unknowns.map(({ code }) => code)]).toEqual(['unknown', ['AMBIGUOUS_ROUTE']]);
    expect(target([igw('pl-1'), igw('pl-2')], '8.8.8.8', lists)).toBe('igw-a');
  });
  it('how an advertised route ranks against a static one is assumed', () => {
    const { codes, request } = asked(
      [route('8.8.8.0/24', 'igw-a', advertised), route('8.8.8.0/24', 'nat-a')],
      '8.8.8.8',
    );
    expect(codes).toContain('ASSUMED_ROUTE_SERVER_LIKE_PROPAGATED');
    expect(request).toContain('nat-a');
  });
});

describe('the local route', () => {
  it('yields to a longer static one, not to a propagated one', () => {
    const to = '10.0.2.10';
    expect(asked([route('10.0.2.0/24', 'nat-a')], to).request).toContain('nat-a');
    expect(asked([route('10.0.2.0/24', 'vgw-1', propagated)], to).verdict).toBe('reachable');
    const both = [route('10.0.2.0/24', 'nat-a'), route('10.0.2.0/25', 'vgw-1', propagated)];
    expect(asked(both, to).request).toContain('nat-a');
  });
});

describe('a blackhole', () => {
  it.each([
    ['wins its prefix, so nothing falls through', route('8.8.8.0/24', 'nat-x', { State: 'blackhole' })],
    ['counts without a target', { DestinationCidrBlock: '8.8.8.0/24', State: 'blackhole' }],
  ])('%s', (_, hole) => {
    const { verdict, codes } = asked([nat, hole], '8.8.8.8');
    expect([verdict, codes[0]]).toEqual(['blocked', 'BAD_STATE_ROUTE']);
  });
  it('a route that is none leads where nobody tells, if it names no target', () => {
    const { verdict, codes, request } = asked(
      [nat, { DestinationCidrBlock: '8.8.8.0/24', State: 'active' }],
      '8.8.8.8',
    );
    expect([verdict, codes]).toEqual(['unknown', ['NOT_MODELLED']]);
    expect(request).not.toContain('nat-a');
  });
  it('a state that nobody knows is unknown', () => {
    expect(asked([route('8.8.8.0/24', 'nat-a', { State: 'filtered' })], '8.8.8.8')).toMatchObject({
      verdict: 'unknown',
      codes: ['NOT_MODELLED'],
    });
  });
});

describe('a prefix list without entries', () => {
  it('may take any address, but none that is local or has a route of its own length', () => {
    const unread = [nat, igw('pl-1'), igw('8.8.4.4/32')];
    expect(asked(unread, '8.8.8.8')).toMatchObject({ verdict: 'unknown' });
    expect(asked(unread, '8.8.8.8').part.unknowns).toMatchObject([{ code: 'PREFIX_LIST_UNKNOWN' }]);
    expect(asked(unread, '10.0.2.10').verdict).toBe('reachable');
    expect(asked(unread, '8.8.4.4').request).toContain('igw-a');
    expect(asked(unread, '8.8.4.4').codes).not.toContain('PREFIX_LIST_UNKNOWN');
  });
  it('of a gateway endpoint holds no private address', () => {
    const endpoint = raw('vpcEndpoint', {
      VpcEndpointId: 'vpce-1',
      VpcEndpointType: 'Gateway',
      VpcId: 'vpc-a',
      State: 'available',
    });
    expect(asked([nat, route('pl-1', 'vpce-1')], '10.200.0.1', [endpoint]).verdict).toBe('blocked');
    expect(asked([nat, route('pl-1', 'vpce-1')], '8.8.8.8', [endpoint]).codes).not.toContain('NO_ROUTE_TO_DESTINATION');
  });
});

describe('targets', () => {
  const to = (field: string, id: string) =>
    asked([{ DestinationCidrBlock: '8.8.8.0/24', [field]: id, State: 'active' }], '8.8.8.8');
  it.each([['OdbNetworkArn', 'arn:aws:odb:::network/o']])('%s is not modelled', (field, id) => {
    const { verdict, part } = to(field, id);
    expect([verdict, part.unknowns[0]]).toMatchObject(['unknown', { code: 'NOT_MODELLED', component: id }]);
  });
  it.each([
    ['GatewayId', 'igw-x', 'internetGateway'],
    ['GatewayId', 'vgw-x', 'vpnGateway'],
    ['TransitGatewayId', 'tgw-x', 'transitGateway'],
    ['NatGatewayId', 'nat-x', 'natGateway'],
    ['VpcPeeringConnectionId', 'pcx-x', 'vpcPeeringConnection'],
    ['GatewayId', 'vpce-x', 'vpcEndpoint'],
    ['EgressOnlyInternetGatewayId', 'eigw-x', 'egressOnlyInternetGateway'],
    ['NetworkInterfaceId', 'eni-x', 'networkInterface'],
    ['InstanceId', 'i-x', 'instance'],
  ])('%s that the input lacks is not collected: %s', (field, id, kind) => {
    const { verdict, part } = to(field, id);
    expect([verdict, part.unknowns[0]]).toMatchObject(['unknown', { code: 'NOT_COLLECTED', missing: { kind, id } }]);
  });
});

describe('the table of a subnet', () => {
  it('is its own, else the main one', () => {
    expect(ask(without(base(), 'rtb-priv'), 'i-app2', '8.8.8.8').codes).toEqual(['NO_ROUTE_TO_DESTINATION']);
    const half = edit(base(), 'rtb-priv', {
      Associations: [{ SubnetId: 'subnet-a', AssociationState: { State: 'disassociated' } }],
    });
    expect(ask(half, 'i-app2', '8.8.8.8').codes).toEqual(['NO_ROUTE_TO_DESTINATION']);
  });
  it('may be one that was not read, unless one that was names the subnet', () => {
    const partial = { partial: ['routeTable'] } as const;
    expect(ask(base(), 'i-web', '8.8.8.8', {}, partial).part.request.at(-1)?.component).toBe('internet');
    expect(ask(without(base(), 'rtb-priv'), 'i-app2', '8.8.8.8', {}, partial).part.unknowns).toMatchObject([
      { missing: { kind: 'routeTable' } },
    ]);
  });
  it('that the input lacks leaves all open that leaves the subnet', () => {
    const none = without(base(), 'rtb-priv', 'rtb-main');
    expect(ask(none, 'i-app2', '8.8.8.8').part.unknowns).toMatchObject([{ missing: { kind: 'routeTable' } }]);
    expect(ask(none, 'i-app2', 'i-app', { addresses: 'private' }).verdict).toBe('reachable');
  });
});

describe('what no route leads to', () => {
  it.each(['224.0.0.5', '255.255.255.255', '169.254.168.9', '10.0.1.250'])('%s', (to) => {
    expect(asked([nat], to)).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining(['NO_POSSIBLE_DESTINATION']),
    });
  });
});
