import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Family, formatCidr, formatPrefix, maskBits, type Prefix } from './address.ts';
import { areKeys, keysOf, PrefixCollector, type PrefixKeys, UNITS } from './prefix-keys.ts';

const prefixes = (family: Family): fc.Arbitrary<readonly Prefix[]> => {
  const [units, longest] = family === 4 ? [2, 32] : [8, 128];
  const unit = fc.oneof(fc.constantFrom(0, 1, 0x8000, 0xffff), fc.nat(0xffff));
  return fc.array(
    fc.tuple(fc.array(unit, { minLength: units, maxLength: units }), fc.nat(longest)).map(([all, length]) => {
      return { family, bits: maskBits(String.fromCharCode(...all), length), length };
    }),
    { minLength: 1, maxLength: 12 },
  );
};

/** The prefixes that keys stand for, with whatever is wrong about them. */
function prefixesIn(keys: PrefixKeys): readonly Prefix[] {
  if (keys.family === 6)
    return Array.from({ length: keys.units.length / UNITS }, (_, i) => {
      const text = String.fromCharCode(...keys.units.subarray(i * UNITS, (i + 1) * UNITS));
      return { family: 6, bits: text.slice(0, -1), length: text.charCodeAt(UNITS - 1) };
    });
  return Array.from(keys.numbers, (number) => {
    const address = Math.floor(number / 64);
    return { family: 4, bits: String.fromCharCode(address >>> 16, address & 0xffff), length: number % 64 };
  });
}

function valuesOf(keys: PrefixKeys): readonly number[] {
  return [...(keys.family === 4 ? keys.numbers : keys.units)];
}

/** What `keysOf` would make of the same prefixes, if they are any. */
function isCanonical(keys: PrefixKeys): boolean {
  const all = prefixesIn(keys);
  const longest = keys.family === 4 ? 32 : 128;
  if (all.some(({ bits, length }) => length > longest || maskBits(bits, length) !== bits)) return false;
  return valuesOf(keysOf(keys.family, all)).join() === valuesOf(keys).join();
}

describe.each([4, 6] as const)('keys of IPv%s that come from a file', (family) => {
  test('are taken as they were made', () => {
    fc.assert(fc.property(prefixes(family), (all) => areKeys(keysOf(family, all))));
  });

  test('are the same of prefixes as of their texts', () => {
    fc.assert(
      fc.property(prefixes(family), fc.constantFrom(formatPrefix, formatCidr), (all, format) => {
        const collected = new PrefixCollector();
        for (const text of ['eni-1', '10.0.0', ...all.map(format)]) collected.addText(text);
        expect(valuesOf(collected.keys(family))).toEqual(valuesOf(keysOf(family, all)));
      }),
    );
  });

  test('are refused where they are not what is made of any prefixes', () => {
    let refused = 0;
    const change = fc.record({ at: fc.nat(), by: fc.integer({ min: -70, max: 70 }) });
    fc.assert(
      fc.property(prefixes(family), change, (all, { at, by }) => {
        const keys = keysOf(family, all);
        const values = keys.family === 4 ? keys.numbers : keys.units;
        const place = at % values.length;
        values[place] = Math.max(0, (values[place] as number) + by);
        const expected = isCanonical(keys);
        if (!expected) refused++;
        expect(areKeys(keys)).toBe(expected);
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});

test('numbers that are none of a prefix are refused', () => {
  for (const number of [0.5, 64.5, 2 ** 38, Number.NaN, Number.POSITIVE_INFINITY, -64, 33])
    expect(areKeys({ family: 4, numbers: Float64Array.of(0, number) }), `${number}`).toBe(false);
});
