import { describe, expect, it } from 'vitest';
import {
  base,
  edit,
  entry,
  host,
  networkInterface,
  permission,
  type Raw,
  raw,
  route,
  without,
  withoutTable,
} from '../aws/network.fixture.ts';
import { ask, textsOf } from './ask.fixture.ts';

const ANYWHERE = { IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const withAcl = (id: string, ...entries: readonly object[]) => edit(base(), id, { Entries: entries });

describe('notes', () => {
  it('replies that reach some of the client’s ports are partial', () => {
    const out = entry(100, true, { Protocol: '6', PortRange: { From: 1024, To: 40_000 } });
    const partial = withAcl('acl-b', entry(100, false), out);
    expect(ask(partial, 'i-app2', 'i-db').codes).toEqual(['PARTIAL_CLIENT_PORTS']);
    expect(ask(partial, 'i-app2', 'i-db', { sourcePort: '1024-2000' }).codes).toEqual([]);
    const linux = ask(partial, 'i-app2', 'i-db', { sourcePort: 'linux' });
    expect(linux.codes).toEqual(['PARTIAL_CLIENT_PORTS']);
    expect(linux.part.clientPorts).toEqual({
      asked: 'tcp/32768-60999',
      answered: 'tcp/32768-40000',
      unanswered: 'tcp/40001-60999',
    });
  });
  it('the ports of a NAT gateway are its own: all of them count', () => {
    const some = entry(100, false, { Protocol: '6', PortRange: { From: 1024, To: 40_000 } });
    const narrow = withAcl('acl-pub', some, entry(100, true), entry(99, false, { CidrBlock: '10.0.0.0/16' }));
    const { codes, part } = ask(narrow, 'i-app2', '8.8.8.8', { sourcePort: '2000' });
    expect(codes).toContain('PARTIAL_CLIENT_PORTS');
    expect(part.clientPorts).toMatchObject({ of: 'nat-a', asked: 'tcp/1024-65535', answered: 'tcp/1024-40000' });
  });
  it('a target of which nobody knows says nothing of the ports by which another one answers', () => {
    const balanced = [
      ...without(base(), 'acl-b'),
      networkInterface('eni-clb', 'subnet-a', '10.0.1.60', {
        groups: ['sg-app'],
        more: { RequesterId: 'amazon-elb', Description: 'ELB clb' },
      }),
      raw('classicLoadBalancer', {
        LoadBalancerName: 'clb',
        VPCId: 'vpc-a',
        Subnets: ['subnet-a', 'subnet-b'],
        Instances: [{ InstanceId: 'i-app' }, { InstanceId: 'i-db' }],
        ListenerDescriptions: [
          { Listener: { Protocol: 'TCP', LoadBalancerPort: 80, InstanceProtocol: 'TCP', InstancePort: 80 } },
        ],
      }),
      raw('classicLoadBalancerAttributes', {
        LoadBalancerName: 'clb',
        LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: true } },
      }),
    ];
    const { codes, part } = ask(balanced, 'i-app2', '10.0.1.60', { port: '80' });
    expect([part.verdict, codes]).toEqual(['reachable', []]);
  });
  it('mail to the internet is restricted by default', () => {
    const mail = (from: string, to: string, port: string) => ask(base(), from, to, { port }).codes;
    expect(mail('i-app2', '8.8.8.8', '25')).toContain('PORT_25_RESTRICTED');
    expect(mail('i-web', '8.8.8.8', '25')).toContain('PORT_25_RESTRICTED');
    expect(mail('i-web', '8.8.8.8', '25-26')).not.toContain('PORT_25_RESTRICTED');
    expect(mail('i-app2', 'i-db', '25')).not.toContain('PORT_25_RESTRICTED');
    expect(mail('8.8.8.8', 'i-web', '25')).not.toContain('PORT_25_RESTRICTED');
  });
  it('an address that nobody has is said to be so, unless it is one of the internet', () => {
    expect(ask(base(), 'i-app2', '10.0.2.99').codes).toContain('ADDRESS_NOT_OWNED');
    expect(ask(base(), 'i-app2', '8.8.8.8').codes).not.toContain('ADDRESS_NOT_OWNED');
    expect(ask(base(), 'i-app2', '10.0.2.10').codes).not.toContain('ADDRESS_NOT_OWNED');
  });
  it('a question for delivery alone says so, and shows no reply', () => {
    const deaf = withAcl('acl-b', entry(100, false));
    expect(ask(deaf, 'i-app2', 'i-db').verdict).toBe('forward-only');
    expect(ask(deaf, 'i-app2', 'i-db', { oneWay: true })).toMatchObject({
      verdict: 'reachable',
      codes: ['ONE_WAY'],
      reply: '',
    });
  });
  it('ICMP that nobody answers is delivered, and that is all', () => {
    const { verdict, codes } = ask(base(), 'i-app2', 'i-db', { protocol: 'icmp', icmpType: 3 });
    expect([verdict, codes]).toEqual(['reachable', ['NO_REPLY_EXPECTED']]);
    expect(ask(base(), 'i-app2', 'i-db', { protocol: 'icmp' }).codes).toEqual([]);
  });
  it('request and reply by different components are asymmetric', () => {
    const viaWeb = { Routes: [route('10.0.0.0/16', 'local'), route('10.0.2.0/24', 'eni-web')] };
    const oneWay = edit(edit(base(), 'eni-web', { SourceDestCheck: false }), 'rtb-priv', viaWeb);
    const separate = [
      ...withoutTable(oneWay, 'subnet-b'),
      raw('routeTable', {
        RouteTableId: 'rtb-b',
        VpcId: 'vpc-a',
        Associations: [{ SubnetId: 'subnet-b' }],
        Routes: [route('10.0.0.0/16', 'local')],
      }),
    ];
    const { verdict, codes, request, reply } = ask(
      separate,
      'i-app2',
      'i-db',
      {},
      { assume: { appliances: 'forward' } },
    );
    expect([verdict, request.includes('eni-web'), reply.includes('eni-web')]).toEqual(['reachable', true, false]);
    expect(codes).toEqual(expect.arrayContaining(['ASYMMETRIC_ROUTE', 'ASSUMED_APPLIANCE_FORWARDS']));
  });
});

describe('blockers', () => {
  it.each<[string, readonly Raw[], string, string]>([
    ['no rule', edit(base(), 'sg-db', { IpPermissions: [] }), 'SG_HAS_NO_RULES', 'ingress'],
    [
      'no rule that matches',
      edit(base(), 'sg-db', { IpPermissions: [permission('tcp', 80, 80, ANYWHERE)] }),
      'ENI_SG_RULES_MISMATCH',
      'ingress',
    ],
    ['no rule out', edit(base(), 'sg-app2', { IpPermissionsEgress: [] }), 'SG_HAS_NO_RULES', 'egress'],
    ['an ACL', withAcl('acl-b', entry(100, true)), 'SUBNET_ACL_RESTRICTION', 'ingress'],
  ])('%s', (_, resources, code, direction) => {
    const { part, verdict } = ask(resources, 'i-app2', 'i-db');
    expect(verdict).toBe('blocked');
    expect(part.blockers).toMatchObject([{ code, direction, way: 'request' }]);
    expect(part.blockers[0]?.evidence.length).toBeGreaterThan(0);
  });
  it('of the reply say so', () => {
    expect(ask(withAcl('acl-b', entry(100, false)), 'i-app2', 'i-db').part.blockers).toMatchObject([
      { code: 'SUBNET_ACL_RESTRICTION', way: 'reply', direction: 'egress', at: 'subnet-b', component: 'acl-b' },
    ]);
  });
  it('are all listed, not the first alone', () => {
    const closed = edit(withAcl('acl-b', entry(100, true)), 'sg-db', { IpPermissions: [] });
    expect(ask(closed, 'i-app2', 'i-db').codes).toEqual(['SUBNET_ACL_RESTRICTION', 'SG_HAS_NO_RULES']);
  });
  it('that a layer set aside would have been are none', () => {
    const closed = edit(base(), 'sg-db', { IpPermissions: [] });
    expect(ask(closed, 'i-app2', 'i-db', { ignore: ['security-groups'] })).toMatchObject({
      verdict: 'reachable',
      codes: ['LAYERS_IGNORED'],
    });
  });
});

describe('what is unknown', () => {
  it('names the call that would tell', () => {
    const { verdict, part } = ask(without(base(), 'sg-db'), 'i-app2', 'i-db');
    expect(verdict).toBe('unknown');
    expect(part.unknowns).toMatchObject([
      { code: 'NOT_COLLECTED', missing: { kind: 'securityGroup', id: 'sg-db', region: 'eu-west-1' } },
    ]);
    expect(part.unknowns[0]?.missing?.command).toMatch(/^aws ec2 describe-security-groups .*eu-west-1$/);
  });
  it('may be a choice on the way back', () => {
    const list = raw('prefixList', { PrefixListId: 'pl-1', PrefixListName: 'mine' });
    const unsure = edit(base(), 'rtb-pub', {
      Routes: [route('10.0.0.0/16', 'local'), route('pl-1', 'nat-a'), route('0.0.0.0/0', 'igw-a')],
    });
    const { verdict, part } = ask([...unsure, list], '8.8.8.8', 'i-web');
    expect(verdict).toBe('unknown');
    expect(part.unknowns).toMatchObject([
      { code: 'PREFIX_LIST_UNKNOWN', way: 'reply', missing: { kind: 'prefixListEntries', id: 'pl-1' } },
    ]);
  });
  it('is a choice of AWS where its branches differ', () => {
    const addresses = ['10.0.0.5', '10.0.0.6'].map((PrivateIp, i) => ({
      PrivateIp,
      PublicIp: `203.0.113.${5 + i}`,
      NetworkInterfaceId: ['eni-nat', 'eni-nat2'][i],
    }));
    const two = [
      ...edit(base(), 'nat-a', { NatGatewayAddresses: addresses }),
      networkInterface('eni-nat2', 'subnet-pub', '10.0.0.6', { more: { InterfaceType: 'nat_gateway' } }),
      ...host('picky', 'subnet-pub', '10.0.0.77', { publicIp: '203.0.113.77' }),
    ];
    expect(ask(two, 'i-app2', '203.0.113.77').verdict).toBe('reachable');
    const only = { IpRanges: [{ CidrIp: '203.0.113.5/32' }] };
    const picky = edit(two, 'sg-picky', { IpPermissions: [permission('tcp', 443, 443, only)] });
    const { verdict, part } = ask(picky, 'i-app2', '203.0.113.77');
    expect(verdict).toBe('unknown');
    expect(part.unknowns).toMatchObject([{ code: 'UNEQUAL_PATHS', at: 'nat-a', way: 'request' }]);
  });
});

it('every hop shows the rules that admit, and the reply what lets it pass', () => {
  const answer = ask(base(), 'i-app2', 'i-db');
  expect(textsOf(answer)).toEqual(
    expect.arrayContaining(['egress rule 100 allows all traffic to 0.0.0.0/0', '10.0.0.0/16 → local']),
  );
  expect(answer.reply).toBe('eni-db subnet-b vpc-a subnet-a eni-app2');
});

describe('ends as people say them', () => {
  const open = (...cidrs: readonly string[]) => ({ IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) });
  const only = (...cidrs: readonly string[]) =>
    edit(base(), 'sg-web', { IpPermissions: [permission('tcp', 443, 443, open(...cidrs))] });
  const said = ({ explanation }: ReturnType<typeof ask>) =>
    explanation.parts.map(({ verdict, said: { from } }) => [verdict, from]);

  it('all hosts outside are the internet', () => {
    const { part } = ask(base(), 'internet', 'i-web');
    expect([part.from, part.said.from]).toEqual([['internet'], ['internet']]);
    expect(ask(base(), 'i-app2', 'internet').part.to).toEqual(['internet']);
    expect(ask(base(), 'igw-a', 'i-web').part.from).toEqual(['igw-a']);
  });
  it('those that no rule names are its rest', () => {
    expect(said(ask(only('8.8.8.0/24'), 'internet', 'i-web'))).toEqual([
      ['reachable', ['internet/8.8.8.0/24']],
      ['blocked', ['the rest of the internet']],
    ]);
    expect(ask(only('8.8.8.0/24'), 'internet', 'i-web').explanation.parts[1]?.from.length).toBeGreaterThan(10);
  });
  it('what is left out is no part of it', () => {
    expect(said(ask(base(), 'internet,!8.8.8.0/24', 'i-web'))).toEqual([['reachable', ['the rest of the internet']]]);
    expect(said(ask(base(), 'internet/8.8.8.0/24,!8.8.8.0/25', 'i-web'))).toEqual([
      ['reachable', ['internet/8.8.8.128/25']],
    ]);
  });
  it.each([
    ['internet/9.9.9.9', '9.9.9.9'],
    ['internet', 'the rest of the internet'],
  ])('a rule that admits nothing from %s says from %s', (from, words) => {
    const { explanation } = ask(only('8.8.8.0/24'), from, 'i-web');
    const texts = explanation.parts.flatMap(({ blockers }) => blockers.flatMap(({ evidence }) => evidence));
    expect(texts.map(({ text }) => text)).toEqual([`no ingress rule admits tcp/443 from ${words}`]);
  });
});
