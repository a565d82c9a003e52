import type { Difference } from '../aws/differences.ts';
import type { Blame, Blamer } from './blame.ts';
import type { MovedPair } from './moved-pairs.ts';
import type { Sender, Target } from './positions.ts';

/** Every sender with every target. */
export interface Block {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
}

/** Pairs of equal behaviour before and after: the numbers of both. */
export interface Change {
  readonly before: number;
  readonly after: number;
  readonly block: Block;
  readonly isOutside: boolean;
}

export interface BlamedPiece {
  readonly change: Change;
  readonly block: Block;
  readonly blame: Blame | undefined;
  readonly asked: number;
  /** What is known of pairs of which the blame is not. */
  readonly moved?: MovedPair | undefined;
}

/** Pairs that are asked in bulk whether they have one cause; fewer are asked each. */
const FEWEST = 8;

/** Of more differences it is not looked for which of them two new ends need of each other. */
const MOST_MEANT = 24;

/** Some pairs of a change with the differences that can have to do with them; `moved`: where these are very many. */
interface Part extends Block {
  readonly change: Change;
  readonly meant: readonly Difference[];
  readonly moved?: MovedPair | undefined;
}

/** What behaves alike may do so for different reasons, of which each pair has the same that no other difference bears on. */
export function blamedPieces(changes: readonly Change[], blamer: Blamer): readonly BlamedPiece[] {
  const { only } = blamer;
  if (only) return changes.map((change) => wholly({ ...change.block, change, meant: only.differences }, only));
  const parts = changes.flatMap((change) => partsOf(change, blamer));
  const many = parts.filter(({ meant }) => meant.length > 1 && meant.length <= MOST_MEANT);
  blamer.foresee(many.map((part) => ({ ...part, isOutside: part.change.isOutside })));
  return parts.flatMap((part) => piecesOfPart(part, blamer));
}

function partsOf(change: Change, blamer: Blamer): readonly Part[] {
  const { block, isOutside } = change;
  return blamer.split(block.senders, block.targets, isOutside).flatMap((part): readonly Part[] => {
    if (part.meant.length <= MOST_MEANT) return [{ ...part, change }];
    return blamer.moved.split(part, isOutside).map((own) => ({ ...own, meant: part.meant, change }));
  });
}

function piecesOfPart(part: Part, blamer: Blamer): readonly BlamedPiece[] {
  const { change, senders, targets, meant, moved } = part;
  // Nothing that was there bears on it: everything that both need is needed, pair by pair something else.
  if (moved?.startsWith('both')) return [{ change, block: { senders, targets }, blame: undefined, asked: 0, moved }];
  const [difference, ...others] = meant;
  if (difference && others.length === 0) return [wholly(part, blamer.sole(difference))];
  const isLarge = senders.length * targets.length >= FEWEST;
  const whole = isLarge ? blamer.blameAll(part, change.isOutside, change.after, meant) : undefined;
  if (whole) return [wholly(part, whole)];
  const pieces = askedPieces(change, part, meant, blamer);
  return pieces.map((piece) => ({ ...piece, moved: piece.blame ? undefined : moved }));
}

function wholly({ change, senders, targets }: Part, blame: Blame): BlamedPiece {
  return { change, block: { senders, targets }, blame, asked: senders.length * targets.length };
}

/** Every pair is asked, row by row, while there are not too many. */
function askedPieces(
  change: Change,
  { senders, targets }: Block,
  meant: readonly Difference[],
  blamer: Blamer,
): readonly BlamedPiece[] {
  const ask = (sender: Sender, target: Target) =>
    blamer.blame({ sender, target }, change.isOutside, change.after, meant);
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
