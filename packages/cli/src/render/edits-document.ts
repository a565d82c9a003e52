import type { QuestionText, Verdict } from '@hopwise/core';
import { type Change, type Cut, type Edit, type Fix, findCut, findFix, type Loss, type Network } from '@hopwise/core';

/** The edits that would open, or close, what was asked. */
export interface EditsDocument {
  /** `open`, `closed`: it is so already. `none`: no edits that are known would do it. */
  readonly result: Fix['result'] | Cut['result'];
  /** What the question is answered once they are made: each was made, and the question asked again. */
  readonly verdict: Verdict;
  readonly isFewest: boolean;
  readonly edits: readonly Omit<Edit, 'changes'>[];
  /** The same as one patch: what `applyChanges` takes. */
  readonly patch: readonly Change[];
}
export interface CloseDocument extends EditsDocument {
  /** Who else would lose some of what they can send now; absent in networks too large to count it. */
  readonly alsoCut?: readonly Loss[];
}

export function fixDocument(network: Network, text: QuestionText): EditsDocument {
  return editsDocument(findFix(network, text));
}

export function closeDocument(network: Network, text: QuestionText): CloseDocument {
  const cut = findCut(network, text);
  return { ...editsDocument(cut), ...(cut.alsoCut ? { alsoCut: cut.alsoCut } : {}) };
}

function editsDocument({ result, verdict, isFewest, edits }: Fix | Cut): EditsDocument {
  return {
    result,
    verdict,
    isFewest,
    edits: edits.map(({ changes, ...edit }) => edit),
    patch: edits.flatMap(({ changes }) => changes),
  };
}
