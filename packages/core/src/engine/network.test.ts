import { describe, expect, it } from 'vitest';
import { ACCOUNT, base, REGION, raw, snapshotOf, subnet, vpc } from '../aws/network.fixture.ts';
import { compile } from './network.ts';

describe('compile', () => {
  const network = compile(snapshotOf(base(), { absent: ['vpcEndpoint'], partial: ['address'] }));

  it('finds a record by its kind and id', () => {
    expect(network.get('subnet', 'subnet-a')?.cidrBlock).toBe('10.0.1.0/24');
    expect([network.get('subnet', 'vpc-a'), network.get('subnet', undefined)]).toEqual([undefined, undefined]);
  });

  it('the first of two records with one id counts; one without an id is listed only', () => {
    const twice = compile(
      snapshotOf([vpc('vpc-a', '10.0.0.0/16'), vpc('vpc-a', '10.9.0.0/16'), raw('vpc', { State: 'available' })]),
    );
    expect(twice.get('vpc', 'vpc-a')?.cidrBlock).toBe('10.0.0.0/16');
    expect(twice.all('vpc')).toHaveLength(3);
  });

  it('knows the kind of what packets meet, not of what only states rules', () => {
    expect(['subnet-a', 'nat-a', 'sg-app', 'rtb-priv', 'nothing'].map((id) => network.kindOf(id))).toEqual([
      'subnet',
      'natGateway',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('an interface that only its NAT gateway names behaves like one', () => {
    const hidden = compile(snapshotOf(base().filter(({ fields }) => fields.NetworkInterfaceId !== 'eni-nat')));
    expect(hidden.kindOf('eni-nat')).toBeUndefined();
    expect(hidden.behaviour('eni-nat')).toBe(network.behaviour('eni-nat'));
    expect(network.behaviour('nothing')).toBeUndefined();
  });

  it('the internet is a place without a record', () => {
    expect(network.behaviour('internet')).toBeDefined();
  });

  it('a link that nobody laid is a contradiction', () => {
    expect(() => network.link('subnet-a', 'moon')).toThrow('nothing connects subnet-a with moon');
    expect(network.topology.endsOf(network.link('subnet-a', 'vpc-a'))).toEqual(['subnet-a', 'vpc-a']);
  });

  it('labels are shown as the prefix they stand for', () => {
    const label = network.labels[4].labelOf('\u0a00\u010a');
    expect(network.formatLabel(4, label)).toBe('10.0.1.10');
  });

  it('named ranges and their text are no matter of how often they are written', () => {
    const named = compile(snapshotOf([], { settings: { cidrs: { office: ['192.0.2.0/24', 'no range'] } } }));
    expect(named.labels[4].prefixOf(named.labels[4].labelOf('\uc000\u0201'))).toMatchObject({ length: 24 });
  });
});

it('a kind that the records do not list at all has none', () => {
  const { records, ...rest } = snapshotOf(base());
  const { vpc: vpcs, natGateway } = records;
  const network = compile({ ...rest, records: { vpc: vpcs, natGateway } as typeof records });
  expect([network.all('vpc').length, network.all('subnet').length]).toEqual([1, 0]);
});

describe('coverage', () => {
  const here = { account: ACCOUNT, region: REGION };
  const network = compile(snapshotOf([], { absent: ['vpcEndpoint'], partial: ['address'] }));
  it.each([
    ['vpc', here, 'complete'],
    ['address', here, 'partial'],
    ['vpcEndpoint', here, 'absent'],
    ['vpc', { ...here, region: 'us-east-1' }, 'absent'],
    ['vpc', { ...here, account: '222222222222' }, 'absent'],
    ['vpc', { account: undefined, region: undefined }, 'complete'],
  ] as const)('%s in %j is %s', (kind, place, state) => {
    expect(network.coverage(kind, place)).toBe(state);
  });
  it('of two reads of a place the better one counts', () => {
    const [entry] = snapshotOf([]).coverage;
    if (!entry) throw new Error('no coverage');
    const twice = compile({ ...snapshotOf([]), coverage: [{ ...entry, state: 'partial' }, entry] });
    expect(twice.coverage(entry.kind, here)).toBe('complete');
  });
});

it('IPv4 labels have twins in IPv6 only where a route uses NAT64', () => {
  const table = (destination: string) =>
    raw('routeTable', {
      RouteTableId: 'rtb-1',
      Routes: [{ DestinationIpv6CidrBlock: destination, NatGatewayId: 'nat-1' }],
    });
  const size = (...more: readonly ReturnType<typeof table>[]) =>
    compile(snapshotOf([subnet('subnet-a', 'vpc-a', '10.0.1.0/24'), ...more])).labels[6].size;
  expect(size(table('64:ff9b::/96'))).toBeGreaterThan(size() + 1);
  expect(size(table(''))).toBe(size());
});
