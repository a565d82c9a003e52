import { KeyNumbering, Numbering } from '../net/numbering.ts';
import { interfaceIndex } from './interface-index.ts';
import { type InterfaceRole, roleOf } from './interface-role.ts';
import { derived, type Lookup } from './lookup.ts';
import { recordStop } from './network-interface.ts';
import type { RecordOfKind } from './record-types.ts';
import { isRoutedTo } from './routed-interface.ts';

/** What ordinary interfaces have in common, as numbers: there are a hundred thousand of them. */
interface InterfaceLikeness {
  /** By position of the record: routed to, delivering and answering alike; -1 for one that is like no other. */
  readonly places: Int32Array;
  /** Of the same groups in the same VPC; -1 where something else guards it too. */
  readonly policies: Int32Array;
}

const likeness = derived((net): InterfaceLikeness => {
  const { count, at } = net.table('networkInterface');
  const index = interfaceIndex(net);
  const places = new Int32Array(count).fill(-1);
  const policies = new Int32Array(count).fill(-1);
  const [names, roles] = [new KeyNumbering<string>(), new KeyNumbering<InterfaceRole>()];
  const [inSubnets, numbers, lists] = [new Numbering(), new Numbering(), new Numbering()];
  for (let position = 0; position < count; position++) {
    const record = at(position) as RecordOfKind<'networkInterface'>;
    const { networkInterfaceId: id, subnetId, groups } = record;
    const role = roleOf(record);
    if (role.isUngrouped || role.isBalancer || role.isEndpoint) continue;
    const own = groups.flatMap((group) => (group?.groupId ? names.of(group.groupId) : [])).sort((a, b) => a - b);
    let list = lists.of(names.of(record.vpcId ?? ''), own.length);
    for (const group of own) list = lists.of(list, group);
    policies[position] = list;
    const holder = index.holder(position + 1);
    if (!id || !holder || !subnetId || role.isClientVpn || isRoutedTo(net, id) || recordStop(net, record)) continue;
    const inSubnet = inSubnets.of(names.of(holder.vpcId), names.of(subnetId));
    places[position] = numbers.of(inSubnet, 2 * roles.of(role) + (record.denyAllIgwTraffic ? 1 : 0));
  }
  return { places, policies };
});

/** Interfaces of a subnet differ in their addresses and groups alone, unless AWS made them for something or routes lead to them. */
export function likenessOf(net: Lookup, at: string): number | undefined {
  return numberAt(likeness(net).places, net, at);
}

export function policyOf(net: Lookup, at: string): number | undefined {
  return numberAt(likeness(net).policies, net, at);
}

function numberAt(numbers: Int32Array, net: Lookup, at: string): number | undefined {
  const position = net.table('networkInterface').positionOf(at);
  const number = position === undefined ? -1 : (numbers[position] as number);
  return number < 0 ? undefined : number;
}
