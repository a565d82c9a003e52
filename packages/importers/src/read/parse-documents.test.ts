import { expect, test } from 'vitest';
import { diagnosticLog } from '../diagnostic-log.ts';
import { isDeeperThan } from './json-depth.ts';
import { parseDocuments } from './parse-documents.ts';

function parse(text: string, deepest = 4_000_000) {
  const log = diagnosticLog();
  const documents = [...parseDocuments('f', text, deepest, log)].map(({ index, value }) => [index, value]);
  return { documents, codes: log.all().map(({ code }) => code), messages: log.all().map(({ message }) => message) };
}

test('one document has no index; several count from 1', () => {
  expect(parse('{"a":1}').documents).toEqual([[undefined, { a: 1 }]]);
  expect(parse('{"a":"}{"}\r\n{"b":"\\""}[3]').documents).toEqual([
    [1, { a: '}{' }],
    [2, { b: '"' }],
    [3, [3]],
  ]);
});

test('a broken document is named by position without quoting it, and the others are read', () => {
  const { documents, codes, messages } = parse('{"a":1}\n{"secret": hunter2}\nuploaded: 1 file\n{"b":2}');
  expect(documents).toEqual([
    [1, { a: 1 }],
    [4, { b: 2 }],
  ]);
  expect(codes).toEqual(['JSON_BROKEN', 'JSON_BROKEN']);
  expect(messages.join()).not.toContain('hunter2');
});

test('a document that was cut off is broken', () => {
  expect(parse('{"a":[1,2').codes).toEqual(['JSON_BROKEN']);
});

test('nesting is refused before parsing, brackets in strings do not count', () => {
  expect(parse('['.repeat(2000) + ']'.repeat(2000), 1000)).toMatchObject({ documents: [], codes: ['JSON_BROKEN'] });
  expect(isDeeperThan(JSON.stringify('['.repeat(2000)), 1000)).toBe(false);
  expect(isDeeperThan('[],'.repeat(2000), 1000)).toBe(false);
});

test('deep documents within the bound neither overflow nor throw', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  expect(parse(deep).documents).toHaveLength(1);
  expect(parse(`${deep}\n{}`).documents).toHaveLength(2);
});
