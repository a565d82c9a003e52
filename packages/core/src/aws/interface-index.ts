import type { ComponentId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { type AddressMap, valueAt } from '../net/address-map.ts';
import { groupNumbers } from '../net/grouping.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { regardlessOfGroups } from './edition.ts';
import { type Holder, interfaceHolder, natHolders } from './holder.ts';
import { holderMap, labelsIn, NOBODY, rangesOf, rowsByLabel, vpcsOfRanges, withNats } from './holder-rows.ts';
import { interfaceRoles } from './interface-owner.ts';
import { interfaceTable } from './interface-table.ts';
import { derived, type Lookup } from './lookup.ts';
import { type MappedAddresses, mappedAddresses } from './mapped-addresses.ts';
import type { RecordOfKind } from './record-types.ts';

export interface InterfaceIndex extends MappedAddresses {
  /** All of them: made for this, or each when it is asked for. */
  readonly holders: readonly Holder[];
  /** Whom a piece of `map` stands for. */
  holder(piece: number): Holder | undefined;
  holderOf(at: ComponentId): Holder | undefined;
  /** Every label of a family that somebody has, without asking who. */
  labelsHeld(family: Family): readonly Label[];
  holdersOfInstance(instanceId: string): readonly Holder[];
  holdersIn(vpcId: string): readonly Holder[];
  /** What everybody in a VPC has, by subnet, without asking who. */
  rangesIn(vpcId: string): Iterable<readonly [subnetId: string, held: LabelRange]>;
  /** The VPC of the first who has the addresses of a label, without asking who. */
  vpcHolding(family: Family, label: Label): string | undefined;
  /** Everybody who has the addresses of a label, in whatever VPC. */
  holdersOf(family: Family, label: Label): readonly Holder[];
  /** Who has the addresses of a label in a VPC: the longer prefix decides. */
  holderWithin(vpcId: string, family: Family, label: Label): Holder | undefined;
  /** Pieces of the map are those of `holder`; 0 is nobody. */
  map(vpcId: string, family: Family): AddressMap;
}

const EMPTY: ReadonlyMap<Label, Label> = new Map();

/** Of the kinds whose records tell who has which address. Holders are made when they are asked for. */
export const interfaceIndex: (net: Lookup) => InterfaceIndex = derived((whole) => {
  const net = regardlessOfGroups(whole);
  const interfaces = net.table('networkInterface');
  const nats = natHolders(net);
  const roleOf = interfaceRoles(net);
  const table = withNats(net, interfaceTable(net), nats);
  const made: (Holder | undefined)[] = [];
  const natRows = new Map(nats.map((nat, i) => [nat.at, interfaces.count + i]));
  const holders = once(() => inRows(table.vpcOf.keys()));
  const byVpc = once(() => groupNumbers(table.vpcs.length, table.vpcOf));
  const vpcNumbers = new Map(table.vpcs.map((vpcId, number) => [vpcId, number]));
  const byLabel = { 4: rowsByLabel(net, table, 4), 6: rowsByLabel(net, table, 6) };
  const maps = { 4: new Map<string, AddressMap>(), 6: new Map<string, AddressMap>() };
  // Of a question between private addresses nobody asks, and all that it reads was read for the rows.
  const mapped = once(() => mappedAddresses(net, table, natRows, holderIn));
  const widened = { 4: once(() => vpcsOfRanges(net, table, 4)), 6: once(() => vpcsOfRanges(net, table, 6)) };

  function holderIn(row: number): Holder | undefined {
    const vpc = table.vpcOf[row] ?? -1;
    if (vpc < 0) return undefined;
    let holder = made[row];
    if (!holder) {
      const nat = nats[row - interfaces.count];
      const vpcId = table.vpcs[vpc] as string;
      holder = nat ?? recordHolder(row, vpcId);
      made[row] = holder;
    }
    return holder;
  }

  function recordHolder(row: number, vpcId: string): Holder {
    const record = interfaces.at(row) as RecordOfKind<'networkInterface'>;
    return interfaceHolder(record, vpcId, roleOf(record));
  }

  function inRows(rows: Iterable<number>): readonly Holder[] {
    const found: Holder[] = [];
    for (const row of rows) {
      const holder = holderIn(row);
      if (holder) found.push(holder);
    }
    return found;
  }

  function* rangesIn(vpcId: string): Generator<readonly [subnetId: string, held: LabelRange]> {
    const vpc = vpcNumbers.get(vpcId);
    for (const row of vpc === undefined ? [] : byVpc().of(vpc)) {
      const nat = nats[row - interfaces.count];
      const { subnetId } = nat ?? (interfaces.at(row) as RecordOfKind<'networkInterface'>);
      if (subnetId) for (const held of rangesOf(net, table, row)) yield [subnetId, held];
    }
  }

  function mapOf(vpcId: string, family: Family): AddressMap {
    let map = maps[family].get(vpcId);
    if (!map) {
      const vpc = vpcNumbers.get(vpcId);
      map = vpc === undefined ? NOBODY : holderMap(net, family, table, byVpc().of(vpc));
      maps[family].set(vpcId, map);
    }
    return map;
  }

  return {
    get holders() {
      return holders();
    },
    holder: (piece) => (piece > 0 ? holderIn(piece - 1) : undefined),
    get publicAddresses() {
      return mapped().publicAddresses;
    },
    get contested() {
      return mapped().contested;
    },
    get outward() {
      return mapped().outward;
    },
    publicLabelsOf: (at) => mapped().publicLabelsOf(at),
    holderOf: (at) => holderIn(interfaces.positionOf(at) ?? natRows.get(at) ?? -1),
    labelsHeld: (family) => labelsIn(table, family),
    holdersOfInstance: (instanceId) => inRows(table.attachedTo(instanceId)),
    holdersIn(vpcId) {
      const vpc = vpcNumbers.get(vpcId);
      return vpc === undefined ? [] : inRows(byVpc().of(vpc));
    },
    rangesIn,
    vpcHolding(family, label) {
      const row = byLabel[family](label).find((one) => (table.vpcOf[one] as number) >= 0);
      return row === undefined ? undefined : table.vpcs[table.vpcOf[row] as number];
    },
    holdersOf: (family, label) => inRows(byLabel[family](label)),
    holderWithin(vpcId, family, label) {
      const vpc = vpcNumbers.get(vpcId);
      if (vpc === undefined) return undefined;
      const rows = byLabel[family](label);
      // No prefix around the label is longer than its own, of which the last one counts, as in the map.
      for (let i = rows.length - 1; i >= 0; i--)
        if (table.vpcOf[rows[i] as number] === vpc) return holderIn(rows[i] as number);
      if (!widened[family]().has(vpc)) return undefined;
      const piece = valueAt(mapOf(vpcId, family), label);
      return piece > 0 ? holderIn(piece - 1) : undefined;
    },
    map: mapOf,
  };
});

export function holderAt(net: Lookup, vpcId: string, family: Family, label: Label): Holder | undefined {
  return interfaceIndex(net).holderWithin(vpcId, family, label);
}

/** Private → public of the VPC's internet gateway. */
export function outwardMap(net: Lookup, vpcId: string): ReadonlyMap<Label, Label> {
  return interfaceIndex(net).outward.get(vpcId) ?? EMPTY;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
