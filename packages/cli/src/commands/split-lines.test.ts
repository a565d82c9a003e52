import { expect, test } from 'vitest';
import { LONGEST_LINE, splitLines } from './split-lines.ts';

async function* pieces(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}
async function linesOf(...texts: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const some of splitLines(pieces(...texts))) lines.push(...some);
  return lines;
}

test('lines run across pieces and end in either way', async () => {
  expect(await linesOf('on', 'e\ntw', 'o\r\nthree')).toEqual(['one', 'two', 'three']);
});

test('lines that are complete do not wait for the next piece', async () => {
  const lines = splitLines(pieces('one\ntwo\nth', 'ree\n'));
  expect((await lines.next()).value).toEqual(['one', 'two']);
});

test('a byte order mark is no part of the first line', async () => {
  expect(await linesOf('\ufeffone\n')).toEqual(['one']);
});

test('a line without end is kept in part only', async () => {
  const [line = ''] = await linesOf(...Array.from({ length: 40 }, () => 'x'.repeat(10_000)));
  expect(line.length).toBeLessThanOrEqual(LONGEST_LINE + 1 + 10_000);
  expect(line.length).toBeGreaterThan(LONGEST_LINE);
});
