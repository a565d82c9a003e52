import { describe, expect, test } from 'vitest';
import { agreed } from './agreed.ts';
import { tcp } from './ask.ts';
import { acl, edit, raw, table } from './build.ts';
import { f3, site, vpn } from './hybrid-networks.ts';
import { f0, LOCAL } from './networks.ts';

const out = tcp('app', '8.8.8.8', 443);
const inward = tcp('8.8.8.8', '203.0.113.10', 443);
const address = { PublicIp: '203.0.113.5', NetworkInterfaceId: 'eni-nat' };
const natGateway = (id: string, state: string, more: object) =>
  raw('natGateway', {
    ...{ NatGatewayId: id, VpcId: 'vpc-a', SubnetId: 'pub-a', State: state, ConnectivityType: 'public' },
    NatGatewayAddresses: [more],
  });

describe('what one alone can have', () => {
  test('a VPC has one internet gateway (IGW-01)', () => {
    const second = (state: string) => [
      ...f0(),
      raw('internetGateway', { InternetGatewayId: 'igw-z', Attachments: [{ VpcId: 'vpc-a', State: state }] }),
    ];
    for (const call of [out, inward, tcp('web', '8.8.8.8', 443)]) {
      expect(agreed(second('available'), call)).toBe('unknown');
      expect(agreed(second('detached'), call)).toBe('reachable');
    }
    expect(agreed(second('available'), tcp('app', 'db', 443))).toBe('reachable');
  });

  test('a gateway has one VPC (IGW-01)', () => {
    const to = (state: string) =>
      edit(f0(), 'igw-a', {
        Attachments: [
          { VpcId: 'vpc-a', State: 'available' },
          { VpcId: 'vpc-z', State: state },
        ],
      });
    for (const call of [out, inward]) {
      expect(agreed(to('available'), call)).toBe('unknown');
      expect(agreed(to('detached'), call)).toBe('reachable');
    }
  });

  test('so it is with virtual private gateways (VGW-01)', () => {
    const sites = { office: site(['192.168.0.0/16'], { router: ['cgw-1'] }) };
    const call = tcp('app', '192.168.7.9', 443);
    const back = { ...tcp('app', '10.0.1.10', 443), from: { site: 'office', address: '192.168.7.9' } };
    const network = f3(vpn(1, 'vgw-1'));
    const attached = (...ids: readonly string[]) => ids.map((VpcId) => ({ VpcId, State: 'attached' }));
    const second = raw('vpnGateway', { VpnGatewayId: 'vgw-z', State: 'available', VpcAttachments: attached('vpc-a') });
    for (const one of [call, back]) {
      expect(agreed(network, one, { sites })).toBe('reachable');
      expect(agreed([...network, second], one, { sites })).toBe('unknown');
      const twice = edit(network, 'vgw-1', { VpcAttachments: attached('vpc-a', 'vpc-z') });
      expect(agreed(twice, one, { sites })).toBe('unknown');
    }
  });

  test('a subnet has one network ACL and one route table (ACL-01, RT-01)', () => {
    const call = tcp('app', 'db', 443);
    expect(agreed([...f0(), acl('acl-2', 'vpc-a', ['priv-b'])], call)).toBe('unknown');
    expect(agreed([...f0(), acl('acl-2', 'vpc-a', ['pub-a'])], call)).toBe('reachable');
    const second = (on: Parameters<typeof table>[2]) => [...f0(), table('rtb-2', 'vpc-a', on, LOCAL)];
    expect(agreed(second({ subnets: ['priv-a'] }), call)).toBe('unknown');
    expect(agreed(second({ subnets: ['pub-a'] }), call)).toBe('reachable');
    expect(agreed(second({ main: true }), call)).toBe('reachable');
  });

  test('a public address is that of one interface or NAT gateway (IGW-05)', () => {
    const PrivateIpAddresses = [{ PrivateIpAddress: '10.0.1.10', Association: { PublicIp: '203.0.113.10' } }];
    const twice = edit(f0(), 'eni-app', { PrivateIpAddresses });
    for (const call of [inward, tcp('web', '8.8.8.8', 443)]) expect(agreed(twice, call)).toBe('unknown');
    const other = natGateway('nat-2', 'available', { ...address, NetworkInterfaceId: 'eni-x', PrivateIp: '10.0.0.7' });
    expect(agreed([...f0(), other], out)).toBe('unknown');
  });
});

test('the addresses of a NAT gateway that is deleted are free (PAR-19)', () => {
  const PrivateIpAddresses = [{ PrivateIpAddress: '10.0.0.10', Association: { PublicIp: '203.0.113.10' } }];
  const network = edit(f0(), 'eni-web', { PrivateIpAddresses });
  const gone = (state: string) => [
    ...network,
    natGateway('nat-0', state, { PublicIp: '203.0.113.10', PrivateIp: '10.0.0.9', NetworkInterfaceId: 'eni-x' }),
  ];
  expect(agreed(gone('deleted'), inward)).toBe('reachable');
  expect(agreed(gone('deleting'), inward)).toBe('unknown');
  expect(agreed(gone('deleted'), tcp('app', '10.0.0.9', 443))).toBe('blocked');
});

test('what a NAT gateway does not tell of its private address, its interface tells (NAT-04)', () => {
  const told = (more: object) => edit(f0(), 'nat-1', { NatGatewayAddresses: [more] });
  expect(agreed(told(address), out)).toBe('reachable');
  expect(agreed(told({ PublicIp: '203.0.113.5' }), out)).toBe('reachable');
  const unread = told(address).filter(({ fields }) => fields.NetworkInterfaceId !== 'eni-nat');
  expect(agreed(unread, out)).toBe('unknown');
  expect(agreed(unread, tcp('8.8.8.8', '203.0.113.5', 443))).toBe('blocked');
});
