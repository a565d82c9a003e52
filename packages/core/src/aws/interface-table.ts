import { parsePrefix } from '../net/address.ts';
import type { Label, LabelTree } from '../net/label-tree.ts';
import { regardlessOfGroups } from './edition.ts';
import { addressesOf, associationsOf } from './interface-addresses.ts';
import { type AddressFacts, keptFacts } from './kept-records.ts';
import { derived, type Lookup } from './lookup.ts';
import { lookedThrough, type Positions } from './record-table.ts';

/**
 * Who has which address, by position among the records of interfaces: columns of numbers, because a hundred thousand
 * records take longer to look through than one question may take.
 */
export interface InterfaceTable {
  readonly vpcs: readonly string[];
  /** Of each interface: which of `vpcs`; -1 where nobody knows. */
  readonly vpcOf: Int32Array;
  /** Of each interface, and of the end: where its addresses begin. */
  readonly starts: Int32Array;
  /** Labels of addresses and delegated prefixes; those of IPv6 as `~label`. */
  readonly addresses: Int32Array;
  /** Public IPv4 addresses, three numbers each: position of the interface, label inside, label outside. */
  readonly associations: Int32Array;
  /** Of each interface: the instance it hangs on, or nothing. */
  instances(): readonly string[];
  /** The interfaces of an instance. */
  attachedTo(instanceId: string): readonly number[];
}

export const interfaceTable: (net: Lookup) => InterfaceTable = derived((net) => {
  const facts = keptFacts((net.root ?? net).snapshot);
  const isSame = facts?.labels[4] === net.labels[4] && facts.labels[6] === net.labels[6];
  if (!facts || !isSame) return tableOf(net);
  // They were worked out of these.
  for (const kind of ['networkInterface', 'subnet'] as const) regardlessOfGroups(net).table(kind);
  return facts.interfaces;
});

function tableOf(net: Lookup): InterfaceTable {
  const records = regardlessOfGroups(net).all('networkInterface');
  const numbers = new Map<string, number>();
  const vpcOf = new Int32Array(records.length);
  const starts = new Int32Array(records.length + 1);
  const addresses: number[] = [];
  const associations: number[] = [];
  for (let position = 0; position < records.length; position++) {
    const record = records[position] as (typeof records)[number];
    const vpcId = record.vpcId ?? net.get('subnet', record.subnetId)?.vpcId;
    vpcOf[position] = vpcId && record.networkInterfaceId ? numberOf(numbers, vpcId) : -1;
    for (const text of addressesOf(record)) {
      const label = numberOfAddress(net, text);
      if (label !== undefined) addresses.push(label);
    }
    starts[position + 1] = addresses.length;
    for (const { inside, outside } of associationsOf(record)) {
      const [from, to] = [labelIn(net.labels[4], inside), labelIn(net.labels[4], outside)];
      if (from !== undefined && to !== undefined) associations.push(position, from, to);
    }
  }
  const instances = () => records.map(({ attachment }) => attachment?.instanceId ?? '');
  let byInstance: Positions | undefined;
  return {
    vpcs: [...numbers.keys()],
    vpcOf,
    starts,
    addresses: Int32Array.from(addresses),
    associations: Int32Array.from(associations),
    instances,
    attachedTo(instanceId) {
      byInstance ??= lookedThrough(records, (record) => record.attachment?.instanceId);
      return byInstance.all(instanceId);
    },
  };
}

function numberOf(numbers: Map<string, number>, name: string): number {
  let number = numbers.get(name);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(name, number);
  }
  return number;
}

function numberOfAddress({ labels }: Lookup, text: string): number | undefined {
  const prefix = parsePrefix(text);
  const label = prefix ? labels[prefix.family].rangeOf(prefix)?.from : undefined;
  return label === undefined || prefix?.family === 4 ? label : ~label;
}

function labelIn(tree: LabelTree, text: string): Label | undefined {
  const prefix = parsePrefix(text);
  return prefix?.family === tree.family ? tree.rangeOf(prefix)?.from : undefined;
}

/** Whether a table that comes from a file fits its interfaces and labels: no number in it leads out of them. */
export function isTable(table: InterfaceTable, count: number, { labels }: Pick<AddressFacts, 'labels'>): boolean {
  const { vpcs, vpcOf, starts, addresses, associations } = table;
  if (vpcOf.length !== count || starts.length !== count + 1 || associations.length % 3 !== 0) return false;
  if (starts[0] !== 0 || starts[count] !== addresses.length) return false;
  for (let position = 0; position < count; position++) {
    const vpc = vpcOf[position] as number;
    if (vpc < -1 || vpc >= vpcs.length || (starts[position] as number) > (starts[position + 1] as number)) return false;
  }
  for (const label of addresses) if (label >= labels[4].size || ~label >= labels[6].size) return false;
  for (let i = 0; i < associations.length; i += 3) {
    if (!isBelow(associations[i], count)) return false;
    if (!isBelow(associations[i + 1], labels[4].size) || !isBelow(associations[i + 2], labels[4].size)) return false;
  }
  return true;
}

function isBelow(number: number | undefined, end: number): boolean {
  return number !== undefined && number >= 0 && number < end;
}
