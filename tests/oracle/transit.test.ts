import { kinds } from '@hopwise/core';
import { describe, expect, test } from 'vitest';
import { ask, entries, fromGroup, ingress, kindsOf, routes, rule } from './ask.ts';
import { ACCOUNT, edit, type Raw, raw } from './build.ts';
import { LOCAL } from './networks.ts';
import type { Packet } from './oracle.ts';
import {
  attachmentOf,
  f2,
  generic,
  inspected,
  transitGateway,
  transitRoute,
  transitTable,
} from './transit-networks.ts';

const addresses: Readonly<Record<string, string>> = {
  ...{ app: '10.0.1.10', db: '10.0.2.10', web: '10.0.0.10', b0: '10.1.1.10', b1: '10.1.2.10', c0: '10.3.1.10' },
};

function packet(from: string, to: string): Packet {
  const source = { networkInterfaceId: `eni-${from}`, address: addresses[from] ?? from };
  return { from: source, to: addresses[to] ?? to, protocol: 6, port: 443, sourcePort: 40000 };
}
const verdict = (network: readonly Raw[], from: string, to: string, options: Parameters<typeof ask>[2] = {}) =>
  ask(network, packet(from, to), options);

/** Both records of an attachment, or the one of a kind. */
const change = (network: readonly Raw[], name: string, fields: object, kind?: string) =>
  network.map((one) =>
    one.fields.TransitGatewayAttachmentId === `att-${name}` && (kind === undefined || one.kind === kind)
      ? { ...one, fields: { ...one.fields, ...fields } }
      : one,
  );
const associate = (network: readonly Raw[], name: string, id: string | undefined) =>
  change(
    network,
    name,
    { Association: id ? { TransitGatewayRouteTableId: id, State: 'associated' } : undefined },
    'transitGatewayAttachment',
  );
const retable = (
  network: readonly Raw[],
  id: string,
  ...args: Parameters<typeof transitTable> extends [string, ...infer R] ? R : never
) => [...network.filter(({ fields }) => fields.TransitGatewayRouteTableId !== id), ...transitTable(id, ...args)];
const forward = { settings: { appliances: { 'i-fw0': 'forward' as const, 'i-fw1': 'forward' as const } } };

describe('transit gateway', () => {
  test('117-121, 135 tables and attachments', () => {
    expect(verdict(f2(), 'app', 'b0')).toBe('reachable');
    expect(kindsOf(f2(), packet('app', 'b0'))).toContain('transitGateway');
    expect(verdict(associate(f2(), 'a', undefined), 'app', 'b0')).toBe('blocked');
    expect(verdict(retable(f2(), 'tgw-rtb-1', {}, ['a', 'c']), 'app', 'b0')).toBe('blocked');
    const apart = [...associate(f2(), 'b', 'tgw-rtb-2'), ...transitTable('tgw-rtb-2', {}, ['c'])];
    expect(verdict(apart, 'app', 'b0')).toBe('forward-only');
    const hole = retable(f2(), 'tgw-rtb-1', { '10.1.0.0/16': 'blackhole' }, ['a', 'b']);
    expect(verdict(hole, 'app', 'b0')).toBe('blocked');
    expect(verdict(change(f2(), 'b', { State: 'pendingAcceptance' }), 'app', 'b0')).toBe('blocked');
    expect(verdict(edit(f2(), 'tgw-1', { State: 'deleting' }), 'app', 'b0')).toBe('blocked');
    expect(verdict(edit(f2(), 'tgw-1', undefined), 'app', 'b0')).toBe('unknown');
  });
  test('122, 123, 212, 226 zones', () => {
    const one = (name: string) => change(f2(), name, { SubnetIds: [`${name}-tgw-a`] }, 'transitGatewayVpcAttachment');
    expect(verdict(one('a'), 'db', 'b0')).toBe('blocked');
    expect(verdict(one('b'), 'app', 'b1')).toBe('forward-only');
    expect(verdict(one('b'), 'db', 'b0')).toBe('reachable');
    expect(verdict(entries(f2(), 'acl-b-tgw-a'), 'app', 'b0')).toBe('blocked');
    expect(verdict(entries(f2(), 'acl-b-tgw-b'), 'app', 'b0')).toBe('reachable');
    // The zone of the same name is another one in another account.
    const alias = edit(edit(one('b'), 'b-tgw-a', { AvailabilityZoneId: 'euw1-az-9' }), 'b-a', {});
    expect(verdict(alias, 'app', 'b0')).toBe('forward-only');
  });
  test('TGW-10 without an interface in the zone any other may be taken', () => {
    const moved = edit(edit(f2(), 'b-tgw-a', { AvailabilityZoneId: 'x' }), 'b-tgw-b', { AvailabilityZoneId: 'y' });
    const answered = edit(moved, 'b-a', { AvailabilityZoneId: 'x' });
    expect(verdict(answered, 'app', 'b0')).toBe('reachable');
    expect(verdict(entries(answered, 'acl-b-tgw-b'), 'app', 'b0')).toBe('unknown');
    expect(verdict(entries(entries(answered, 'acl-b-tgw-b'), 'acl-b-tgw-a'), 'app', 'b0')).toBe('blocked');
  });
  test('ACL-20 the ACLs of attachment subnets', () => {
    const allowing = (cidr: string, egress: boolean) => ({
      RuleNumber: 100,
      Egress: egress,
      RuleAction: 'allow',
      Protocol: '-1',
      CidrBlock: cidr,
    });
    // Ingress on the way in and egress on the way out, of the request and of the reply.
    const exact = [allowing('10.0.0.0/16', false), allowing('10.0.0.0/16', true)];
    expect(verdict(entries(f2(), 'acl-a-tgw-a', ...exact), 'app', 'b0')).toBe('reachable');
    expect(verdict(entries(f2(), 'acl-a-tgw-a', exact[0] ?? {}), 'app', 'b0')).toBe('forward-only');
    expect(verdict(entries(f2(), 'acl-a-tgw-a', exact[1] ?? {}), 'app', 'b0')).toBe('blocked');
    // Sender in the attachment's subnet: both on the way out, neither on the way in.
    const shared = change(f2(), 'b', { SubnetIds: ['b-a', 'b-b'] }, 'transitGatewayVpcAttachment');
    const out = [allowing('10.0.0.0/16', true), allowing('10.1.0.0/16', false)];
    expect(verdict(entries(shared, 'acl-b-a', ...out), 'app', 'b0')).toBe('reachable');
    expect(verdict(entries(shared, 'acl-b-a'), 'app', 'b0')).toBe('forward-only');
    expect(verdict(entries(shared, 'acl-b-a', out[0] ?? {}), 'b0', 'app')).toBe('blocked');
  });
  test('124, TGW-03, PAR-11, TGW-25 what a table holds', () => {
    const elsewhere = retable(f2(), 'tgw-rtb-1', { '10.1.0.0/16': 'c' }, ['a', 'b', 'c']);
    expect(verdict(elsewhere, 'app', 'b0')).toBe('blocked');
    const longer = retable(f2(), 'tgw-rtb-1', { '10.1.1.0/24': 'b', '10.1.0.0/16': 'blackhole' }, ['a']);
    expect(verdict(longer, 'app', 'b0')).toBe('reachable');
    expect(verdict(longer, 'app', 'b1')).toBe('blocked');
    const truncated = retable(f2(), 'tgw-rtb-1', {}, ['a', 'c'], { AdditionalRoutesAvailable: true });
    expect(verdict(truncated, 'app', 'b0')).toBe('unknown');
    const byVpn = retable(f2(), 'tgw-rtb-1', {}, ['a', 'c', 'vpn'], {});
    expect(verdict(byVpn, 'app', 'b0')).toBe('unknown');
    const unasked = f2().filter(({ kind }) => kind !== 'transitGatewayPropagations');
    expect(verdict(unasked, 'app', 'b0')).toBe('unknown');
    const uncollected = f2().filter(({ kind }) => kind !== 'transitGatewayRoutes');
    expect(verdict(uncollected, 'app', 'b0')).toBe('unknown');
    // A listing with a propagated route is complete, whatever else propagates.
    const listed = { Routes: [transitRoute('10.0.0.0/16', 'a', { Type: 'propagated' })] };
    expect(verdict(retable(f2(), 'tgw-rtb-1', {}, ['a', 'b'], listed), 'app', 'b0')).toBe('blocked');
    const pending = { Routes: [transitRoute('10.1.0.0/16', 'b', { State: 'pending' })] };
    expect(verdict(retable(f2(), 'tgw-rtb-1', {}, ['a'], pending), 'app', 'b0')).toBe('unknown');
  });
  test('TGW-04 prefix lists stand between static and propagated routes', () => {
    const reference = (more: object) =>
      raw('transitGatewayPrefixListReferences', {
        TransitGatewayRouteTableId: 'tgw-rtb-1',
        TransitGatewayPrefixListReferences: [{ PrefixListId: 'pl-1', State: 'available', ...more }],
      });
    const list = raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.1.0.0/16' }] });
    const holed = [...f2(), list, reference({ Blackhole: true })];
    expect(verdict(holed, 'app', 'b0')).toBe('blocked');
    expect(verdict(retable(holed, 'tgw-rtb-1', {}, ['a', 'b']), 'app', 'b0')).toBe('reachable');
    const after = [...retable(f2(), 'tgw-rtb-1', { '10.1.0.0/16': 'b' }, ['a']), list, reference({ Blackhole: true })];
    expect(verdict(after, 'app', 'b0')).toBe('reachable');
    expect(verdict([...f2(), reference({ Blackhole: true })], 'app', 'b0')).toBe('unknown');
  });
  test('TGW-06 of overlapping VPCs the one attached first propagates', () => {
    const overlapping = edit(f2(), 'vpc-c', { CidrBlockAssociationSet: [{ CidrBlock: '10.1.0.0/20' }] });
    const created = (network: readonly Raw[], name: string, day: string) =>
      change(network, name, { CreationTime: `2026-02-0${day}` });
    expect(verdict(created(created(overlapping, 'b', '1'), 'c', '2'), 'app', 'b0')).toBe('reachable');
    expect(verdict(created(created(overlapping, 'b', '2'), 'c', '1'), 'app', 'b0')).toBe('blocked');
  });
  test('214, 215 IPv6 and accounts', () => {
    const v6 = '2001:db8:a:1::10';
    const dual = [
      ...edit(routes(f2(), 'rtb-priv', { ...LOCAL, '2001:db8:b::/56': 'tgw-1' }), 'eni-app', {
        Ipv6Addresses: [{ Ipv6Address: v6 }],
      }),
    ];
    const far = edit(dual, 'eni-b0', { Ipv6Addresses: [{ Ipv6Address: '2001:db8:b:1::10' }] });
    const block = { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:b::/56' }] };
    const back = routes(edit(far, 'vpc-b', block), 'rtb-b', { '10.1.0.0/16': 'local', '::/0': 'tgw-1' });
    const network = routes(back, 'rtb-b-tgw', { '10.1.0.0/16': 'local', '2001:db8:b::/56': 'local' });
    const asked: Packet = {
      ...packet('app', 'b0'),
      from: { networkInterfaceId: 'eni-app', address: v6 },
      to: '2001:db8:b:1::10',
    };
    expect(ask(network, asked)).toBe('reachable');
    const off = change(network, 'b', { Options: { Ipv6Support: 'disable' } }, 'transitGatewayVpcAttachment');
    expect(ask(off, asked)).toBe('blocked');
    const foreign = associate(change(f2(), 'a', { TransitGatewayOwnerId: '999' }), 'a', undefined);
    const coverage = kinds.map((kind) => ({ account: ACCOUNT, region: undefined, kind, state: 'complete' as const }));
    expect(verdict(foreign, 'app', 'b0', { coverage })).toBe('unknown');
  });
  test('ID-05 references', () => {
    const referring = (options: object) => ingress(f2(options), 'sg-b0', rule('tcp', 443, fromGroup('sg-app')));
    const on = { SecurityGroupReferencingSupport: 'enable' };
    expect(verdict(referring(on), 'app', 'b0')).toBe('reachable');
    expect(verdict(referring({}), 'app', 'b0')).toBe('blocked');
    const off = { Options: { SecurityGroupReferencingSupport: 'disable' } };
    expect(verdict(change(referring(on), 'a', off, 'transitGatewayVpcAttachment'), 'app', 'b0')).toBe('blocked');
    const outward = { IpPermissionsEgress: [rule('tcp', 443, fromGroup('sg-b0'))] };
    expect(verdict(edit(f2(on), 'sg-app', outward), 'app', 'b0')).toBe('blocked');
  });
});

describe('through a VPC', () => {
  test('129, 211, 248 inspection', () => {
    const on = inspected('enable');
    expect(verdict(on, 'app', 'b0', forward)).toBe('reachable');
    expect(verdict(on, 'app', 'b0')).toBe('unknown');
    expect(verdict(on, 'app', 'b1', forward)).toBe('reachable');
    const shut = entries(entries(on, 'acl-c-tgw-b'), 'acl-c-fw-b');
    expect(verdict(shut, 'app', 'b0', forward)).toBe('reachable');
    expect(verdict(shut, 'app', 'b1', forward)).toBe('unknown');
    const referring = ingress(on, 'sg-b0', rule('tcp', 443, fromGroup('sg-app')));
    expect(verdict(referring, 'app', 'b0', forward)).toBe('blocked');
    // Without appliance mode the reply comes by the other zone.
    const off = inspected('disable');
    const oneWay = entries(entries(off, 'acl-c-tgw-b'), 'acl-c-fw-b');
    expect(verdict(oneWay, 'app', 'b1', forward)).toBe('forward-only');
  });
  test('131, 132, 250 central egress', () => {
    const spokes = [
      ...associate(associate(f2(), 'b', 'tgw-rtb-2'), 'c', 'tgw-rtb-2'),
      ...transitTable('tgw-rtb-2', { '0.0.0.0/0': 'a' }, ['a', 'b', 'c']),
    ];
    const main = (to: string) => routes(spokes, 'rtb-main', { ...LOCAL, '0.0.0.0/0': to });
    expect(verdict(main('igw-a'), 'b0', '8.8.8.8')).toBe('blocked');
    expect(verdict(main('nat-1'), 'b0', '8.8.8.8')).toBe('forward-only');
    const back = routes(main('nat-1'), 'rtb-pub', { ...LOCAL, '0.0.0.0/0': 'igw-a', '10.1.0.0/16': 'tgw-1' });
    expect(verdict(back, 'b0', '8.8.8.8')).toBe('reachable');
    expect(verdict(entries(back, 'acl-pub'), 'b0', '8.8.8.8')).toBe('blocked');
  });
  test('TGW-15 neither peering nor gateway endpoint', () => {
    const network = routes(f2(), 'rtb-b-tgw', { '10.1.0.0/16': 'local', '10.3.0.0/16': 'pcx-1' });
    const led = retable(network, 'tgw-rtb-1', { '10.3.0.0/16': 'b' }, ['a', 'b']);
    const peering = raw('vpcPeeringConnection', {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-b' },
      AccepterVpcInfo: { VpcId: 'vpc-c' },
    });
    expect(verdict([...led, peering], 'app', 'c0')).toBe('blocked');
  });
});

describe('two transit gateways', () => {
  /** C hangs on a second transit gateway; `tgw-1` and `tgw-2` are peered. */
  const peered = (there: Readonly<Record<string, string>>, back: Readonly<Record<string, string>>) => {
    const rest = f2().filter(({ fields }) => fields.TransitGatewayAttachmentId !== 'att-c');
    const moved = attachmentOf('c', 'vpc-c', ['c-tgw-a', 'c-tgw-b'], 'tgw-rtb-9').map((one) => ({
      ...one,
      fields: { ...one.fields, TransitGatewayId: 'tgw-2' },
    }));
    const side = (id: string, tableId: string, far: string) =>
      generic('peering', far, tableId, {
        TransitGatewayAttachmentId: 'att-x',
        TransitGatewayId: id,
        State: 'available',
      });
    return [
      ...routes(retable(rest, 'tgw-rtb-1', there, ['a', 'b']), 'rtb-c', {
        '10.3.0.0/16': 'local',
        '0.0.0.0/0': 'tgw-2',
      }),
      ...moved,
      transitGateway('tgw-2'),
      ...transitTable('tgw-rtb-9', back, ['c'], undefined, 'tgw-2'),
      side('tgw-1', 'tgw-rtb-1', 'tgw-2'),
      side('tgw-2', 'tgw-rtb-9', 'tgw-1'),
      raw('transitGatewayPeeringAttachment', {
        TransitGatewayAttachmentId: 'att-x',
        State: 'available',
        RequesterTgwInfo: { TransitGatewayId: 'tgw-1' },
        AccepterTgwInfo: { TransitGatewayId: 'tgw-2' },
      }),
    ];
  };
  test('133, 134 peering', () => {
    const both = peered({ '10.3.0.0/16': 'x' }, { '10.0.0.0/8': 'x' });
    expect(verdict(both, 'app', 'c0')).toBe('reachable');
    expect(kindsOf(both, packet('app', 'c0'))).toContain('transitGatewayPeering');
    expect(verdict(peered({ '10.3.0.0/16': 'x' }, {}), 'app', 'c0')).toBe('forward-only');
    const lost = peered({ '0.0.0.0/0': 'x' }, { '0.0.0.0/0': 'x' });
    expect(verdict(lost, 'b0', '10.9.0.1')).toBe('blocked');
    expect(verdict(change(both, 'x', { State: 'pendingAcceptance' }), 'app', 'c0')).toBe('blocked');
    // The attachments of both sides name each other.
    const inferred: readonly Raw[] = both.filter(({ kind }) => kind !== 'transitGatewayPeeringAttachment');
    expect(verdict(inferred, 'app', 'c0')).toBe('reachable');
    const lonely = inferred.filter(
      (one) => one.fields.TransitGatewayAttachmentId !== 'att-x' || one.fields.TransitGatewayId === 'tgw-1',
    );
    expect(verdict(lonely, 'app', 'c0')).toBe('unknown');
  });
});
