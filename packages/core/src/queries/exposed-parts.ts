import type { Network } from '../engine/network.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { type ExposedPart, PROOFS, type Proof, type Witness } from './exposure.ts';
import type { AdmittedSender } from './open-rules.ts';
import { joinRanges, type Ranges } from './ranges.ts';

/** Services from some senders, with one proof. */
export interface ProvenCell {
  readonly proof: Proof;
  readonly services: ServiceSetId;
  readonly from: Ranges;
  readonly rule?: AdmittedSender;
  witness(): Witness | undefined;
}

/** Cells of one end as parts that have no service in common within a proof: each with all of its senders, and no others. */
export function exposedParts(network: Network, cells: readonly ProvenCell[]): readonly ExposedPart[] {
  const pool = network.admissions.services;
  const parts: ExposedPart[] = [];
  let better: ServiceSetId = NONE;
  for (const proof of PROOFS.toReversed()) {
    const own = cells.filter((cell) => cell.proof === proof);
    // Who has the path needs no proof of less; one way and both ways are told beside one another.
    const isLess = proof === 'address' || proof === 'rule';
    const left = isLess ? own.map((cell) => ({ ...cell, services: pool.subtract(cell.services, better) })) : own;
    parts.push(...apart(network, left));
    better = own.reduce((sum, { services }) => pool.union(sum, services), better);
  }
  return parts;
}

function apart(network: Network, cells: readonly ProvenCell[]): readonly ExposedPart[] {
  const pool = network.admissions.services;
  let found: { readonly services: ServiceSetId; readonly cells: readonly ProvenCell[] }[] = [];
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
  const byFrom = new Map<string, ExposedPart>();
  for (const one of found) {
    const from = joinRanges(one.cells.map((cell) => cell.from));
    const key = from.join();
    const known = byFrom.get(key);
    byFrom.set(key, known ? { ...known, services: pool.union(known.services, one.services) } : partOf(one, from));
  }
  return [...byFrom.values()];
}

function partOf(
  { services, cells }: { readonly services: ServiceSetId; readonly cells: readonly ProvenCell[] },
  from: Ranges,
): ExposedPart {
  const { proof, rule, witness } = cells[0] as ProvenCell;
  return {
    proof,
    services,
    from,
    ...(rule ? { rule: { ...rule, services } } : {}),
    witness() {
      const one = witness();
      // Behind a box the port is another than the one that is dialled.
      return one && (one.behind ? one : { ...one, services });
    },
  };
}
