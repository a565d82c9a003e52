import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { closed, mended } from '../explain/mend.fixture.ts';
import { base, edit, group, networkInterface, permission, type Raw, raw, route } from './network.fixture.ts';
import { attachment, propagations, transit } from './transit-gateway.fixture.ts';

const ID = 'cvpn-endpoint-1';
const id = { ClientVpnEndpointId: ID };
const endpoint = (more: object = {}) =>
  raw('clientVpnEndpoint', { ...id, Status: { Code: 'available' }, ClientCidrBlock: '10.100.0.0/16', ...more });
const landing = raw('clientVpnTargetNetwork', {
  ...id,
  AssociationId: 'cvpn-assoc-1',
  TargetNetworkId: 'subnet-a',
  Status: { Code: 'associated' },
});
const rule = (DestinationCidr: string, groupId?: string) =>
  raw('clientVpnAuthorizationRule', {
    ...id,
    DestinationCidr,
    ...(groupId ? { GroupId: groupId, AccessAll: false } : { AccessAll: true }),
    Status: { Code: 'active' },
  });
const path = (DestinationCidr: string, TargetSubnet = 'subnet-a') =>
  raw('clientVpnRoute', { ...id, DestinationCidr, TargetSubnet, Status: { Code: 'active' } });
const own = networkInterface('eni-cvpn', 'subnet-a', '10.0.1.77', {
  groups: ['sg-cvpn'],
  more: { Description: 'ClientVPN Endpoint resource', RequesterManaged: true },
});
const client = (...more: readonly Raw[]) => [...base(), endpoint(), landing, own, group('sg-cvpn', 'vpc-a'), ...more];
const open = client(path('10.0.0.0/16'), rule('10.0.0.0/16'));

describe('a Client VPN endpoint in a VPC', () => {
  it('sends from its own interface and gets the answer back (CVPN-03)', () => {
    expect(ask(open, ID, 'i-db')).toMatchObject({
      verdict: 'reachable',
      request: `${ID}/clients ${ID} subnet-a vpc-a subnet-b eni-db`,
      reply: expect.stringMatching(new RegExp(`${ID} ${ID}/clients$`)),
    });
  });
  it('sends nothing from an interface that is not in use (PAR-18)', () => {
    const detached = edit(open, 'eni-cvpn', { Status: 'available' });
    expect(ask(detached, ID, 'i-db')).toMatchObject({ verdict: 'blocked', codes: ['BAD_STATE'] });
  });
  it('is what rules of targets name, by range or by group (CVPN-05)', () => {
    const only = (peers: object) => edit(open, 'sg-db', { IpPermissions: [permission('tcp', 443, 443, peers)] });
    expect(ask(only({ IpRanges: [{ CidrIp: '10.0.1.0/24' }] }), ID, 'i-db').verdict).toBe('reachable');
    expect(ask(only({ UserIdGroupPairs: [{ GroupId: 'sg-cvpn' }] }), ID, 'i-db').verdict).toBe('reachable');
    expect(ask(only({ IpRanges: [{ CidrIp: '10.100.0.0/16' }] }), ID, 'i-db').verdict).toBe('blocked');
  });
  it('needs a route and an authorization rule (CVPN-01)', () => {
    expect(ask(client(rule('10.0.0.0/16')), ID, 'i-db').codes).toContain('NO_ROUTE_TO_DESTINATION');
    expect(ask(client(path('10.0.0.0/16')), ID, 'i-db').codes).toContain('CLIENT_VPN_NOT_AUTHORIZED');
    expect(ask(open, ID, 'i-db', {}, { absent: ['clientVpnRoute'] }).verdict).toBe('unknown');
    expect(ask(open, ID, 'i-db', {}, { absent: ['clientVpnAuthorizationRule'] }).verdict).toBe('unknown');
    expect(ask(open, ID, 'i-db', {}, { absent: ['clientVpnTargetNetwork'] }).verdict).toBe('unknown');
  });
  it('lets the longest prefix of its rules decide (CVPN-02)', () => {
    const grouped = client(path('10.0.0.0/16'), rule('0.0.0.0/0', 'G1'), rule('10.0.2.0/24', 'G2'));
    expect(ask(grouped, `${ID}/group:G1`, 'i-db')).toMatchObject({ codes: ['CLIENT_VPN_NOT_AUTHORIZED'] });
    expect(ask(grouped, `${ID}/group:G2`, 'i-db').verdict).toBe('reachable');
    expect(ask(grouped, `${ID}/group:G1`, 'i-app').verdict).toBe('reachable');
    expect(ask(grouped, ID, 'i-db')).toMatchObject({ verdict: 'unknown', codes: ['CLIENT_VPN_GROUP_UNSTATED'] });
  });
  it('lets a group reach the rest by 0.0.0.0/0 beside a narrower rule', () => {
    const both = client(path('10.0.0.0/16'), rule('0.0.0.0/0', 'G1'), rule('10.0.2.0/24', 'G1'));
    const { verdict, codes } = ask(both, `${ID}/group:G1`, 'i-app');
    expect({ verdict, codes }).toEqual({
      verdict: 'reachable',
      codes: expect.arrayContaining(['ASSUMED_CLIENT_VPN_DEFAULT_RULE']),
    });
  });
  it('is entered by nobody from the VPC (CVPN-06)', () => {
    expect(ask(open, 'i-db', ID).verdict).toBe('blocked');
    expect(ask(open, 'i-db', 'eni-cvpn').verdict).toBe('blocked');
    expect(ask(open, 'eni-cvpn', 'i-db').codes).toContain('NEVER_SENDS');
  });
  it('joins clients by a local route', () => {
    const between = client(path('10.100.0.0/16', 'local'), rule('10.100.0.0/16'));
    expect(ask(between, `${ID}/10.100.0.5`, `${ID}/10.100.0.6`).verdict).toBe('reachable');
  });
  it('does nothing until it is available', () => {
    const pending = client(path('10.0.0.0/16'), rule('10.0.0.0/16')).map((one) =>
      one.kind === 'clientVpnEndpoint' ? endpoint({ Status: { Code: 'pending-associate' } }) : one,
    );
    expect(ask(pending, ID, 'i-db').codes).toContain('BAD_STATE');
  });
  it('whose interface the input lacks sends from an address that nobody knows', () => {
    const bare = open.filter((one) => one !== own);
    expect(ask(bare, ID, 'i-db')).toMatchObject({
      verdict: 'unknown',
      codes: expect.arrayContaining(['NOT_COLLECTED']),
    });
  });
});

describe('a Client VPN endpoint of a transit gateway', () => {
  const [own] = attachment('cvpn', { ResourceType: 'client-vpn', ResourceId: ID });
  const joined = (routed: string) => [
    ...edit(transit(), 'rtb-a', { Routes: [route('10.1.0.0/16', 'local'), route(routed, 'tgw-1')] }).filter(
      ({ kind }) => kind !== 'transitGatewayPropagations',
    ),
    own as Raw,
    propagations('a', 'b', 'cvpn'),
    endpoint(),
    raw('clientVpnRoute', {
      ...id,
      DestinationCidr: '10.0.0.0/8',
      TransitGatewayAttachmentId: 'tgw-attach-cvpn',
      Status: { Code: 'active' },
    }),
    rule('10.0.0.0/8'),
  ];
  it('keeps the client’s address (CVPN-03)', () => {
    const resources = joined('10.100.0.0/16');
    expect(ask(resources, ID, 'i-a1')).toMatchObject({
      verdict: 'reachable',
      request: expect.stringContaining(`${ID}/clients ${ID} tgw-attach-cvpn tgw-rtb-1 tgw-attach-a`),
      reply: expect.stringMatching(new RegExp(`tgw-attach-cvpn ${ID} ${ID}/clients$`)),
    });
    const narrow = { IpPermissions: [permission('tcp', 443, 443, { IpRanges: [{ CidrIp: '10.100.0.0/16' }] })] };
    expect(ask(edit(resources, 'sg-a1', narrow), ID, 'i-a1').verdict).toBe('reachable');
  });
  it('needs a route back to its clients', () => {
    expect(ask(joined('10.2.0.0/16'), ID, 'i-a1').verdict).toBe('forward-only');
  });
});

describe('what would mend or close it', () => {
  it('a route and an authorization rule are added', () => {
    expect(mended(client(), ID, 'i-db')).toEqual([
      'found reachable',
      `${ID}: authorize everybody to send to 10.0.0.0/16`,
      `${ID}: add the route 10.0.0.0/16 → subnet-a`,
    ]);
  });
  it('the group of a user is authorized where others are', () => {
    const network = client(path('10.0.0.0/16'), rule('10.0.0.0/16', 'ops'));
    expect(mended(network, `${ID}/group:dev`, 'i-db')[1]).toBe(`${ID}: authorize dev to send to 10.0.0.0/16`);
  });
  it('the rule or the route is taken away', () => {
    expect(closed(open, ID, 'i-db')).toEqual([
      'found',
      expect.stringMatching(/remove the route 10.0.0.0\/16 → subnet-a|revoke the authorization/),
    ]);
  });
});
