import type { ComponentId } from '../../model/route.ts';
import { parsePrefix } from '../../net/address.ts';
import { interfaceIndex } from '../interface-index.ts';
import { roleOf } from '../interface-owner.ts';
import { derived, type Lookup } from '../lookup.ts';
import type { PlacedInterface } from '../network-interface.ts';
import { positionsIn } from '../record-table.ts';
import { recordType } from '../record-types.ts';
import type { Recorded } from '../resource-type.ts';
import { targetOf } from '../route-target.ts';
import { isRoutedTo } from '../routed-interface.ts';

export type InterfaceRecord = Recorded<PlacedInterface>;

/** The records of an interface: mostly one. */
export function interfaceRecords(net: Lookup, id: ComponentId): readonly InterfaceRecord[] {
  const all = net.all('networkInterface');
  return positionsIn(all, recordType('networkInterface').key)
    .all(id)
    .map((position) => all[position] as InterfaceRecord);
}

/** Whether what an interface is and has is nothing to packets of others: it only sends its own and takes what is its own. */
export function isPlain(net: Lookup, record: InterfaceRecord): boolean {
  const { neverSends: _, neverEnds: __, ...others } = roleOf(net, record);
  return Object.keys(others).length === 0 && !isLedTo(net, record);
}

/** Whether a route names an interface, or the instance that it is one of. */
export function isLedTo(net: Lookup, { networkInterfaceId = '', attachment }: InterfaceRecord): boolean {
  const instanceId = attachment?.instanceId;
  return isTarget(net, networkInterfaceId) || (instanceId !== undefined && isTarget(net, instanceId));
}

export function isTarget(net: Lookup, id: ComponentId): boolean {
  return targets(net).has(id) || isRoutedTo(net, id);
}

const targets = derived(
  (net): ReadonlySet<ComponentId | undefined> =>
    new Set(net.all('routeTable').flatMap(({ routes }) => routes.map((route) => route && targetOf(route)))),
);

/** Whether somebody else in the VPC has one of these addresses: which of the two then counts is not told by one alone. */
export function areShared(
  net: Lookup,
  vpcId: string | undefined,
  texts: readonly (string | undefined)[],
  own: ReadonlySet<ComponentId>,
): boolean {
  const index = interfaceIndex(net);
  return texts.some((text) => {
    const prefix = text ? parsePrefix(text) : null;
    const label = prefix ? net.labels[prefix.family].rangeOf(prefix)?.from : undefined;
    if (!prefix || label === undefined) return false;
    const inside = index.holdersOf(prefix.family, label).filter((one) => one.vpcId === vpcId);
    const outside = prefix.family === 4 ? index.publicAddresses.get(label)?.holder : undefined;
    const all = [...inside, ...(outside ? [outside] : [])].map(({ at }) => at);
    const claimed = (prefix.family === 4 && index.contested.get(label)) || [];
    return [...all, ...claimed].some((at) => !own.has(at));
  });
}
