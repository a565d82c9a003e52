import type { Family } from '../net/address.ts';
import { type AddressMap, constantMap, firstFrom, paintMap } from '../net/address-map.ts';
import { type Grouping, groupNumbers, inOrderOf } from '../net/grouping.ts';
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

/** Who asks for more labels than these has all rows put in order. */
const FEW = 32;

/** The rows that have a label of a family, in their order. */
export function rowsByLabel(
  net: Lookup,
  table: InterfaceTable,
  family: Family,
): (label: Label) => readonly number[] | Int32Array {
  let asked = 0;
  let grouped: Grouping | undefined;
  return (label) => {
    if (!grouped && ++asked <= FEW) return rowsWith(table, family === 4 ? label : ~label);
    grouped ??= allByLabel(net, table, family);
    return grouped.of(label);
  };
}

function rowsWith({ starts, addresses }: InterfaceTable, number: number): readonly number[] {
  const rows: number[] = [];
  for (let at = addresses.indexOf(number); at >= 0; at = addresses.indexOf(number, at + 1)) {
    // The last row that begins there or before: those without addresses begin where the next one does.
    rows.push(firstFrom(starts, at + 1) - 1);
  }
  return rows;
}

function allByLabel({ labels }: Lookup, { starts, addresses }: InterfaceTable, family: Family): Grouping {
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

/** What a row has. */
export function* rangesOf(
  { labels }: Lookup,
  { starts, addresses }: InterfaceTable,
  row: number,
): Generator<LabelRange> {
  for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
    const number = addresses[i] as number;
    yield number < 0 ? labels[6].rangeAt(~number) : labels[4].rangeAt(number);
  }
}

/** The VPCs in which somebody has a prefix with labels of others in it: a delegated one, mostly. */
export function vpcsOfRanges(
  { labels }: Lookup,
  { vpcOf, starts, addresses }: InterfaceTable,
  family: Family,
): ReadonlySet<number> {
  const tree = labels[family];
  const found = new Set<number>();
  for (let row = 0; row < vpcOf.length; row++) {
    for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
      const number = addresses[i] as number;
      const label = family === 4 ? number : ~number;
      if (label >= 0 && tree.rangeAt(label).to > label + 1) found.add(vpcOf[row] as number);
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
  const [own, ownRows]: [Label[], number[]] = [[], []];
  let areSingle = true;
  for (const row of rows) {
    for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
      const number = addresses[i] as number;
      const label = family === 4 ? number : ~number;
      if (label < 0) continue;
      areSingle &&= tree.rangeAt(label).to === label + 1;
      own.push(label);
      ownRows.push(row);
    }
  }
  if (own.length === 0) return NOBODY;
  if (areSingle) return mapOfSingles(own, ownRows);
  const layers = own.map((label, i) => {
    return { ...tree.rangeAt(label), value: (ownRows[i] as number) + 1, length: tree.prefixOf(label).length };
  });
  layers.sort((a, b) => a.length - b.length);
  return paintMap(0, layers, (_, layer) => layer.value);
}

/** The same where no prefix has labels of others in it: whoever comes last has an address, and neighbours are joined. */
function mapOfSingles(labels: readonly Label[], rows: readonly number[]): AddressMap {
  const order = inOrderOf(Int32Array.from(labels), Int32Array.from(labels.keys()));
  const [starts, values]: [number[], number[]] = [[0], [0]];
  const begin = (label: Label, value: number) => {
    if (starts.at(-1) === label) {
      starts.pop();
      values.pop();
    }
    if (values.at(-1) === value) return;
    starts.push(label);
    values.push(value);
  };
  for (const [at, i] of order.entries()) {
    const label = labels[i] as Label;
    if (label === labels[order[at + 1] ?? -1]) continue;
    begin(label, (rows[i] as number) + 1);
    begin(label + 1, 0);
  }
  return { starts: Int32Array.from(starts), values: Int32Array.from(values) };
}
