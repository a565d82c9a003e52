import { describe, expect, it } from 'vitest';
import { type KeptRecords, keptRecords, recordsOn } from '../aws/kept-records.ts';
import { base, snapshotOf } from '../aws/network.fixture.ts';
import { recordTable } from '../aws/record-table.ts';
import { type Kind, kinds, recordType } from '../aws/record-types.ts';
import type { Snapshot } from '../aws/snapshot.ts';
import { explain } from '../explain/explanation.ts';
import { findPath } from '../queries/path.ts';
import { parseQuestion } from '../queries/question.ts';
import { packFacts, unpackFacts } from './kept-facts.ts';
import { compile } from './network.ts';

const snapshot = snapshotOf(base());
const facts = packFacts(compile(snapshot));
const count = snapshot.records.networkInterface.length;

/** As a cache gives it back, where nobody may ask for all interfaces or instances. */
function kept(): Snapshot {
  const unpacked = unpackFacts(facts, count);
  if (!unpacked) throw new Error('no facts');
  const tables = kinds.map((kind) => {
    const table = recordTable(snapshot.records[kind], recordType(kind).key);
    const all = () => {
      throw new Error(`all of ${kind} was asked for`);
    };
    return [kind, kind === 'networkInterface' || kind === 'instance' ? { ...table, all } : table];
  });
  return {
    ...snapshot,
    records: recordsOn({ tables: Object.fromEntries(tables), facts: unpacked, settings: snapshot.settings }),
  };
}

it.each([
  ['eni-app', 'eni-db', 5432],
  ['eni-web', '198.51.100.7', 443],
  ['internet', 'eni-web', 443],
] as const)('a question from %s to %s is answered without reading every interface', (from, to, port) => {
  const answers = [snapshot, kept()].map((one) => {
    const network = compile(one);
    return explain(network, findPath(network, parseQuestion(network, { from, to, port, protocol: 'tcp' })));
  });
  expect(JSON.stringify(answers[1])).toBe(JSON.stringify(answers[0]));
});

it('other settings forget what was worked out with those before', () => {
  const settings = { ...snapshot.settings, cidrs: { office: ['192.0.2.64/27'] } };
  const { tables } = keptRecords(kept()) as KeptRecords;
  const all = Object.fromEntries(kinds.map((kind) => [kind, { ...tables[kind], all: () => snapshot.records[kind] }]));
  const facts = unpackFacts(packFacts(compile(snapshot)), count) as KeptRecords['facts'];
  const records = recordsOn({ tables: all as unknown as KeptRecords['tables'], facts, settings: snapshot.settings });
  const [given, fresh] = [compile({ ...snapshot, records, settings }), compile({ ...snapshot, settings })];
  expect(given.labels[4].keys).toEqual(fresh.labels[4].keys);
  expect(given.labels[4].size).toBe(compile(snapshot).labels[4].size + 1);
});

it('an edited snapshot forgets what was kept of the one before', () => {
  const { records } = snapshot;
  const edited: Snapshot = {
    ...kept(),
    records: { ...records, networkInterface: [] as Snapshot['records']['networkInterface'] },
  };
  expect(compile(edited).ownersOf(4, 0)).toEqual([]);
  expect(compile(edited).table('networkInterface' satisfies Kind).count).toBe(0);
});

describe('facts that cannot be those of the records are refused', () => {
  const { ipv4, ipv6, starts, addresses, associations, vpcOf } = facts;
  const with64 = (change: (numbers: Float64Array) => void) => {
    const numbers = ipv4.slice();
    change(numbers);
    return numbers;
  };
  it.each([
    ['another number of interfaces', { vpcOf: vpcOf.subarray(1) }],
    ['prefixes in no order', { ipv4: with64((numbers) => numbers.reverse()) }],
    ['host bits', { ipv4: with64((numbers) => numbers.set([64 + 8], 1)) }],
    ['no number', { ipv4: with64((numbers) => numbers.set([Number.NaN], numbers.length - 1)) }],
    ['half a prefix', { ipv6: ipv6.subarray(0, -1) }],
    ['no prefix at all', { ipv4: new Float64Array() }],
    ['a VPC that is not there', { vpcOf: vpcOf.map(() => 1_000) }],
    ['addresses that begin nowhere', { starts: starts.map((start) => -start) }],
    ['a label that is not there', { addresses: addresses.map(() => 1_000_000) }],
    ['an IPv6 label that is not there', { addresses: addresses.map(() => ~1_000_000) }],
    ['a node that is not there', { links: { ...facts.links, to: facts.links.to.map(() => 1_000_000) } }],
    ['a need that is none', { links: { ...facts.links, needs: facts.links.needs.map(() => 9) } }],
    ['links cut short', { links: { ...facts.links, from: facts.links.from.subarray(1) } }],
    ['an interface that is not there', { associations: associations.map(() => count) }],
  ])('%s', (_what, wrong) => {
    expect(unpackFacts({ ...facts, ...wrong }, count)).toBeUndefined();
  });
});
