import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEEPEST, spaceEnd, valueEnd } from './json-bytes.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether the bytes are one value and white space. */
function isOneValue(bytes: Buffer): boolean {
  const end = valueEnd(bytes, spaceEnd(bytes, 0));
  return end >= 0 && spaceEnd(bytes, end) === bytes.length;
}

test.each([
  ...['0', '-0', '10', '-1.5', '1e9', '1E+9', '2.5e-3', 'true', 'false', 'null', '""', '"a\\u00e9\\n"', '{}', '[ ]'],
  ...['{"a":[{"b":null},2],"":{}}', ' [1 , 2 ] ', '"é"', '{"a":1,"a":2}'],
])('%s is a value', (text) => {
  expect([isOneValue(Buffer.from(text)), isJson(text)]).toEqual([true, true]);
});

test.each([
  ...['', '01', '-', '+1', '.5', '1.', '1e', '1e+', 'tru', 'nul', 'True', 'NaN', '"', '"\\x"', '"\\u12g4"', '"a\nb"'],
  ...[
    '[1,]',
    '[,1]',
    '[1 2]',
    '{"a"}',
    '{"a":}',
    '{a:1}',
    '{"a":1,}',
    '{,}',
    '[}',
    '{]',
    '[1',
    '{"a":1',
    "'a'",
    '\u00a0 1',
  ],
])('%s is none', (text) => {
  expect([isOneValue(Buffer.from(text)), isJson(text)]).toEqual([false, false]);
});

test('what is nested too deep is left to others', () => {
  const nested = (depth: number) => Buffer.from('['.repeat(depth) + ']'.repeat(depth));
  expect([valueEnd(nested(DEEPEST), 0), valueEnd(nested(DEEPEST + 2), 0)]).toEqual([2 * DEEPEST, -1]);
});

test('a value ends where JSON.parse says, whatever was changed in it', () => {
  const odd = fc.constantFrom(
    ...['"', '\\', ',', ':', '{', '}', '[', ']', '0', '-', 'e', '.', '\n', '\u0001', 'é', 'u'],
  );
  const changed = fc.tuple(fc.json(), fc.array(fc.tuple(fc.nat(), odd, fc.boolean()), { maxLength: 3 }));
  fc.assert(
    fc.property(changed, ([json, changes]) => {
      const text = changes.reduce((before, [place, character, isAdded]) => {
        const at = place % (before.length + 1);
        return before.slice(0, at) + character + before.slice(isAdded ? at : at + 1);
      }, json);
      expect(isOneValue(Buffer.from(text))).toBe(isJson(text));
    }),
    { numRuns: 2000, seed: 1 },
  );
});
