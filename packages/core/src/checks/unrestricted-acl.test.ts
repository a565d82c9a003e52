import { expect, test } from 'vitest';
import { acl, entry, type Raw, raw, vpc } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { openAclAdminPort } from './open-acl-admin-port.ts';
import { unrestrictedAcl } from './unrestricted-acl.ts';
import { unusedNetworkAcl } from './unused-network-acl.ts';

const network = (...entries: readonly object[]): readonly Raw[] => [
  vpc('vpc-a', '10.0.0.0/16'),
  acl('acl-a', 'vpc-a', 'subnet-a', entries),
];
const deny = { RuleAction: 'deny' };
const tcp = (from: number, to: number, more = {}) => ({ Protocol: '6', PortRange: { From: from, To: to }, ...more });

test('an ACL that admits a whole family is unrestricted, by one rule or by several', () => {
  expect(checked(unrestrictedAcl, network(entry(100, false))).findings).toMatchObject([
    { component: 'acl-a', severity: 'low', message: 'It lets all IPv4 traffic into 1 subnet.' },
  ]);
  const halves = [entry(100, false, { CidrBlock: '0.0.0.0/1' }), entry(101, false, { CidrBlock: '128.0.0.0/1' })];
  expect(checked(unrestrictedAcl, network(...halves)).ids).toEqual(['acl-a']);
});

test.each([
  ['a deny before', [entry(90, false, { ...deny, CidrBlock: '198.51.100.0/24' }), entry(100, false)]],
  ['one protocol', [entry(100, false, { Protocol: '6' })]],
  ['the other direction', [entry(100, true)]],
])('%s restricts', (_, entries) => {
  expect(checked(unrestrictedAcl, network(...entries)).ids).toEqual([]);
});

test('a default ACL is told as info, one of no subnet not at all', () => {
  const own = (more: object) => [raw('networkAcl', { NetworkAclId: 'acl-a', Entries: [entry(100, false)], ...more })];
  const Associations = [{ SubnetId: 'subnet-a' }];
  expect(checked(unrestrictedAcl, own({ IsDefault: true, Associations })).findings).toMatchObject([
    { severity: 'info' },
  ]);
  expect(checked(unrestrictedAcl, own({})).ids).toEqual([]);
});

test('an ACL that somebody made lets anybody in on 22, unless an earlier rule does not', () => {
  expect(checked(openAclAdminPort, network(entry(100, false, tcp(0, 100)))).ids).toEqual([
    'acl-a ingress 100 allows tcp/0-100 from 0.0.0.0/0',
  ]);
  const denied = [entry(90, false, tcp(22, 22, deny)), entry(100, false, tcp(0, 100))];
  expect(checked(openAclAdminPort, network(...denied)).ids).toEqual([]);
  expect(checked(openAclAdminPort, network(entry(100, false, tcp(22, 22, { CidrBlock: '10.0.0.0/8' })))).ids).toEqual(
    [],
  );
});

test('a rule for the replies to clients holds 3389, and is told as info', () => {
  expect(checked(openAclAdminPort, network(entry(100, false, tcp(1024, 65_535)))).findings).toMatchObject([
    { severity: 'info', message: 'Rule 100 lets anybody in on tcp/3389, as replies to clients may need.' },
  ]);
  expect(checked(openAclAdminPort, network(entry(100, false))).findings).toMatchObject([{ severity: 'low' }]);
});

test('an ACL of no subnet is unused, a default one is not', () => {
  const own = (more: object) => [raw('networkAcl', { NetworkAclId: 'acl-a', ...more })];
  expect(checked(unusedNetworkAcl, own({})).ids).toEqual(['acl-a']);
  expect(checked(unusedNetworkAcl, own({ IsDefault: true })).ids).toEqual([]);
  expect(checked(unusedNetworkAcl, network()).ids).toEqual([]);
});

test('without ACLs all three are undecided', () => {
  for (const check of [unrestrictedAcl, openAclAdminPort, unusedNetworkAcl])
    expect(checked(check, [], { absent: ['networkAcl'] }).undecided).toEqual(['networkAcl']);
});
