import type { Network } from '../../engine/network.ts';
import { type AddressRange, commonRange, labelsIn, rangesWithout } from '../address-range.ts';
import type { End } from '../end.ts';
import { commonEnds, endsWithout } from '../end-sets.ts';
import { isSingle, type Sender, type Target } from '../positions.ts';
import type { Rule } from './rules.ts';

/** Positions with the rules that mean them: by who they are, and by the address that packets have there. */
export interface Classed<P> {
  readonly position: P;
  readonly memberships: Memberships;
}

/** By number of a rule. */
export interface Memberships {
  readonly means: readonly boolean[];
  /** Whether its address is one of those that the rule names of packets as they arrive. */
  readonly arrives: readonly boolean[];
}

/** Who is in what: the ends of one rule, in pieces of which every rule means all or nothing. */
export function classEnds(
  network: Network,
  ends: readonly End[],
  rules: readonly Rule[],
  side: 'from' | 'to',
): readonly { readonly ends: readonly End[]; readonly means: readonly boolean[] }[] {
  let pieces: { readonly ends: readonly End[]; readonly means: readonly boolean[] }[] = [{ ends, means: [] }];
  for (const rule of rules) {
    const meant = rule[side];
    pieces = pieces.flatMap((piece) => {
      if (!meant || meant === ends) return [{ ends: piece.ends, means: [...piece.means, true] }];
      const inside = commonEnds(network, piece.ends, meant);
      const outside = endsWithout(network, piece.ends, meant);
      return [
        { ends: inside, means: [...piece.means, true] },
        { ends: outside, means: [...piece.means, false] },
      ].filter((one) => one.ends.length > 0);
    });
  }
  return pieces;
}

/** The same of positions, by the addresses that rules name of packets as they leave and as they arrive. */
export function classPositions<P extends Sender | Target>(
  network: Network,
  positions: readonly P[],
  means: readonly boolean[],
  rules: readonly Rule[],
  field: 'source' | 'destination',
): readonly Classed<P>[] {
  let pieces: readonly Classed<P>[] = positions.map((position) => ({
    position,
    memberships: { means, arrives: rules.map(() => true) },
  }));
  for (const [number, { leaves, arrives }] of rules.entries()) {
    const [own, other] = [leaves[field], arrives[field]];
    if (own)
      pieces = pieces.flatMap((piece) => along(network, piece, own, (is) => narrowed(piece, 'means', number, is)));
    if (other)
      pieces = pieces.flatMap((piece) => along(network, piece, other, (is) => narrowed(piece, 'arrives', number, is)));
  }
  return pieces;
}

function narrowed<P>({ memberships }: Classed<P>, key: keyof Memberships, number: number, is: boolean): Memberships {
  return { ...memberships, [key]: memberships[key].map((was, at) => (at === number ? was && is : was)) };
}

/** A position inside ranges, and what of it is outside. */
function along<P extends Sender | Target>(
  network: Network,
  { position }: Classed<P>,
  ranges: readonly AddressRange[],
  membershipsOf: (isInside: boolean) => Memberships,
): readonly Classed<P>[] {
  const whole: AddressRange = { prefix: position.address, except: position.except ?? [] };
  let outside: readonly AddressRange[] = [whole];
  const pieces: Classed<P>[] = [];
  const label = 'source' in position ? position.source : position.to;
  // A label stands for its prefix without those in use inside it: some of what is cut out may be none of it.
  const isSome = (range: AddressRange) => isSingle(range.prefix) || labelsIn(network, range).includes(label);
  const add = (range: AddressRange, isInside: boolean) => {
    if (range !== whole && !isSome(range)) return;
    const { except, ...rest } = position;
    const own = { ...rest, address: range.prefix, ...(range.except.length > 0 ? { except: range.except } : {}) };
    // Only the address differs from what it was.
    pieces.push({ position: range === whole ? position : (own as unknown as P), memberships: membershipsOf(isInside) });
  };
  for (const range of ranges) {
    for (const one of outside) {
      const inside = commonRange(one, range);
      if (inside) add(inside, true);
    }
    outside = outside.flatMap((one) => rangesWithout(one, range));
  }
  for (const range of outside) add(range, false);
  return pieces;
}
