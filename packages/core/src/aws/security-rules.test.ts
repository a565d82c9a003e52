import { describe, expect, it } from 'vitest';
import { compile } from '../engine/network.ts';
import { type AskOptions, ask, askIn, evidenceOf, textsOf } from '../explain/ask.fixture.ts';
import { base, edit, group, peered, permission, type Raw, raw, snapshotOf, without } from './network.fixture.ts';

const asked = (resources: readonly Raw[], options: AskOptions = {}) => ask(resources, 'i-app2', 'i-db', {}, options);
/** The one rule into `i-db`. */
const admitting = (rule: object, ...more: readonly Raw[]) =>
  asked([...edit(base(), 'sg-db', { IpPermissions: [rule] }), ...more]);
const https = (peers: object) => permission('tcp', 443, 443, peers);
const groups = (...ids: readonly string[]) => https({ UserIdGroupPairs: ids.map((GroupId) => ({ GroupId })) });

describe('a rule of a security group', () => {
  it.each<[string, object, string]>([
    ['for the sender’s range', https({ IpRanges: [{ CidrIp: '10.0.1.0/24' }] }), 'reachable'],
    ['a host bit set in a range means nothing', https({ IpRanges: [{ CidrIp: '10.0.1.77/24' }] }), 'reachable'],
    ['for another range', https({ IpRanges: [{ CidrIp: '10.0.9.0/24' }] }), 'blocked'],
    ['for IPv6', https({ Ipv6Ranges: [{ CidrIpv6: '::/0' }] }), 'blocked'],
    ['for another port', permission('tcp', 80, 80, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] }), 'blocked'],
    ['for all protocols', { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }, 'reachable'],
    ['for a protocol that is none', { IpProtocol: 'tpc', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }, 'unknown'],
    [
      'for a protocol that is none, from elsewhere',
      { IpProtocol: 'tpc', IpRanges: [{ CidrIp: '10.9.0.0/16' }] },
      'blocked',
    ],
    [
      'for a protocol without ports',
      { IpProtocol: '47', FromPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      'blocked',
    ],
    ['for no range that can be read', https({ IpRanges: [{ CidrIp: 'any' }, {}] }), 'blocked'],
    ['for the sender’s group', groups('sg-app2'), 'reachable'],
    ['for another group', groups('sg-app'), 'blocked'],
    ['for a group that its account does not have any more', groups('sg-deleted'), 'blocked'],
    [
      'for a group of an account that was not read',
      https({ UserIdGroupPairs: [{ GroupId: 'sg-else', UserId: '222222222222' }] }),
      'unknown',
    ],
    [
      'for a group over a peering that is gone',
      https({ UserIdGroupPairs: [{ GroupId: 'sg-app2', PeeringStatus: 'deleted' }] }),
      'blocked',
    ],
    ['for a pair without a group', https({ UserIdGroupPairs: [{ UserId: '1' }] }), 'blocked'],
  ])('%s: %o', (_, rule, verdict) => {
    expect(admitting(rule).verdict).toBe(verdict);
  });

  it('for a group that its account may yet have is not known to admit', () => {
    const gone = edit(base(), 'sg-db', { IpPermissions: [groups('sg-deleted')] });
    expect(asked(gone, { partial: ['securityGroup'] }).verdict).toBe('unknown');
  });

  it('for a group of another account tells where to look for it', () => {
    const theirs = https({ UserIdGroupPairs: [{ GroupId: 'sg-else', UserId: '222222222222' }] });
    expect(admitting(theirs).part.unknowns[0]?.missing).toMatchObject({ id: 'sg-else', account: '222222222222' });
  });

  it('names its range and description', () => {
    const rule = https({ IpRanges: [{ CidrIp: '10.0.1.0/24', Description: 'the apps' }] });
    expect(textsOf(admitting(rule))).toContain('ingress tcp/443 from 10.0.1.0/24 (the apps)');
  });
  it('that does not admit leaves the absence as evidence', () => {
    const { part } = admitting(groups('sg-app'));
    expect(part.blockers[0]?.evidence).toMatchObject([
      { component: 'sg-db', text: 'no ingress rule admits tcp/443 from 10.0.1.11' },
    ]);
  });
});

describe('prefix lists', () => {
  const byList = https({ PrefixListIds: [{ PrefixListId: 'pl-1' }] });
  const entries = (...cidrs: readonly string[]) =>
    raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: cidrs.map((Cidr) => ({ Cidr })) });
  it.each<[string, readonly Raw[], string]>([
    ['entries that hold the sender', [entries('10.0.1.0/24')], 'reachable'],
    ['entries on a second page', [entries('10.0.9.0/24'), entries('10.0.1.0/24')], 'reachable'],
    ['entries that do not', [entries('10.0.9.0/24', '2001:db8::/32', 'x')], 'blocked'],
    [
      'the older answer with its CIDRs',
      [raw('prefixList', { PrefixListId: 'pl-1', Cidrs: ['10.0.1.0/24'] })],
      'reachable',
    ],
    ['no entries in the input', [], 'unknown'],
    ['a listed one of IPv6 only', [raw('prefixList', { PrefixListId: 'pl-1', AddressFamily: 'IPv6' })], 'blocked'],
    ['a listed one of IPv4', [raw('prefixList', { PrefixListId: 'pl-1', AddressFamily: 'IPv4' })], 'unknown'],
  ])('%s', (_, more, verdict) => {
    expect(admitting(byList, ...more).verdict).toBe(verdict);
  });
  it('read in part may hold any address', () => {
    const list = raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.9.0.0/16' }] });
    const named = edit(base(), 'sg-db', {
      IpPermissions: [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
    });
    const snapshot = snapshotOf([...named, list]);
    const verdictOf = (isPartial: boolean) => {
      const prefixListEntries = snapshot.records.prefixListEntries.map((one) =>
        isPartial ? { ...one, isPartial } : one,
      );
      const network = compile({ ...snapshot, records: { ...snapshot.records, prefixListEntries } });
      return askIn(network, 'i-app2', '10.0.2.10', {}).verdict;
    };
    expect([verdictOf(false), verdictOf(true)]).toEqual(['blocked', 'unknown']);
  });
  it('not in the input are what is missing', () => {
    expect(admitting(byList).part.unknowns).toMatchObject([
      { code: 'PREFIX_LIST_UNKNOWN', missing: { kind: 'prefixListEntries', id: 'pl-1' } },
    ]);
  });
});

describe('rules from the call that lists them one by one', () => {
  const single = (more: object) =>
    raw('securityGroupRule', {
      SecurityGroupRuleId: 'sgr-1',
      GroupId: 'sg-db',
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      ...more,
    });
  const listed = edit(base(), 'sg-db', { IpPermissions: [] });
  it.each<[string, object, string]>([
    ['a range', { CidrIpv4: '10.0.1.0/24' }, 'reachable'],
    ['a range of IPv6', { CidrIpv6: '::/0' }, 'blocked'],
    ['a group', { ReferencedGroupInfo: { GroupId: 'sg-app2' } }, 'reachable'],
    ['a list without entries', { PrefixListId: 'pl-1' }, 'unknown'],
    ['no peer', {}, 'blocked'],
    ['the other direction', { CidrIpv4: '0.0.0.0/0', IsEgress: true }, 'blocked'],
  ])('%s', (_, more, verdict) => {
    expect(asked([...listed, single({ IsEgress: false, ...more })]).verdict).toBe(verdict);
  });
  it('carry ids of their own', () => {
    const { part } = asked([...base(), single({ CidrIpv4: '10.0.1.0/24' })]);
    expect(evidenceOf(part).map(({ rule }) => rule)).toContain('sgr-1');
  });
  it('are not taken where only some of them were read', () => {
    const partial = { partial: ['securityGroupRule'] } as const;
    const other = single({ CidrIpv4: '10.9.0.0/16' });
    expect(ask([...base(), other], 'i-app2', '10.0.2.10', {}, partial).verdict).toBe('reachable');
    const alone = [...without(base(), 'sg-db'), other];
    expect(ask(alone, 'i-app2', '10.0.2.10', {}, partial).part.unknowns[0]?.missing).toMatchObject({ id: 'sg-db' });
  });
  it('are enough without the group itself', () => {
    const both = [single({ CidrIpv4: '10.0.1.0/24' }), single({ IsEgress: true, CidrIpv4: '0.0.0.0/0' })];
    expect(asked([...without(base(), 'sg-db'), ...both]).verdict).toBe('reachable');
  });
});

describe('a group of another VPC', () => {
  const foreign = [...edit(base(), 'eni-db', { Groups: [{ GroupId: 'sg-shared' }] }), group('sg-shared', 'vpc-home')];
  const association = (State: string) =>
    raw('securityGroupVpcAssociation', { GroupId: 'sg-shared', VpcId: 'vpc-a', State });
  it.each<[string, readonly Raw[], AskOptions, string]>([
    ['counts while it is associated', [association('associated')], {}, 'reachable'],
    ['does not while it is not yet', [association('associating')], {}, 'blocked'],
    ['does not without an association', [], {}, 'blocked'],
    ['may where associations were not read', [], { absent: ['securityGroupVpcAssociation'] }, 'unknown'],
  ])('%s', (_, more, options, verdict) => {
    expect(asked([...foreign, ...more], options).verdict).toBe(verdict);
  });
  it('may be named by rules of its members', () => {
    const naming = edit(foreign, 'sg-app2', { IpPermissionsEgress: [groups('sg-shared')] });
    expect(asked(naming, { absent: ['securityGroupVpcAssociation'] }).verdict).toBe('unknown');
    expect(asked([...naming, association('associated')]).verdict).toBe('reachable');
  });
});

describe('references', () => {
  it('hold over peering in a Region, not over its border', () => {
    const naming = (resources: readonly Raw[]) =>
      ask(edit(resources, 'sg-far', { IpPermissions: [groups('sg-app2')] }), 'i-app2', 'i-far');
    expect(naming(peered()).verdict).toBe('reachable');
    const abroad = peered({ AccepterVpcInfo: { VpcId: 'vpc-b', Region: 'us-east-1' } });
    expect(naming(abroad)).toMatchObject({ verdict: 'blocked', codes: ['SG_REFERENCES_NOT_PRESERVED'] });
  });
  it('to a public address mean nothing', () => {
    const naming = edit(base(), 'sg-web', { IpPermissions: [groups('sg-app2')] });
    expect(ask(naming, 'i-app2', '203.0.113.10').codes).toContain('SG_REFERENCES_NOT_PRESERVED');
    expect(ask(naming, 'i-app2', '10.0.0.10').verdict).toBe('reachable');
  });
});

it('an interface of which no group is known is undecided', () => {
  expect(asked(edit(base(), 'eni-db', { Groups: [] })).verdict).toBe('unknown');
});
