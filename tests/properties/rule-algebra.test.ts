import { compile, lint, lintChecks } from '@hopwise/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { raw, snapshotOf } from '../oracle/build.ts';
import { check } from './asking.ts';

/** A rule over eight addresses and eight ports: few enough to try every packet. */
interface Rule {
  readonly address: number;
  readonly length: number;
  readonly from: number;
  readonly to: number;
  readonly allows: boolean;
}
const rule: fc.Arbitrary<Rule> = fc
  .record({
    bits: fc.nat(7),
    length: fc.integer({ min: 29, max: 32 }),
    a: fc.nat(7),
    b: fc.nat(7),
    allows: fc.boolean(),
  })
  .map(({ bits, length, a, b, allows }) => ({
    address: bits & (0xff << (32 - length)),
    length,
    from: Math.min(a, b),
    to: Math.max(a, b),
    allows,
  }));
const rules = fc.uniqueArray(rule, {
  minLength: 2,
  maxLength: 9,
  selector: ({ address, length, from, to }) => [address, length, from, to].join(),
});

/** Bit `8 × address + port` of the packets that a rule is about. */
function packetsOf({ address, length, from, to }: Rule): bigint {
  let found = 0n;
  for (let at = address; at < address + 2 ** (32 - length); at++)
    for (let port = from; port <= to; port++) found |= 1n << BigInt(8 * at + port);
  return found;
}

const cidrOf = ({ address, length }: Rule) => `10.0.0.${address}/${length}`;
const portsOf = ({ from, to }: Rule) => (from === to ? `tcp/${from}` : `tcp/${from}-${to}`);
const shown = (one: Rule) => cidrOf(one).replace('/32', '');

function found(checkId: string, resource: ReturnType<typeof raw>): readonly string[] {
  const checks = lintChecks.filter(({ id }) => id === checkId);
  const { findings } = lint(compile(snapshotOf([resource])), checks);
  return findings.map(({ id }) => id.split(' ').slice(2).join(' ')).sort();
}

test('an ACL rule is shadowed if and only if earlier rules decide every packet of it', () => {
  check(rules, 1000, (all) => {
    const Entries = all.map((one, i) => ({
      RuleNumber: 100 + i,
      Egress: false,
      RuleAction: one.allows ? 'allow' : 'deny',
      Protocol: '6',
      CidrBlock: cidrOf(one),
      PortRange: { From: one.from, To: one.to },
    }));
    const expected = all.flatMap((one, i) => {
      const before = all.slice(0, i).reduce((sum, other) => sum | packetsOf(other), 0n);
      const words = `ingress ${100 + i} ${one.allows ? 'allows' : 'denies'} ${portsOf(one)} from ${cidrOf(one)}`;
      return (packetsOf(one) & ~before) === 0n ? [words] : [];
    });
    expect(found('shadowed-acl-rule', raw('networkAcl', { NetworkAclId: 'acl-1', Entries }))).toEqual(expected.sort());
  });
});

test('without the implied rules a group admits the same, and without any other less', () => {
  check(rules, 1000, (all) => {
    const IpPermissions = all.map((one) => ({
      IpProtocol: 'tcp',
      FromPort: one.from,
      ToPort: one.to,
      IpRanges: [{ CidrIp: cidrOf(one) }],
    }));
    const implied = found('implied-security-group-rule', raw('securityGroup', { GroupId: 'sg-1', IpPermissions }));
    const kept = all.filter((one) => !implied.includes(`ingress ${portsOf(one)} from ${shown(one)}`));
    expect(kept.length).toBe(all.length - implied.length);
    const admitted = (some: readonly Rule[]) => some.reduce((sum, one) => sum | packetsOf(one), 0n);
    expect(admitted(kept)).toBe(admitted(all));
    for (const one of kept) expect(admitted(kept.filter((other) => other !== one))).not.toBe(admitted(all));
  });
});
