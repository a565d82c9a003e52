import { describe, expect, it } from 'vitest';
import {
  ANY_TRAFFIC,
  acl,
  base,
  edit,
  entry,
  host,
  networkInterface,
  permission,
  raw,
  subnet,
  table,
  vpc,
  without,
} from '../aws/network.fixture.ts';
import { ask, networkOf } from '../explain/ask.fixture.ts';
import { findPath } from './path.ts';
import { parseQuestion } from './question.ts';

const from = (...cidrs: readonly string[]) => ({ IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) });

/** Another VPC with the same range, and a host in it that has the address of `i-app2`. */
const overlapping = [
  ...base(),
  vpc('vpc-b', '10.0.0.0/16'),
  subnet('subnet-c', 'vpc-b', '10.0.1.0/24'),
  table('rtb-b', 'vpc-b', ['main'], { '10.0.0.0/16': 'local' }),
  acl('acl-c', 'vpc-b', 'subnet-c'),
  ...host('twin', 'subnet-c', '10.0.1.11', { more: { VpcId: 'vpc-b' } }),
];

describe('an answer', () => {
  it('has a part for each verdict and set of services, worst last, the widest of a verdict first', () => {
    const some = edit(base(), 'sg-db', { IpPermissions: [permission('tcp', 400, 500, from('10.0.1.10/32'))] });
    const { explanation } = ask(some, 'subnet-a', '10.0.2.10', { port: '443,600' });
    expect(explanation.parts.map(({ verdict, services, pairs }) => [verdict, services, pairs])).toEqual([
      ['reachable', 'tcp/443', 1],
      ['blocked', 'tcp/443, tcp/600', 1],
      ['blocked', 'tcp/600', 1],
    ]);
  });

  it('is unknown before it is forward-only, and forward-only before blocked', () => {
    const closed = edit(base(), 'acl-a', {
      Entries: [entry(100, true), entry(101, false, { CidrBlock: '10.0.1.0/24' })],
    });
    expect(ask(closed, 'i-app', 'i-web,i-app2').explanation.parts.map(({ verdict }) => verdict)).toEqual([
      'reachable',
      'forward-only',
    ]);
    expect(ask(without(closed, 'acl-b'), 'i-app', 'i-db', { addresses: 'private' }).verdict).toBe('unknown');
  });

  it('counts pairs of the same behaviour', () => {
    expect(ask(base(), 'subnet-a', '10.0.2.10').part.pairs).toBe(2);
  });
});

describe('any address of a host may serve', () => {
  const two = [
    ...base(),
    networkInterface('eni-db2', 'subnet-b', '10.0.2.11', {
      groups: ['sg-closed'],
      more: { Attachment: { InstanceId: 'i-db' } },
    }),
    raw('securityGroup', { GroupId: 'sg-closed', VpcId: 'vpc-a', IpPermissionsEgress: ANY_TRAFFIC }),
  ];
  it('the best one speaks for it, others that differ are told apart', () => {
    const { verdict, explanation } = ask(two, 'i-app2', 'i-db');
    expect(verdict).toBe('reachable');
    expect(explanation.parts.flatMap(({ to }) => to)).toEqual(['10.0.2.10']);
    expect(explanation.apart.map(({ verdict: one, to }) => [one, to])).toEqual([['blocked', ['10.0.2.11']]]);
  });
  it('a named address stands for itself', () => {
    expect(ask(two, 'i-app2', '10.0.2.11').verdict).toBe('blocked');
    expect(ask(two, 'i-app2', 'eni-db2').verdict).toBe('blocked');
  });
  it('both families count', () => {
    const { part } = ask(base(), 'i-app', 'i-db');
    expect([part.to.length, part.pairs]).toEqual([2, 2]);
  });
  it('each address outside is asked for itself', () => {
    const some = edit(base(), 'sg-web', { IpPermissions: [permission('tcp', 443, 443, from('8.8.8.0/24'))] });
    const { explanation } = ask(some, 'internet', 'i-web');
    expect(explanation.parts.map(({ verdict }) => verdict)).toEqual(['reachable', 'blocked']);
    expect(explanation.parts[0]?.from).toEqual(['internet/8.8.8.0/24']);
  });
});

describe('ranges and hosts without an instance', () => {
  const alone = [...base(), networkInterface('eni-alone', 'subnet-b', '10.0.2.60', { groups: ['sg-db'] })];
  it.each([
    ['eni-alone', '10.0.1.11', ['eni-alone/10.0.2.60'], ['10.0.1.11']],
    ['10.0.2.60', 'eni-app2', ['eni-alone/10.0.2.60'], ['10.0.1.11']],
    ['i-app2', 'eni-alone', ['eni-app2/10.0.1.11'], ['10.0.2.60']],
    ['i-web', 'internet/8.8.8.8', ['eni-web/10.0.0.10'], ['8.8.8.8']],
    ['i-app,i-app2', '2001:db8:a:2::10', ['eni-app/2001:db8:a:1::10'], ['2001:db8:a:2::10']],
  ])('from %s to %s', (source, to, senders, targets) => {
    expect(ask(alone, source, to).part).toMatchObject({ from: senders, to: targets });
  });
  it('a range is asked address by address, as far as rules tell them apart', () => {
    const { explanation } = ask(base(), 'i-web', '10.0.2.0/23');
    expect(explanation.parts.map(({ verdict }) => verdict)).toEqual(['reachable', 'blocked']);
  });
  it('an IPv6 address is a single one at 128 bits', () => {
    expect(ask(base(), '2001:db8:a:1::10', 'i-db').part.from).toEqual(['eni-app/2001:db8:a:1::10']);
  });
});

describe('the addresses dialled', () => {
  const dialled = (source: string, to: string, addresses?: 'private' | 'public' | 'all') =>
    ask(base(), source, to, { addresses }).explanation.parts.flatMap((part) => part.to);
  it.each([
    ['i-app2', undefined, ['10.0.0.10']],
    ['i-app2', 'public', ['203.0.113.10']],
    ['8.8.8.8', undefined, ['203.0.113.10']],
  ] as const)('from %s, %s ones: %j', (source, addresses, expected) => {
    expect(dialled(source, 'i-web', addresses)).toEqual(expected);
  });
  it('all of them, both kinds', () => {
    expect(dialled('i-app2', 'i-web', 'all')).toEqual(expect.arrayContaining(['10.0.0.10']));
  });
  it('one that was named is dialled itself, from outside too', () => {
    expect(dialled('8.8.8.8', 'eni-web/10.0.0.10')).toContain('203.0.113.10');
  });
});

describe('what cannot be asked', () => {
  it.each([
    [
      'i-app2',
      '2001:db8:a:2::10',
      { message: expect.stringMatching(/^“i-app2” and “2001\S+” have no address family/) },
    ],
    [
      '10.200.0.1',
      'i-app',
      { hint: 'No interface or site of the input has this address, and it is none of the internet.' },
    ],
  ])('from %s to %s', (source, to, told) => {
    expect(() => ask(base(), source, to)).toThrow(
      expect.objectContaining({ code: 'NO_SOURCE_OR_DESTINATION', ...told }),
    );
  });
  it('millions of pairs at a time', () => {
    const many = Array.from({ length: 1500 }, (_, i) => `9.${i >> 8}.${i & 255}.0/24`);
    const network = networkOf(base(), { settings: { cidrs: { many } } });
    expect(() => findPath(network, parseQuestion(network, { from: 'internet', to: 'internet' }))).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/^These are \d{7,} pairs/) }),
    );
  });
});

describe('whoever named a resource did not mean another one with its address', () => {
  it('of an overlapping VPC', () => {
    const { verdict, codes } = ask(overlapping, 'i-app', 'i-twin');
    expect([verdict, codes]).toEqual(['blocked', ['NO_POSSIBLE_DESTINATION']]);
    expect(ask(overlapping, 'i-app', 'i-app2').verdict).toBe('reachable');
    const [blocker] = ask(overlapping, 'i-app', 'i-twin').part.blockers;
    expect(blocker?.evidence.map(({ text }) => text)).toContain('i-twin is in vpc-b');
  });
  it('behind a box that translates too', () => {
    const routes = { '10.0.0.0/16': 'local', '10.0.2.0/24': 'eni-web' };
    const translated = [
      ...edit(without(overlapping, 'rtb-priv'), 'eni-web', { SourceDestCheck: false }),
      table('rtb-priv', 'vpc-a', ['subnet-a'], routes),
      ...host('copy', 'subnet-c', '10.0.2.10', { more: { VpcId: 'vpc-b' } }),
    ];
    const options = { assume: { appliances: 'nat' } } as const;
    expect(ask(translated, 'i-app2', 'i-db', { addresses: 'private' }, options).verdict).toBe('reachable');
    const { verdict, codes } = ask(translated, 'i-app2', 'i-copy', {}, options);
    expect([verdict, codes]).toEqual(['blocked', ['NO_POSSIBLE_DESTINATION']]);
  });
  it('an address that two have cannot be a sender', () => {
    expect(() => ask(overlapping, '10.0.1.11', 'i-db')).toThrow(
      expect.objectContaining({
        code: 'AMBIGUOUS',
        hint: expect.stringContaining('eni-twin/10.0.1.11 (network interface, VPC vpc-b)'),
      }),
    );
  });
});

describe('a sender', () => {
  it.each([
    ['stopped', ['BAD_STATE'], 'blocked'],
    ['running', [], 'reachable'],
  ])('that is %s', (Name, codes, verdict) => {
    const { verdict: found, codes: why } = ask(edit(base(), 'i-app2', { State: { Name } }), 'i-app2', '10.0.2.10');
    expect([found, why]).toEqual([verdict, codes]);
  });
  it('whose instance the input lacks may send, but not what a filter stops', () => {
    const unsure = without(base(), 'i-app2');
    expect(ask(unsure, 'eni-app2', '10.0.2.10')).toMatchObject({ verdict: 'unknown', codes: ['NOT_COLLECTED'] });
    expect(ask(edit(unsure, 'sg-db', { IpPermissions: [] }), 'eni-app2', '10.0.2.10').verdict).toBe('blocked');
  });
  it('does not send from an address that it does not have', () => {
    expect(ask(base(), 'eni-app/10.9.9.9', '10.0.2.10').codes).toContain('ENI_ADDRESS_RESTRICTION');
  });
  it('may have many addresses, and be one of a range', () => {
    const delegated = edit(base(), 'eni-app2', { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.1.128/28' }] });
    expect(ask(delegated, '10.0.1.130', '10.0.2.10').part.from).toEqual(['eni-app2/10.0.1.130']);
    expect(ask(delegated, '10.0.1.128/26', '10.0.2.10').part.from).toEqual(['eni-app2/10.0.1.128/28']);
    expect(ask(base(), '10.0.1.0/24', '10.0.2.10').part.from).toEqual(['eni-app/10.0.1.10', 'eni-app2/10.0.1.11']);
  });
  it('of a range that reaches outside is its owners and whoever else', () => {
    const { explanation } = ask(base(), '8.0.0.0/7,internet/2600::/12', 'i-web');
    expect(explanation.parts.flatMap((part) => part.from).sort()).toEqual(['internet/2600::/12', 'internet/8.0.0.0/7']);
  });
});

describe('what is answered beside the network', () => {
  it.each([
    ['its own address', '10.0.1.10', 'HOST_LOCAL'],
    ['the host itself', '127.0.0.1', 'HOST_LOCAL'],
    ['the resolver', '10.0.0.2', 'LINK_LOCAL_SERVICE'],
    ['the metadata service', '169.254.169.254', 'LINK_LOCAL_SERVICE'],
  ])('%s', (_, to, code) => {
    const closed = edit(base(), 'sg-app', { IpPermissions: [], IpPermissionsEgress: [] });
    expect(ask(closed, 'i-app', to)).toMatchObject({ verdict: 'reachable', codes: [code], request: 'eni-app' });
  });
  it('is not where the sender does not run, and not known where that is not', () => {
    expect(ask(edit(base(), 'i-app2', { State: { Name: 'stopped' } }), 'i-app2', '10.0.1.11').verdict).toBe('blocked');
    expect(ask(without(base(), 'i-app2'), 'eni-app2', '169.254.169.254').verdict).toBe('unknown');
  });
});

it('the trip that is shown has the verdict by itself, or is the one that fails', () => {
  const list = raw('prefixList', { PrefixListId: 'pl-1', PrefixListName: 'mine' });
  const routes = { '10.0.0.0/16': 'local', 'pl-1': 'nat-a' };
  const unsure = [...without(base(), 'rtb-priv'), table('rtb-priv', 'vpc-a', ['subnet-a'], routes), list];
  const network = networkOf(unsure);
  const { verdict, parts } = findPath(network, parseQuestion(network, { from: 'i-app2', to: '8.8.8.8', port: 443 }));
  expect([verdict, parts[0]?.ways]).toEqual(['unknown', 2]);
  expect(parts[0]?.witness.trip?.request.end).toMatchObject({ kind: 'dropped', code: 'NO_ROUTE_TO_DESTINATION' });
});

it('asked of many at once, an Elastic IP address that nobody has is no host of the internet (IGW-05)', () => {
  const network = networkOf([...base(), raw('address', { AllocationId: 'eipalloc-1', PublicIp: '203.0.113.200' })]);
  const question = parseQuestion(network, { from: 'i-web,i-app', to: '203.0.113.200,198.51.100.7', port: 443 });
  const shown = (mostByPair: number) =>
    findPath(network, question, mostByPair).parts.map(({ verdict, pairs }) => [verdict, pairs]);
  expect(shown(0)).toEqual(shown(100));
  expect(shown(0)).toEqual([
    ['reachable', 2],
    ['blocked', 2],
  ]);
});
