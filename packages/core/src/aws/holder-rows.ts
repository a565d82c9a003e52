import type { Family } from '../net/address.ts';
import { type AddressMap, constantMap, paintMap } from '../net/address-map.ts';
import { type Grouping, groupNumbers } from '../net/grouping.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import type { Holder } from './holder.ts';
import type { InterfaceTable } from './interface-table.ts';
import type { Lookup } from './lookup.ts';

export const NOBODY: AddressMap = constantMap(0);

/** The table with a row more for each NAT gateway's address that no interface has. */
export function withNats({ labels }: Lookup, table: InterfaceTable, nats: readonly Holder[]): InterfaceTable {
  if (nats.length === 0) return table;
  const vpcs = [...table.vpcs];
  const numbers = new Map(vpcs.map((vpcId, number) => [vpcId, number]));
  const vpcOf = nats.map(({ vpcId }) => {
    const number = numbers.get(vpcId) ?? vpcs.push(vpcId) - 1;
    numbers.set(vpcId, number);
    return number;
  });
  const starts = [...table.starts];
  const addresses = [...table.addresses];
  for (const { prefixes } of nats) {
    for (const prefix of prefixes) {
      const label = labels[prefix.family].rangeOf(prefix)?.from;
      if (label !== undefined) addresses.push(prefix.family === 4 ? label : ~label);
    }
    starts.push(addresses.length);
  }
  return {
    ...table,
    vpcs,
    vpcOf: Int32Array.from([...table.vpcOf, ...vpcOf]),
    starts: Int32Array.from(starts),
    addresses: Int32Array.from(addresses),
  };
}

export function rowsByLabel({ labels }: Lookup, { starts, addresses }: InterfaceTable, family: Family): Grouping {
  const rows = new Int32Array(addresses.length);
  for (let row = 0; row + 1 < starts.length; row++) rows.fill(row, starts[row], starts[row + 1]);
  // Of the other family they come out negative: in no group.
  const own = family === 4 ? addresses : addresses.map((label) => ~label);
  return groupNumbers(labels[family].size, own, rows);
}

export function labelsIn({ vpcOf, starts, addresses }: InterfaceTable, family: Family): readonly Label[] {
  const labels = new Set<Label>();
  for (let row = 0; row < vpcOf.length; row++) {
    if ((vpcOf[row] as number) < 0) continue;
    for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
      const label = family === 4 ? (addresses[i] as number) : ~(addresses[i] as number);
      if (label >= 0) labels.add(label);
    }
  }
  return [...labels];
}

/** The VPCs in which somebody has a prefix with labels of others in it: a delegated one, mostly. */
export function vpcsOfRanges({ labels }: Lookup, { vpcOf, starts, addresses }: InterfaceTable): ReadonlySet<number> {
  const found = new Set<number>();
  for (let row = 0; row < vpcOf.length; row++) {
    for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
      const number = addresses[i] as number;
      const { from, to } = number < 0 ? labels[6].rangeAt(~number) : labels[4].rangeAt(number);
      if (to - from > 1) found.add(vpcOf[row] as number);
    }
  }
  return found;
}

/** Who has which address, of the rows of one VPC: the longer prefix decides. */
export function holderMap(
  { labels }: Lookup,
  family: Family,
  { starts, addresses }: InterfaceTable,
  rows: Int32Array,
): AddressMap {
  const tree = labels[family];
  const layers: (LabelRange & { readonly value: number; readonly length: number })[] = [];
  for (const row of rows) {
    for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
      const number = addresses[i] as number;
      const label = family === 4 ? number : ~number;
      if (label >= 0) layers.push({ ...tree.rangeAt(label), value: row + 1, length: tree.prefixOf(label).length });
    }
  }
  if (layers.length === 0) return NOBODY;
  layers.sort((a, b) => a.length - b.length);
  return paintMap(0, layers, (_, layer) => layer.value);
}
