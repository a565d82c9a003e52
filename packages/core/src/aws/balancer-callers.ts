import type { ComponentId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { AddressMap } from '../net/address-map.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { balancerAt, type Handling } from './balancer.ts';
import type { Holder } from './holder.ts';
import { interfaceIndex } from './interface-index.ts';
import { derivedBy, type Lookup } from './lookup.ts';

/**
 * Which clients some nodes of balancers hand on alike: all but the hosts among their targets, as far as those may see the
 * client, which would be called by themselves (NLB-03), and who is in a range that a listener's rule names (LB-08). Each
 * piece has a value of its own.
 */
export function callersApart(net: Lookup, family: Family, nodes: readonly ComponentId[]): AddressMap {
  return callers(net, [family, ...nodes].join(' '));
}

const callers = derivedBy((net, key): AddressMap => {
  const [family, ...nodes] = key.split(' ');
  const own = family === '4' ? 4 : 6;
  const bounds = nodes.flatMap((at) =>
    (balancerAt(net, at)?.offers ?? [])
      .flatMap(({ handlings }) => handlings)
      .flatMap((handling) => rangesApart(net, own, handling))
      .flatMap(({ from, to }) => [from, to]),
  );
  const starts = Int32Array.from(new Set([0, ...bounds])).sort();
  return { starts, values: starts };
});

function rangesApart(net: Lookup, family: Family, handling: Handling): readonly LabelRange[] {
  const tree = net.labels[family];
  const named = (handling.sources ?? []).filter((prefix) => prefix.family === family);
  const ranges = named.flatMap((prefix) => tree.labelsWithin(prefix));
  if (handling.kind !== 'pool' || handling.pool.family !== family || handling.pool.keepsSource === false) return ranges;
  const hosts = handling.pool.targets.flatMap(({ at }) => ('kind' in at || !at.holder ? [] : hostOf(net, at.holder)));
  const labels = hosts.flatMap(({ prefixes }) => prefixes.flatMap((prefix) => tree.rangeOf(prefix)?.from ?? []));
  return [...ranges, ...labels.map((label) => ({ family, from: label, to: label + 1 }))];
}

/** All interfaces of the machine that one belongs to. */
function hostOf(net: Lookup, holder: Holder): readonly Holder[] {
  return holder.instanceId ? interfaceIndex(net).holdersOfInstance(holder.instanceId) : [holder];
}
