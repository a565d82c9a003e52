import { describe, expect, it } from 'vitest';
import { ask, networkOf } from '../explain/ask.fixture.ts';
import { base, edit, LOCAL, raw, table, without } from './network.fixture.ts';

function routed(field: string, target: string) {
  const own = table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], LOCAL);
  const route = { DestinationCidrBlock: '0.0.0.0/0', [field]: target, Origin: 'CreateRoute', State: 'active' };
  return [
    ...without(base(), 'rtb-priv'),
    { ...own, fields: { ...own.fields, Routes: [...(own.fields.Routes as readonly object[]), route] } },
  ];
}

describe('what is recognised and not followed', () => {
  it.each([
    ['LocalGatewayId', 'lgw-1', 'LOCAL_GATEWAY', 'localGateway'],
    ['CarrierGatewayId', 'cagw-1', 'CARRIER_GATEWAY', 'carrierGateway'],
    ['CoreNetworkArn', 'arn:aws:networkmanager::111111111111:core-network/core-network-1', 'CLOUD_WAN', 'coreNetwork'],
    ['OdbNetworkArn', 'arn:aws:odb:eu-west-1:111111111111:odb-network/odbnet_1', 'ODB_NETWORK', 'odbNetwork'],
    ['GatewayId', 'VpcLattice', 'VPC_LATTICE', 'lattice'],
    ['GatewayId', 'new-1', 'NOT_MODELLED', 'notModelled'],
  ])('a route to %s %s is unknown as %s', (field, target, code, kind) => {
    const resources = routed(field, target);
    const asked = ask(resources, 'i-app', '198.51.100.7');
    expect(asked).toMatchObject({ verdict: 'unknown', codes: [code] });
    expect(asked.request).toContain(target);
    expect(networkOf(resources).topology.graph.getNodeAttribute(target, 'kind')).toBe(kind);
  });
  it('addresses of VPC Lattice are those of its prefix lists (RSE-02)', () => {
    const list = [
      raw('prefixList', { PrefixListId: 'pl-l', PrefixListName: 'com.amazonaws.eu-west-1.vpc-lattice' }),
      raw('prefixListEntries', {
        PrefixListId: 'pl-l',
        Entries: [{ Cidr: '169.254.171.0/24' }, { Cidr: '129.224.0.0/17' }],
      }),
    ];
    for (const address of ['169.254.171.32', '129.224.1.1']) {
      expect(ask([...base(), ...list], 'i-app', address)).toMatchObject({
        verdict: 'unknown',
        codes: expect.arrayContaining(['VPC_LATTICE']),
      });
    }
  });
  it('its link-local addresses may be in a list that the input lacks', () => {
    const route = { DestinationPrefixListId: 'pl-l', GatewayId: 'VpcLattice', State: 'active' };
    const associated = edit(base(), 'rtb-priv', { Routes: [route] });
    expect(ask(associated, 'i-app', '169.254.171.32')).toMatchObject({
      verdict: 'unknown',
      codes: expect.arrayContaining(['VPC_LATTICE']),
    });
    const entries = raw('prefixListEntries', { PrefixListId: 'pl-l', Entries: [{ Cidr: '129.224.0.0/17' }] });
    expect(ask([...associated, entries], 'i-app', '169.254.171.32').verdict).toBe('blocked');
    expect(ask(base(), 'i-app', '169.254.171.32').verdict).toBe('blocked');
  });
  it('a VPC that enforces encryption is told of (ENC-01)', () => {
    const enforced = (Mode: string) => edit(base(), 'vpc-a', { EncryptionControl: { Mode } });
    expect(ask(enforced('enforce'), 'i-app', 'i-db')).toMatchObject({
      verdict: 'reachable',
      codes: ['ENCRYPTION_ENFORCED'],
    });
    expect(ask(enforced('monitor'), 'i-app', 'i-db').codes).toEqual([]);
  });
});
