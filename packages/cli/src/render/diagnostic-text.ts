import type { Diagnostic } from '@hopwise/core';
import { escapeText } from './escape-text.ts';
import { placeOf } from './place-of.ts';
import { wrapText } from './wrap-text.ts';

/** Severity, where, what, and what to do about it, as wide as the terminal. */
export function diagnosticText(diagnostic: Diagnostic, columns: number, indent = ''): string {
  return wrapText(sentence(diagnostic), { columns, first: indent, next: `${indent}  ` }).join('\n');
}

function sentence({ severity, message, hint, source, code }: Diagnostic): string {
  const place = source ? placeOf(source) : '';
  const where = place === '' || message.includes(place) ? '' : `${place}: `;
  return escapeText(`${severity}: ${where}${message} [${code}]${hint ? ` ${hint}` : ''}`);
}

/** `2 errors, 1 warning, 4 notes`. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const counts = (['error', 'warning', 'note'] as const).map((severity) => {
    const count = diagnostics.filter((one) => one.severity === severity).length;
    return { count, text: `${count} ${severity}${count === 1 ? '' : 's'}` };
  });
  return counts.flatMap(({ count, text }) => (count > 0 ? [text] : [])).join(', ');
}
