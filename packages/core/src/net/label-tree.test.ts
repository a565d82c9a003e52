import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ADDRESS_LENGTH,
  type AddressBits,
  contains,
  type Family,
  formatPrefix,
  type Prefix,
  parsePrefix,
} from './address.ts';
import { buildLabelTree, type LabelRange, type LabelTree } from './label-tree.ts';

function read(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(`${text} is no prefix`);
  return prefix;
}

function treeOf(family: Family, ...texts: string[]): LabelTree {
  return buildLabelTree(family, texts.map(read));
}

function bitsOf(family: Family, value: bigint): AddressBits {
  const units = ADDRESS_LENGTH[family] / 16;
  const unit = (i: number) => Number((value >> BigInt(16 * (units - 1 - i))) & 0xffffn);
  return String.fromCharCode(...Array.from({ length: units }, (_, i) => unit(i)));
}

/** A small world: below one prefix of length `depth`, four more bits tell its sixteen blocks apart. */
interface World {
  readonly family: Family;
  readonly inUse: readonly Prefix[];
  readonly any: Prefix;
  /** First addresses of the sixteen blocks. No prefix in use divides a block, so they stand for all addresses. */
  readonly blocks: readonly AddressBits[];
}

const world: fc.Arbitrary<World> = fc
  .record({
    family: fc.constantFrom<Family>(4, 6),
    depth: fc.nat(124),
    base: fc.oneof(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.constant((1n << 128n) - 1n)),
    cuts: fc.array(fc.tuple(fc.nat(15), fc.nat(4)), { maxLength: 20 }),
    any: fc.tuple(fc.nat(15), fc.nat(4)),
  })
  .map(({ family, depth, base, cuts, any }) => {
    const width = ADDRESS_LENGTH[family];
    const start = Math.min(depth, width - 4);
    const head = base >> BigInt(128 - start);
    const bits = (value: bigint, length: number) => bitsOf(family, value << BigInt(width - length));
    const cut = ([block, more]: readonly [number, number]): Prefix => {
      const value = (head << BigInt(more)) | BigInt(block >> (4 - more));
      return { family, bits: bits(value, start + more), length: start + more };
    };
    const blocks = Array.from({ length: 16 }, (_, block) => bits((head << 4n) | BigInt(block), start + 4));
    return { family, inUse: cuts.map(cut), any: cut(any), blocks };
  });

function address(family: Family, bits: AddressBits): Prefix {
  return { family, bits, length: ADDRESS_LENGTH[family] };
}

function longestMatch({ family, inUse }: World, bits: AddressBits): Prefix {
  const whole: Prefix = { family, bits: bitsOf(family, 0n), length: 0 };
  const matches = inUse.filter((prefix) => contains(prefix, address(family, bits)));
  return matches.reduce((best, prefix) => (prefix.length > best.length ? prefix : best), whole);
}

function labelsOf(ranges: readonly LabelRange[]): number[] {
  return ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
}

describe('labelOf', () => {
  it('a /32 beats a /24', () => {
    const tree = treeOf(4, '10.0.0.0/24', '10.0.0.7/32');
    expect(formatPrefix(tree.prefixOf(tree.labelOf(read('10.0.0.7').bits)))).toBe('10.0.0.7');
    expect(formatPrefix(tree.prefixOf(tree.labelOf(read('10.0.0.8').bits)))).toBe('10.0.0.0/24');
  });

  it('an address that no prefix in use holds has label 0', () => {
    expect(treeOf(4, '10.0.0.0/24').labelOf(read('192.0.2.1').bits)).toBe(0);
    expect(treeOf(6, '2001:db8::/32').labelOf(read('::1').bits)).toBe(0);
  });

  it('property: the label of an address is its longest match among the prefixes in use', () => {
    fc.assert(
      fc.property(world, (it) => {
        const tree = buildLabelTree(it.family, it.inUse);
        for (const bits of it.blocks) expect(tree.prefixOf(tree.labelOf(bits))).toEqual(longestMatch(it, bits));
      }),
    );
  });
});

describe('buildLabelTree', () => {
  it('the whole family is in use even when nothing else is', () => {
    const tree = buildLabelTree(6, []);
    expect(tree.size).toBe(1);
    expect(formatPrefix(tree.prefixOf(0))).toBe('::/0');
    expect(tree.rangeOf(read('::/0'))).toEqual({ family: 6, from: 0, to: 1 });
  });

  it('a prefix given twice or of the other family adds no label', () => {
    expect(treeOf(4, '10.0.0.0/8', '10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32').size).toBe(2);
  });

  it('property: prefixes come back by their labels, in preorder', () => {
    fc.assert(
      fc.property(world, ({ family, inUse }) => {
        const tree = buildLabelTree(family, inUse);
        const written = Array.from({ length: tree.size }, (_, label) => formatPrefix(tree.prefixOf(label)));
        expect(new Set(written)).toEqual(new Set([...inUse.map(formatPrefix), family === 4 ? '0.0.0.0/0' : '::/0']));
        for (let label = 1; label < tree.size; label++) {
          const [a, b] = [tree.prefixOf(label - 1), tree.prefixOf(label)];
          expect(a.bits < b.bits || (a.bits === b.bits && a.length < b.length)).toBe(true);
        }
      }),
    );
  });
});

describe('rangeOf', () => {
  it('a prefix that is not in use has no range', () => {
    expect(treeOf(4, '10.0.0.0/24').rangeOf(read('10.0.0.0/25'))).toBeNull();
  });

  it('property: the range of a prefix in use holds the labels of just the prefixes inside it', () => {
    fc.assert(
      fc.property(world, ({ family, inUse }) => {
        const tree = buildLabelTree(family, inUse);
        for (const prefix of inUse) {
          const inside = Array.from({ length: tree.size }, (_, label) => label).filter((label) =>
            contains(prefix, tree.prefixOf(label)),
          );
          expect(labelsOf([tree.rangeOf(prefix) as LabelRange])).toEqual(inside);
        }
      }),
    );
  });
});

describe('labelsWithin', () => {
  it('property: covers exactly the labels of the addresses in the prefix, in use or not', () => {
    fc.assert(
      fc.property(world, (it) => {
        const tree = buildLabelTree(it.family, it.inUse);
        for (const prefix of [it.any, ...it.inUse]) {
          const inside = it.blocks.filter((bits) => contains(prefix, address(it.family, bits)));
          const labels = [...new Set(inside.map((bits) => tree.labelOf(bits)))].sort((a, b) => a - b);
          expect(labelsOf(tree.labelsWithin(prefix))).toEqual(labels);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('property: gives intervals in order, none of them empty', () => {
    fc.assert(
      fc.property(world, ({ family, inUse, any }) => {
        const ranges = buildLabelTree(family, inUse).labelsWithin(any);
        for (const [i, range] of ranges.entries()) {
          expect(range.from).toBeLessThan(range.to);
          expect(range.from).toBeGreaterThanOrEqual(ranges[i - 1]?.to ?? 0);
        }
      }),
    );
  });

  it('a prefix between those in use has the label of the one around it', () => {
    const tree = treeOf(4, '10.0.0.0/8', '10.0.0.0/24', '10.0.9.0/24');
    expect(tree.labelsWithin(read('10.0.4.0/24'))).toEqual([tree.labelsWithin(read('10.255.0.0/16'))[0]]);
    expect(formatPrefix(tree.prefixOf(tree.labelsWithin(read('10.0.4.0/24'))[0]?.from ?? 0))).toBe('10.0.0.0/8');
  });

  it('two halves in use leave nothing to the prefix around them', () => {
    const tree = treeOf(4, '10.0.0.0/25', '10.0.0.128/25');
    expect(labelsOf(tree.labelsWithin(read('10.0.0.0/24')))).toEqual([1, 2]);
  });

  it('two halves of everything leave nothing to everything', () => {
    const tree = treeOf(6, '::/1', '8000::/1');
    expect(labelsOf(tree.labelsWithin(read('::/0')))).toEqual([1, 2]);
    expect(tree.addressOf(0)).toBeNull();
  });
});

describe('childrenOf', () => {
  it('property: gives the prefixes in use directly inside that of a label', () => {
    fc.assert(
      fc.property(world, ({ family, inUse }) => {
        const tree = buildLabelTree(family, inUse);
        const all = Array.from({ length: tree.size }, (_, label) => tree.prefixOf(label));
        for (const [label, own] of all.entries()) {
          const inside = all.filter((prefix) => prefix !== own && contains(own, prefix));
          const direct = inside.filter((p) => !inside.some((between) => between !== p && contains(between, p)));
          expect(tree.childrenOf(label)).toEqual(direct);
        }
      }),
    );
  });
});

describe('addressOf', () => {
  it('the address of a subnet skips the addresses with rules of their own', () => {
    const tree = treeOf(4, '10.0.0.0/24', '10.0.0.0/32', '10.0.0.1/32', '10.0.0.3/32');
    expect(tree.addressOf(tree.labelOf(read('10.0.0.9').bits))).toBe(read('10.0.0.2').bits);
  });

  it('property: gives the first address that has the label, null for a label that none has', () => {
    fc.assert(
      fc.property(world, ({ family, inUse, blocks }) => {
        const tree = buildLabelTree(family, inUse);
        for (let label = 1; label < tree.size; label++) {
          expect(tree.addressOf(label)).toBe(blocks.find((bits) => tree.labelOf(bits) === label) ?? null);
        }
        const outside = tree.addressOf(0);
        if (outside !== null) expect(tree.labelOf(outside)).toBe(0);
      }),
    );
  });
});
