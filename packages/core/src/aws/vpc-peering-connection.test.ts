import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { edit, ipv6, peered, type Raw, route, without } from './network.fixture.ts';

const asked = (resources: readonly Raw[], from = 'i-app2', to = '10.1.1.10') => ask(resources, from, to);

describe('peering', () => {
  it('carries packets between its two VPCs', () => {
    expect(asked(peered())).toMatchObject({
      verdict: 'reachable',
      request: 'eni-app2 subnet-a pcx-ab vpc-b subnet-c eni-far',
      reply: 'eni-far subnet-c pcx-ab vpc-a subnet-a eni-app2',
    });
    expect(asked(peered(), 'i-far', 'eni-app2').verdict).toBe('reachable');
  });
  it.each(['pending-acceptance', 'deleted', 'failed', 'expired'])('that is %s drops them', (Code) => {
    expect(asked(peered({ Status: { Code } })).codes).toContain('BAD_STATE');
  });
  it('carries them to addresses of the VPC at its other end only', () => {
    const wide = edit(peered(), 'rtb-priv', { Routes: [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'pcx-ab')] });
    expect(asked(wide, 'i-app2', '8.8.8.8').codes).toContain('PCX_REQUIRES_ADDRESS_IN_VPC_CIDR');
    expect(asked(wide).verdict).toBe('reachable');
  });
  it('an address there that nobody has is blocked', () => {
    expect(asked(peered(), 'i-app2', '10.1.1.99')).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining(['NO_POSSIBLE_DESTINATION']),
    });
  });
  it('ranges that are no longer associated do not count', () => {
    const block = (State: string) => ({ CidrBlock: '10.1.0.0/16', CidrBlockState: { State } });
    const moved = (State: string) =>
      edit(peered(), 'vpc-b', { CidrBlock: '10.3.0.0/16', CidrBlockAssociationSet: [block(State)] });
    expect(asked(moved('associated')).verdict).toBe('reachable');
    expect(asked(moved('disassociated')).codes).toContain('PCX_REQUIRES_ADDRESS_IN_VPC_CIDR');
  });
  it('between other VPCs is no target for this one', () => {
    const between = { VpcId: 'vpc-x', Region: 'eu-west-1' };
    expect(asked(peered({ RequesterVpcInfo: between })).codes).toContain('BAD_STATE');
  });
  it('nobody knows where one leads of which the other side is not told (PAR-14)', () => {
    const { verdict, codes } = asked(peered({ AccepterVpcInfo: undefined }));
    expect([verdict, codes]).toEqual(['unknown', ['NOT_COLLECTED']]);
  });
  it('a source outside the sender’s VPC is dropped', () => {
    const spoofing = edit(peered(), 'eni-app2', { SourceDestCheck: false });
    expect(asked(spoofing, 'eni-app2/192.0.2.1').codes).toContain('PCX_REQUIRES_ADDRESS_IN_VPC_CIDR');
  });
});

describe('a VPC at the other end that the input lacks', () => {
  const cut = (connection: object = {}) => without(peered(connection), 'vpc-b', 'i-far', 'eni-far');
  it('is not collected, where the connection says that the address is its', () => {
    const { verdict, part } = asked(cut());
    expect(verdict).toBe('unknown');
    expect(part.unknowns).toMatchObject([{ code: 'NOT_COLLECTED', missing: { kind: 'vpc', id: 'vpc-b' } }]);
  });
  it.each<[string, object]>([
    ['in its list', { CidrBlockSet: [{ CidrBlock: '10.1.0.0/16' }, {}] }],
    ['as its only one', { CidrBlock: '10.1.0.0/16' }],
  ])('by the range that stands %s', (_, ranges) => {
    const AccepterVpcInfo = { VpcId: 'vpc-b', Region: 'eu-west-1', OwnerId: '222222222222', ...ranges };
    expect(asked(cut({ AccepterVpcInfo })).part.unknowns[0]?.missing).toMatchObject({ account: '222222222222' });
  });
  it('whose ranges nobody states may have any address', () => {
    const { verdict, part } = asked(cut({ AccepterVpcInfo: { VpcId: 'vpc-b', OwnerId: '222222222222' } }));
    expect(verdict).toBe('unknown');
    expect(part.unknowns[0]?.missing).toMatchObject({ kind: 'vpc', id: 'vpc-b', account: '222222222222' });
  });
});

it('IPv6 goes by the IPv6 ranges', () => {
  const far = { Ipv6Addresses: [{ Ipv6Address: '2001:db8:b:1::10' }] };
  const dual = (more: object) => {
    const six = edit(edit(peered(), 'vpc-b', ipv6('2001:db8:b::/56', more)), 'eni-far', far);
    const routes = [route('2001:db8:a::/56', 'local'), route('2001:db8:b::/56', 'pcx-ab')];
    const back = [route('2001:db8:b::/56', 'local'), route('2001:db8:a::/56', 'pcx-ab')];
    return asked(
      edit(edit(six, 'rtb-priv', { Routes: routes }), 'rtb-b', { Routes: back }),
      'i-app',
      '2001:db8:b:1::10',
    );
  };
  expect(dual({}).verdict).toBe('reachable');
  expect(dual({ Ipv6CidrBlockState: { State: 'disassociated' } }).verdict).toBe('blocked');
});

it('a NAT gateway’s packets come back over peering without a route', () => {
  const routes = [route('10.0.0.0/16', 'local'), route('10.1.0.0/16', 'pcx-ab')];
  const toNat = [route('10.0.0.0/16', 'local'), route('10.1.0.0/16', 'nat-a')];
  const hidden = edit(edit(peered(), 'rtb-pub', { Routes: routes }), 'rtb-priv', { Routes: toNat });
  const noReturn = edit(hidden, 'rtb-b', { Routes: [route('10.1.0.0/16', 'local')] });
  expect(asked(noReturn).verdict).toBe('reachable');
  expect(asked(edit(peered(), 'rtb-b', { Routes: [route('10.1.0.0/16', 'local')] })).verdict).toBe('forward-only');
});
