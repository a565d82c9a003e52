import { readFileSync } from 'node:fs';
import { type Kind, kinds, recordType, type Snapshot } from '@hopwise/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';
import { readSnapshot } from './read-snapshot.ts';
import {
  baselineJsonSchema,
  exceptionsJsonSchema,
  patchJsonSchema,
  settingsJsonSchema,
  snapshotJsonSchema,
} from './snapshot-json-schema.ts';
import { writeSnapshot } from './write-snapshot.ts';

interface Schema {
  readonly type: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Any value of a declared field, with everything that AWS leaves out left out at times. */
function valueOfSchema({ type, properties, items }: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return fc.option(fc.oneof(fc.string(), fc.constantFrom('', '__proto__', '123456789012', 'us-east-1a')));
    case 'boolean':
      return fc.option(fc.boolean());
    case 'integer':
      return fc.option(fc.maxSafeInteger().map((n) => n + 0));
    case 'array':
      return fc.option(fc.array(valueOfSchema(items as Schema), { maxLength: 3 }));
    default:
      return properties
        ? fc.option(fc.record(Object.fromEntries(Object.entries(properties).map(([k, v]) => [k, valueOfSchema(v)]))))
        : fc.option(fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }));
  }
}

function answerOf(kind: Kind): fc.Arbitrary<unknown> {
  const { calls, record } = recordType(kind);
  const element = valueOfSchema(record.schema as unknown as Schema);
  const [call] = calls;
  if (!call) return fc.constant({});
  if (call.holds === 'answer') return element;
  if (call.holds === 'object') return element.map((value) => ({ [call.key]: value }));
  const { holds } = call;
  return fc.array(element, { maxLength: 4 }).map((list) => ({
    [call.key]: typeof holds === 'object' && 'within' in holds ? [{ [holds.within]: list }] : list,
  }));
}

const snapshots: fc.Arbitrary<Snapshot> = fc
  .array(
    fc.record({
      file: fc.constantFrom('a.json', 'us-east-1/b.json', '123456789012/eu-west-1/c.json'),
      value: fc.constantFrom(...kinds).chain(answerOf),
    }),
    { maxLength: 6 },
  )
  .map((documents) => snapshotOf(documents).snapshot);

test('reading a written snapshot gives it back, and writing it again gives the same bytes', () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const text = writeSnapshot(snapshot);
      const again = readSnapshot(text);
      expect(again.diagnostics).toEqual([]);
      expect(again.snapshot).toEqual(snapshot);
      expect(writeSnapshot(again.snapshot)).toBe(text);
    }),
    { numRuns: 150, seed: 7 },
  );
});

test('a written snapshot is valid against the published schema', () => {
  const isValid = new Ajv2020({ strict: false, formats: { cidrv4: true, cidrv6: true } }).compile(snapshotJsonSchema());
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      isValid(JSON.parse(writeSnapshot(snapshot)));
      expect(isValid.errors ?? []).toEqual([]);
    }),
    { numRuns: 50, seed: 11 },
  );
  expect(isValid({ hopwise: 1, kind: 'snapshot', coverage: [], records: { vpc: [{ vpcID: 'x' }] } })).toBe(false);
});

test.each([
  ['snapshot.schema.json', snapshotJsonSchema],
  ['hopwise.schema.json', settingsJsonSchema],
  ['patch.schema.json', patchJsonSchema],
  ['exceptions.schema.json', exceptionsJsonSchema],
  ['baseline.schema.json', baselineJsonSchema],
])('the published %s is current: run scripts/generate-schemas.mjs', (name, schema) => {
  const published: unknown = JSON.parse(readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(schema())));
});

test('kinds stand in the registry order, records by key, fields as declared, absent ones left out', () => {
  const { snapshot } = snapshotOf([
    {
      file: 'a.json',
      value: { Subnets: [{ VpcId: 'vpc-1', SubnetId: 's-1' }], Vpcs: [{ VpcId: 'b' }, { VpcId: 'a' }] },
    },
  ]);
  expect(writeSnapshot(snapshot)).toBe(`{
  "hopwise": 1,
  "kind": "snapshot",
  "coverage": [
    {"kind":"vpc","state":"complete"},
    {"kind":"subnet","state":"complete"}
  ],
  "settings": {"appliances":{},"cidrs":{},"environments":{},"sites":{}},
  "records": {
    "vpc": [
      {"vpcId":"a","source":{"file":"a.json","pointer":"/Vpcs/1"}},
      {"vpcId":"b","source":{"file":"a.json","pointer":"/Vpcs/0"}}
    ],
    "subnet": [
      {"subnetId":"s-1","vpcId":"vpc-1","source":{"file":"a.json","pointer":"/Subnets/0"}}
    ]
  }
}
`);
});

test('a partial record stays partial, unless the whole one is read beside it', () => {
  const page = { PrefixListId: 'pl-1', Entries: [{ Cidr: '192.0.2.0/24' }], NextToken: 'x' };
  const written = writeSnapshot(snapshotOf([{ file: 'e.json', value: page }]).snapshot);
  expect(readSnapshot(written).snapshot.records.prefixListEntries).toMatchObject([{ isPartial: true }]);
  const whole = { ...page, NextToken: null };
  const both = snapshotOf([
    { file: 's.json', value: JSON.parse(written) },
    { file: 'e.json', value: whole },
  ]);
  expect(both.snapshot.records.prefixListEntries[0]?.isPartial).toBeUndefined();
});

test('another major version is refused', () => {
  const { snapshot, diagnostics } = readSnapshot('{"hopwise":2,"kind":"snapshot","records":{"vpc":[{"vpcId":"v"}]}}');
  expect(snapshot.records.vpc).toEqual([]);
  expect(diagnostics).toMatchObject([{ code: 'SNAPSHOT_VERSION', severity: 'error' }]);
});

test('odd parts of a snapshot are diagnostics', () => {
  const { snapshot, diagnostics } = readSnapshot(
    JSON.stringify({
      hopwise: 1,
      kind: 'snapshot',
      coverage: [7, { kind: 'nothing' }, { kind: 'vpc', region: 'us-east-1' }],
      settings: { appliances: { 'i-1': 'fly' } },
      records: { vpc: [3, {}, { vpcId: 'v', isDefault: 'maybe' }], spaceship: [] },
    }),
  );
  expect(snapshot.records.vpc).toMatchObject([{ vpcId: 'v', source: { pointer: '/records/vpc/2' } }]);
  expect(snapshot.coverage).toMatchObject([{ kind: 'vpc', region: 'us-east-1', state: 'partial' }]);
  expect(diagnostics.map(({ code }) => code).sort()).toEqual([
    'ELEMENT_UNREADABLE',
    'ELEMENT_UNREADABLE',
    'FIELD_UNREADABLE',
    'NOT_MODELLED',
    'SETTINGS_BROKEN',
  ]);
});
