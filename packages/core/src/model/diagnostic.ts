import type { Source } from './source.ts';

/** Something odd about the input. Import goes on: a diagnostic never means that anything else was lost. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  /** What the user can do about it. */
  readonly hint?: string;
  readonly source?: Source;
}
