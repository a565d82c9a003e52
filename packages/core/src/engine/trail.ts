import { cutsOf } from '../aws/rule-cuts.ts';
import type { Branch, ComponentId } from '../model/route.ts';
import { type Check, type Direction, type Scribe, stopCheck } from './check.ts';
import type { Way } from './trip.ts';

export interface Hop {
  readonly component: ComponentId;
  readonly checks: readonly Check[];
}

/** What a gateway refuses to carry at all has no way back worth telling of. */
export function isRefusedByGateway(request: readonly Hop[]): boolean {
  return request.some(({ checks }) => checks.some(({ effect, layer }) => effect === 'blocks' && layer === 'gateways'));
}

/** Collects the hops of one way in order; checks go to the component they belong to. */
export class Trail {
  readonly #scribe: Scribe;
  readonly #hops: { component: ComponentId; checks: Check[] }[] = [];
  /** The hop that the current branch starts at: a way may pass one component twice. */
  #start = 0;

  constructor(scribe: Scribe, start: ComponentId) {
    this.#scribe = scribe;
    this.reach(start);
  }

  /** Runs along the edges of a branch, and notes the route that chose it. */
  enter(branch: Branch, way: Direction): void {
    const { network } = this.#scribe;
    const { topology } = network;
    this.#start = Math.max(this.#hops.length - 1, 0);
    const first = branch.links[0] === undefined ? undefined : topology.endsOf(branch.links[0])[0];
    if (first === undefined && branch.at) this.reach(branch.at);
    for (const link of branch.links) for (const end of topology.endsOf(link)) this.reach(end);
    const start = first ?? this.#hops.at(-1)?.component ?? '';
    // The first choice was made where the branch starts, further ones at the gateways that made them.
    for (const [i, one] of (branch.why?.() ?? []).entries()) {
      const at = i === 0 ? start : one.component;
      this.add({
        way,
        at,
        component: one.component,
        effect: 'routes',
        evidence: () => [one],
        cuts: () => cutsOf(network, one),
      });
    }
  }

  /** The node of a subnet's interfaces gives way to the interface itself, which is reached at the end. */
  reach(node: ComponentId): void {
    const component = node === this.#scribe.leg.client ? this.#scribe.client : node;
    if (component.endsWith('/interfaces') || this.#hops.at(-1)?.component === component) return;
    this.#hops.push({ component, checks: [] });
  }

  add(...checks: readonly Check[]): void {
    for (const check of checks) {
      const at = check.at === this.#scribe.leg.client ? this.#scribe.client : check.at;
      const hop = this.#hops.slice(this.#start).findLast(({ component }) => component === at) ?? this.#hops.at(-1);
      hop?.checks.push(check);
    }
  }

  stop(way: Direction, end: Exclude<Way['end'], { kind: 'arrival' }>): void {
    this.add(stopCheck(way, end));
  }

  hops(): readonly Hop[] {
    return this.#hops;
  }
}
