import type { Estate } from '../engine/estate/estate.ts';
import type { ResultId } from '../engine/estate/outcomes.ts';

/** Ends `[from, to)` of one side that all fare alike, with what comes of each of the other side. */
export interface Strip {
  readonly from: number;
  readonly to: number;
  readonly runs: readonly StripRun[];
}

/** Ends `[from, to)` of the other side. */
export interface StripRun {
  readonly from: number;
  readonly to: number;
  readonly result: ResultId;
}

/** Runs of an estate, told by the ends of one side; results that are not worth telling are left out. */
export function stripsOf(
  estate: Estate,
  side: 'senders' | 'targets',
  isWorth: (result: ResultId, position: number) => boolean,
): readonly Strip[] {
  const bundleOf = side === 'targets' ? estate.groupOf : estate.blockOf;
  const found = new Map<number, Piece[]>();
  estate.runs((fromSender, toSender, fromTarget, toTarget, result) => {
    if (!isWorth(result, fromSender)) return;
    const piece =
      side === 'targets'
        ? { ownFrom: fromTarget, ownTo: toTarget, from: fromSender, to: toSender, result }
        : { ownFrom: fromSender, ownTo: toSender, from: fromTarget, to: toTarget, result };
    const bundle = bundleOf[piece.ownFrom] as number;
    const pieces = found.get(bundle);
    if (pieces) pieces.push(piece);
    else found.set(bundle, [piece]);
  });
  return [...found.values()].flatMap(cut);
}

/** A run with the ends of its own side: one object, as there may be millions. */
interface Piece extends StripRun {
  readonly ownFrom: number;
  readonly ownTo: number;
}

/** Pieces of one bundle overlap where its rules tell other ends apart elsewhere. */
function cut(pieces: readonly Piece[]): readonly Strip[] {
  const [first] = pieces as readonly [Piece];
  if (pieces.every(({ ownFrom, ownTo }) => ownFrom === first.ownFrom && ownTo === first.ownTo))
    return [{ from: first.ownFrom, to: first.ownTo, runs: pieces }];
  const bounds = [...new Set(pieces.flatMap(({ ownFrom, ownTo }) => [ownFrom, ownTo]))].sort((a, b) => a - b);
  const strips: Strip[] = [];
  for (let i = 0; i + 1 < bounds.length; i++) {
    const [from, to] = [bounds[i] as number, bounds[i + 1] as number];
    const runs = pieces.filter(({ ownFrom, ownTo }) => ownFrom <= from && to <= ownTo);
    if (runs.length > 0) strips.push({ from, to, runs });
  }
  return strips;
}
