import type { Blame, Blamer } from './blame.ts';
import type { Cell } from './compare-runs.ts';
import type { Sender, Target } from './positions.ts';

/** Every sender with every target. */
export interface Block {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
}

/** A piece of equal behaviour before and after, and the ends that its numbers mean. */
export interface Change {
  readonly cell: Cell;
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  readonly isOutside: boolean;
}

export interface BlamedPiece {
  readonly change: Change;
  readonly block: Block;
  readonly blame: Blame | undefined;
  readonly asked: number;
}

/** What behaves alike may do so for different reasons: every pair is asked, row by row, while there are not too many. */
export function blamedPieces(change: Change, blamer: Blamer): readonly BlamedPiece[] {
  const { cell, isOutside } = change;
  const senders = change.senders.slice(cell.from, cell.to);
  const targets = change.targets.slice(cell.fromTarget, cell.toTarget);
  if (blamer.only)
    return [{ change, block: { senders, targets }, blame: blamer.only, asked: senders.length * targets.length }];
  const ask = (sender: Sender, target: Target) => blamer.blame({ sender, target }, isOutside, cell.after);
  if (senders.length * targets.length > blamer.left()) {
    const blame = ask(senders[0] as Sender, targets[0] as Target);
    return [{ change, block: { senders, targets }, blame, asked: blame ? 1 : 0 }];
  }
  const rows = new Map<string, { readonly senders: Sender[]; readonly pieces: readonly Piece[] }>();
  for (const sender of senders) {
    const pieces = piecesOf(targets, (target) => ask(sender, target));
    const key = pieces.map(({ blame, of }) => `${blame?.id} ${of.length}`).join();
    const known = rows.get(key);
    if (known) known.senders.push(sender);
    else rows.set(key, { senders: [sender], pieces });
  }
  return [...rows.values()].flatMap((row) =>
    row.pieces.map(({ blame, of }) => {
      const asked = blame ? row.senders.length * of.length : 0;
      return { change, block: { senders: row.senders, targets: of }, blame, asked };
    }),
  );
}

interface Piece {
  readonly blame: Blame | undefined;
  readonly of: readonly Target[];
}

/** Neighbours with one cause. */
function piecesOf(targets: readonly Target[], ask: (target: Target) => Blame | undefined): readonly Piece[] {
  const pieces: { readonly blame: Blame | undefined; readonly of: Target[] }[] = [];
  for (const target of targets) {
    const blame = ask(target);
    const last = pieces.at(-1);
    if (last && last.blame === blame) last.of.push(target);
    else pieces.push({ blame, of: [target] });
  }
  return pieces;
}
