import { describe, expect, test } from 'vitest';
import { agreed } from './agreed.ts';
import { egress, entries, fromGroup, PING, routes, rule, tcp } from './ask.ts';
import { balancer, listener, targetGroup } from './balancer-networks.ts';
import { acl, edit, host, networkInterface, type Raw, raw, route, subnet, table } from './build.ts';
import { directConnectGateway, f3, f3Transit, site, virtualGateway, virtualInterface, vpn } from './hybrid-networks.ts';
import {
  behindFirewall,
  betweenPrivate,
  gatewayBalancer,
  inspectingEndpoint,
  serviceOf,
  statefulRule,
  statelessRule,
} from './inspection-networks.ts';
import { f0, f1, LOCAL, withGatewayEndpoint } from './networks.ts';
import { f2 } from './transit-networks.ts';

describe('group references', () => {
  test('what a NAT gateway lists under groups is no group that a rule can mean (ENI-03, SG-10)', () => {
    const toNat = tcp('app', '10.0.0.5', 443);
    const pending = edit(edit(f0(), 'pub-a', { State: 'pending' }), 'eni-nat', { Groups: [{ GroupId: 'sg-web' }] });
    expect(agreed(pending, toNat)).toBe('unknown');
    expect(agreed(egress(pending, 'sg-app', rule('tcp', 443, fromGroup('sg-web'))), toNat)).toBe('blocked');
  });

  test('behind a peering connection that was not read an egress rule may mean who is there (SG-10, SG-12)', () => {
    const call = tcp('app', 'bhost', 443);
    const meant = (id: string) => egress(f1(), 'sg-app', rule('tcp', 443, fromGroup(id)));
    expect(agreed(meant('sg-bhost'), call)).toBe('reachable');
    expect(agreed(edit(meant('sg-bhost'), 'pcx-ab', undefined), call)).toBe('unknown');
    expect(agreed(edit(meant('sg-db'), 'pcx-ab', undefined), call)).toBe('blocked');
    // No egress rule means anybody behind a transit gateway, read or not.
    const byTransit = routes(meant('sg-bhost'), 'rtb-priv', { ...LOCAL, '10.1.0.0/16': 'tgw-1' });
    expect(agreed(byTransit, call)).toBe('blocked');
    const hub = egress(f2(), 'sg-app', rule('tcp', 443, fromGroup('sg-bhost')));
    expect(agreed(hub, call)).toBe('blocked');
    expect(agreed(edit(hub, 'att-b', undefined), call, {}, ['transitGatewayVpcAttachment'])).toBe('blocked');
    expect(agreed(edit(hub, 'att-a', undefined), call, {}, ['transitGatewayVpcAttachment'])).toBe('blocked');
  });
});

test('a reply alone is lost at the endpoint of a Gateway Load Balancer, whoever is behind that (GWE-05)', () => {
  const behind = [
    ...gatewayBalancer('gw', 'vpc-a', 'pub-a', '10.0.0.80').filter(({ kind }) => !/^target/.test(kind)),
    inspectingEndpoint('vpce-fw', 'vpc-a', 'fw', { ServiceName: serviceOf('gw') }),
  ];
  const ask = (from: 'app' | 'db', to: 'app' | 'db') =>
    agreed(betweenPrivate(behind, false), tcp(from, to, 443), {}, ['targetGroup', 'targetHealth']);
  expect(ask('db', 'app')).toBe('forward-only');
  expect(ask('app', 'db')).toBe('unknown');
});

test('an interface that was not read is nobody whom a rule means by a group, but at an address that it may have (SG-10)', () => {
  const toUnread = { ...LOCAL, '10.0.1.11/32': 'eni-lost', '10.0.3.0/24': 'eni-lost', '0.0.0.0/0': 'eni-lost' };
  const network = routes(f0(), 'rtb-priv', toUnread);
  const toGroup = egress(network, 'sg-app', rule('tcp', 443, fromGroup('sg-web')));
  const ask = (to: string, raws = toGroup) => agreed(raws, tcp('app', to, 443), {}, ['networkInterface']);
  expect(ask('198.51.100.7', network)).toBe('unknown');
  expect(ask('198.51.100.7')).toBe('blocked');
  expect(ask('203.0.113.10')).toBe('blocked');
  expect(ask('10.0.3.9')).toBe('unknown');
});

describe('middleboxes behind the table of a virtual private gateway', () => {
  const OFFICE = '192.168.0.0/16';
  const settings = { appliances: { 'eni-fw': 'forward' }, sites: { office: site([OFFICE]) } } as const;
  const network = [
    ...f3(vpn(1, 'vgw-1', [OFFICE])),
    subnet('fw', 'vpc-a', '10.0.3.0/24'),
    ...host('fw', 'vpc-a', 'fw', '10.0.3.7', { groups: ['sg-web'], more: { SourceDestCheck: false } }),
    acl('acl-fw', 'vpc-a', ['fw']),
    table('rtb-fw', 'vpc-a', { subnets: ['fw'] }, { ...LOCAL, [OFFICE]: 'vgw-1' }),
    table('rtb-vgw', 'vpc-a', { gateway: 'vgw-1' }, { '10.0.0.0/16': 'local', '10.0.0.0/24': 'eni-fw' }),
  ];
  const behindNat = routes(network, 'rtb-priv', { ...LOCAL, [OFFICE]: 'nat-1' });
  const out = tcp('app', '192.168.7.9', 443);

  test('they see what a NAT gateway sends as one flow, there and back (GRT-05)', () => {
    const both = routes(behindNat, 'rtb-pub', { ...LOCAL, [OFFICE]: 'eni-fw' });
    expect(agreed(both, out, settings)).toBe('reachable');
    const half = routes(behindNat, 'rtb-pub', { ...LOCAL, [OFFICE]: 'vgw-1' });
    expect(agreed(half, out, settings)).toBe('forward-only');
  });
});

test('a route to an interface without an instance takes away what is addressed to that interface too (RT-21)', () => {
  const network = [
    ...routes(f0(), 'rtb-priv', { ...LOCAL, '10.0.2.0/24': 'eni-idle' }),
    networkInterface('eni-idle', 'vpc-a', 'priv-b', '10.0.2.9', { groups: ['sg-db'] }),
  ];
  expect(agreed(network, tcp('app', '10.0.2.9', 443))).toBe('blocked');
  const held = edit(network, 'eni-idle', { Attachment: { InstanceId: 'i-db', Status: 'attached' } });
  expect(agreed(held, tcp('app', '10.0.2.9', 443))).toBe('reachable');
});

test('what a gateway’s own table leads to has an instance, even where it is addressed itself (RT-21, GRT-04)', () => {
  const own = (gateway: string) =>
    table('rtb-edge', 'vpc-a', { gateway }, { '10.0.0.0/16': 'local', '10.0.0.0/24': 'eni-web' });
  const [call, inbound] = [tcp('8.8.8.8', '203.0.113.10', 443), tcp('app', '10.0.0.10', 443)];
  const idle = (network: readonly Raw[]) => edit(network, 'eni-web', { Attachment: undefined });
  expect(agreed([...f0(), own('igw-a')], call)).not.toBe('blocked');
  expect(agreed(idle([...f0(), own('igw-a')]), call)).toBe('blocked');
  const sites = { office: site(['192.168.0.0/16'], { router: ['cgw-1'] }) };
  const fromOffice = { ...inbound, from: { site: 'office', address: '192.168.7.9' } };
  expect(agreed([...f3(vpn(1, 'vgw-1')), own('vgw-1')], fromOffice, { sites })).not.toBe('blocked');
  expect(agreed(idle([...f3(vpn(1, 'vgw-1')), own('vgw-1')]), fromOffice, { sites })).toBe('blocked');
});

test('what is wrong with the target of a route for sure is wrong whatever was not read beside it (RT-21, GRT-04)', () => {
  const edge = table('rtb-edge', 'vpc-a', { gateway: 'igw-a' }, { '10.0.0.0/16': 'local', '10.0.0.0/24': 'eni-fw' });
  const at = (more: { readonly publicIp?: string }) =>
    host('fw', 'vpc-a', 'priv-b', '10.0.2.7', { groups: ['sg-web'], more: { SourceDestCheck: false }, ...more });
  const [network, shown] = [
    [...f0(), ...at({}), edge],
    [...f0(), ...at({ publicIp: '203.0.113.99' }), edge],
  ];
  const call = tcp('8.8.8.8', '203.0.113.10', 443);
  const without = (list: readonly Raw[], kind: string) => list.filter((one) => one.kind !== kind);
  expect(agreed(without(network, 'instance'), call)).toBe('blocked');
  expect(agreed(without(network, 'vpc'), call)).toBe('blocked');
  expect(agreed(without(shown, 'instance'), call)).toBe('unknown');
  const idle = edit(shown, 'eni-fw', { Attachment: undefined });
  expect(agreed(without(idle, 'vpc'), call)).toBe('blocked');
});

test('a NAT gateway is no appliance: its own packets too are taken by a route to its interface (RT-21, ACL-28)', () => {
  const out = tcp('app', '8.8.8.8', 443);
  expect(agreed(f0(), out)).toBe('reachable');
  const toInternet = { ...LOCAL, '0.0.0.0/0': 'igw-a' };
  expect(agreed(routes(f0(), 'rtb-pub', { ...toInternet, '10.0.1.10/32': 'eni-nat' }), out)).toBe('forward-only');
});

test('where two tables are said to be those of a gateway nobody knows which leads in (GRT-01)', () => {
  const edge = (id: string) => table(id, 'vpc-a', { gateway: 'igw-a' }, { '10.0.0.0/16': 'local' });
  const inbound = tcp('8.8.8.8', '203.0.113.5', 443);
  const once = agreed([...f0(), edge('rtb-edge')], inbound);
  expect(once).toBe(agreed(f0(), inbound));
  expect(once).not.toBe('unknown');
  expect(agreed([...f0(), edge('rtb-edge'), edge('rtb-other')], inbound)).toBe('unknown');
});

test('whether sites of unread customer gateways are told of each other is not known (VGW-07)', () => {
  const sites = {
    office: site(['192.168.0.0/16'], { router: ['cgw-1'] }),
    york: site(['172.20.0.0/16'], { router: ['cgw-2'] }),
  };
  const between = { ...tcp('app', '172.20.0.9', 443), from: { site: 'office', address: '192.168.7.9' } };
  const hub = f3(vpn(1, 'vgw-1'), vpn(2, 'vgw-1'));
  expect(agreed(hub, between, { sites })).toBe('reachable');
  const unread = hub.filter(({ kind }) => kind !== 'customerGateway');
  expect(agreed(unread, between, { sites })).toBe('unknown');
  expect(agreed(edit(hub, 'cgw-2', { BgpAsn: '65001' }), between, { sites })).toBe('blocked');
});

test('a gateway endpoint takes nothing from a regional NAT gateway, whose address is none of the VPC (EP-06, NAT-14)', () => {
  const regional = { AvailabilityMode: 'regional', SubnetId: undefined, RouteTableId: 'rtb-nat' };
  const network = (target: string) => [
    ...edit(withGatewayEndpoint(), 'nat-1', { ...regional, NatGatewayAddresses: [{ PublicIp: '203.0.113.6' }] }),
    table('rtb-nat', 'vpc-a', {}, { ...LOCAL, '0.0.0.0/0': target }),
  ];
  expect(agreed(network('igw-a'), tcp('app', '8.8.8.8', 443))).toBe('reachable');
  expect(agreed(network('vpce-s3'), tcp('app', '8.8.8.8', 443))).toBe('blocked');
});

test('a gateway tells a site nothing of what the site itself has told it, over whichever router (VGW-07)', () => {
  const everything = ['192.168.0.0/16', '10.0.0.0/8'];
  const sites = {
    office: site(['192.168.0.0/16'], {
      router: ['cgw-1', 'cgw-2'],
      advertises: { 'vpn-1': everything, 'vpn-2': everything },
    }),
  };
  const outward = { ...tcp('app', '10.9.0.9', 443), from: { site: 'office', address: '192.168.7.9' } };
  expect(agreed(f3(vpn(1, 'vgw-1'), vpn(2, 'vgw-1')), outward, { sites })).toBe('blocked');
});

test('where its subnet was not read, nobody knows which address is the router of a host (ENI-07, SG-18)', () => {
  const toRouter = { from: tcp('app', 'db', 443).from, to: '10.0.1.1', ...PING };
  const mute = egress(f0(), 'sg-app');
  expect(agreed(mute, toRouter)).toBe('reachable');
  const unread = edit(mute, 'priv-a', undefined);
  expect(agreed(unread, toRouter)).toBe('unknown');
  expect(agreed(unread, { ...toRouter, to: '10.0.2.10' })).toBe('blocked');
  expect(agreed(unread, { ...toRouter, to: '10.9.0.1' })).toBe('blocked');
});

test('over a link that is down a site is told of nothing, not even of what nobody knows (VPN-01)', () => {
  const by = (...down: readonly string[]) => ({
    sites: { office: site(['192.168.0.0/16'], { router: ['cgw-1', 'cgw-2'], down }) },
  });
  const between = { ...tcp('app', '172.20.0.9', 443), from: { site: 'office', address: '192.168.7.9' } };
  const unreadVpc = f3(vpn(1, 'vgw-1'), virtualGateway('vgw-2', 'vpc-unread'), vpn(2, 'vgw-2'));
  expect(agreed(unreadVpc, between, by())).toBe('unknown');
  expect(agreed(unreadVpc, between, by('cgw-2'))).toBe('blocked');
});

test('a virtual interface without BGP is down, whatever was not read of its gateway (DX-01)', () => {
  const OFFICE = '192.168.0.0/16';
  const sites = { office: site([OFFICE]) };
  const network = f3(virtualInterface(1, 'private', 'dxgw-1'), directConnectGateway({ 'vgw-1': ['10.0.0.0/8'] }));
  const out = tcp('app', '192.168.7.9', 443);
  expect(agreed(network, out, { sites })).toBe('reachable');
  const unread = network.filter(({ kind }) => kind !== 'directConnectGateway');
  expect(agreed(unread, out, { sites })).toBe('unknown');
  const silent = edit(unread, 'dxvif-1', { bgpPeers: [{ addressFamily: 'ipv4', bgpStatus: 'down' }] });
  expect(agreed(silent, out, { sites })).toBe('blocked');
});

test('what is propagated beats a list that leads to local, which is no local route (RT-03, RT-08)', () => {
  const sites = { office: site(['192.168.0.0/16'], { router: ['cgw-1'] }) };
  const list = (to: string) => [
    raw('prefixList', { PrefixListId: 'pl-1', AddressFamily: 'IPv4' }),
    raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: to }] }),
  ];
  const network = (to: string) => {
    const own = routes(f3(vpn(1, 'vgw-1')), 'rtb-priv', { ...LOCAL });
    const [first] = (own.find(({ fields }) => fields.RouteTableId === 'rtb-priv')?.fields.Routes ?? []) as object[];
    const learned = { ...route('192.168.0.0/16', 'vgw-1'), Origin: 'EnableVgwRoutePropagation' };
    const listed = { DestinationPrefixListId: 'pl-1', GatewayId: 'local', State: 'active' };
    return [...edit(own, 'rtb-priv', { Routes: [first, learned, listed] }), ...list(to)];
  };
  const out = tcp('app', '192.168.7.9', 443);
  expect(agreed(network('192.0.0.0/8'), out, { sites })).toBe('reachable');
  expect(agreed(network('192.168.7.0/24'), out, { sites })).toBe('blocked');
});

test('where all links that were read are down, one that was not may lead there (VGW-02)', () => {
  const sites = { office: site(['192.168.0.0/16'], { down: ['dxvif-1'] }) };
  const joined = f3(virtualInterface(1, 'private', 'dxgw-1'), directConnectGateway({ 'vgw-1': ['10.0.0.0/8'] }));
  const network = routes(joined, 'rtb-priv', { ...LOCAL, '192.168.0.0/16': 'vgw-1' });
  const out = tcp('app', '192.168.7.9', 443);
  expect(agreed(network, out, { sites })).toBe('blocked');
  expect(agreed(network, out, { sites }, ['directConnectGateway'])).toBe('unknown');
  const up = { sites: { office: site(['192.168.0.0/16']) } };
  expect(agreed(network, out, up, ['directConnectGateway'])).toBe('reachable');
});

test('where nobody states prefixes, Direct Connect announces the ranges of the VPC (DX-05)', () => {
  const sites = { office: site(['192.168.0.0/16']) };
  const allowing = (...allowed: readonly string[]) =>
    f3(virtualInterface(1, 'private', 'dxgw-1'), directConnectGateway({ 'vgw-1': allowed }));
  const out = tcp('app', '192.168.7.9', 443);
  expect(agreed(allowing(), out, { sites })).toBe('reachable');
  expect(agreed(allowing('10.0.0.0/24'), out, { sites })).toBe('forward-only');
});

test('a tunnel of which nothing is told may be up (VPN-01)', () => {
  const sites = { office: site(['192.168.0.0/16']) };
  const out = tcp('app', '192.168.7.9', 443);
  const told = (...VgwTelemetry: readonly object[]) => edit(f3(vpn(1, 'vgw-1')), 'vpn-1', { VgwTelemetry });
  expect(agreed(told({ Status: 'DOWN' }, { Status: 'UP' }), out, { sites })).toBe('reachable');
  expect(agreed(told({ Status: 'DOWN' }, {}), out, { sites })).toBe('unknown');
  expect(agreed(told({ Status: 'DOWN' }, { Status: 'DOWN' }), out, { sites })).toBe('blocked');
});

test("the client's address crosses no transit gateway, whatever state the route is in (NLB-03, RT-10)", () => {
  const FAR = '10.9.0.0/16';
  const network = [
    ...f0(),
    ...balancer({ name: 'lb', type: 'net', vpcId: 'vpc-a', nodes: [{ subnetId: 'priv-b', ip: '10.0.2.70' }] }),
    listener('net', 'lb', 443, 'TCP'),
    ...targetGroup({
      ...{ name: 'lb', type: 'ip', protocol: 'TCP', port: 8080, vpcId: 'vpc-a', targets: [{ Id: '10.9.0.1' }] },
      attributes: { 'preserve_client_ip.enabled': 'true' },
    }),
  ];
  const by = (target: string, State: string) =>
    edit(network, 'rtb-priv', { Routes: [route('10.0.0.0/16', 'local'), route(FAR, target, { State })] });
  const call = tcp('app', '10.0.2.70', 443);
  for (const state of ['active', 'blackhole', 'filtered']) expect(agreed(by('tgw-1', state), call)).toBe('blocked');
  expect(agreed(by('pcx-1', 'filtered'), call)).toBe('unknown');
});

test('a stateful rule that names ports is about packets that have ports (NFW-08)', () => {
  const with22 = (protocol: string, port: string) =>
    behindFirewall({ stateful: [statefulRule('DROP', protocol, 'ANY', '10.0.2.0/24', port)] });
  const ssh = tcp('app', 'db', 22);
  const ping = { from: ssh.from, to: ssh.to, ...PING };
  for (const ports of ['22', '!443', '[1:100]', '[!80]']) {
    expect(agreed(with22('IP', ports), ssh)).toBe('blocked');
    expect(agreed(with22('IP', ports), ping)).toBe('reachable');
    expect(agreed(with22('ICMP', ports), ping)).toBe('reachable');
  }
  expect(agreed(with22('IP', 'ANY'), ping)).toBe('blocked');
  expect(agreed(with22('ICMP', 'ANY'), ping)).toBe('blocked');
});

test('a stateless rule asks for ports only what has them, and takes the rest by its addresses (NFW-02)', () => {
  const toDb = {
    Destinations: [{ AddressDefinition: '10.0.2.0/24' }],
    DestinationPorts: [{ FromPort: 22, ToPort: 22 }],
  };
  const dropping = (Protocols: readonly number[]) =>
    behindFirewall({ stateless: [statelessRule(1, 'aws:drop', { ...toDb, Protocols })] });
  const ssh = tcp('app', 'db', 22);
  const ping = { from: ssh.from, to: ssh.to, ...PING };
  expect(agreed(dropping([]), ssh)).toBe('blocked');
  expect(agreed(dropping([]), tcp('app', 'db', 443))).toBe('reachable');
  expect(agreed(dropping([]), ping)).toBe('blocked');
  expect(agreed(dropping([6]), ping)).toBe('reachable');
});

describe('from the internet', () => {
  const SOMEBODY = '8.8.8.8';

  test('nobody is reached at a private address, whoever may have it (IGW-05)', () => {
    const packet = (to: string) => tcp(SOMEBODY, to, 443);
    expect(agreed(f0(), packet('172.31.0.9'), {}, ['networkInterface'])).toBe('blocked');
    expect(agreed(f0(), packet('100.64.0.9'), {}, ['networkInterface'])).toBe('blocked');
    expect(agreed(f0(), packet('203.0.113.99'), {}, ['networkInterface'])).toBe('unknown');
  });

  test('what an Elastic IP tells of itself needs no interface: nobody has it (IGW-05)', () => {
    const packet = tcp(SOMEBODY, '203.0.113.99', 443);
    const elastic = raw('address', { AllocationId: 'eipalloc-1', PublicIp: '203.0.113.99' });
    expect(agreed([...f0(), elastic], packet, {}, ['networkInterface'])).toBe('blocked');
    const held = raw('address', { ...elastic.fields, NetworkInterfaceId: 'eni-unread' });
    expect(agreed([...f0(), held], packet, {}, ['networkInterface'])).toBe('unknown');
  });

  test('nothing is opened towards a regional NAT gateway, whatever was read of its VPC (NAT-06, NAT-14)', () => {
    const regional = edit(f0(), 'nat-1', {
      AvailabilityMode: 'regional',
      SubnetId: undefined,
      NatGatewayAddresses: [{ PublicIp: '203.0.113.6' }],
    });
    const packet = tcp(SOMEBODY, '203.0.113.6', 443);
    expect(agreed(regional, packet)).toBe('blocked');
    expect(agreed(edit(regional, 'vpc-a', undefined), packet)).toBe('blocked');
  });

  test('what a NAT gateway translates is no answer, from whatever address (RET-03, RET-06)', () => {
    const behind = routes(f0(), 'rtb-pub', { ...LOCAL, '0.0.0.0/0': 'nat-1' });
    expect(agreed(behind, tcp(SOMEBODY, '203.0.113.10', 443))).toBe('forward-only');
    const unread = edit(behind, 'nat-1', { NatGatewayAddresses: [] });
    expect(agreed(unread, tcp(SOMEBODY, '203.0.113.10', 443))).toBe('forward-only');
    expect(agreed(unread, tcp('app', SOMEBODY, 443))).toBe('unknown');
  });
});

test('a NAT gateway translates three protocols, from whatever address (NAT-02)', () => {
  const unread = edit(f0(), 'nat-1', { NatGatewayAddresses: [] });
  const { from } = tcp('app', 'db', 443);
  expect(agreed(unread, tcp('app', '8.8.8.8', 443))).toBe('unknown');
  expect(agreed(unread, { from, to: '8.8.8.8', protocol: 47 })).toBe('blocked');
  expect(agreed(f0(), { from, to: '8.8.8.8', protocol: 47 })).toBe('blocked');
});

test('the rules of its subnet are asked before it translates (ACL-21)', () => {
  const unread = edit(entries(f0(), 'acl-pub'), 'nat-1', { NatGatewayAddresses: [] });
  expect(agreed(unread, tcp('app', '8.8.8.8', 443))).toBe('blocked');
});

test('no peering connection carries what is not of its VPC, whatever is behind it (PCX-05, TGW-15)', () => {
  const peered = routes(f1(), 'rtb-priv', { ...LOCAL, '10.1.0.0/16': 'pcx-ab' });
  const own = tcp('app', 'bhost', 443);
  const foreign = { ...own, from: { networkInterfaceId: 'eni-app', address: '10.7.0.9' } };
  const open = edit(peered, 'eni-app', { SourceDestCheck: false });
  for (const network of [open, edit(open, 'pcx-ab', undefined), edit(open, 'vpc-b', undefined)])
    expect(agreed(network, foreign)).toBe('blocked');
  expect(agreed(open, own)).toBe('reachable');
  expect(agreed(edit(open, 'pcx-ab', undefined), own)).toBe('unknown');
});

test('a route of which nobody tells where it leads still wins its prefix (RT-03)', () => {
  const Routes = [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'nat-1'), { DestinationCidrBlock: '8.8.0.0/16' }];
  const network = edit(f0(), 'rtb-priv', { Routes });
  expect(agreed(network, tcp('app', '8.8.8.8', 443))).toBe('unknown');
  expect(agreed(network, tcp('app', '9.9.9.9', 443))).toBe('reachable');
});

test('what a link would teach a transit gateway bounds what it may have taught (TGW-25)', () => {
  const sites = { office: site(['192.168.0.0/16']) };
  const call = (to: string) => ({
    ...tcp('app', to, 443),
    from: { networkInterfaceId: 'eni-c0', address: '10.3.1.10' },
  });
  const dx = f3Transit(
    { dx: ['direct-connect-gateway', 'dxgw-1'] },
    ...[virtualInterface(1, 'transit', 'dxgw-1'), directConnectGateway({ 'tgw-1': ['10.0.0.0/8'] })],
  );
  expect(agreed(dx, call('192.168.7.9'), { sites })).toBe('reachable');
  const untold = edit(dx, 'dxvif-1', { bgpPeers: [] });
  expect(agreed(untold, call('192.168.7.9'), { sites })).toBe('unknown');
  expect(agreed(untold, call('172.31.0.9'), { sites })).toBe('blocked');
});

test('whether a middlebox that was not read takes what comes in decides what may leave past it (GRT-05, 0.6)', () => {
  const edge = (to: string) =>
    table('rtb-edge', 'vpc-a', { gateway: 'igw-a' }, { '10.0.0.0/16': 'local', '10.0.0.0/24': to });
  const call = tcp('web', '8.8.8.8', 443);
  expect(agreed(f0(), call)).toBe('reachable');
  expect(agreed([...f0(), edge('eni-nowhere')], call)).toBe('unknown');
});
