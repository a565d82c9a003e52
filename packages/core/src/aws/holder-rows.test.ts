import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Prefix, parsePrefix } from '../net/address.ts';
import { valueAt } from '../net/address-map.ts';
import { buildLabelTree } from '../net/label-tree.ts';
import { holderMap } from './holder-rows.ts';
import type { Lookup } from './lookup.ts';

const TEXTS = ['10.0.0.4', '10.0.0.5', '10.0.0.6', '10.0.0.16/28', '10.0.0.17', '10.0.0.18', '10.0.1.9'];
const prefixes = TEXTS.map((text) => parsePrefix(text) as Prefix);
const tree = buildLabelTree(4, prefixes);
const net = { labels: { 4: tree, 6: buildLabelTree(6, []) } } as unknown as Lookup;
const labelOf = (position: number) => tree.rangeOf(prefixes[position] as Prefix)?.from as number;

/** The row of the longest prefix around a label, the last one of equal ones; 0 where there is none. */
function ownerOf(owned: readonly number[], label: number): number {
  let [owner, length] = [0, -1];
  owned.forEach((position, row) => {
    const { from, to } = tree.rangeAt(labelOf(position));
    const own = (prefixes[position] as Prefix).length;
    if (from <= label && label < to && own >= length) [owner, length] = [row + 1, own];
  });
  return owner;
}

test('the longer prefix tells who has an address, and of equal ones the last', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: TEXTS.length - 1 })), (owned) => {
      const table = {
        vpcs: ['vpc-1'],
        vpcOf: new Int32Array(owned.length),
        starts: Int32Array.from({ length: owned.length + 1 }, (_, row) => row),
        addresses: Int32Array.from(owned, labelOf),
        associations: new Int32Array(),
        instances: () => [],
        attachedTo: () => [],
      };
      const map = holderMap(net, 4, table, Int32Array.from(owned.keys()));
      for (let label = 0; label < tree.size; label++) expect(valueAt(map, label)).toBe(ownerOf(owned, label));
      const neighbours = map.values.subarray(1).filter((value, i) => value === map.values[i]);
      expect(neighbours).toHaveLength(0);
    }),
  );
});
