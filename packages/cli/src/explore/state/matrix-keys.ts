import type { CellDocument } from '../../render/matrix-document.ts';
import { askPath } from './asking.ts';
import { asMove, clamp, type Key, letterOf, moved } from './key.ts';
import { pageOf } from './layout.ts';
import { serviceIn } from './path-parts.ts';
import { openPrompt } from './prompt.ts';
import { type MatrixState, type Outcome, only, type State } from './state.ts';
import { askMatrix } from './tabs.ts';

/** A key while the matrix is looked at: cell by cell, then the groups of one. */
export function matrixKey(state: State, key: Key): Outcome | undefined {
  const { matrix } = state;
  if (letterOf(key) === 'b') return openPrompt(state, 'by');
  if (letterOf(key) === 'r' && matrix.job === undefined) return askMatrix(state, matrix.by);
  const count = matrix.document?.segments.length ?? 0;
  const move = asMove(key);
  const page = pageOf(state, 'work');
  if (matrix.view === 'cell') return cellKey(state, key);
  if (move.name === 'left' || move.name === 'right')
    return only(with_(state, { column: clamp(matrix.column + (move.name === 'left' ? -1 : 1), count) }));
  const row = moved(move, matrix.row, count, page);
  if (row !== undefined) return only(with_(state, { row }));
  if (key.name === 'enter') return only(selectedCell(matrix) ? with_(state, { view: 'cell', group: 0 }) : state);
  return undefined;
}

function cellKey(state: State, key: Key): Outcome | undefined {
  const { matrix } = state;
  const move = asMove(key);
  const groups = selectedCell(matrix)?.groups ?? [];
  const group = moved(move, matrix.group, groups.length, pageOf(state, 'work'));
  if (group !== undefined) return only(with_(state, { group }));
  if (key.name === 'escape' || move.name === 'left') return only(with_(state, { view: 'grid' }));
  const chosen = groups[matrix.group];
  if (key.name !== 'enter' || !chosen) return undefined;
  const { witness, services } = chosen;
  return askPath({ ...state, tab: 'path' }, witness.from, witness.to, serviceIn(services));
}

export function matrixBy(state: State, by: string): Outcome {
  return askMatrix({ ...state, tab: 'matrix', focus: 'work' }, by);
}

const cells = new WeakMap<object, ReadonlyMap<string, CellDocument>>();

/** Undefined where every pair is blocked. */
export function cellOf(document: MatrixState['document'], from: string, to: string): CellDocument | undefined {
  if (!document) return undefined;
  let index = cells.get(document);
  if (!index) {
    index = new Map(document.cells.map((cell) => [`${cell.from}\n${cell.to}`, cell]));
    cells.set(document, index);
  }
  return index.get(`${from}\n${to}`);
}

export function selectedCell({ document, row, column }: MatrixState): CellDocument | undefined {
  const [from, to] = [document?.segments[row], document?.segments[column]];
  return from && to && cellOf(document, from.id, to.id);
}

function with_(state: State, change: Partial<MatrixState>): State {
  return { ...state, matrix: { ...state.matrix, ...change } };
}
