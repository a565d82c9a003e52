import type { Network } from '../engine/network.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { PROOFS, type Proof } from './exposure.ts';
import type { Ranges, RangesPool } from './ranges.ts';

/** Services from some senders, with one proof. */
export interface ProvenCell {
  readonly proof: Proof;
  readonly services: ServiceSetId;
  readonly from: Ranges;
}

/** What cells have in common: `first` of them speaks for all. */
export interface ProvenPart<C extends ProvenCell> extends ProvenCell {
  readonly first: C;
}

/**
 * Cells of one end as parts that have no service in common within a proof: each with all of its senders, and no others. Of
 * services whose path is `undecided` nobody can say that it is blocked.
 */
export function provenParts<C extends ProvenCell>(
  network: Network,
  ranges: RangesPool,
  cells: readonly C[],
  undecided: ServiceSetId = NONE,
): readonly ProvenPart<C>[] {
  const pool = network.admissions.services;
  const parts: ProvenPart<C>[] = [];
  let better: ServiceSetId = NONE;
  for (const proof of PROOFS.toReversed()) {
    const own = cells.filter((cell) => cell.proof === proof);
    // Who has the path needs no proof of less; one way and both ways are told beside one another.
    const isLess = proof === 'address' || proof === 'rule';
    const told = proof === 'address' ? pool.union(better, undecided) : better;
    const left = isLess ? own.map((cell) => ({ ...cell, services: pool.subtract(cell.services, told) })) : own;
    parts.push(...apart(network, ranges, left));
    better = own.reduce((sum, { services }) => pool.union(sum, services), better);
  }
  return parts;
}

function apart<C extends ProvenCell>(
  network: Network,
  ranges: RangesPool,
  cells: readonly C[],
): readonly ProvenPart<C>[] {
  const pool = network.admissions.services;
  let found: { readonly services: ServiceSetId; readonly cells: readonly C[] }[] = [];
  for (const cell of cells) {
    let left = cell.services;
    const next: typeof found = [];
    for (const one of found) {
      const both = pool.intersect(one.services, left);
      if (both !== NONE) next.push({ services: both, cells: [...one.cells, cell] });
      const only = pool.subtract(one.services, both);
      if (only !== NONE) next.push({ services: only, cells: one.cells });
      left = pool.subtract(left, both);
    }
    if (left !== NONE) next.push({ services: left, cells: [cell] });
    found = next;
  }
  const byFrom = new Map<Ranges, ProvenPart<C>>();
  for (const { services, cells } of found) {
    const first = cells[0] as C;
    const from = ranges.join(cells.map((cell) => cell.from));
    const known = byFrom.get(from);
    byFrom.set(
      from,
      known
        ? { ...known, services: pool.union(known.services, services) }
        : { proof: first.proof, services, from, first },
    );
  }
  return [...byFrom.values()];
}
