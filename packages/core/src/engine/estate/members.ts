import { ANY_MEMBER, type ComponentId, type Membership } from '../../model/route.ts';
import type { Network } from '../network.ts';
import { groupsAt } from '../packet.ts';
import { after, type Members as MemberMap } from './cuts.ts';
import type { EndTable } from './end-facts.ts';
import type { Bundle, EstateSender } from './ends.ts';

/** Groups of more members than this tell bundles apart; of smaller ones each member is looked at by itself. */
const FEW = 60;

const NONE: readonly Membership[] = [];
const NOBODY = new Int32Array();

/** Who of the senders carries which groups. */
export class Members {
  readonly #large = new Set<ComponentId>();
  readonly #network: Network;
  readonly #positions = new Map<ComponentId, number[]>();
  readonly #groups: (readonly Membership[] | 'nobody')[] = [];
  readonly #known = new WeakMap<MemberMap, Int32Array>();

  readonly #ends: EndTable;

  constructor(network: Network, ends: EndTable, senders: readonly EstateSender[]) {
    this.#network = network;
    this.#ends = ends;
    const counts = new Map<ComponentId, number>();
    for (const { end } of senders)
      for (const { group } of ends.groupsOf(end)) counts.set(group, (counts.get(group) ?? 0) + 1);
    for (const [group, count] of counts) if (count > FEW) this.#large.add(group);
  }

  /** By which groups rules mean the sender at a position. */
  groupsAt(position: number, { end, source, family }: EstateSender): readonly Membership[] | undefined {
    let known = this.#groups[position];
    if (known === undefined) {
      known = groupsAt(this.#network, end, source, family) ?? 'nobody';
      this.#groups[position] = known;
    }
    return known === 'nobody' ? undefined : known;
  }

  /** Notes where the senders stand, once they are sorted. */
  place(senders: readonly EstateSender[]): void {
    senders.forEach(({ end }, position) => {
      for (const { group } of this.#ends.groupsOf(end)) {
        if (this.#large.has(group)) continue;
        const own = this.#positions.get(group);
        if (own) own.push(position);
        else this.#positions.set(group, [position]);
      }
    });
  }

  /** The large groups of a sender: all of its bundle carry those that some rule names. */
  largeGroups(end: ComponentId): readonly Membership[] {
    return this.#large.size === 0 ? NONE : this.#ends.groupsOf(end).filter(({ group }) => this.#large.has(group));
  }

  /** Whether rules mean more by these than senders that are looked at one by one. */
  areMany(members: MemberMap): boolean {
    if (members.has(ANY_MEMBER)) return true;
    if (this.#large.size === 0) return false;
    for (const group of members.keys()) if (this.#large.has(group)) return true;
    return false;
  }

  /** Senders of a bundle that carry a small group which rules name. */
  singles(filters: Iterable<MemberMap>, { from, to }: Bundle): number[] {
    const found: number[] = [];
    for (const members of filters) {
      const positions = this.positionsOf(members);
      for (let i = after(positions, from - 1, 0, positions.length); i < positions.length; i++) {
        if ((positions[i] as number) >= to) break;
        found.push(positions[i] as number);
      }
    }
    return found;
  }

  /** Where senders stand that carry a small group which rules name. */
  positionsOf(members: MemberMap): Int32Array {
    if (this.#positions.size === 0) return NOBODY;
    let positions = this.#known.get(members);
    if (!positions) {
      const all = [...members.keys()].flatMap((group) =>
        group === ANY_MEMBER ? [] : (this.#positions.get(group) ?? []),
      );
      positions = Int32Array.from(new Set(all)).sort();
      this.#known.set(members, positions);
    }
    return positions;
  }
}
