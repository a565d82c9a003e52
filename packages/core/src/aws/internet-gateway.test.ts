import { describe, expect, it } from 'vitest';
import { type AskOptions, ask } from '../explain/ask.fixture.ts';
import { base, edit, ipv6, networkInterface, type Raw, raw, route, table, without } from './network.fixture.ts';

const out = (to = '8.8.8.8', resources: readonly Raw[] = base(), options: AskOptions = {}) =>
  ask(resources, 'i-web', to, {}, options);
const into = (resources: readonly Raw[], to = '203.0.113.10', options: AskOptions = {}) =>
  ask(resources, '8.8.8.8', to, {}, options);

describe('outwards', () => {
  it.each([
    ['10.200.0.1', 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS'],
    ['192.168.1.1', 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS'],
    ['100.64.1.1', 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS'],
    ['240.0.0.1', 'NO_POSSIBLE_DESTINATION'],
    ['fd00::1', 'NO_POSSIBLE_DESTINATION'],
  ])('%s is no address of the internet: %s', (to, code) => {
    expect(out(to)).toMatchObject({ verdict: 'blocked', codes: expect.arrayContaining([code]) });
  });
  it('an address without a public one does not leave', () => {
    expect(out('8.8.8.8', edit(base(), 'eni-web', { PrivateIpAddresses: [] })).codes).toContain(
      'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    );
  });
  it('an association may stand beside the addresses', () => {
    const beside = edit(base(), 'eni-web', { PrivateIpAddresses: [], Association: { PublicIp: '203.0.113.10' } });
    expect(out('8.8.8.8', beside).verdict).toBe('reachable');
  });
  it('a source that no interface has is dropped, where all interfaces were read', () => {
    const spoofing = edit(base(), 'eni-web', { SourceDestCheck: false });
    expect(ask(spoofing, 'eni-web/10.0.0.99', '8.8.8.8').codes).toContain('GATEWAY_REJECTS_SPOOFED_TRAFFIC');
  });
  it('a source that perhaps some interface has may leave, where not all were read', () => {
    const spoofing = edit(base(), 'eni-web', { SourceDestCheck: false });
    const partial = { partial: ['networkInterface'] } as const;
    expect(ask(spoofing, 'eni-web/10.0.0.99', '2600::1,8.8.8.8', {}, partial).verdict).toBe('blocked');
  });
  it('an address outside is assumed to be foreign where Elastic IP addresses were not read', () => {
    expect(ask(base(), 'i-web', '8.8.8.8').codes).toEqual(['ASSUMED_NO_BLOCK_PUBLIC_ACCESS']);
    expect(ask(base(), 'i-web', '8.8.8.8', {}, { absent: ['address'] }).codes).toContain('ASSUMED_FOREIGN_ADDRESS');
  });
  it('a gateway of another VPC is not attached', () => {
    const other = raw('internetGateway', {
      InternetGatewayId: 'igw-b',
      Attachments: [{ VpcId: 'vpc-b', State: 'attached' }],
    });
    const routes = { Routes: [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'igw-b')] };
    expect(out('8.8.8.8', [...edit(base(), 'rtb-pub', routes), other]).codes).toContain('BAD_STATE_ATTACHMENT');
  });
  it.each([
    ['attached', 'reachable'],
    ['AVAILABLE', 'reachable'],
    ['detaching', 'blocked'],
  ])('an attachment that is %s: %s', (State, verdict) => {
    expect(out('8.8.8.8', edit(base(), 'igw-a', { Attachments: [{ VpcId: 'vpc-a', State }] })).verdict).toBe(verdict);
  });
});

describe('inwards', () => {
  it('a public address leads to its interface, by the gateway of its VPC', () => {
    expect(into(base()).request).toBe('internet igw-a vpc-a subnet-pub eni-web');
  });
  it('an address outside is nobody’s, or somebody’s where interfaces were not read', () => {
    expect(into(base(), '9.9.9.9').codes).toContain('NO_POSSIBLE_DESTINATION');
    expect(into(base(), '9.9.9.9', { absent: ['networkInterface'] }).verdict).toBe('unknown');
  });
  it('without a gateway nobody comes in', () => {
    expect(into(without(base(), 'igw-a'))).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining(['BAD_STATE_ATTACHMENT']),
    });
    expect(
      into(without(base(), 'igw-a'), '203.0.113.10', { absent: ['internetGateway'] }).part.unknowns[0]?.missing,
    ).toMatchObject({
      kind: 'internetGateway',
    });
  });
  it('an Elastic IP address that nobody carries leads nowhere, one that somebody carries somewhere', () => {
    const address = (more: object) => raw('address', { AllocationId: 'eipalloc-1', PublicIp: '203.0.113.99', ...more });
    expect(into([...base(), address({})], '203.0.113.99').verdict).toBe('blocked');
    for (const holder of [{ NetworkInterfaceId: 'eni-x' }, { InstanceId: 'i-x' }, { PrivateIpAddress: '10.9.9.9' }]) {
      expect(into([...base(), address(holder)], '203.0.113.99').verdict).not.toBe('reachable');
    }
  });
  it('a public address of the network itself is called from inside by a hairpin', () => {
    const { request } = ask([...base()], 'i-web', '203.0.113.10');
    expect(request.split(' ').filter((id) => id === 'igw-a')).toHaveLength(2);
  });
});

describe('IPv6', () => {
  const SIX = '2001:db8:a::10';
  it('needs no translation', () => {
    expect(ask(base(), '2600::1', SIX).verdict).toBe('reachable');
    expect(out('2600::1').verdict).toBe('reachable');
  });
  it('of a private block does not use the gateway', () => {
    const closed = edit(base(), 'vpc-a', ipv6('2001:db8:a::/56', { Ipv6AddressAttribute: 'private' }));
    expect(out('2600::1', closed).codes).toContain('IPV6_PRIVATE_ADDRESS');
    expect(ask(closed, '2600::1', SIX).codes).toContain('IPV6_PRIVATE_ADDRESS');
    const unsourced = edit(base(), 'vpc-a', ipv6('2001:db8:a::/56', { IpSource: 'none' }));
    expect(out('2600::1', unsourced).codes).toContain('IPV6_PRIVATE_ADDRESS');
  });
  it('an interface may deny what comes by internet gateways', () => {
    const denying = edit(base(), 'eni-web', { DenyAllIgwTraffic: true });
    expect(ask(denying, '2600::1', SIX)).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining(['IGW_INGRESS_DENIED']),
    });
    expect(ask(denying, 'i-app', SIX).verdict).toBe('reachable');
  });
  it('an address of the VPC that nobody has is blocked', () => {
    expect(ask(base(), '2600::1', '2001:db8:a::99').codes).toContain('NO_POSSIBLE_DESTINATION');
  });
  it('a block that is no longer associated is somebody else’s', () => {
    const gone = edit(base(), 'vpc-a', ipv6('2001:db8:a::/56', { Ipv6CidrBlockState: { State: 'disassociated' } }));
    expect(ask(gone, '2600::1', '2001:db8:a::99').verdict).toBe('blocked');
  });
});

describe('a table of the gateway itself', () => {
  const box = (more: object = {}) => [
    networkInterface('eni-box', 'subnet-b', '10.0.2.77', {
      publicIp: '203.0.113.77',
      groups: ['sg-db'],
      more: { Attachment: { InstanceId: 'i-db' }, SourceDestCheck: false, ...more },
    }),
  ];
  const edge = (more: object = {}) => [
    ...base(),
    ...box(more),
    table('rtb-edge', 'vpc-a', ['igw-a'], { '10.0.0.0/16': 'local', '10.0.0.0/24': 'eni-box' }),
  ];
  const forward = { assume: { appliances: 'forward' } } as const;
  it('leads what comes in through a middlebox', () => {
    const { request } = into(edge(), '203.0.113.10', forward);
    expect(request).toContain('eni-box');
  });
  it('so replies must leave through it too', () => {
    expect(into(edge(), '203.0.113.10', forward)).toMatchObject({
      verdict: 'forward-only',
      codes: expect.arrayContaining(['INGRESS_RTB_TRAFFIC_REDIRECTION']),
    });
    const through = edit(edge(), 'rtb-pub', { Routes: [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'eni-box')] });
    const back = edit(through, 'rtb-priv', { Routes: [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'igw-a')] });
    expect(into(back, '203.0.113.10', forward).verdict).toBe('reachable');
    expect(out('8.8.8.8', back, forward).verdict).toBe('reachable');
    expect(out('8.8.8.8', edge(), forward).codes).toContain('INGRESS_RTB_TRAFFIC_REDIRECTION');
  });
  it('may lead addresses of a public pool to an interface', () => {
    const pool = edit([...base(), table('rtb-pool', 'vpc-a', ['subnet-pub'], {})], 'rtb-pool', {
      Associations: [{ PublicIpv4Pool: 'ipv4pool-ec2-1' }],
      Routes: [route('198.51.100.0/24', 'eni-web')],
    });
    expect(into(pool, '198.51.100.7').verdict).toBe('unknown');
    expect(out('198.51.100.7', pool).verdict).toBe('unknown');
    expect(out('198.51.101.7', pool).verdict).toBe('reachable');
  });
  it('may be one that was not read', () => {
    const { verdict, part } = into(base(), '203.0.113.10', { partial: ['routeTable'] });
    expect(verdict).toBe('unknown');
    expect(part.unknowns[0]?.missing).toMatchObject({ kind: 'routeTable' });
  });
  it('a middlebox there needs a public address, any of its own', () => {
    const hidden = edge({ PrivateIpAddresses: [] });
    expect(into(hidden, '203.0.113.10', forward).codes).toContain('INGRESS_RTB_NO_PUBLIC_IP');
    const second = { PrivateIpAddress: '10.0.2.78', Association: { PublicIp: '203.0.113.78' } };
    const open = edge({ PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.77' }, second] });
    expect(into(open, '203.0.113.10', forward).request).toContain('eni-box');
  });
});
