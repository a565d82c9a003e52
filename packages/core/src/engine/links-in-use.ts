import { derived } from '../aws/lookup.ts';
import { Contradiction } from '../model/contradiction.ts';
import type { ComponentId, Fork, Forwarding, LinkId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Network } from './network.ts';

/** The links that some route, attachment or association leads packets along, out of all that AWS could use. */
export function linksInUse(network: Network): ReadonlySet<LinkId> {
  return inUse(network);
}

// Whoever asks has a network: what is derived of it sees no less.
const inUse = derived((net): ReadonlySet<LinkId> => {
  const network = net as Network;
  const found = new Set<LinkId>();
  const { graph } = network.topology;
  // Where no link needs a route, packets wait for none.
  const waiting = graph.filterNodes((node) => graph.someOutEdge(node, (_, { needs }) => needs === 'route'));
  for (const node of waiting) {
    for (const family of [4, 6] as const) {
      for (const { fork } of forwardings(network, node, family)) addLinks(fork, found);
    }
  }
  return found;
});

/** One hop from here to everywhere; none where records contradict each other, which a question would tell. */
function forwardings(network: Network, at: ComponentId, family: Family): readonly Forwarding[] {
  const whole = { family, from: 0, to: network.labels[family].size };
  try {
    return network.behaviour(at)?.forward?.({ at, family }, whole, network) ?? [];
  } catch (error) {
    if (error instanceof Contradiction) return [];
    throw error;
  }
}

function addLinks(fork: Fork, found: Set<LinkId>): void {
  if ('pick' in fork) for (const one of fork.of) addLinks(one, found);
  else for (const link of fork.links) found.add(link);
}
