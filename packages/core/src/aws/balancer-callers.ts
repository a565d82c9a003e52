import type { ComponentId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { AddressMap } from '../net/address-map.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { balancerAt, type Handling } from './balancer.ts';
import type { Holder } from './holder.ts';
import { interfaceIndex } from './interface-index.ts';
import { derivedBy, type Lookup } from './lookup.ts';

/**
 * Which clients some nodes of balancers hand on alike: all but the hosts among their targets, as far as those may see the
 * client, which would be called by themselves (NLB-03), and who is in a range that a listener's rule names (LB-08).
 */
export interface Callers {
  /** The label that a piece begins with. */
  readonly apart: AddressMap;
  readonly hosts: ReadonlySet<Label>;
}

export function callersOf(net: Lookup, family: Family, nodes: readonly ComponentId[]): Callers {
  return callers(net, [family, ...nodes].join(' '));
}

const callers = derivedBy((net, key): Callers => {
  const [family, ...nodes] = key.split(' ');
  const own = family === '4' ? 4 : 6;
  const handlings = nodes.flatMap((at) => balancerAt(net, at)?.offers ?? []).flatMap((offer) => offer.handlings);
  const hosts = new Set(handlings.flatMap((handling) => hostsAmong(net, own, handling)));
  const bounds = [
    ...handlings.flatMap((handling) => namedRanges(net, own, handling)).flatMap(({ from, to }) => [from, to]),
    ...[...hosts].flatMap((label) => [label, label + 1]),
  ];
  const starts = Int32Array.from(new Set([0, ...bounds])).sort();
  return { apart: { starts, values: starts }, hosts };
});

function namedRanges(net: Lookup, family: Family, { sources = [] }: Handling): readonly LabelRange[] {
  const own = sources.filter((prefix) => prefix.family === family);
  return own.flatMap((prefix) => net.labels[family].labelsWithin(prefix));
}

/** The addresses of the machines that targets which may see the client belong to. */
function hostsAmong(net: Lookup, family: Family, handling: Handling): readonly Label[] {
  if (handling.kind !== 'pool' || handling.pool.family !== family || handling.pool.keepsSource === false) return [];
  const holders = handling.pool.targets.flatMap(({ at }) => ('kind' in at || !at.holder ? [] : hostOf(net, at.holder)));
  return holders.flatMap(({ prefixes }) =>
    prefixes.flatMap((prefix) => net.labels[family].rangeOf(prefix)?.from ?? []),
  );
}

/** All interfaces of the machine that one belongs to. */
function hostOf(net: Lookup, holder: Holder): readonly Holder[] {
  return holder.instanceId ? interfaceIndex(net).holdersOfInstance(holder.instanceId) : [holder];
}
