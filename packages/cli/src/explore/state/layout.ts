import type { Focus, Size, State } from './state.ts';

/** Where panes are, their borders included. */
export interface Layout {
  readonly tree?: Size;
  readonly detail?: Size;
  readonly work?: Size;
  /** The tree over the details, at the left of the work; else side by side. */
  readonly isWide: boolean;
}

/** From so many columns on, everything is seen at once. */
const WIDE = 130;
export const SMALLEST: Size = { columns: 60, rows: 16 };
/** The title above, and below what is going on and the keys. */
const AROUND = 3;

export function layoutOf({ columns, rows }: Size, focus: Focus): Layout {
  const height = Math.max(3, rows - AROUND);
  if (columns >= WIDE) {
    const left = Math.floor(columns * 0.38);
    const top = Math.ceil(height * 0.5);
    return {
      tree: { columns: left, rows: top },
      detail: { columns: left, rows: height - top },
      work: { columns: columns - left, rows: height },
      isWide: true,
    };
  }
  // Side by side, request and reply need the whole width.
  if (focus === 'work') return { work: { columns, rows: height }, isWide: false };
  const left = Math.floor(columns * 0.44);
  return { tree: { columns: left, rows: height }, detail: { columns: columns - left, rows: height }, isWide: false };
}

/** How many lines of a pane are seen. */
export function pageOf(state: State, focus: Focus): number {
  return Math.max(1, (layoutOf(state.size, focus)[focus]?.rows ?? 3) - 2);
}

/** What fits into the work area between its borders. */
export function workColumns(state: State): number {
  return Math.max(20, (layoutOf(state.size, 'work').work?.columns ?? 20) - 4);
}
