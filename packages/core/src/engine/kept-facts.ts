import { type InterfaceTable, interfaceTable, isTable } from '../aws/interface-table.ts';
import type { AddressFacts } from '../aws/kept-records.ts';
import { labelTreeOf } from '../net/label-tree.ts';
import { areKeys, type PrefixKeys } from '../net/prefix-keys.ts';
import type { Network } from './network.ts';

/** What compiling works out of a hundred thousand records, as a cache keeps it: arrays of numbers, and two of texts. */
export interface PackedFacts {
  readonly ipv4: Float64Array;
  readonly ipv6: Uint16Array;
  readonly vpcs: readonly string[];
  readonly vpcOf: Int32Array;
  readonly starts: Int32Array;
  readonly addresses: Int32Array;
  readonly associations: Int32Array;
  instances(): readonly string[];
  attachedTo(instanceId: string): readonly number[];
}

export function packFacts(network: Network): PackedFacts {
  const keys = [network.labels[4].keys, network.labels[6].keys] as const;
  const numbersOf = (one: PrefixKeys) => (one.family === 4 ? one.numbers : new Float64Array());
  const unitsOf = (one: PrefixKeys) => (one.family === 6 ? one.units : new Uint16Array());
  return { ...interfaceTable(network), ipv4: numbersOf(keys[0]), ipv6: unitsOf(keys[1]) };
}

/** Of `interfaces` records; undefined where the numbers cannot be those of any. */
export function unpackFacts({ ipv4, ipv6, ...table }: PackedFacts, interfaces: number): AddressFacts | undefined {
  const [keys4, keys6] = [
    { family: 4, numbers: ipv4 },
    { family: 6, units: ipv6 },
  ] as const;
  if (!areKeys(keys4) || !areKeys(keys6)) return undefined;
  const labels = { 4: labelTreeOf(keys4), 6: labelTreeOf(keys6) };
  return isTable(table, interfaces, { labels }) ? { labels, interfaces: table satisfies InterfaceTable } : undefined;
}
