import { interfaceIndex } from '../../aws/interface-index.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Network } from '../network.ts';
import type { Bundled, EstateSender, EstateTarget } from './ends.ts';
import type { VisitRun } from './estate.ts';
import type { PossibleMeetings } from './possible-meetings.ts';

/** Hosts that a dialled address is one of: an instance knows those of all its interfaces, whoever has them in other VPCs. */
export function hostsAt(
  network: Network,
  { host, family, to }: Pick<EstateTarget, 'host' | 'family' | 'to'>,
): ReadonlySet<string> {
  const holders = interfaceIndex(network).holdersOf(family, to);
  return new Set([host, ...holders.map(({ instanceId, at }) => instanceId ?? at)]);
}

/** Which senders a target's own host is: nobody asks whether it reaches itself, its system answers (ENI-06). */
export class Selves {
  /** By target, the positions of those senders, in order; absent where there are none. */
  readonly #own = new Map<number, readonly number[]>();
  /** By target, the first and the last of them; a last one before the first where there are none. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;

  /** Of places that nothing gets to nobody asks. */
  constructor(
    network: Network,
    senders: Bundled<EstateSender>,
    targets: Bundled<EstateTarget>,
    { isDialled }: Pick<PossibleMeetings, 'isDialled'>,
  ) {
    this.#first = new Int32Array(targets.ends.length);
    this.#last = new Int32Array(targets.ends.length).fill(-1);
    const byHost = groupBy(senders.ends.keys(), (position) => (senders.ends[position] as EstateSender).host);
    for (const { place, from, to } of targets.bundles) {
      if (!isDialled(place)) continue;
      for (let position = from; position < to; position++) {
        const own = sendersOf(network, targets.ends[position] as EstateTarget, byHost);
        if (own.length === 0) continue;
        this.#own.set(position, own);
        this.#first[position] = own[0] as number;
        this.#last[position] = own.at(-1) as number;
      }
    }
  }

  /** False where no pair of senders `[from, to)` and targets `[fromTarget, toTarget)` is of one host. */
  touch(from: number, to: number, fromTarget: number, toTarget: number): boolean {
    for (let target = fromTarget; target < toTarget; target++) {
      if ((this.#last[target] as number) >= from && (this.#first[target] as number) < to) return true;
    }
    return false;
  }

  /** Between which senders those stand whose host is one of some targets; the last before the first where there are none. */
  spanOf(fromTarget: number, toTarget: number): { readonly first: number; readonly last: number } {
    let [first, last] = [Number.POSITIVE_INFINITY, -1];
    for (let target = fromTarget; target < toTarget; target++) {
      if ((this.#last[target] as number) < 0) continue;
      first = Math.min(first, this.#first[target] as number);
      last = Math.max(last, this.#last[target] as number);
    }
    return { first, last };
  }

  /** A sender of `[from, to)` and a target of `[fromTarget, toTarget)` that are not of one host, if there are any. */
  apart(from: number, to: number, fromTarget: number, toTarget: number): readonly [number, number] | undefined {
    for (let target = fromTarget; target < toTarget; target++) {
      const own = this.#own.get(target);
      for (let sender = from; sender < to; sender++) if (!own?.includes(sender)) return [sender, target];
    }
    return undefined;
  }

  /** Tells a run, without the pairs of one host in it. */
  without(from: number, to: number, fromTarget: number, toTarget: number, result: number, visit: VisitRun): void {
    let start = fromTarget;
    for (let target = fromTarget; target < toTarget; target++) {
      const own = this.#own.get(target)?.filter((position) => from <= position && position < to) ?? [];
      if (own.length === 0) continue;
      if (start < target) visit(from, to, start, target, result);
      let free = from;
      for (const position of own) {
        if (free < position) visit(free, position, target, target + 1, result);
        free = position + 1;
      }
      if (free < to) visit(free, to, target, target + 1, result);
      start = target + 1;
    }
    if (start < toTarget) visit(from, to, start, toTarget, result);
  }
}

const NOBODY: readonly number[] = [];

/** By position, in order. Nearly every address is one host's alone. */
function sendersOf(
  network: Network,
  target: EstateTarget,
  byHost: ReadonlyMap<string, readonly number[]>,
): readonly number[] {
  const [first, ...others] = interfaceIndex(network).holdersOf(target.family, target.to);
  if (others.length === 0 && (!first || (first.instanceId ?? first.at) === target.host))
    return byHost.get(target.host) ?? NOBODY;
  return [...hostsAt(network, target)].flatMap((one) => byHost.get(one) ?? []).sort((a, b) => a - b);
}
