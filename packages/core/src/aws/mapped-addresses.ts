import type { ComponentId } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { type Holder, isGone, labelOfAddress, natHolderId, vpcOfNat } from './holder.ts';
import type { InterfaceTable } from './interface-table.ts';
import type { Lookup } from './lookup.ts';

/** A public IPv4 address that is mapped 1:1 to an address of a VPC (IGW-02, IGW-05). */
export interface PublicAddress {
  readonly holder: Holder;
  readonly inside: Label;
}

export interface MappedAddresses {
  /** Every public IPv4 label in use by an interface. */
  readonly publicAddresses: ReadonlyMap<Label, PublicAddress>;
  /** Those that several are said to have, with all who are: nobody can tell whose they are. */
  readonly contested: ReadonlyMap<Label, readonly ComponentId[]>;
  /** The same of one interface, without asking who has the others. */
  publicLabelsOf(at: ComponentId): readonly Label[];
  /** Per VPC: private label → public label. */
  readonly outward: ReadonlyMap<string, ReadonlyMap<Label, Label>>;
}

/** Of each public address the row that has it. */
class MappedAddress implements PublicAddress {
  readonly inside: Label;
  readonly row: number;
  readonly #holderIn: (row: number) => Holder | undefined;

  constructor(inside: Label, row: number, holderIn: (row: number) => Holder | undefined) {
    this.inside = inside;
    this.row = row;
    this.#holderIn = holderIn;
  }

  get holder(): Holder {
    return this.#holderIn(this.row) as Holder;
  }
}

export function mappedAddresses(
  net: Lookup,
  { vpcs, vpcOf, associations }: InterfaceTable,
  natRows: ReadonlyMap<ComponentId, number>,
  holderIn: (row: number) => Holder | undefined,
): MappedAddresses {
  const { positionOf } = net.table('networkInterface');
  const rowOf = (id: ComponentId | undefined) => (id === undefined ? undefined : (positionOf(id) ?? natRows.get(id)));
  const publicAddresses = new Map<Label, MappedAddress>();
  const byRow = new Map<number, Label[]>();
  const contested = new Map<Label, ComponentId[]>();
  const outward = new Map<string, Map<Label, Label>>();
  const isPrivateNat = new Set(
    net
      .all('natGateway')
      .filter(({ connectivityType }) => connectivityType?.toLowerCase() === 'private')
      .flatMap((nat) => [nat.natGatewayId, ...nat.natGatewayAddresses.map((one) => one?.networkInterfaceId)])
      .map(rowOf),
  );
  function add(row: number | undefined, inside: Label | undefined, outside: Label | undefined): void {
    const vpc = row === undefined ? -1 : (vpcOf[row] as number);
    if (row === undefined || vpc < 0 || inside === undefined || outside === undefined) return;
    const before = publicAddresses.get(outside);
    if (before) {
      if (before.inside === inside && vpcOf[before.row] === vpc) return;
      contest(outside, before, row);
    } else publicAddresses.set(outside, new MappedAddress(inside, row, holderIn));
    const shown = byRow.get(row);
    if (shown) shown.push(outside);
    else byRow.set(row, [outside]);
    // A private NAT gateway shows no public address, whatever its interface lists (NAT-05).
    if (!isPrivateNat.has(row)) mapOf(outward, vpcs[vpc] as string).set(inside, outside);
  }
  function contest(outside: Label, before: PublicAddress, row: number): void {
    const all = contested.get(outside) ?? [before.holder.at];
    contested.set(outside, [...all, holderIn(row)?.at as ComponentId]);
  }
  for (let i = 0; i < associations.length; i += 3) add(associations[i], associations[i + 1], associations[i + 2]);
  for (const nat of net.all('natGateway')) {
    for (const address of isGone(nat) ? [] : nat.natGatewayAddresses) {
      const outside = labelOfAddress(net, address?.publicIp);
      if (outside === undefined) continue;
      const inside = labelOfAddress(net, address?.privateIp);
      // Its interface may tell what the gateway leaves out.
      const before = inside === undefined ? publicAddresses.get(outside)?.holder : undefined;
      if (before?.role.isNat && before.record && before.vpcId === vpcOfNat(net, nat)) continue;
      add(rowOf(natHolderId(nat, address)), inside ?? outside, outside);
    }
  }
  return { publicAddresses, contested, publicLabelsOf: (at) => byRow.get(rowOf(at) ?? -1) ?? [], outward };
}

function mapOf(maps: Map<string, Map<Label, Label>>, key: string): Map<Label, Label> {
  let map = maps.get(key);
  if (!map) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}
