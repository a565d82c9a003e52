import type { Label } from '../../net/label-tree.ts';
import type { Network } from '../network.ts';
import type { EstateSender } from './ends.ts';
import { type Alike, alike, type SendingPlace } from './place-ends.ts';
import { routingLabels } from './routing-labels.ts';

/** The public address of each sender; undefined unless all have one of their own, and routing tells none of those apart. */
export function publicAddressesOf(
  network: Network,
  map: ReadonlyMap<Label, Label>,
  { ends, labels, from, to, first }: SendingPlace,
): Alike | undefined {
  const routed = routingLabels(network)[(ends[from] as EstateSender).family];
  const outside = map.get(first);
  if (outside === undefined) return undefined;
  const shown = new Int32Array(to - from);
  for (let position = from; position < to; position++) {
    const own = map.get(labels[position] as Label);
    const known = own === undefined ? undefined : network.publicAddress(own);
    if (own === undefined || routed[own] !== routed[outside]) return undefined;
    if (known?.at !== ends[position]?.end || known?.inside !== labels[position]) return undefined;
    shown[position - from] = own;
  }
  return alike(shown, 0, shown.length);
}
