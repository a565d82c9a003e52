import type { Lookup } from '../aws/lookup.ts';
import type { Code } from '../model/codes.ts';
import type { Missing } from '../model/evidence.ts';
import type { Arrival, Branch, ComponentId, Fork, Locus, Stop } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import type { BulkRoutes } from './bulk-routes.ts';
import { forkAt, locusKey } from './fork-at.ts';

/** One hop and all that follows it. Equal rests are shared, so a cell of the table of routes costs one cons. */
export interface Path {
  readonly branch: Branch;
  readonly rest: PathTree | Arrival | Stop;
}
export interface PathChoice {
  readonly pick: 'aws' | 'any';
  readonly choice: ComponentId;
  readonly code: Code;
  readonly of: readonly PathTree[];
  readonly kept?: readonly PathTree[];
  readonly missing?: Missing;
}
export type PathTree = Path | PathChoice;

export interface Router {
  /** Every way from a locus to a destination; each (locus, destination) is worked out once. */
  route(from: Locus, to: Label): PathTree;
}

/** By place and destination (`detourKey`), the component that packets are made to leave by, as if the table said so. */
export type Detours = ReadonlyMap<string, ComponentId>;

export function detourKey(at: ComponentId, to: Label): string {
  return `${at} ${to}`;
}

interface RouterOptions {
  readonly detours?: Detours;
  /** Whom to ask how it goes on after the first hop, where many routers share what follows. */
  readonly tails?: Router;
  /** What is known of whole ranges already. */
  readonly routes?: BulkRoutes;
}

const NO_DETOURS: Detours = new Map();

export function createRouter(net: Lookup, { detours = NO_DETOURS, tails, routes }: RouterOptions = {}): Router {
  const known = new Map<string, Map<Label, PathTree>>();
  const open = new Set<string>();
  /** How many loops were met so far. */
  let loops = 0;

  function route(waiting: Locus, to: Label): PathTree {
    const via = waiting.via ?? (detours.size > 0 ? detours.get(detourKey(waiting.at, to)) : undefined);
    const from = via ? { ...waiting, via } : waiting;
    const key = locusKey(from);
    let cells = known.get(key);
    if (!cells) {
      cells = new Map();
      known.set(key, cells);
    }
    let tree = cells.get(to);
    if (!tree) {
      const cell = `${key} ${to}`;
      // The same place met again on the way to the same destination: the packet would go round for ever (GEN-08).
      if (open.has(cell)) {
        loops++;
        return stopHere({ kind: 'dropped', code: 'LOOP', at: from.at, evidence: [loop(from)] });
      }
      const before = loops;
      open.add(cell);
      tree = follow(routes?.at(from, to) ?? forkAt(net, from, to), to);
      open.delete(cell);
      // Where a loop closes depends on where the packet started: such a tree is good for this start alone.
      if (loops === before) cells.set(to, tree);
    }
    return tree;
  }

  function follow(fork: Fork, to: Label): PathTree {
    if ('pick' in fork) {
      const { kept, ...choice } = fork;
      const all = (forks: readonly Fork[]) => forks.map((one) => follow(one, to));
      return { ...choice, of: all(fork.of), ...(kept ? { kept: all(kept) } : {}) };
    }
    if ('kind' in fork.next) return { branch: fork, rest: fork.next };
    return { branch: fork, rest: onward(fork.next, translated(fork, to)) };
  }

  const onward = tails?.route ?? route;
  return { route };
}

/** Where the packet is bound for after a branch. */
function translated(branch: Branch, to: Label): Label {
  let destination = to;
  for (const step of branch.steps) {
    if (step.kind === 'translate' && step.field === 'destination')
      destination = step.map.get(destination) ?? destination;
  }
  return destination;
}

function stopHere(stop: Stop): Path {
  return { branch: { links: [], steps: [], next: stop }, rest: stop };
}

function loop(from: Locus) {
  return {
    component: from.at,
    effect: 'blocks' as const,
    text: 'the packet was here before on its way to the same destination',
  };
}
