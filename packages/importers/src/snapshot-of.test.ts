import { expect, test } from 'vitest';
import { snapshotOf } from './snapshot-of.ts';

const codes = ({ diagnostics }: ReturnType<typeof snapshotOf>) => diagnostics.map(({ code }) => code);
const place = { account: '111122223333', region: 'eu-west-1' };

test('a record carries its place and where it was read', () => {
  const { snapshot } = snapshotOf([{ file: 'a.json', value: { Vpcs: [{ VpcId: 'vpc-1' }] }, ...place }]);
  expect(snapshot.records.vpc).toMatchObject([
    { vpcId: 'vpc-1', ...place, source: { file: 'a.json', pointer: '/Vpcs/0' } },
  ]);
  expect(snapshot.coverage).toEqual([{ ...place, kind: 'vpc', state: 'complete' }]);
});

test('one object may hold several answers, in either case, and an empty answer still covers its kind', () => {
  const { snapshot } = snapshotOf([
    { file: 'a.json', index: 2, value: { vpcs: [{ vpcId: 'vpc-1' }], Subnets: [], ResponseMetadata: {} }, ...place },
  ]);
  expect(snapshot.records.vpc[0]?.source.pointer).toBe('#2/vpcs/0');
  expect(snapshot.coverage.map(({ kind, state }) => [kind, state])).toEqual([
    ['vpc', 'complete'],
    ['subnet', 'complete'],
  ]);
});

test('instances are found inside reservations', () => {
  const value = { Reservations: [null, { Instances: [{ InstanceId: 'i-1' }] }, { Instances: null }] };
  const { snapshot, diagnostics } = snapshotOf([{ file: 'a.json', value, ...place }]);
  expect(snapshot.records.instance[0]?.source.pointer).toBe('/Reservations/1/Instances/0');
  expect(diagnostics).toEqual([]);
});

test.each([
  ['accounts/111122223333/us-gov-west-1/Vpcs.json', '111122223333', 'us-gov-west-1'],
  ['dump/Vpcs-ap-southeast-2.json', undefined, 'ap-southeast-2'],
  ['account=111122223333/region=cn-north-1/x.json', '111122223333', 'cn-north-1'],
  ['prod/vpcs.json', undefined, undefined],
])('the path %s tells account %s and Region %s', (file, account, region) => {
  const { snapshot } = snapshotOf([{ file, value: { Vpcs: [{ VpcId: 'vpc-1' }] } }]);
  expect(snapshot.records.vpc[0]).toMatchObject({ account, region });
});

test('the Region comes from a zone, spreads through the folder, and is left open where there are two', () => {
  const subnet = (SubnetId: string, AvailabilityZone: string, VpcId: string) => ({ SubnetId, AvailabilityZone, VpcId });
  const one = snapshotOf([
    { file: 'd/subnets.json', value: { Subnets: [subnet('s-1', 'us-west-2-lax-1a', 'vpc-1')] } },
    { file: 'd/vpcs.json', value: { Vpcs: [{ VpcId: 'vpc-1', OwnerId: '111122223333' }] } },
    { file: 'd/acls.json', value: { NetworkAcls: [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1' }] } },
  ]).snapshot;
  expect(one.records.networkAcl[0]).toMatchObject({ account: '111122223333', region: 'us-west-2' });
  const two = snapshotOf([
    {
      file: 'd/s.json',
      value: { Subnets: [subnet('s-1', 'us-east-1a', 'vpc-1'), subnet('s-2', 'us-east-2a', 'vpc-2')] },
    },
    { file: 'd/vpcs.json', value: { Vpcs: [{ VpcId: 'vpc-1' }] } },
  ]).snapshot;
  expect(two.records.vpc[0]?.region).toBeUndefined();
  expect(two.coverage.map(({ kind, region }) => [kind, region])).toEqual([
    ['vpc', undefined],
    ['subnet', 'us-east-1'],
    ['subnet', 'us-east-2'],
  ]);
});

test("the caller's identity tells the account of its folder and those beneath", () => {
  const { snapshot } = snapshotOf([
    { file: 'd/us-east-1/nat.json', value: { NatGateways: [{ NatGatewayId: 'nat-1' }] } },
    { file: 'd/sts.json', value: { UserId: 'x', Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/x' } },
  ]);
  expect(snapshot.records.natGateway[0]?.account).toBe('111122223333');
});

test("of a shared object the owner's copy is kept; others that differ are noted", () => {
  const subnet = (State: string) => ({ Subnets: [{ SubnetId: 's-1', OwnerId: '222222222222', State }] });
  const imported = snapshotOf([
    { file: '111111111111/s.json', value: subnet('a') },
    { file: '222222222222/s.json', value: subnet('b') },
    { file: '333333333333/s.json', value: subnet('b') },
  ]);
  expect(imported.snapshot.records.subnet).toMatchObject([{ state: 'b', account: '222222222222' }]);
  expect(codes(imported)).toEqual(['COPIES_DIFFER']);
  expect(imported.snapshot.coverage).toHaveLength(3);
});

test('of two copies from one place the first one read counts, which is worth a warning', () => {
  const subnets = (...states: readonly string[]) => ({ Subnets: states.map((State) => ({ SubnetId: 's-1', State })) });
  const told = (imported: ReturnType<typeof snapshotOf>) =>
    imported.diagnostics.map(({ code, severity, message }) => [code, severity, message.replace(/.*different /, '')]);
  const one = snapshotOf([{ file: 'a.json', value: subnets('a', 'b'), ...place }]);
  expect(one.snapshot.records.subnet).toMatchObject([{ state: 'a' }]);
  expect(told(one)).toEqual([['COPIES_DIFFER', 'warning', 'State; the copy at a.json#/Subnets/0 is used.']]);
  const files = ['a.json', 'b.json'].map((file) => ({ file, value: subnets(file), ...place }));
  expect(told(snapshotOf(files))).toEqual([
    ['COPIES_DIFFER', 'warning', 'State; the copy at a.json#/Subnets/0 is used.'],
  ]);
  expect(told(snapshotOf([{ file: 'a.json', value: subnets('a', 'a'), ...place }]))).toEqual([]);
  const elsewhere = files.map((file, i) => ({ ...file, region: `eu-west-${i + 1}` }));
  expect(told(snapshotOf(elsewhere)).map(([, severity]) => severity)).toEqual(['note']);
});

test('what exists once in each place is kept once for each place', () => {
  const options = { VpcBlockPublicAccessOptions: { State: 'default-state', InternetGatewayBlockMode: 'off' } };
  const { snapshot } = snapshotOf([
    { file: 'us-east-1/o.json', value: options },
    { file: 'us-east-2/o.json', value: options },
    { file: 'us-east-2/again.json', value: options },
  ]);
  expect(snapshot.records.vpcBlockPublicAccessOptions.map(({ region }) => region)).toEqual(['us-east-1', 'us-east-2']);
});

test('bad elements are named with what is expected, make the kind partial, and floods are counted', () => {
  const value = { Vpcs: ['x', { VpcId: 'vpc-1', IsDefault: 'maybe' }, ...Array.from({ length: 30 }, () => ({}))] };
  const imported = snapshotOf([{ file: 'a.json', value, ...place }]);
  expect(imported.snapshot.records.vpc).toHaveLength(1);
  expect(imported.snapshot.coverage[0]?.state).toBe('partial');
  const bad = imported.diagnostics.filter(({ code }) => code === 'ELEMENT_UNREADABLE');
  expect(bad).toHaveLength(21);
  expect(bad.at(-1)?.message).toBe('11 more of the same kind are not listed.');
  expect(imported.diagnostics.find(({ code }) => code === 'FIELD_UNREADABLE')?.source?.pointer).toBe(
    '/Vpcs/1/IsDefault',
  );
});

test('values made to break readers are bad elements', () => {
  const value = JSON.parse(
    '{"Vpcs":[{"VpcId":"vpc-1","Tags":[{"Key":"k","Value":{"toString":1}}]},{"VpcId":"vpc-2"}]}',
  );
  const imported = snapshotOf([{ file: 'a.json', value }]);
  expect(imported.snapshot.records.vpc.map(({ vpcId }) => vpcId)).toContain('vpc-2');
  expect(
    snapshotOf([{ file: 'a.json', value: JSON.parse('{"__proto__":{"Vpcs":[]},"constructor":1}') }]).snapshot.coverage,
  ).toEqual([]);
});

test('an answer with more pages is partial, and the command to run is named', () => {
  const imported = snapshotOf([{ file: 'a.json', value: { Vpcs: [], NextToken: 'x' }, ...place }]);
  expect(imported.snapshot.coverage[0]?.state).toBe('partial');
  expect(imported.diagnostics[0]?.hint).toContain('aws ec2 describe-vpcs --region eu-west-1');
});

test('prefix lists come from two calls; the older alone is partial, and both complete each other', () => {
  const older = {
    file: 'b.json',
    value: { PrefixLists: [{ PrefixListId: 'pl-1', Cidrs: ['192.0.2.0/24'] }] },
    ...place,
  };
  const managed = { file: 'a.json', value: { PrefixLists: [{ PrefixListId: 'pl-1', OwnerId: 'AWS' }] }, ...place };
  expect(snapshotOf([older]).snapshot.coverage).toMatchObject([{ kind: 'prefixList', state: 'partial' }]);
  const both = snapshotOf([older, managed]);
  expect(both.snapshot.records.prefixList).toMatchObject([{ ownerId: 'AWS', cidrs: ['192.0.2.0/24'] }]);
  expect(both.snapshot.coverage).toMatchObject([{ kind: 'prefixList', state: 'complete' }]);
  expect(both.diagnostics).toEqual([]);
});

test('two accounts that ask both calls about the same lists contradict each other nowhere', () => {
  const managed = { PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 's3', OwnerId: 'AWS' }] };
  const older = { PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 's3', Cidrs: ['192.0.2.0/24'] }] };
  const documents = ['111111111111', '222222222222'].flatMap((account) => [
    { file: `${account}/managed.json`, value: managed },
    { file: `${account}/older.json`, value: older },
  ]);
  for (const order of [documents, documents.toReversed()]) {
    const { snapshot, diagnostics } = snapshotOf(order);
    expect(diagnostics).toEqual([]);
    expect(snapshot.records.prefixList).toMatchObject([{ ownerId: 'AWS', cidrs: ['192.0.2.0/24'] }]);
  }
  const renamed = { file: 'x.json', value: { PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'other' }] } };
  expect(codes(snapshotOf([...documents, renamed]))).toEqual(['COPIES_DIFFER']);
});

const entries = { Entries: [{ Cidr: '192.0.2.0/24' }] };
test.each<[string, string, unknown]>([
  ['our wrapper', 'x.json', { PrefixListId: 'pl-1', ...entries }],
  ['a list of wrappers', 'x.json', [{ PrefixListId: 'pl-1', ...entries }]],
  ['wrappers under a key of their own', 'x.json', { ManagedEntries: [{ PrefixListId: 'pl-1', ...entries }] }],
  ["the call's folder", 'us-east-1/ec2-get-managed-prefix-list-entries/pl-1.json', entries],
  ['a quoted name without an extension', 'd/ec2-get-managed-prefix-list-entries/pl%2D1', entries],
  ['a known id in the name', 'entries of pl-1.json', entries],
])('the list of entries is known by %s', (_how, file, value) => {
  const lists = { file: 'lists.json', value: { PrefixLists: [{ PrefixListId: 'pl-1' }] } };
  const { snapshot, diagnostics } = snapshotOf([{ file, value }, lists]);
  expect(snapshot.records.prefixListEntries).toMatchObject([
    { prefixListId: 'pl-1', entries: [{ cidr: '192.0.2.0/24' }] },
  ]);
  expect(diagnostics).toEqual([]);
});

test('entries of an unknown list are left out and said', () => {
  const imported = snapshotOf([{ file: 'entries.json', value: entries, ...place }]);
  expect(imported.snapshot.records.prefixListEntries).toEqual([]);
  expect(imported.snapshot.coverage).toMatchObject([{ kind: 'prefixListEntries', state: 'partial' }]);
  expect(codes(imported)).toEqual(['UNASSIGNED']);
});

test('keys that nothing reads are one note for all files that have the same', () => {
  const imported = snapshotOf([
    { file: 'a.json', value: { Novelties: [1], Oddities: 'x', Nothing: [] } },
    { file: 'b', value: 3 },
    { file: 'c.json', value: { Novelties: [1], Oddities: 'x', Nothing: [] } },
    { file: 'c.json', index: 2, value: { Novelties: [1] } },
  ]);
  expect(imported.diagnostics.map(({ severity, message, source }) => [severity, message, source?.file])).toEqual([
    ['note', 'Nothing reads Novelties, Oddities yet, in 2 files.', 'a.json'],
    ['note', 'Nothing reads values without the key of a call yet.', 'b'],
  ]);
  const many = Array.from({ length: 50 }, (_, i) => ({ file: `${i}.json`, value: { [`Key${i}`]: i } }));
  const notes = snapshotOf(many).diagnostics;
  expect([notes.length, notes.at(-1)?.message]).toEqual([21, 'Nothing reads what 30 more files hold.']);
});

test('the order of documents does not matter', () => {
  const documents = [
    { file: 'a.json', value: { Vpcs: [{ VpcId: 'vpc-2' }, { VpcId: 'vpc-1' }] }, ...place },
    { file: 'b.json', value: { Subnets: [{ SubnetId: 's-1', VpcId: 'vpc-1' }] }, ...place },
  ];
  expect(snapshotOf(documents.toReversed()).snapshot).toEqual(snapshotOf(documents).snapshot);
});

test('a service that is usable both through gateways and through interfaces is two', () => {
  const service = (ServiceType: string) => ({
    ServiceName: 'com.amazonaws.us-east-1.s3',
    ServiceId: `vpce-svc-${ServiceType}`,
    ServiceType: [{ ServiceType }],
  });
  const value = { ServiceDetails: ['Interface', 'Gateway'].map(service) };
  const imported = snapshotOf([{ file: 'a.json', value, ...place }]);
  expect(imported.snapshot.records.vpcEndpointServiceDetail).toHaveLength(2);
  expect(codes(imported)).toEqual([]);
});

test('accounts have names of zones and tags of their own', () => {
  const subnet = (AvailabilityZone: string, Key: string) => ({
    Subnets: [{ SubnetId: 's-1', OwnerId: '222222222222', AvailabilityZone, Tags: [{ Key, Value: '' }] }],
  });
  const values = [subnet('us-east-1a', 'Name'), subnet('us-east-1b', 'team')];
  const read = (...accounts: readonly string[]) =>
    snapshotOf(values.map((value, i) => ({ file: `${accounts[i]}/${i}.json`, value })));
  const apart = read('222222222222', '333333333333');
  expect(apart.snapshot.records.subnet).toMatchObject([{ availabilityZone: 'us-east-1a', tags: { Name: '' } }]);
  expect(codes(apart)).toEqual([]);
  expect(codes(read('222222222222', '222222222222'))).toEqual(['COPIES_DIFFER']);
});
