import { describe, expect, it } from 'vitest';
import { applyChanges } from '../aws/apply-changes.ts';
import { base, edit, group, peered, permission, type Raw, snapshotOf, without } from '../aws/network.fixture.ts';
import { compile } from '../engine/network.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { findCut } from './cut.ts';
import { findPath } from './path.ts';
import { parseQuestion } from './question.ts';

const ask = { from: 'i-app', to: '10.0.2.10', protocol: 'tcp', port: 5432 };

function cut(resources: readonly Raw[], question = ask) {
  const { result, verdict, edits, ...rest } = findCut(networkOf(resources), question);
  return {
    ...rest,
    edits,
    said: [`${result} ${verdict}`, ...edits.map(({ component, text }) => `${component}: ${text}`)],
  };
}

const rule = (...cidrs: readonly string[]) =>
  permission('tcp', 5432, 5432, { IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) });
const withRules = (...rules: readonly object[]) => [
  ...without(base(), 'sg-db'),
  group('sg-db', 'vpc-a', { IpPermissions: rules }),
];

it('what is not delivered needs no cut', () => {
  expect(cut(withRules()).said).toEqual(['closed blocked']);
});

it('the removal that costs others least is taken', () => {
  const { said, alsoCut, isFewest } = cut(withRules(rule('10.0.1.10/32', '10.0.1.11/32')));
  expect(said).toEqual(['found blocked', 'sg-db: remove the rule ingress tcp/5432 from 10.0.1.10']);
  expect(alsoCut).toEqual([]);
  expect(isFewest).toBe(true);
});

it('what others lose is told', () => {
  const { alsoCut } = cut(withRules(rule('10.0.1.0/24')));
  expect(alsoCut).toContainEqual({ from: 'i-app2', to: '10.0.2.10' });
});

describe('where several rules admit the same', () => {
  const resources = withRules(rule('10.0.1.10/32'), rule('10.0.1.0/24', '10.0.1.8/29'));
  it('another place is cut if that takes fewer', () => {
    expect(cut(resources).edits).toHaveLength(1);
  });
  it('all of them are removed, at places as they are before, where no other place does', () => {
    const both = { IpPermissions: [rule('10.0.1.10/32'), rule('10.0.1.0/24', '10.0.1.8/29')] };
    const doubled = (Egress: boolean) =>
      [90, 91, 92].map((RuleNumber) => ({
        RuleNumber,
        Egress,
        RuleAction: 'allow',
        Protocol: '-1',
        CidrBlock: '0.0.0.0/0',
      }));
    const Entries = [...doubled(false), ...doubled(true)];
    const opened = { IpPermissionsEgress: [rule('10.0.0.0/8'), rule('10.0.2.0/24'), rule('10.0.2.10/32')] };
    const [a, b] = [edit(edit(base(), 'sg-db', both), 'sg-app', opened), { Entries }];
    const guarded = edit(edit(a, 'acl-a', b), 'acl-b', b);
    const { edits, isFewest } = cut(guarded);
    expect(edits).toHaveLength(3);
    expect(isFewest).toBe(true);
    const after = applyChanges(
      snapshotOf(guarded),
      edits.flatMap(({ changes }) => changes),
    );
    const network = compile(after);
    expect(findPath(network, parseQuestion(network, ask)).verdict).toBe('blocked');
  });
});

it('a route is taken away where that takes fewest', () => {
  const { said } = cut(peered(), { ...ask, to: 'i-far' });
  expect(said[0]).toBe('found blocked');
});
