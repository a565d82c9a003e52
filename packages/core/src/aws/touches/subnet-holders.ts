import type { ComponentId } from '../../model/route.ts';
import type { Holder } from '../holder.ts';
import { interfaceIndex } from '../interface-index.ts';
import { derived, type Lookup } from '../lookup.ts';

/** Who has addresses in a subnet. */
export function holdersIn(net: Lookup, subnetId: ComponentId): readonly Holder[] {
  return bySubnet(net).get(subnetId) ?? [];
}

const bySubnet = derived((net): ReadonlyMap<ComponentId, readonly Holder[]> => {
  const found = new Map<ComponentId, Holder[]>();
  for (const holder of interfaceIndex(net).holders) {
    if (!holder.subnetId) continue;
    const own = found.get(holder.subnetId);
    if (own) own.push(holder);
    else found.set(holder.subnetId, [holder]);
  }
  return found;
});
