import { describe, expect, it } from 'vitest';
import { type Difference, differencesOf } from '../aws/differences.ts';
import {
  base,
  edit,
  entry,
  group,
  host,
  networkInterface,
  peered,
  permission,
  type Raw,
  raw,
  route,
  snapshotOf,
  without,
} from '../aws/network.fixture.ts';
import type { Snapshot } from '../aws/snapshot.ts';
import { touchedEnds } from '../aws/touched-ends.ts';
import { compile, compileAlike, type Network } from '../engine/network.ts';
import { type Diff, findDiff } from './diff.ts';

/** `i-app2 10.0.1.11 → 203.0.113.10: reachable > blocked`, for every pair. */
function pairsOf(network: Network, { groups }: Pick<Diff, 'groups'>): readonly string[] {
  const told = groups.flatMap(({ blocks, transitions }) =>
    blocks.flatMap(({ senders, targets }) =>
      senders.flatMap(({ host, family, source }) =>
        targets.map(({ host: other, to }) => {
          const [from, dialled] = [source, to].map((label) => network.formatLabel(family, label));
          const moved = transitions.map(
            ({ before, after, services }) => `${before} > ${after} ${network.admissions.services.intervals(services)}`,
          );
          return `${host} ${from} → ${other.replace(/ \d+$/, '')} ${dialled}: ${moved.sort().join('; ')}`;
        }),
      ),
    ),
  );
  return told.sort();
}

/** What is narrowed to the ends that a change touches, and the same of all pairs of both. */
function compared(before: readonly Raw[], after: readonly Raw[]) {
  return comparedSnapshots(snapshotOf(before), snapshotOf(after));
}

function comparedSnapshots(old: Snapshot, later: Snapshot) {
  // Two inputs share what they have in common; under other settings nothing is shared.
  const [a, b] = compileAlike([old, later]) as [Network, Network];
  const settings = { ...later.settings, cidrs: { nothing: [] } };
  const [c, d] = compileAlike([old, { ...later, settings }]) as [Network, Network];
  expect(b.edition).toBeDefined();
  expect(d.edition).toBeUndefined();
  const isNarrowed = touchedEnds(a, b) !== undefined;
  return { isNarrowed, told: pairsOf(a, findDiff(a, b)), whole: pairsOf(c, findDiff(c, d)) };
}

const from = (cidr: string) => permission('tcp', 443, 443, { IpRanges: [{ CidrIp: cidr }] });
const NOBODY = { IpPermissions: [] };

describe('rules that an endpoint’s users are asked for by addresses that nobody tells', () => {
  const endpoint = [
    networkInterface('eni-eice', 'subnet-b', '10.0.2.60', {
      groups: ['sg-eice'],
      more: { InterfaceType: 'ec2_instance_connect_endpoint', RequesterManaged: true },
    }),
    raw('instanceConnectEndpoint', {
      InstanceConnectEndpointId: 'eice-1',
      NetworkInterfaceIds: ['eni-eice'],
      PreserveClientIp: true,
    }),
    group('sg-eice', 'vpc-a'),
  ];
  const before = [...edit(base(), 'sg-app', NOBODY), ...endpoint];

  it.each([
    ['a group', edit(before, 'sg-app', { IpPermissions: [from('8.8.8.8/32')] }), before],
    ['an ACL', edit(before, 'sg-app', { IpPermissions: [from('0.0.0.0/0')] }), undefined],
  ])('change for the endpoint with any rule of %s', (_, after, old) => {
    const closed = edit(after, 'acl-a', {
      Entries: [entry(100, false, { CidrBlock: '8.8.8.8/32' }), entry(100, true)],
    });
    const { isNarrowed, told, whole } = compared(old ?? after, old ? after : closed);
    expect(isNarrowed).toBe(true);
    expect(told).toEqual(whole);
    expect(told.filter((one) => one.startsWith('eni-eice') && one.includes('unknown'))).not.toEqual([]);
  });
});

describe('a rule for addresses that senders are seen under', () => {
  // 203.0.113.5 is that of the NAT gateway which private subnets lead to; 10.0.0.5 its private one.
  const cases: readonly (readonly [string, string, string])[] = [
    ['sg-web', '203.0.113.5/32', 'i-app2 10.0.1.11 → i-web 203.0.113.10:'],
    ['sg-web', '203.0.113.0/28', 'i-app2 10.0.1.11 → i-web 203.0.113.10:'],
    ['sg-far', '10.0.0.5/32', 'i-app2 10.0.1.11 → i-far 10.1.1.10:'],
    ['sg-web', '8.8.8.8/32', 'internet 8.8.8.8 → i-web 203.0.113.10:'],
  ];
  /** The private subnets get to the other VPC by the NAT gateway alone. */
  const resources = edit(
    edit(peered(), 'rtb-priv', { Routes: [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'nat-a')] }),
    'rtb-pub',
    { Routes: [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'igw-a'), route('10.1.0.0/16', 'pcx-ab')] },
  );

  it.each(cases)('of %s from %s', (group, cidr, pair) => {
    const before = edit(resources, group, { IpPermissions: [from(cidr)] });
    const { told, whole } = compared(before, edit(resources, group, NOBODY));
    expect(told).toEqual(whole);
    expect(told.some((one) => one.startsWith(pair))).toBe(true);
  });

  it.each([
    ['10.0.1.0/24', false],
    ['10.0.0.5/32', false],
    ['203.0.113.10/32', true],
    ['8.8.8.8/32', true],
    ['10.1.0.0/16', true],
  ])('of the ACL before the NAT gateway, about %s', (CidrBlock, Egress) => {
    for (const id of ['acl-pub', 'acl-a', 'acl-c']) {
      const entries = [false, true].map((egress) => entry(100, egress));
      const denied = entry(50, Egress, { CidrBlock, RuleAction: 'deny' });
      const before = edit(resources, id, { Entries: entries });
      const { told, whole } = compared(before, edit(before, id, { Entries: [denied, ...entries] }));
      expect(told).toEqual(whole);
    }
  });

  it('of a route of the NAT gateway’s own subnet', () => {
    for (const destination of ['8.8.8.0/24', '10.1.1.0/24', '203.0.113.10/32']) {
      const routes = [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'igw-a')];
      const before = edit(resources, 'rtb-pub', { Routes: routes });
      const more = [...routes, route(destination, 'pcx-ab')];
      const { told, whole } = compared(before, edit(before, 'rtb-pub', { Routes: more }));
      expect(told).toEqual(whole);
    }
  });
});

type Records = { readonly [kind: string]: readonly { readonly [field: string]: unknown }[] };
const LISTS = {
  securityGroup: ['ipPermissions', 'ipPermissionsEgress'],
  networkAcl: ['entries'],
  routeTable: ['routes', 'associations'],
  networkInterface: ['groups'],
} as const;

/** The same without one element of one list of one record: each once. */
function* editions(snapshot: Snapshot): Generator<readonly [string, Snapshot]> {
  const records = snapshot.records as unknown as Records;
  for (const [kind, names] of Object.entries(LISTS)) {
    for (const [at, record] of (records[kind] ?? []).entries()) {
      for (const name of names) {
        for (const [element] of ((record[name] ?? []) as readonly unknown[]).entries()) {
          const rest = ((record[name] ?? []) as readonly unknown[]).filter((_, i) => i !== element);
          const list = records[kind]?.map((one, i) => (i === at ? { ...one, [name]: rest } : one));
          const own = { ...snapshot, records: { ...snapshot.records, [kind]: list } } as Snapshot;
          yield [`${kind} ${at} ${name} ${element}`, own];
        }
      }
    }
  }
}

it('every rule, entry, route and group less is told as by all pairs', () => {
  const own = [
    from('203.0.113.5/32'),
    from('10.0.1.0/24'),
    permission('tcp', 22, 22, { UserIdGroupPairs: [{ GroupId: 'sg-app' }] }),
  ];
  const web = edit(base(), 'sg-web', { IpPermissions: own });
  const before = snapshotOf(edit(web, 'eni-app', { Groups: [{ GroupId: 'sg-app' }, { GroupId: 'sg-db' }] }));
  const network = compile(before);
  let found = 0;
  for (const [name, after] of editions(before)) {
    const told = pairsOf(network, findDiff(network, compile(after, network.assume, network)));
    const settings = { ...after.settings, cidrs: { nothing: [] } };
    const [a, b] = compileAlike([before, { ...after, settings }]) as [Network, Network];
    expect([name, told]).toEqual([name, pairsOf(a, findDiff(a, b))]);
    found += told.length;
  }
  expect(found).toBeGreaterThan(100);
});

/** Another VPC, what its hosts are led to, and lists that a rule and a route name. */
function manifold(): readonly Raw[] {
  const listed = permission('tcp', 443, 443, { PrefixListIds: [{ PrefixListId: 'pl-hosts' }] });
  const routes = [
    route('10.0.0.0/16', 'local'),
    route('0.0.0.0/0', 'nat-a'),
    route('pl-far', 'pcx-ab'),
    route('198.51.100.0/24', 'pcx-ab'),
  ];
  const changed = edit(edit(peered(), 'rtb-priv', { Routes: routes }), 'sg-web', { IpPermissions: [listed] });
  const group = edit(changed, 'sg-far', {
    IpPermissions: [permission('tcp', 22, 22, { UserIdGroupPairs: [{ GroupId: 'sg-app' }] })],
  });
  const lists = {
    'pl-hosts': ['10.0.1.10/32', '203.0.113.5/32', '8.8.8.8/32'],
    'pl-far': ['10.1.0.0/16', '10.1.1.10/32'],
  };
  return [
    ...group,
    ...Object.entries(lists).flatMap(([PrefixListId, cidrs]) => [
      raw('prefixList', { PrefixListId, PrefixListName: PrefixListId }),
      raw('prefixListEntries', { PrefixListId, Entries: cidrs.map((Cidr) => ({ Cidr })) }),
    ]),
    raw('egressOnlyInternetGateway', {
      EgressOnlyInternetGatewayId: 'eigw-a',
      Attachments: [{ VpcId: 'vpc-a', State: 'attached' }],
    }),
    raw('address', { AllocationId: 'eipalloc-1', PublicIp: '203.0.113.77' }),
    raw('address', { AllocationId: 'eipalloc-2', PublicIp: '203.0.113.78', NetworkInterfaceId: 'eni-app2' }),
    raw('address', { AllocationId: 'eipalloc-3', PublicIp: '203.0.113.10', NetworkInterfaceId: 'eni-web' }),
    networkInterface('eni-web2', 'subnet-b', '10.0.2.30', {
      groups: ['sg-web'],
      publicIp: '203.0.113.30',
      more: { Attachment: { InstanceId: 'i-web', Status: 'attached', DeviceIndex: 1 } },
    }),
    raw('instance', { InstanceId: 'i-unread', State: { Name: 'running' }, PrivateIpAddress: '10.0.2.40' }),
  ];
}

const STATES: { readonly [kind: string]: object } = {
  instance: { State: { Name: 'stopped' } },
  networkInterface: { Status: 'available' },
  natGateway: { State: 'deleted' },
  internetGateway: { Attachments: [] },
  egressOnlyInternetGateway: { Attachments: [] },
  vpcPeeringConnection: { Status: { Code: 'deleted' } },
};
const COMING: readonly string[] = [...Object.keys(STATES), 'address', 'prefixList', 'prefixListEntries', 'routeTable'];

describe('what comes, goes, or does not work any more is told as by all pairs', () => {
  const all = manifold();
  const changes = all.flatMap((one): readonly (readonly [string, readonly Raw[]])[] => {
    if (!COMING.includes(one.kind)) return [];
    const id = String(Object.values(one.fields)[0]);
    const fields = STATES[one.kind];
    const stopped = all.map((each) => (each === one ? { ...one, fields: { ...one.fields, ...fields } } : each));
    const gone = all.filter((each) => each !== one);
    return [[`${id} is gone`, gone] as const, ...(fields ? [[`${id} does not work`, stopped] as const] : [])];
  });

  // What is gone the one way comes the other way, which takes as long.
  it.each(changes.map(([name, changed], i) => [name, i % 2 === 0 ? [all, changed] : [changed, all]] as const))(
    '%s',
    (_, [before = [], after = []]) => {
      const { isNarrowed, told, whole } = compared(before, after);
      expect(told).toEqual(whole);
      expect(isNarrowed).toBe(true);
    },
  );

  it('and several of them at once', () => {
    const ids = ['eni-web2', 'nat-a', 'pcx-ab', 'eipalloc-1', 'sg-far'];
    const { isNarrowed, told, whole } = compared(all, without(all, ...ids));
    expect(told).toEqual(whole);
    expect(isNarrowed).toBe(true);
  });
});

describe('whose an interface is, as lists of other records tell it (ENI-04)', () => {
  const endpoint = raw('vpcEndpoint', {
    VpcEndpointId: 'vpce-1',
    VpcEndpointType: 'Interface',
    VpcId: 'vpc-a',
    ServiceName: 'com.amazonaws.eu-west-1.ssm',
    State: 'available',
    NetworkInterfaceIds: ['eni-web'],
  });
  const nat = raw('natGateway', {
    NatGatewayId: 'nat-b',
    State: 'available',
    VpcId: 'vpc-a',
    SubnetId: 'subnet-pub',
    ConnectivityType: 'public',
    NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-web', Status: 'succeeded' }],
  });
  const web = [
    ...base(),
    networkInterface('eni-web2', 'subnet-a', '10.0.1.77', {
      groups: ['sg-web'],
      more: { Attachment: { InstanceId: 'i-web', Status: 'attached' } },
    }),
  ];
  it.each([
    ['an endpoint', endpoint],
    ['a NAT gateway', nat],
  ])('changes where %s lists it, or no longer', (_, owner) => {
    for (const [before, after] of [
      [web, [...web, owner]],
      [[...web, owner], web],
    ] as const) {
      const { told, whole } = compared(before, after);
      expect(told.filter((one) => / → \S+ 10\.0\.0\.10:/.test(one))).not.toEqual([]);
      expect(told.filter((one) => / 10\.0\.0\.10 → /.test(one))).not.toEqual([]);
      expect(told).toEqual(whole);
    }
  });
});

it('every pair of a group is so with what is blamed, and not without any of it', () => {
  const hosts = Array.from({ length: 6 }, (_, i) =>
    host(`h${i}`, 'subnet-b', `10.0.2.${20 + i}`, { groups: ['sg-db'] }),
  );
  const resources = edit([...base(), ...hosts.flat()], 'sg-web', {
    IpPermissions: [permission('tcp', 443, 443, { UserIdGroupPairs: [{ GroupId: 'sg-db' }] })],
    IpPermissionsEgress: [permission('tcp', 443, 443, { UserIdGroupPairs: [{ GroupId: 'sg-db' }] })],
  });
  const swapped = edit(resources, 'eni-app', { Groups: [{ GroupId: 'sg-web' }] });
  const closed = edit(swapped, 'acl-b', { Entries: [entry(100, true)] });
  const [before, after] = [snapshotOf(resources), snapshotOf(closed)];
  const [a, b] = compileAlike([before, after]) as [Network, Network];
  const differences = differencesOf(before, after);
  const known = new Map(differences.list.map((one) => [JSON.stringify(one), one]));
  const toldWith = (chosen: readonly Difference[]) => {
    const mixed = differences.mixed(new Set(chosen));
    const [c, d] = compileAlike([before, mixed]) as [Network, Network];
    return new Set(pairsOf(c, findDiff(c, d)));
  };
  const { groups } = findDiff(a, b);
  const blamed = groups.flatMap((group) => (group.blame ? [{ group, blame: group.blame.differences }] : []));
  expect(blamed.length).toBe(groups.length);
  expect(Math.max(...blamed.map(({ blame }) => blame.length))).toBeGreaterThan(1);
  expect(Math.max(...blamed.map(({ group }) => group.pairs))).toBeGreaterThan(8);
  for (const { group, blame } of blamed) {
    const own = blame.map((one) => known.get(JSON.stringify(one)) as Difference);
    const lines = pairsOf(a, { groups: [group] });
    const told = toldWith(own);
    expect(lines.filter((one) => !told.has(one))).toEqual([]);
    for (const left of own) {
      const rest = toldWith(own.filter((one) => one !== left));
      expect(lines.filter((one) => rest.has(one))).toEqual([]);
    }
  }
});
