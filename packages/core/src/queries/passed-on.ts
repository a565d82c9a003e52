import type { Network } from '../engine/network.ts';
import type { PathTree } from '../engine/router.ts';
import type { Missing } from '../model/evidence.ts';
import type { Arrival, Branch, ComponentId, Locus, Stop } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';

/** What a network does with packets for an address that come to it by a gateway's attachment. */
export type PassedOn =
  /** It hands them back to the attachment, through these components. */
  | { readonly kind: 'back'; readonly by: readonly ComponentId[] }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown'; readonly text: string; readonly missing?: Missing };

/** Whether packets that enter at any of some places all come back to `attachment`: whether it is a middlebox's. */
export function passedOn(network: Network, entries: readonly Locus[], to: Label, attachment: ComponentId): PassedOn {
  const found = entries.flatMap((entry) => outcomes(network, network.router.route(entry, to), attachment, []));
  const unsure = found.find(({ kind }) => kind === 'unknown');
  const back = found.flatMap((one) => (one.kind === 'back' ? one.by : []));
  if (found.every(({ kind }) => kind === 'elsewhere')) return { kind: 'elsewhere' };
  if (unsure) return unsure;
  if (found.some(({ kind }) => kind === 'elsewhere')) {
    return { kind: 'unknown', text: 'only some of its subnets lead back' };
  }
  return { kind: 'back', by: [...new Set(back)] };
}

function outcomes(
  network: Network,
  tree: PathTree | Arrival | Stop,
  attachment: ComponentId,
  by: readonly ComponentId[],
): readonly PassedOn[] {
  if ('pick' in tree) return tree.of.flatMap((one) => outcomes(network, one, attachment, by));
  if ('branch' in tree) {
    const { branch, rest } = tree;
    const boxes = [...by, ...boxesOn(branch)];
    if (branch.links.some((link) => network.topology.endsOf(link)[1] === attachment))
      return [{ kind: 'back', by: boxes }];
    return outcomes(network, rest, attachment, boxes);
  }
  if (tree.kind !== 'unknown') return [{ kind: 'elsewhere' }];
  const text = tree.evidence.map((one) => `${one.component}: ${one.text}`).join('; ');
  return [{ kind: 'unknown', text, ...(tree.missing ? { missing: tree.missing } : {}) }];
}

/** What keeps state, or is assumed to pass packets on. */
function boxesOn({ steps }: Branch): readonly ComponentId[] {
  return steps.flatMap((step) => {
    if (step.kind === 'stateful') return [step.by];
    return step.kind === 'filter' && step.filter.layer === 'firewalls' ? [step.filter.component] : [];
  });
}
