import { mayGetTo } from '../engine/may-get-to.ts';
import type { Network } from '../engine/network.ts';
import type { SideIndex } from './end-index.ts';
import type { Asked } from './narrowed.ts';
import type { Target } from './positions.ts';

/** Places with destinations that are asked one by one at most. */
const MOST = 256;

/**
 * Of a few senders and a few targets those that routing lets talk in one of the networks: mostly none, and nobody asks
 * what their places do with all other destinations.
 */
export function routedBetween(networks: readonly Network[], index: SideIndex, asked: Asked): Asked {
  const starts = new Map([...asked.senders].map((position) => [index.startOf[position] as number, false]));
  if (starts.size * asked.targets.size > MOST) return asked;
  const { senders, targets } = index.side;
  const stopped = [...asked.senders].filter((position) => senders[position]?.stop);
  const gotTo = new Set<number>();
  for (const position of asked.targets) {
    const target = targets[position] as Target;
    // Nobody knows who gets to an address that is not known, nor where packets go that cannot be followed.
    if (stopped.length > 0 || target.stop) gotTo.add(position);
    for (const start of starts.keys()) {
      const { from } = index.starts[start] as SideIndex['starts'][number];
      const gets = (network: Network) => mayGetTo(network, from, target.to);
      if (!target.stop && !(from.family === target.family && networks.some(gets))) continue;
      starts.set(start, true);
      gotTo.add(position);
    }
  }
  const isLeft = (position: number) => senders[position]?.stop || starts.get(index.startOf[position] as number);
  return { senders: new Set([...asked.senders].filter(isLeft)), targets: gotTo };
}
