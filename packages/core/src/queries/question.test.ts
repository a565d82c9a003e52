import { describe, expect, it } from 'vitest';
import { formatServices } from '../aws/format-services.ts';
import { base, edit, host, peered, permission, raw } from '../aws/network.fixture.ts';
import { ask, networkOf } from '../explain/ask.fixture.ts';
import { parseQuestion, type QuestionText } from './question.ts';

const network = networkOf(base());
const asked = (text: QuestionText) => {
  const question = parseQuestion(network, text);
  return formatServices(network.admissions.services, question.services);
};

describe('what is said twice must agree', () => {
  it.each<[QuestionText, string]>([
    [{ from: 'i-app', to: 'i-db:5432', port: 5433 }, '5433'],
    [{ from: 'i-app', to: 'i-db:5432', port: '5432-5433' }, '5432-5433'],
    [{ from: 'i-app:80', to: 'i-db' }, '80'],
    [{ from: 'i-app', to: 'i-db', protocol: 'tcp', icmpType: 8 }, 'tcp'],
    [{ from: 'i-app', to: 'i-db', icmpType: 8 }, '8'],
    [{ from: 'i-app', to: 'i-db', protocol: 'icmp', port: 443 }, '443'],
  ])('%j', (text, named) => {
    expect(() => asked(text)).toThrow(
      expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining(named), hint: expect.any(String) }),
    );
  });
  it('and may', () => {
    expect(asked({ from: 'i-app2', to: 'i-db:5432', port: '5432' })).toBe('tcp/5432');
  });
});

describe('each family has its own ICMP', () => {
  it.each([
    ['i-app2', 'i-db', 'all', 'tcp, udp, icmp/8/0, other protocols'],
    ['i-app', '2001:db8:a:2::10', 'all', 'tcp, udp, icmpv6/128/0, other protocols'],
    ['i-app', 'i-db', 'all', 'tcp, udp, icmp/8/0, icmpv6/128/0, other protocols'],
    ['i-app', 'i-db', 'icmp', 'icmp/8/0'],
    ['i-app', 'i-db', 'icmpv6', 'icmpv6/128/0'],
  ])('from %s to %s with %s: %s', (from, to, protocol, services) => {
    expect(asked({ from, to, protocol })).toBe(services);
  });
  it('asks pairs of that family alone', () => {
    expect(ask(base(), 'i-app', 'i-db', { protocol: 'icmp' }).part.to).toEqual(['10.0.2.10']);
    expect(ask(base(), 'i-app', 'i-db', { protocol: 'icmpv6' }).part.to).toEqual(['2001:db8:a:2::10']);
  });
  it('and pairs of both families that fare alike are one part, without blame for the other one’s ICMP', () => {
    const { explanation, part } = ask(base(), 'i-app', 'i-db', { protocol: 'all' });
    expect([explanation.parts.length, part.pairs, part.blockers]).toEqual([1, 2, []]);
    const closed = ask(edit(base(), 'sg-db', { IpPermissions: [] }), 'i-app', 'i-db', { protocol: 'all' });
    expect(closed.explanation.parts.map(({ verdict, pairs }) => [verdict, pairs])).toEqual([['blocked', 2]]);
  });
  it('none is asked where the ends have only the other family in common', () => {
    expect(() => asked({ from: 'i-app2', to: 'i-db', protocol: 'icmpv6' })).toThrow(
      expect.objectContaining({ code: 'CONFLICT', hint: 'Use icmp.' }),
    );
    expect(() => asked({ from: 'i-app', to: '2001:db8:a:2::10', protocol: 'icmp' })).toThrow(
      expect.objectContaining({ code: 'CONFLICT', hint: 'Use icmpv6.' }),
    );
  });
});

describe('sets of senders inside and outside', () => {
  it('dial private addresses from inside, public ones from outside', () => {
    const { explanation } = ask(base(), 'internet,i-app2', 'i-web');
    const dialled = explanation.parts.flatMap(({ from, to }) => [...from, ...to]);
    expect(dialled).toEqual(expect.arrayContaining(['eni-app2/10.0.1.11', '10.0.0.10', '203.0.113.10']));
    expect(explanation.parts.map(({ verdict }) => verdict)).toEqual(['reachable']);
    expect(explanation.apart).toEqual([]);
  });
  it('as everything does', () => {
    const { targets } = parseQuestion(network, { from: '*', to: 'i-web' });
    const shown = (side: 'inside' | 'outside') => targets[side].map(({ to }) => network.formatLabel(4, to));
    expect(shown('inside')).toContain('10.0.0.10');
    expect(shown('outside')).not.toContain('10.0.0.10');
    expect(shown('outside')).toContain('203.0.113.10');
  });
});

describe('a host without a public address', () => {
  it.each([
    ['internet', 'i-app2'],
    ['8.8.8.8', 'eni-app2'],
    ['internet', 'eni-app2/10.0.1.11'],
    ['internet/8.0.0.0/7', 'i-app2'],
  ])('is blocked from %s to %s', (from, to) => {
    const { verdict, part } = ask(base(), from, to);
    expect([verdict, part.blockers.map(({ code, component }) => [code, component])]).toEqual([
      'blocked',
      [['IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', 'i-app2']],
    ]);
    expect(part.to).toEqual(['10.0.1.11']);
  });
  it('is a member of its set as any other', () => {
    const { explanation } = ask(base(), '8.8.8.8', 'i-app2,i-web');
    expect(explanation.parts.map(({ verdict, to }) => [verdict, to])).toEqual([
      ['reachable', ['203.0.113.10']],
      ['blocked', ['10.0.1.11']],
    ]);
  });
  it('is one whose interfaces all lack one', () => {
    const second = [...base(), ...host('two', 'subnet-b', '10.0.2.40')].map((one) =>
      one.fields.NetworkInterfaceId === 'eni-two'
        ? { ...one, fields: { ...one.fields, Attachment: { InstanceId: 'i-web' } } }
        : one,
    );
    expect(ask(second, '8.8.8.8', 'i-web').explanation.parts.map(({ verdict }) => verdict)).toEqual(['reachable']);
  });
  it('is not known to be one where its interface was not read', () => {
    const nat = base().filter(({ fields }) => fields.NetworkInterfaceId !== 'eni-nat');
    const unsure = edit(nat, 'nat-a', {
      NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-nat', PrivateIp: '10.0.0.5' }],
    });
    expect(ask(unsure, '8.8.8.8', 'nat-a')).toMatchObject({ verdict: 'unknown', codes: ['NOT_COLLECTED'] });
  });
  it('that an Elastic IP address names is dialled at it', () => {
    const Elastic = { AllocationId: 'eipalloc-1', PublicIp: '203.0.113.77', NetworkInterfaceId: 'eni-app2' };
    const { verdict, part } = ask([...base(), raw('address', Elastic)], '8.8.8.8', 'i-app2');
    expect([verdict, part.to]).toEqual(['unknown', ['203.0.113.77']]);
  });
});

describe('an internet gateway', () => {
  const two = [
    ...peered(),
    raw('internetGateway', { InternetGatewayId: 'igw-b', Attachments: [{ VpcId: 'vpc-b', State: 'available' }] }),
  ];
  it.each([
    ['igw-a', 'i-web', 'reachable', []],
    ['igw-a/8.8.8.8', 'i-web', 'reachable', []],
    ['igw-b', 'i-web', 'blocked', ['IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS']],
    ['i-web', 'igw-a', 'reachable', []],
    ['i-app2', 'igw-a', 'reachable', []],
    ['i-web', 'igw-b', 'blocked', ['NO_POSSIBLE_DESTINATION']],
    ['i-web', 'igw-a/8.8.8.8', 'reachable', []],
    ['i-app2', 'igw-b', 'blocked', ['NO_POSSIBLE_DESTINATION']],
  ])('is what comes in or goes out by it: %s to %s is %s', (from, to, verdict, codes) => {
    const answer = ask(two, from, to);
    const own = answer.codes.filter((code) => code !== 'ASSUMED_NO_BLOCK_PUBLIC_ACCESS');
    expect([answer.verdict, own]).toEqual([verdict, codes]);
    expect(answer.explanation.parts.every((part) => part.verdict === verdict)).toBe(true);
  });
});

describe('a set on both ends', () => {
  it('is not asked whether its members reach themselves', () => {
    const isolated = [permission('tcp', 443, 443, { IpRanges: [{ CidrIp: '192.0.2.0/24' }] })];
    const closed = ['sg-app', 'sg-app2'].reduce((all, id) => edit(all, id, { IpPermissions: isolated }), base());
    const { verdict, part } = ask(closed, 'subnet-a', 'subnet-a', { addresses: 'private' });
    expect([verdict, part.pairs]).toEqual(['blocked', 2]);
    expect(ask(closed, 'i-app2', 'subnet-a').verdict).toBe('blocked');
    expect(ask(closed, 'subnet-a', '10.0.1.10/31').verdict).toBe('blocked');
    expect(ask(closed, 'subnet-a', '10.0.1.11').verdict).toBe('blocked');
  });
  it('unlike one host alone, and one that dials every address of a range', () => {
    expect(ask(base(), 'i-app2', '10.0.1.11/32').codes).toEqual(['HOST_LOCAL']);
    const { explanation } = ask(edit(base(), 'sg-app', { IpPermissions: [] }), 'i-app2', '10.0.1.10/31');
    expect(explanation.parts.map(({ verdict, to }) => [verdict, to])).toEqual([
      ['reachable', ['10.0.1.11']],
      ['blocked', ['10.0.1.10']],
    ]);
    expect(ask(base(), 'i-app2', 'i-app2').codes).toEqual(['HOST_LOCAL']);
    expect(ask(base(), 'i-app2', '10.0.1.11').codes).toEqual(['HOST_LOCAL']);
  });
});
