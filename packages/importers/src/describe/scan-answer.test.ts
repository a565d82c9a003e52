import { isDeepStrictEqual } from 'node:util';
import { type Kind, kinds, recordType } from '@hopwise/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from '../read/decode-text.ts';
import { LIMITS } from '../read/limits.ts';
import { snapshotOf } from '../snapshot-of.ts';
import { scanAnswer } from './scan-answer.ts';

const FILE = '111111111111/eu-west-1/answer.json';

/** What the scanner makes of bytes, and what JSON.parse makes of them; undefined where either makes nothing. */
function bothWays(bytes: Buffer) {
  const before = Buffer.from(bytes);
  const scanned = scanAnswer(bytes, LIMITS.jsonDepth, 0);
  expect(bytes.equals(before)).toBe(true);
  const value = parsed(decodeText(bytes));
  return {
    scanned: scanned && snapshotOf([{ file: FILE, value: scanned }]),
    plain: value === undefined ? undefined : snapshotOf([{ file: FILE, value }]),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Records, provenance, coverage, diagnostics, and the order of keys in records. */
function expectAlike(bytes: Buffer): boolean {
  const { scanned, plain } = bothWays(bytes);
  if (!scanned) return false;
  expect(JSON.stringify(scanned)).toBe(JSON.stringify(plain));
  if (!isDeepStrictEqual(scanned, plain)) expect(scanned).toStrictEqual(plain);
  return true;
}

interface Listing {
  readonly kind: Kind;
  readonly key: string;
  readonly within: string | undefined;
}

/** Every call whose answers are read off their bytes: a new type of resource is tried as soon as it is registered. */
const listings: readonly Listing[] = kinds.flatMap((kind) =>
  recordType(kind).calls.flatMap(({ key, holds }) => {
    const within = typeof holds === 'object' && 'within' in holds ? holds.within : undefined;
    const elements = [{ a: 1 }];
    const document = { [key]: within === undefined ? elements : [{ [within]: elements }] };
    const isScanned = scanAnswer(Buffer.from(JSON.stringify(document)), LIMITS.jsonDepth, 0) !== undefined;
    return isScanned ? [{ kind, key, within }] : [];
  }),
);

const texts = fc.oneof(
  fc.constantFrom(
    '',
    'eni-0',
    'tcp',
    '10.0.0.0/8',
    'a"b\\c/\n\u0000',
    'Zürich 💥',
    '\ud800',
    'x'.repeat(70),
    '__proto__',
  ),
  fc.string(),
);
const numbers = fc.constantFrom(0, -0, 7, -1, 65535, 999999999999999, 1e15, 2 ** 53, 1e300, 1.5, -12.25);
const odd = fc.oneof(
  fc.constant(null),
  numbers,
  fc.boolean(),
  texts,
  fc.constant([]),
  fc.constant({}),
  fc.jsonValue({ maxDepth: 2 }),
);

type Schema = { readonly [name: string]: unknown };

/** Values of a field by its schema, now and then another. */
function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: plainOf(schema) }, { weight: 1, arbitrary: odd });
}

function plainOf(schema: Schema): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'string':
      return texts;
    case 'integer':
      return fc.integer({ min: -2, max: 70000 });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valuesOf(schema.items as Schema), { maxLength: 3 });
    default:
      return schema.properties ? objectsOf(schema.properties as Schema) : tags;
  }
}

const tags = fc.oneof(
  fc.array(fc.record({ Key: texts, Value: texts }), { maxLength: 4 }),
  fc.dictionary(texts, texts, { maxKeys: 3 }),
);

function objectsOf(properties: Schema): fc.Arbitrary<object> {
  const fields = Object.entries(properties).map(([name, schema]) =>
    fc.tuple(fc.constantFrom(upperFirst(name), upperFirst(name), name), valuesOf(schema as Schema)),
  );
  const others = fc.tuple(fc.constantFrom('Unread', 'Größe', 'a\\b', 'constructor'), odd);
  return fc
    .tuple(fc.shuffledSubarray(fields), fc.array(others, { maxLength: 2 }))
    .chain(([some, more]) => fc.tuple(...some).map((chosen) => Object.fromEntries([...chosen, ...more])));
}

function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const answers: fc.Arbitrary<object> = fc.constantFrom(...listings).chain(({ kind, key, within }) => {
  const { properties } = recordType(kind).record.schema as { readonly properties: Schema };
  const elements = fc.array(valuesOf({ properties }), { minLength: 1, maxLength: 4 });
  const outer = fc.record({ OwnerId: texts, [within ?? '']: fc.oneof({ weight: 9, arbitrary: elements }, odd) });
  const list = within === undefined ? elements : fc.array(outer, { minLength: 1, maxLength: 3 });
  const beside = fc.constantFrom<object[]>(
    {},
    { NextToken: 'more' },
    { account: '222222222222', region: 'us-east-1' },
    { Odd: [1] },
  );
  return fc.tuple(list, beside).map(([found, more]) => ({ [key]: found, ...more }));
});

const written = fc
  .tuple(
    answers,
    fc.constantFrom(undefined, 2, 4, '\t'),
    fc.constantFrom('\n', '\r\n', ' '),
    fc.constantFrom('', '\ufeff', '\n '),
  )
  .map(([answer, indent, breaks, mark]) => mark + JSON.stringify(answer, null, indent).replaceAll('\n', breaks));

test('what is read off bytes is what JSON.parse reads, of every call', () => {
  let read = 0;
  const runs = 1500;
  fc.assert(
    fc.property(written, (text) => {
      if (expectAlike(Buffer.from(text))) read++;
    }),
    { numRuns: runs, seed: 1 },
  );
  // The others hold what stands beside objects, which is left to JSON.parse.
  expect(read).toBeGreaterThan(runs / 2);
  expect(listings.length).toBeGreaterThan(50);
});

test('and of bytes that somebody has damaged', () => {
  const bytes = fc.constantFrom(...Buffer.from('"\\,:{}[]0-e.u\n\t \u0001\u0000x'), 0xc3, 0xe2, 0xff, 0xef, 0x80);
  const damage = fc.array(fc.tuple(fc.nat(), bytes, fc.constantFrom('put', 'add', 'cut', 'twice')), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(written, damage, (text, changes) => {
      const damaged = changes.reduce((before, [place, byte, how]) => {
        const at = place % (before.length + 1);
        if (how === 'cut') return before.subarray(0, at);
        const rest = before.subarray(how === 'put' ? at + 1 : at);
        // Copies a piece: keys that stand twice come from here.
        const piece = how === 'twice' ? before.subarray(at, at + 2 * byte) : Buffer.from([byte]);
        return Buffer.concat([before.subarray(0, at), piece, rest]);
      }, Buffer.from(text));
      expectAlike(damaged);
    }),
    { numRuns: 1500, seed: 1 },
  );
});

const VPCS = [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', IsDefault: false }];

test.each<[string, string, boolean]>([
  ['a key that stands twice in a record', '{"Vpcs":[{"VpcId":"vpc-1","VpcId":"vpc-2"}]}', true],
  ['a key in both spellings', '{"Vpcs":[{"vpcId":"vpc-1","VpcId":"vpc-2"}]}', true],
  ['a key with an escape', '{"Vpcs":[{"Vpc\\u0049d":"vpc-1"}]}', true],
  ['a key of nobody’s that stands twice', '{"Vpcs":[{"A":1,"VpcId":"vpc-1","A":[2]}]}', true],
  ['numbers as texts', '{"Vpcs":[{"VpcId":1,"CidrBlock":true,"IsDefault":"true"}]}', true],
  [
    'nulls in lists',
    '{"Vpcs":[{"VpcId":"vpc-1","CidrBlockAssociationSet":[null,{"CidrBlock":"10.0.0.0/8"},""]}]}',
    true,
  ],
  ['tags as a map', '{"Vpcs":[{"VpcId":"vpc-1","Tags":{"b":"1","a":2}}]}', true],
  [
    'tags without keys',
    '{"Vpcs":[{"VpcId":"vpc-1","Tags":[{"Value":"1"},{"Key":"","Value":null},{"Key":"a"}]}]}',
    true,
  ],
  [
    'equal tags',
    '{"Vpcs":[{"VpcId":"vpc-1","Tags":[{"Key":"b","Value":"1"},{"Key":"a","Value":"2"},{"Key":"b","Value":"3"}]}]}',
    true,
  ],
  ['a tag called __proto__', '{"Vpcs":[{"VpcId":"vpc-1","Tags":[{"Key":"__proto__","Value":"1"}]}]}', true],
  ['no id', '{"Vpcs":[{"CidrBlock":"10.0.0.0/8"},{"VpcId":""}]}', true],
  ['deep values of nobody’s', `{"Vpcs":[{"VpcId":"vpc-1","A":${'[{"a":'.repeat(40)}1${'}]'.repeat(40)}}]}`, false],
  ['elements that are no objects', '{"Vpcs":[{"VpcId":"vpc-1"},null,"x"]}', false],
  ['an empty list', '{"Vpcs":[]}', false],
  ['two answers', '{"Vpcs":[{"VpcId":"vpc-1"}],"Subnets":[{"SubnetId":"subnet-1"}]}', false],
  ['a list that stands twice', '{"Vpcs":[{"VpcId":"vpc-1"}],"Vpcs":null}', false],
  ['a list of wrapped answers', '{"Listeners":[{"LoadBalancerArn":"a","Listeners":[]}]}', false],
  ['a template', '{"Vpcs":[{"VpcId":"vpc-1"}],"Resources":{}}', false],
  ['two documents', '{"Vpcs":[{"VpcId":"vpc-1"}]}\n{"Vpcs":[{"VpcId":"vpc-2"}]}', false],
  ['an end that is missing', '{"Vpcs":[{"VpcId":"vpc-1"', false],
  ['a text that does not end', '{"Vpcs":[{"VpcId":"vpc-1', false],
])('%s', (_what, text, isScanned) => {
  expect(expectAlike(Buffer.from(text))).toBe(isScanned);
});

test.each<[string, Buffer]>([
  ['UTF-16', Buffer.from(`\ufeff${JSON.stringify({ Vpcs: VPCS })}`, 'utf16le')],
  ['UTF-16 without a mark', Buffer.from(JSON.stringify({ Vpcs: VPCS }), 'utf16le')],
  ['UTF-16 the other way round', Buffer.from(`\ufeff${JSON.stringify({ Vpcs: VPCS })}`, 'utf16le').swap16()],
])('%s is left to others', (_what, bytes) => {
  expect(expectAlike(bytes)).toBe(false);
});

test('where depth is counted, and of short files, nothing is read off bytes', () => {
  const bytes = Buffer.from(JSON.stringify({ Vpcs: VPCS }));
  expect([scanAnswer(bytes, 100, 0), scanAnswer(bytes, LIMITS.jsonDepth)]).toEqual([undefined, undefined]);
});

test('texts that begin alike, end alike or are as long are told apart', () => {
  const ids = Array.from({ length: 40_000 }, (_, i) => `vpc-${(i * 2654435761).toString(16)}`);
  const bytes = Buffer.from(
    JSON.stringify({ Vpcs: ids.map((VpcId) => ({ VpcId, CidrBlock: VpcId.slice(-9) })) }, null, 4),
  );
  expect(expectAlike(bytes)).toBe(true);
});
