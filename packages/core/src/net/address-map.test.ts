import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressMap, constantMap, mapValues, paintMap, piecesWithin, valueAt, zipMaps } from './address-map.ts';

const LABELS = 20;
const labels = [...Array(LABELS).keys()];

const layer = fc
  .tuple(fc.nat(LABELS), fc.nat(LABELS), fc.nat(3))
  .map(([a, b, value]) => ({ from: Math.min(a, b), to: Math.max(a, b), value }));
const layers = fc.array(layer, { maxLength: 8 });
const map = layers.map((list) => paintMap(0, list, (_, { value }) => value));
const evaluate = (it: AddressMap): number[] => labels.map((label) => valueAt(it, label));

describe('paintMap', () => {
  it('property: every label gets the ground and then each layer over it, in order', () => {
    fc.assert(
      fc.property(layers, (list) => {
        const paint = (below: number, { value }: { value: number }) => below * 4 + value;
        const naive = labels.map((label) =>
          list.filter(({ from, to }) => from <= label && label < to).reduce(paint, 1),
        );
        expect(evaluate(paintMap(1, list, paint))).toEqual(naive);
      }),
    );
  });

  it('property: neighbouring pieces differ, so equal content has one form', () => {
    fc.assert(
      fc.property(map, ({ starts, values }) => {
        expect(starts[0]).toBe(0);
        for (let i = 1; i < starts.length; i++) {
          expect(starts[i - 1]).toBeLessThan(starts[i] as number);
          expect(values[i - 1]).not.toBe(values[i]);
        }
      }),
    );
  });

  it('a later layer is painted over an earlier one', () => {
    const painted = paintMap(
      0,
      [
        { from: 0, to: 9, value: 1 },
        { from: 3, to: 5, value: 2 },
      ],
      (_, { value }) => value,
    );
    expect([...painted.starts]).toEqual([0, 3, 5, 9]);
    expect([...painted.values]).toEqual([1, 2, 1, 0]);
  });

  it('without layers the ground is everywhere', () => {
    expect(paintMap(7, [], (below) => below)).toEqual(constantMap(7));
  });
});

describe('zipMaps', () => {
  it('property: combines two maps label by label', () => {
    fc.assert(
      fc.property(map, map, (a, b) => {
        const combine = (x: number, y: number) => x * 4 + y;
        expect(evaluate(zipMaps(a, b, combine))).toEqual(labels.map((at) => combine(valueAt(a, at), valueAt(b, at))));
      }),
    );
  });

  it('property: zipping with a constant changes each value alone', () => {
    fc.assert(
      fc.property(map, (a) => {
        const least = (x: number, y: number) => Math.min(x, y);
        expect(zipMaps(a, constantMap(1), least)).toEqual(mapValues(a, (value) => least(value, 1)));
        expect(zipMaps(a, a, (x) => x)).toEqual(a);
      }),
    );
  });
});

describe('mapValues', () => {
  it('pieces that become equal become one', () => {
    const painted = paintMap(0, [{ from: 4, to: 8, value: 1 }], (_, { value }) => value);
    expect(mapValues(painted, () => 5)).toEqual(constantMap(5));
  });
});

describe('piecesWithin', () => {
  it('property: pieces fill the interval from end to end with the values of the map', () => {
    fc.assert(
      fc.property(map, layer, (it, { from, to }) => {
        const pieces = piecesWithin(it, from, to);
        const flat = pieces.flatMap((piece) => Array<number>(piece.to - piece.from).fill(piece.value));
        expect(flat).toEqual(labels.slice(from, to).map((label) => valueAt(it, label)));
        for (const [i, piece] of pieces.entries()) expect(piece.from).toBe(pieces[i - 1]?.to ?? from);
        expect(pieces.at(-1)?.to ?? from).toBe(to);
      }),
    );
  });

  it('an empty interval has no pieces', () => {
    expect(piecesWithin(constantMap(1), 5, 5)).toEqual([]);
  });
});
