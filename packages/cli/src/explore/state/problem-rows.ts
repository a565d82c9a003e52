import { escapeText } from '../../render/escape-text.ts';
import { placeOf } from '../../render/place-of.ts';
import type { State } from './state.ts';

/** Something that is odd about the input, or that it lacks. */
export interface ProblemRow {
  readonly severity: 'unknown' | 'error' | 'warning' | 'note';
  readonly text: string;
  /** What can be done about it. */
  readonly more: readonly string[];
}

const ORDER: readonly ProblemRow['severity'][] = ['error', 'unknown', 'warning', 'note'];
const made = new WeakMap<object, readonly ProblemRow[]>();

/** Worst first. */
export function problemRows({ estate }: State): readonly ProblemRow[] {
  if (!estate) return [];
  let rows = made.get(estate);
  if (!rows) {
    rows = [...unknownRows(estate), ...diagnosticRows(estate)].sort(
      (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity),
    );
    made.set(estate, rows);
  }
  return rows;
}

function unknownRows({ missing }: NonNullable<State['estate']>): readonly ProblemRow[] {
  return missing.map(({ account, region, title, state, commands, without }) => {
    const place = [account, region].filter(Boolean).join(' ');
    const what = state === 'absent' ? 'not in the input' : 'in part in the input';
    return {
      severity: 'unknown',
      text: escapeText(`${title}${place ? ` of ${place}` : ''}: ${what}. ${without}`),
      more: ['This would decide it:', ...commands.map(escapeText)],
    };
  });
}

function diagnosticRows({ diagnostics }: NonNullable<State['estate']>): readonly ProblemRow[] {
  return diagnostics.map(({ severity, message, hint, source, code }) => ({
    severity,
    text: escapeText(`${source ? `${placeOf(source)}: ` : ''}${message}`),
    more: [escapeText(`[${code}] ${hint ?? ''}`)],
  }));
}
