import type { Network } from '../engine/network.ts';
import type { ComponentId } from '../model/route.ts';
import type { Source } from '../model/source.ts';

/** Where the record of a component was read; undefined for what no record is, as the internet. */
export function sourceOf(network: Network, id: ComponentId): Source | undefined {
  const kind = network.kindOf(id);
  return kind && network.get(kind, id)?.source;
}
