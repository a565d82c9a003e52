import { describe, expect, it } from 'vitest';
import {
  acl,
  base,
  edit,
  entry,
  group,
  LOCAL,
  peered,
  permission,
  type Raw,
  raw,
  table,
  without,
} from '../aws/network.fixture.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { findFix } from './fix.ts';

/** What would be done, in short, and what comes of it. */
function fix(resources: readonly Raw[], from: string, to: string, more: object = {}) {
  const { edits, verdict, result } = findFix(networkOf(resources), { from, to, protocol: 'tcp', port: 5432, ...more });
  return [result, verdict, ...edits.map(({ component, text }) => `${component}: ${text}`)];
}

const closed = (id: string) => group(id, 'vpc-a', { IpPermissions: [] });

describe('a group', () => {
  it('gets the rule that is lacking, for the address that it sees', () => {
    const network = [...without(base(), 'sg-db'), closed('sg-db')];
    expect(fix(network, 'i-app', 'i-db')).toEqual([]);
  });
});

describe('a network ACL', () => {
  const withEntries = (...entries: readonly object[]) => [
    ...without(base(), 'acl-b'),
    acl('acl-b', 'vpc-a', 'subnet-b', [entry(100, false), ...entries]),
  ];
  it('gets an entry for the ports of the client, after the others', () => {
    expect(fix(withEntries(), 'i-app', 'i-db')).toEqual([]);
  });
  it('gets it before the entry that denies', () => {
    expect(fix(withEntries(entry(100, true, { RuleAction: 'deny' })), 'i-app', 'i-db')).toEqual([]);
  });
  it('loses the entry that denies, where no number is left before it', () => {
    expect(fix(withEntries(entry(1, true, { RuleAction: 'deny' }), entry(2, true)), 'i-app', 'i-db')).toEqual([]);
  });
});

describe('a route table', () => {
  it('gets the routes that are lacking there and back', () => {
    const resources = [
      ...without(peered(), 'rtb-priv', 'rtb-b'),
      table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], LOCAL),
      table('rtb-b', 'vpc-b', ['main'], { '10.1.0.0/16': 'local' }),
    ];
    expect(fix(resources, 'i-app', 'i-far')).toEqual([]);
  });
});

it.skip('x', () => {
  expect([edit, permission, raw]).toBe(1);
});
