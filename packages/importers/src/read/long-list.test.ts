import { expect, test } from 'vitest';
import { diagnosticLog } from '../diagnostic-log.ts';
import { snapshotOf } from '../snapshot-of.ts';
import { LIMITS } from './limits.ts';
import { firstOf, LongList } from './long-list.ts';
import { parseDocuments } from './parse-documents.ts';

const vpcs = Array.from({ length: 3000 }, (_, i) => ({
  VpcId: `vpc-${i}`,
  CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }, {}],
  Tags: [{ Key: 'odd', Value: '"\\\n        }, é } ]' }],
}));
const answer = { Vpcs: vpcs, NextToken: null, Other: { a: [] } };
const text = JSON.stringify(answer, null, 2);

function read(content: string) {
  const log = diagnosticLog();
  const documents = [...parseDocuments('a.json', content, LIMITS.jsonDepth, log)];
  return { documents, codes: log.all().map(({ code }) => code) };
}

function isLong(value: unknown): boolean {
  return value instanceof Object && 'Vpcs' in value && value.Vpcs instanceof LongList;
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, inner) => (inner instanceof LongList ? [...inner] : inner)));
}

test.each<[string, boolean, string]>([
  ['as the CLI prints them', true, JSON.stringify(answer, null, 4)],
  ['with tabs', true, JSON.stringify(answer, null, '\t')],
  ['with the line breaks of Windows', true, text.replaceAll('\n', '\r\n')],
  [
    'with elements of one line',
    false,
    `{"Vpcs": [\n${vpcs.map((vpc) => `  ${JSON.stringify(vpc)}`).join(',\n')}\n  ]}`,
  ],
  ['with commas on lines of their own', true, text.replaceAll('\n    },\n    {', '\n    }\n,\n    {')],
  ['with inner braces where elements end', true, text.replaceAll('\n      {}', '\n    {\n    }')],
  ['before another list', false, JSON.stringify({ ...answer, Subnets: [{ a: 1 }] }, null, 2)],
  ['on one line', false, JSON.stringify(answer)],
  ['after another key', false, JSON.stringify({ account: '1', ...answer }, null, 2)],
  ['that is short', false, JSON.stringify({ Vpcs: [{}] }, null, 2)],
])('a long list %s gives what the whole text gives', (_how, expected, content) => {
  const { documents, codes } = read(content);
  expect(codes).toEqual([]);
  expect(documents.map(({ value }) => isLong(value))).toEqual([expected]);
  const { Vpcs } = (documents[0]?.value ?? {}) as { readonly Vpcs: Iterable<unknown> };
  expect(firstOf(Vpcs)).toEqual(JSON.parse(content).Vpcs[0]);
  expect(documents.map(({ value }) => plain(value))).toEqual([JSON.parse(content)]);
});

test('documents one after the other are read apart', () => {
  const { documents, codes } = read(`${text}\n${text}`);
  expect([documents.length, codes]).toEqual([2, []]);
});

test('a list that is cut off is broken as a whole; one that is broken inside, from there on', () => {
  expect(read(text.slice(0, -100))).toMatchObject({ documents: [], codes: ['JSON_BROKEN'] });
  const at = text.indexOf('"vpc-2000"');
  const { documents, codes } = read(`${text.slice(0, at)}?${text.slice(at)}`);
  const { snapshot, diagnostics } = snapshotOf(documents);
  expect(codes).toEqual([]);
  expect(snapshot.records.vpc.length).toBeGreaterThan(1000);
  expect(snapshot.coverage).toMatchObject([{ kind: 'vpc', state: 'partial' }]);
  expect(diagnostics.map(({ code }) => code)).toContain('ELEMENT_UNREADABLE');
});

test('records of a long list point to their place', () => {
  const { snapshot } = snapshotOf(read(text).documents);
  expect(snapshot.records.vpc.find(({ vpcId }) => vpcId === 'vpc-2999')?.source.pointer).toBe('/Vpcs/2999');
});
