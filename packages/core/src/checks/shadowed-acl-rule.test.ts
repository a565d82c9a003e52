import { expect, test } from 'vitest';
import { acl, entry, type Raw, vpc } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { shadowedAclRule } from './shadowed-acl-rule.ts';

const deny = { RuleAction: 'deny' };
const tcp = (from: number, to: number, more = {}) => ({ Protocol: '6', PortRange: { From: from, To: to }, ...more });
const cidr = (CidrBlock: string) => ({ CidrBlock });
const all = (...entries: readonly object[]) => network(acl('acl-a', 'vpc-a', 'subnet-a', entries));
const network = (...resources: readonly Raw[]) => [vpc('vpc-a', '10.0.0.0/16'), ...resources];

test('a rule whose packets one earlier rule decides is shadowed', () => {
  const { findings } = checked(shadowedAclRule, all(entry(100, false), entry(110, false, tcp(22, 22, deny))));
  expect(findings).toMatchObject([
    {
      id: 'shadowed-acl-rule acl-a ingress 110 denies tcp/22 from 0.0.0.0/0',
      severity: 'medium',
      evidence: [
        { rule: '110', source: { pointer: '/networkAcl/0/Entries/1' } },
        { rule: '100', source: { pointer: '/networkAcl/0/Entries/0' } },
      ],
    },
  ]);
});

test('two halves of a prefix shadow the whole of it, with both halves of the ports', () => {
  const halves = [
    entry(100, false, tcp(0, 100, cidr('10.0.0.0/9'))),
    entry(101, false, tcp(101, 65_535, cidr('10.0.0.0/9'))),
    entry(102, false, tcp(0, 65_535, cidr('10.128.0.0/9'))),
  ];
  const { findings } = checked(shadowedAclRule, all(...halves, entry(103, false, tcp(80, 443, cidr('10.0.0.0/8')))));
  expect(findings).toMatchObject([{ severity: 'low', component: 'acl-a' }]);
  expect(
    checked(shadowedAclRule, all(...halves.slice(1), entry(103, false, tcp(80, 443, cidr('10.0.0.0/8'))))).ids,
  ).toEqual([]);
});

test('directions, families and what is left over keep rules alive', () => {
  const ipv6 = { CidrBlock: undefined, Ipv6CidrBlock: '::/0' };
  const entries = [
    entry(100, false, tcp(80, 80)),
    entry(110, true, tcp(80, 80)),
    entry(120, false, tcp(80, 80, ipv6)),
    entry(130, false, tcp(80, 81)),
    entry(32_767, false, deny),
  ];
  expect(checked(shadowedAclRule, all(...entries)).ids).toEqual([]);
});

test('a rule whose protocol cannot be read shadows nothing', () => {
  const entries = [entry(100, false, { Protocol: 'strange' }), entry(110, false)];
  expect(checked(shadowedAclRule, all(...entries)).ids).toEqual([]);
});

test('without network ACLs nothing is decided', () => {
  expect(checked(shadowedAclRule, network(), { absent: ['networkAcl'] }).undecided).toEqual(['networkAcl']);
});
