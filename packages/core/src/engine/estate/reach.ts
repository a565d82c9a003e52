import type { Fork, Locus } from '../../model/route.ts';
import type { LabelRange } from '../../net/label-tree.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import { locusKey } from '../fork-at.ts';
import type { Network } from '../network.ts';

/**
 * Which destinations packets from a place may get to at all: all others are dropped by routing, whoever sends what. Nearly
 * all places of a large estate cannot reach each other, and are told apart by a few ranges instead of one by one.
 */
export class Reach {
  readonly #network: Network;
  readonly #routes: BulkRoutes;
  readonly #known = new Map<string, readonly LabelRange[]>();

  constructor(network: Network, routes: BulkRoutes) {
    this.#network = network;
    this.#routes = routes;
  }

  /** In order, none touching another of them. */
  of(from: Locus): readonly LabelRange[] {
    const key = locusKey(from);
    let ranges = this.#known.get(key);
    if (!ranges) {
      const { family } = from;
      const whole = { family, from: 0, to: this.#network.labels[family].size };
      // Who comes back here while it is worked out is not known to be dropped.
      this.#known.set(key, [whole]);
      const { map, forks } = this.#routes.of(from);
      const found = forks.flatMap((fork, i) =>
        this.#along(fork, { family, from: map.starts[i] as number, to: map.starts[i + 1] ?? whole.to }),
      );
      ranges = joined(found);
      this.#known.set(key, ranges);
    }
    return ranges;
  }

  #along(fork: Fork | undefined, piece: LabelRange): readonly LabelRange[] {
    if (!fork) return [piece];
    if ('pick' in fork) return [...fork.of, ...(fork.kept ?? [])].flatMap((one) => this.#along(one, piece));
    const { next, steps } = fork;
    if (!('kind' in next)) {
      const isTranslated = steps.some((step) => step.kind === 'translate' && step.field === 'destination');
      return isTranslated ? [piece] : common(this.of(next), piece);
    }
    if (next.kind !== 'arrival') return next.kind === 'dropped' ? [] : [piece];
    const onward = this.#network.behaviour(next.at)?.handsOn?.(next, piece.family, this.#network);
    return onward ? common(this.of(onward), piece) : [piece];
  }
}

function common(ranges: readonly LabelRange[], { family, from, to }: LabelRange): readonly LabelRange[] {
  return ranges
    .filter((one) => one.from < to && from < one.to)
    .map((one) => ({ family, from: Math.max(one.from, from), to: Math.min(one.to, to) }));
}

/** Ranges in order, those that overlap or touch as one. */
export function joined(ranges: readonly LabelRange[]): readonly LabelRange[] {
  const found: LabelRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && range.from <= last.to) found[found.length - 1] = { ...last, to: Math.max(last.to, range.to) };
    else found.push(range);
  }
  return found;
}
