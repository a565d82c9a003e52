import { expect, test } from 'vitest';
import { diagnosticLog } from '../diagnostic-log.ts';
import { snapshotOf } from '../snapshot-of.ts';
import { contentOfAscii } from './content.ts';
import { LIMITS } from './limits.ts';
import { firstOf, LongList } from './long-list.ts';
import { longDocument, parseDocuments } from './parse-documents.ts';

function readAscii(content: string) {
  const log = diagnosticLog();
  const bytes = Buffer.from(content);
  const ascii = contentOfAscii(bytes);
  const document = ascii && longDocument('a.json', ascii, LIMITS.jsonDepth, log);
  const value = document && plain(document.value);
  return { value, isUnchanged: bytes.toString() === content, codes: log.all().map(({ code }) => code) };
}

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

test('bytes are read as their text is, and left as they were', () => {
  const plainText = text.replaceAll('é', 'e');
  const { value, isUnchanged, codes } = readAscii(plainText);
  expect([value, isUnchanged, codes]).toEqual([JSON.parse(plainText), true, []]);
  expect(readAscii(text).value).toBeUndefined();
  const cut = plainText.replace('"vpc-2999",', '"vpc-2999"');
  expect(readAscii(cut)).toMatchObject({ isUnchanged: true, codes: ['JSON_BROKEN'] });
});

test('a long list that is one field of a record is read as a field', () => {
  const Routes = Array.from({ length: 2000 }, (_, i) => ({
    DestinationCidrBlock: `10.${i >> 8}.${i & 255}.0/24`,
    TransitGatewayAttachments: [
      { ResourceId: 'vpc-1', TransitGatewayAttachmentId: 'tgw-attach-1', ResourceType: 'vpc' },
    ],
    State: 'active',
  }));
  const file = 'eu-west-1/ec2-search-transit-gateway-routes/tgw-rtb-09c4723874bbda7db.json';
  const [document] = parseDocuments(file, JSON.stringify({ Routes }, null, 4), LIMITS.jsonDepth, diagnosticLog());
  if (!document) throw new Error('no document');
  const { snapshot, diagnostics } = snapshotOf([document]);
  expect(diagnostics).toEqual([]);
  expect(snapshot.records.transitGatewayRoutes[0]?.routes).toHaveLength(2000);
});
