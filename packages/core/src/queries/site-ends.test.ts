import { describe, expect, it } from 'vitest';
import { customerGateway, hybrid, propagated, site, vpn } from '../aws/hybrid.fixture.ts';
import { ACCOUNT, REGION, raw } from '../aws/network.fixture.ts';
import { transit } from '../aws/transit-gateway.fixture.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { describeEnd } from './end.ts';
import { resolveEnds } from './ends.ts';

const OFFICE = '192.168.0.0/16';
const office = networkOf(hybrid([customerGateway('cgw-office'), vpn('office', [OFFICE])], [propagated(OFFICE)]));
const gateways = networkOf(transit());

const ends = (network: typeof office, text: string) => resolveEnds(network, text).ends.flatMap(describeEnd);

describe('places outside', () => {
  it.each(['vgw-a', `arn:aws:ec2:${REGION}:${ACCOUNT}:vpn-gateway/vgw-a`, 'vpn-office', 'cgw-office'])(
    'are behind %s',
    (text) => {
      expect(ends(office, text)).toEqual(['cgw-office']);
    },
  );
  it('are part of everything, where something tells their addresses', () => {
    expect(ends(office, '*')).toContain('cgw-office');
    const silent = hybrid([customerGateway('cgw-office'), vpn('office')], []);
    expect(ends(networkOf(silent), '*')).not.toContain('cgw-office');
    const sites = { lab: site({ prefixes: ['172.31.0.0/16'], router: ['cgw-office'] }) };
    expect(ends(networkOf(silent, { settings: { sites } }), '*')).toContain('onprem:lab');
  });
  it('are part of everything as clients of a Client VPN endpoint', () => {
    const id = 'cvpn-endpoint-1';
    const endpoint = raw('clientVpnEndpoint', { ClientVpnEndpointId: id, ClientCidrBlock: '10.100.0.0/16' });
    expect(ends(networkOf(hybrid([endpoint], [])), '*')).toContain(`${id}/clients`);
  });
  it('can be left out of everything', () => {
    expect(ends(office, '!cgw-office')).toEqual(ends(office, '*').filter((end) => end !== 'cgw-office'));
  });
});

describe('of a transit gateway', () => {
  it('an attachment stands for the VPC that it attaches', () => {
    expect(ends(gateways, 'tgw-attach-a')).toEqual(ends(gateways, 'vpc-a'));
  });
  it.each(['tgw-1', `arn:aws:ec2:${REGION}:${ACCOUNT}:transit-gateway/tgw-1`])('%s itself is no end', (text) => {
    expect(() => ends(gateways, text)).toThrowError(
      expect.objectContaining({
        code: 'BAD_SELECTOR',
        hint: expect.stringContaining('one of vpc-a, vpc-b, or an address'),
      }),
    );
  });
});
