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
    const senders = { from: fromSender, to: toSender };
    const targets = { from: fromTarget, to: toTarget };
    const [own, other] = side === 'targets' ? [targets, senders] : [senders, targets];
    const bundle = bundleOf[own.from] as number;
    const pieces = found.get(bundle);
    const piece = { own, run: { ...other, result } };
    if (pieces) pieces.push(piece);
    else found.set(bundle, [piece]);
  });
  return [...found.values()].flatMap(cut);
}

interface Piece {
  readonly own: { readonly from: number; readonly to: number };
  readonly run: StripRun;
}

/** Pieces of one bundle overlap where its rules tell other ends apart elsewhere. */
function cut(pieces: readonly Piece[]): readonly Strip[] {
  const bounds = [...new Set(pieces.flatMap(({ own }) => [own.from, own.to]))].sort((a, b) => a - b);
  const strips: Strip[] = [];
  for (let i = 0; i + 1 < bounds.length; i++) {
    const [from, to] = [bounds[i] as number, bounds[i + 1] as number];
    const over = pieces.filter(({ own }) => own.from <= from && to <= own.to);
    if (over.length > 0) strips.push({ from, to, runs: over.map(({ run }) => run) });
  }
  return strips;
}
