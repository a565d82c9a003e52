import { derived } from '../aws/lookup.ts';
import { Contradiction } from '../model/contradiction.ts';
import { type Fork, type Forwarding, LEFT_OPEN, type LinkId, type Locus } from '../model/route.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
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
      for (const { fork } of forwardings(network, { at: node, family })) addLinks(fork, found);
    }
  }
  return found;
});

/** One hop from here to everywhere. */
function forwardings(network: Network, from: Locus): readonly Forwarding[] {
  const whole: LabelRange = { family: from.family, from: 0, to: network.labels[from.family].size, inBulk: true };
  return forward(network, from, whole).flatMap((one) => {
    if ('pick' in one.fork || one.fork.next !== LEFT_OPEN) return [one];
    const { to } = one;
    // A table that is asked label by label may lead anywhere; a piece of one is for whom it is, not by which link.
    const isWhole = to.from === whole.from && to.to === whole.to;
    const some = isWhole ? labelsIn(to) : [to.from, (to.from + to.to) >> 1, to.to - 1];
    return [...new Set(some)].flatMap((label) =>
      forward(network, from, { family: to.family, from: label, to: label + 1 }),
    );
  });
}

function labelsIn({ from, to }: LabelRange): readonly Label[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** None where records contradict each other, which a question would tell. */
function forward(network: Network, from: Locus, to: LabelRange): readonly Forwarding[] {
  try {
    return network.behaviour(from.at)?.forward?.(from, to, network) ?? [];
  } catch (error) {
    if (error instanceof Contradiction) return [];
    throw error;
  }
}

function addLinks(fork: Fork, found: Set<LinkId>): void {
  if ('pick' in fork) for (const one of fork.of) addLinks(one, found);
  else for (const link of fork.links) found.add(link);
}
