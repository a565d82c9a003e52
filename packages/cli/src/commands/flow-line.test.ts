import { expect, test } from 'vitest';
import { parseFlow } from './flow-line.ts';

test('a flow carries its question, its id and what is expected', () => {
  expect(parseFlow('{"id":1,"from":"a","to":"b","port":"80-90","expect":"blocked"}', 1)).toEqual({
    id: 1,
    question: { from: 'a', to: 'b', port: '80-90' },
    expected: 'blocked',
  });
});

test('the expectation of the command is for lines that have none', () => {
  expect(parseFlow('{"from":"a","to":"b"}', 1, 'reachable')).toMatchObject({ expected: 'reachable' });
  expect(parseFlow('{"from":"a","to":"b","expect":"unknown"}', 1, 'reachable')).toMatchObject({ expected: 'unknown' });
});

test('keys of the owner are left alone, misspelled ones are not', () => {
  expect(parseFlow('{"from":"a","to":"b","ticket":"NET-1","port":null}', 1)).toMatchObject({
    question: { from: 'a', to: 'b' },
  });
  expect(parseFlow('{"from":"a","to":"b","source-port":1}', 1)).toMatchObject({ error: { hint: 'Use sourcePort.' } });
});

test.each([
  ['dstPort', 'port'],
  ['destination_port', 'port'],
  ['srcport', 'sourcePort'],
  ['proto', 'protocol'],
])('%s, which would ask for all if it were left alone, is to be written %s', (key, meant) => {
  const line = JSON.stringify({ from: 'a', to: 'b', [key]: 443 });
  expect(parseFlow(line, 1)).toMatchObject({ error: { code: 'BAD_FLOW', hint: `Use ${meant}.` } });
});
