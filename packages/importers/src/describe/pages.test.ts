import { expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';

const region = 'us-east-1';
type Answer = readonly [file: string, value: object];
const imported = (...answers: readonly Answer[]) =>
  snapshotOf(answers.map(([file, value], i) => ({ file, value, region, index: i + 1 })));

const vpcs = (ids: string, more: object = {}) => ({ Vpcs: [...ids].map((VpcId) => ({ VpcId })), ...more });
const more = { NextToken: 'x' };

test.each<[string, 'complete' | 'partial', ...Answer[]]>([
  ['a first page', 'partial', ['a.json', vpcs('a', more)]],
  ['the marker of another service', 'partial', ['a.json', vpcs('a', { NextMarker: 'x' })]],
  ['a search that was cut', 'partial', ['a.json', vpcs('a', { AdditionalRoutesAvailable: true })]],
  ['a token that is empty', 'complete', ['a.json', vpcs('a', { NextToken: null, AdditionalRoutesAvailable: false })]],
  ['pages in one file', 'complete', ['a.json', vpcs('a', more)], ['a.json', vpcs('b', more)], ['a.json', vpcs('c')]],
  ['one file without its end', 'partial', ['a.json', vpcs('a', more)], ['a.json', vpcs('b', more)]],
  ['one file that ends before its end', 'partial', ['a.json', vpcs('a')], ['a.json', vpcs('b', more)]],
  ['numbered files', 'complete', ['v.page1.json', vpcs('a', more)], ['v.page2.json', vpcs('b')]],
  ['numbers from zero', 'complete', ['v-0.json', vpcs('a', more)], ['v-1.json', vpcs('b')]],
  ['a first file without a number', 'complete', ['v.json', vpcs('a', more)], ['v.2.json', vpcs('b')]],
  [
    'ten pages',
    'complete',
    ...'abcdefghij'.split('').map((id, i): Answer => [`v${i + 1}.json`, vpcs(id, i < 9 ? more : {})]),
  ],
  [
    'a Region in the name',
    'complete',
    ['v-us-east-2.json', vpcs('a', more)],
    ['v-us-east-2-p2.json', vpcs('b', more)],
    ['v-us-east-2-p3.json', vpcs('c')],
  ],
  [
    'numbers of several digits',
    'complete',
    ...[...Array(12).keys()].map((i): Answer => [`v-${i}.json`, vpcs('a', i < 11 ? more : {})]),
  ],
  ['a second ten', 'partial', ['v10.json', vpcs('a', more)], ['v11.json', vpcs('b')]],
  [
    'pages beside the whole',
    'complete',
    ['all.json', vpcs('ab')],
    ['v1.json', vpcs('a', more)],
    ['v2.json', vpcs('b')],
  ],
  ['numbers with a gap', 'partial', ['v1.json', vpcs('a', more)], ['v3.json', vpcs('b')]],
  ['numbers without a first', 'partial', ['v2.json', vpcs('a', more)], ['v3.json', vpcs('b')]],
  ['numbers without a last', 'partial', ['v1.json', vpcs('a', more)], ['v2.json', vpcs('b', more)]],
  ['files of other names', 'partial', ['first.json', vpcs('a', more)], ['last.json', vpcs('b')]],
  ['numbers in two folders', 'partial', ['x/v1.json', vpcs('a', more)], ['y/v2.json', vpcs('b')]],
  ['a page beside the whole', 'complete', ['part.json', vpcs('a', more)], ['all.json', vpcs('ab')]],
  ['a page beside what lacks it', 'partial', ['part.json', vpcs('ac', more)], ['all.json', vpcs('ab')]],
])('of %s the list is %s', (_what, state, ...answers) => {
  const { snapshot, diagnostics } = imported(...answers);
  expect(snapshot.coverage.map((one) => one.state)).toEqual([state]);
  expect(diagnostics.map(({ code }) => code)).toEqual(state === 'partial' ? ['FIRST_PAGE_ONLY'] : []);
});

test('the pages of each place are its own', () => {
  const { snapshot } = snapshotOf([
    { file: 'us-east-1/v.json', value: vpcs('a', more) },
    { file: 'us-east-2/v.json', value: vpcs('b') },
  ]);
  expect(snapshot.coverage.map((one) => [one.region, one.state])).toEqual([
    ['us-east-1', 'partial'],
    ['us-east-2', 'complete'],
  ]);
});

const lists = (...ids: string[]): Answer => [
  'lists.json',
  { PrefixLists: ids.map((PrefixListId) => ({ PrefixListId })) },
];
const entries = (cidrs: readonly string[], others: object = {}) => ({
  Entries: cidrs.map((Cidr) => ({ Cidr })),
  ...others,
});
const one = { PrefixListId: 'pl-1' };
const [A, B] = ['192.0.2.0/25', '192.0.2.128/25'];

test.each<[string, boolean, readonly string[], ...Answer[]]>([
  ['a first page', false, [A], ['e.json', entries([A], { ...one, ...more })]],
  [
    'both pages in one file',
    true,
    [A, B],
    ['e.json', entries([A], { ...one, ...more })],
    ['e.json', entries([B], one)],
  ],
  ['both pages by number', true, [A, B], ['pl-1.page1.json', entries([A], more)], ['pl-1.page2.json', entries([B])]],
  [
    "both pages in the call's folder",
    true,
    [A, B],
    ['ec2-get-managed-prefix-list-entries/pl-1.json', entries([A], more)],
    ['ec2-get-managed-prefix-list-entries/pl-1.2.json', entries([B])],
  ],
  [
    'pages that say nothing of each other',
    false,
    [A, B],
    ['x.json', entries([A], { ...one, ...more })],
    ['y.json', entries([B], one)],
  ],
  [
    'a page beside the whole',
    true,
    [A, B],
    ['x.json', entries([B], { ...one, ...more })],
    ['y.json', entries([A, B], one)],
  ],
  ['an entry that cannot be read', false, [A], ['x.json', { ...one, Entries: [{ Cidr: A }, 7] }]],
])('of %s the entries of a list are whole: %s', (_what, isWhole, cidrs, ...answers) => {
  const { snapshot, diagnostics } = imported(
    lists('pl-1', 'pl-2'),
    ['other.json', { PrefixListId: 'pl-2', Entries: [] }],
    ...answers,
  );
  const [record, other] = snapshot.records.prefixListEntries;
  expect(record?.entries.map((entry) => entry?.cidr)).toEqual(cidrs);
  expect([record?.isPartial, other?.isPartial]).toEqual([isWhole ? undefined : true, undefined]);
  expect(snapshot.coverage.find(({ kind }) => kind === 'prefixListEntries')?.state).toBe(
    isWhole ? 'complete' : 'partial',
  );
  expect(diagnostics).toHaveLength(isWhole ? 0 : 1);
});

test('a list whose entries are partly read is asked for by name', () => {
  const { diagnostics } = imported(lists('pl-1'), ['e.json', entries([A], { ...one, ...more })]);
  expect(diagnostics[0]?.message).toContain('e.json holds only some pages of Entries of pl-1;');
  expect(diagnostics[0]?.hint).toContain('--prefix-list-id pl-1 --region us-east-1');
});

const listener = (lb: string, id: string) => ({ ListenerArn: `${lb}/${id}`, LoadBalancerArn: lb });
const balancers = (...arns: string[]): Answer => [
  'lb.json',
  { LoadBalancers: arns.map((LoadBalancerArn) => ({ LoadBalancerArn })) },
];
const [X, Y] = ['x', 'y'].map(
  (name) => `arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/${name}/1`,
) as [string, string];

test.each<[string, 'complete' | 'partial', ...Answer[]]>([
  ['both', 'complete', ['x.json', { Listeners: [listener(X, 'a')] }], ['y.json', { Listeners: [listener(Y, 'a')] }]],
  [
    'pages of one and the other',
    'complete',
    ['x1.json', { Listeners: [listener(X, 'a')], NextMarker: 'm' }],
    ['x2.json', { Listeners: [listener(X, 'b')] }],
    ['y.json', { Listeners: [listener(Y, 'a')] }],
  ],
  [
    'a first page of one and the other',
    'partial',
    ['x.json', { Listeners: [listener(X, 'a')], NextMarker: 'm' }],
    ['y.json', { Listeners: [listener(Y, 'a')] }],
  ],
])('of lists that are asked for by load balancer, %s are %s', (_what, state, ...answers) => {
  const { snapshot } = imported(balancers(X, Y), ...answers);
  expect(snapshot.coverage.find(({ kind }) => kind === 'listener')?.state).toBe(state);
});

test('a search for routes that was cut leaves the other tables whole', () => {
  const routes = (id: string, cut: object = {}) => ({
    TransitGatewayRouteTableId: id,
    Routes: [{ DestinationCidrBlock: '10.0.0.0/8' }],
    ...cut,
  });
  const { snapshot } = imported(
    ['a.json', routes('tgw-rtb-1', { AdditionalRoutesAvailable: true })],
    ['b.json', routes('tgw-rtb-2')],
  );
  expect(snapshot.records.transitGatewayRoutes.map(({ isPartial }) => isPartial)).toEqual([true, undefined]);
});

test('any record with a field that cannot be read is partial', () => {
  const { snapshot } = imported(['a.json', { Vpcs: [{ VpcId: 'a', IsDefault: 7 }, { VpcId: 'b' }] }]);
  expect(snapshot.records.vpc.map(({ isPartial }) => isPartial)).toEqual([true, undefined]);
});
