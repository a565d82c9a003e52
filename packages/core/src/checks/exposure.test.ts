import { describe, expect, test } from 'vitest';
import { guarded, strict } from '../aws/firewall.fixture.ts';
import {
  ANY_TRAFFIC,
  base,
  edit,
  entry,
  group,
  host,
  LOCAL,
  networkInterface,
  OPEN,
  permission,
  type Raw,
  type SnapshotOptions,
  snapshotOf,
  table,
  without,
} from '../aws/network.fixture.ts';
import { compile } from '../engine/network.ts';
import { balanced } from '../explain/balancer.fixture.ts';
import { findEgress } from '../queries/egress.ts';
import { findExposure } from '../queries/exposure.ts';
import { egressChecks, exposureChecks } from './registry.ts';
import { runChecks } from './run-checks.ts';

const WORLD = { IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const WORLD_6 = { Ipv6Ranges: [{ CidrIpv6: '::/0' }] };

const BY_BOX = { ...LOCAL, '0.0.0.0/0': 'eni-box' };

/** `base` with the group of `i-web`, which has a public address, opened by these rules alone. */
function web(...ingress: readonly object[]): readonly Raw[] {
  return edit(base(), 'sg-web', { IpPermissions: ingress });
}

function ssh(peers: object): object {
  return permission('tcp', 22, 22, peers);
}

function exposed(resources: readonly Raw[], options?: SnapshotOptions) {
  const network = compile(snapshotOf(resources, options));
  return runChecks(exposureChecks, { network, exposure: findExposure(network) });
}

/** Findings of one end as `severity id: message`. */
function findings(resources: readonly Raw[], of = 'eni-web', options?: SnapshotOptions): readonly string[] {
  return exposed(resources, options)
    .findings.filter(({ component }) => component === of)
    .map(({ severity, id, message }) => `${severity} ${id}: ${message}`);
}

describe('severity grows with proof', () => {
  test('requests and replies', () => {
    expect(findings(web(ssh(WORLD)))).toEqual([
      'high exposed-admin-port eni-web: tcp/22 (SSH) from the internet: requests are delivered and replies come back.',
    ]);
  });

  test('requests, and no reply', () => {
    const noReply = edit(web(ssh(WORLD)), 'acl-pub', {
      Entries: OPEN.filter((one) => !('Egress' in one && one.Egress)),
    });
    expect(findings(noReply)).toEqual([
      'medium exposed-admin-port eni-web: tcp/22 (SSH) from the internet: requests are delivered, and replies do not come back.',
    ]);
  });

  test('a public address, and no path', () => {
    const closed = edit(web(ssh(WORLD)), 'acl-pub', { Entries: [entry(100, true)] });
    expect(findings(closed)).toEqual([
      'low exposed-admin-port eni-web: tcp/22 (SSH) from the internet: a rule admits it and there is a public address, and the path is blocked.',
    ]);
  });

  test('a private IPv6 address, to which nothing leads', () => {
    const block = {
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:a::/56', Ipv6AddressAttribute: 'private' }],
    };
    const closed = { IpPermissions: [permission('tcp', 22, 22, WORLD_6)] };
    expect(findings(edit(edit(base(), 'vpc-a', block), 'sg-web', closed))).toEqual([
      'info exposed-admin-port eni-web: tcp/22 (SSH) from the internet: a rule admits it, and no address leads to it.',
    ]);
  });

  test('a rule alone', () => {
    const open = edit(base(), 'sg-app', { IpPermissions: [ssh(WORLD)] });
    expect(findings(open, 'eni-app')).toEqual([
      'info exposed-admin-port eni-app: tcp/22 (SSH) from the internet: a rule admits it, and no address leads to it.',
    ]);
  });
});

test('a connection that opens counts, though a firewall drops what it carries', () => {
  const inspected = [
    ...without(guarded({ stateful: [], policy: strict('drop_established') }), 'rtb-pub', 'rtb-fw', 'sg-web'),
    group('sg-web', 'vpc-a', { IpPermissions: [ssh(WORLD)] }),
    table('rtb-edge', 'vpc-a', ['igw-a'], { '10.0.0.0/16': 'local', '10.0.0.0/24': 'vpce-fw' }),
    table('rtb-pub', 'vpc-a', ['subnet-pub'], { ...LOCAL, '0.0.0.0/0': 'vpce-fw' }),
    table('rtb-fw', 'vpc-a', ['subnet-fw'], { ...LOCAL, '0.0.0.0/0': 'igw-a' }),
  ];
  expect(findings(inspected)).toEqual([
    'medium exposed-admin-port eni-web: tcp/22 (SSH) from the internet: connections open, and what they carry is dropped.',
  ]);
});

describe('severity is by service', () => {
  test.each([
    ['telnet', 23, 'critical exposed-admin-port'],
    ['databases', 5432, 'high exposed-database-port'],
    ['file servers', 445, 'high exposed-infrastructure-port'],
    ['web servers', 443, 'low exposed-web-port'],
    ['anything else', 12_345, 'low exposed-other-port'],
  ])('%s', (_, port, expected) => {
    expect(findings(web(permission('tcp', port, port, WORLD)))[0]).toMatch(expected);
  });

  test('what answers echo requests alone is worth knowing, no more', () => {
    expect(findings(web({ IpProtocol: 'icmp', FromPort: 8, ToPort: 0, ...WORLD }))[0]).toMatch(
      /^info exposed-other-port/,
    );
  });
});

test('what named ranges reach alone is one better, and they are told', () => {
  const office = { IpRanges: [{ CidrIp: '198.51.100.0/24' }] };
  expect(findings(web(ssh(office)))[0]).toMatch(/^medium .* from 198\.51\.100\.0\/24: /);
});

test('each service is told with those who have it, the worst first', () => {
  const office = { IpRanges: [{ CidrIp: '198.51.100.0/24' }] };
  expect(findings(web(permission('tcp', 23, 23, office), ssh(WORLD), permission('tcp', 5900, 5900, office)))).toEqual([
    'high exposed-admin-port eni-web: tcp/22 (SSH) from the internet; tcp/23, tcp/5900 (Telnet, VNC) from 198.51.100.0/24: requests are delivered and replies come back.',
  ]);
});

test('two halves of the internet are the internet', () => {
  const halves = { IpRanges: [{ CidrIp: '0.0.0.0/1' }, { CidrIp: '128.0.0.0/1' }] };
  expect(findings(web(ssh(halves)))[0]).toMatch(/^high .* from the internet: /);
});

test('IPv6 that says more than IPv4 is a finding of its own', () => {
  expect(findings(web(ssh(WORLD_6))).map((one) => one.split(':')[0])).toEqual([
    'high exposed-admin-port eni-web',
    'high exposed-by-ipv6 eni-web admin',
  ]);
  expect(findings(web(ssh({ ...WORLD, ...WORLD_6 }))).map((one) => one.split(':')[0])).toEqual([
    'high exposed-admin-port eni-web',
  ]);
});

test('a NAT gateway lets nobody in', () => {
  expect(exposed(base()).findings.filter(({ component }) => component === 'eni-nat')).toEqual([]);
});

test('the evidence is the chain of rules and routes, there and back', () => {
  const [finding] = exposed(web(ssh(WORLD))).findings.filter(({ component }) => component === 'eni-web');
  expect(finding?.evidence.map(({ component }) => component)).toEqual(
    expect.arrayContaining(['igw-a', 'acl-pub', 'sg-web', 'rtb-pub']),
  );
  expect(finding?.exposure).toMatchObject({
    parts: [{ proof: 'answered', names: ['SSH'], internet: ['internet'], isWide: true }],
  });
});

describe('behind a balancer', () => {
  const published = balanced({ balancer: { Scheme: 'internet-facing' }, node: PUBLISHED() }, closed(base()));

  test('the balancer and its target are both told, each with its own port', () => {
    const all = exposed(published).findings.map(({ id, message }) => `${id}: ${message}`);
    expect(all).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^exposed-web-port .*loadbalancer\/net\/front\/1: tcp\/443 \(HTTPS\) from the internet/),
        expect.stringMatching(
          /^exposed-behind-balancer eni-app web: tcp\/8443 \(HTTPS\) from the internet, through load balancer /,
        ),
      ]),
    );
  });

  test('what is not public leads nobody anywhere', () => {
    const internal = balanced({}, closed(base()));
    expect(exposed(internal).findings.filter(({ check }) => check === 'exposed-behind-balancer')).toEqual([]);
  });
});

describe('what only our own public addresses reach is told apart', () => {
  const open = (resources: readonly Raw[], address: string): readonly Raw[] => {
    const peers = { IpRanges: [{ CidrIp: `${address}/32` }] };
    return [
      ...resources,
      ...host('peer', 'subnet-pub', '10.0.0.40', { publicIp: '203.0.113.40', groups: ['sg-peer'] }),
      group('sg-peer', 'vpc-a', { IpPermissions: [permission('tcp', 5432, 5432, peers)] }),
    ];
  };
  const told = (senders: string) => [
    `info exposed-to-own-addresses eni-peer: tcp/5432 (PostgreSQL) from ${senders}, over the internet: replies come back.`,
  ];

  test.each([
    ['the host that has it', '203.0.113.10', 'eni-web'],
    ['all behind a NAT gateway', '203.0.113.5', 'eni-app, eni-app2, eni-db'],
  ])('%s', (_, address, senders) => {
    expect(findings(open(base(), address), 'eni-peer')).toEqual(told(senders));
  });

  test('a host behind a NAT gateway sends by its address, whatever address it has itself (NAT-04)', () => {
    const hidden = [...base(), ...host('hidden', 'subnet-a', '10.0.1.40', { publicIp: '203.0.113.41' })];
    expect(findings(open(hidden, '203.0.113.5'), 'eni-peer')).toEqual(told('eni-app, eni-app2, eni-db, eni-hidden'));
    expect(findings(open(hidden, '203.0.113.41'), 'eni-peer')).toEqual([]);
  });

  test('all behind an instance that translates', () => {
    const more = { SourceDestCheck: false };
    const boxed = [
      ...edit(base(), 'rtb-priv', table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], BY_BOX).fields),
      ...host('box', 'subnet-pub', '10.0.0.50', { publicIp: '203.0.113.50', more }),
    ];
    const stated = { settings: { appliances: { 'i-box': 'nat' } } } as const;
    expect(findings(open(boxed, '203.0.113.50'), 'eni-peer', stated)).toEqual(
      told('eni-app, eni-app2, eni-box, eni-db'),
    );
    expect(findings(open(boxed, '203.0.113.50'), 'eni-peer')).toEqual(told('eni-box'));
  });
});

describe('what is not known', () => {
  test('is told, with the call that would tell', () => {
    const { undecided } = exposed(
      base().filter(({ kind }) => kind !== 'securityGroup'),
      { absent: ['securityGroup'] },
    );
    expect(undecided.map(({ check, component }) => `${check} ${component}`)).toContain('exposed-admin-port eni-web');
    expect(undecided.flatMap(({ missing }) => missing.map(({ kind }) => kind))).toContain('securityGroup');
  });

  test('interfaces that were not read are nobody', () => {
    const { undecided } = exposed(base(), { partial: ['networkInterface'] });
    expect(undecided[0]?.message).toMatch('DescribeNetworkInterfaces');
  });
});

describe('egress', () => {
  const network = compile(snapshotOf(base()));
  const { findings: out } = runChecks(egressChecks, { network, egress: findEgress(network) });
  const of = (end: string) =>
    out.filter(({ component }) => component === end).map(({ id, exposure }) => ({ id, ways: exposure?.ways }));

  test('a public host leaves by the internet gateway', () => {
    expect(of('eni-web')).toContainEqual({ id: 'unrestricted-egress eni-web igw-a IPv4', ways: [['igw-a']] });
  });

  test('a private one by the NAT gateway and the internet gateway', () => {
    expect(of('eni-app')).toContainEqual({ id: 'unrestricted-egress eni-app igw-a IPv4', ways: [['nat-a', 'igw-a']] });
  });

  test.each([
    [1, 65_535, 'unrestricted-egress'],
    [2, 65_535, 'limited-egress'],
  ])('tcp/%i-%i is told by %s', (from, to, id) => {
    const rules = { IpPermissionsEgress: [permission('tcp', from, to, WORLD)] };
    const own = compile(snapshotOf(edit(base(), 'sg-web', rules)));
    const { findings: found } = runChecks(egressChecks, { network: own, egress: findEgress(own) });
    expect(found.filter(({ component }) => component === 'eni-web').map(({ check }) => check)).toEqual([id]);
  });

  test('interfaces that open no conversation are not counted among those that may send', () => {
    const boxes = ['nat_gateway', 'transit_gateway', 'vpc_endpoint'].map((InterfaceType, at) =>
      networkInterface(`eni-${InterfaceType}`, 'subnet-pub', `10.0.0.${200 + at}`, { more: { InterfaceType } }),
    );
    const count = (resources: readonly Raw[]) => findEgress(compile(snapshotOf(resources))).asked;
    expect(count([...base(), ...boxes])).toBe(count(base()));
  });

  test('IPv6 has no way out where no route leads there', () => {
    expect(of('eni-app').map(({ id }) => id)).toEqual(['unrestricted-egress eni-app igw-a IPv4']);
  });
});

/** Without anybody else that the internet could reach. */
function closed(resources: readonly Raw[]): readonly Raw[] {
  return edit(resources, 'sg-web', { IpPermissions: [], IpPermissionsEgress: ANY_TRAFFIC });
}

function PUBLISHED(): Readonly<Record<string, unknown>> {
  const Association = { PublicIp: '203.0.113.60' };
  return { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.20', Primary: true, Association }] };
}

test('what a node answers for its targets goes to the internet, and not to an address', () => {
  const attributes = { 'preserve_client_ip.enabled': 'false' };
  const published = balanced({ balancer: { Scheme: 'internet-facing' }, node: PUBLISHED(), attributes }, base());
  const texts = exposed(published).findings.flatMap(({ evidence }) => evidence.map(({ text }) => text));
  expect(texts).toContain('destination becomes the internet');
  expect(texts).not.toContain('destination becomes 0.0.0.0/0');
});

test('of a path that the input leaves open nobody says that it is blocked', () => {
  const of = (options: SnapshotOptions) => exposed(without(web(ssh(WORLD)), 'acl-pub'), options);
  const { findings: found, undecided } = of({ absent: ['networkAcl'] });
  expect(found.filter(({ component }) => component === 'eni-web')).toEqual([]);
  expect(undecided.map(({ component }) => component)).toContain('eni-web');
  const closed = edit(web(ssh(WORLD)), 'rtb-pub', { Routes: [] });
  expect(findings(edit(closed, 'acl-pub', { Entries: [] }))).toEqual([expect.stringContaining('the path is blocked')]);
});
