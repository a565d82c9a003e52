import { type InterfaceTable, interfaceTable, isTable } from '../aws/interface-table.ts';
import { type AddressFacts, keptFacts } from '../aws/kept-records.ts';
import type { Snapshot } from '../aws/snapshot.ts';
import { labelTreeOf } from '../net/label-tree.ts';
import { areKeys, type PrefixKeys } from '../net/prefix-keys.ts';
import { areLinks, type LaidLinks } from '../topology/topology.ts';
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
  readonly links: LaidLinks;
}

export function packFacts(network: Network): PackedFacts {
  const keys = [network.labels[4].keys, network.labels[6].keys] as const;
  const numbersOf = (one: PrefixKeys) => (one.family === 4 ? one.numbers : new Float64Array());
  const unitsOf = (one: PrefixKeys) => (one.family === 6 ? one.units : new Uint16Array());
  const { laid: links } = network.topology;
  return { ...interfaceTable(network), ipv4: numbersOf(keys[0]), ipv6: unitsOf(keys[1]), links };
}

/** Of `interfaces` records; undefined where the numbers cannot be those of any. */
export function unpackFacts(
  { ipv4, ipv6, links, ...table }: PackedFacts,
  interfaces: number,
): AddressFacts | undefined {
  const [keys4, keys6] = [
    { family: 4, numbers: ipv4 },
    { family: 6, units: ipv6 },
  ] as const;
  if (!areKeys(keys4) || !areKeys(keys6) || !areLinks(links)) return undefined;
  const labels = { 4: labelTreeOf(keys4), 6: labelTreeOf(keys6) };
  if (!isTable(table, interfaces, { labels })) return undefined;
  const facts = { labels, interfaces: table satisfies InterfaceTable };
  linksOf.set(facts, links);
  return facts;
}

/** Links are of the topology, of which those who use the other facts know nothing. */
const linksOf = new WeakMap<AddressFacts, LaidLinks>();

export function keptLinks(snapshot: Snapshot): LaidLinks | undefined {
  const facts = keptFacts(snapshot);
  return facts && linksOf.get(facts);
}
