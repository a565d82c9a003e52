import type { Exception } from '@hopwise/core';
import type { FindingsDocument } from './findings-document.ts';
import { wrapText } from './wrap-text.ts';

/** Exceptions that have run out, or are about nothing: somebody has to look at them. */
export function exceptionLines({ exceptions, asOf }: FindingsDocument, columns: number): readonly string[] {
  const lines = (title: string, all: readonly Exception[]) =>
    all.length === 0
      ? []
      : [title, ...all.flatMap((one) => wrapText(exceptionText(one), { columns, first: '  ', next: '    ' }))];
  return [
    ...lines(`Exceptions that have run out by ${asOf}`, exceptions.expired),
    ...lines('Exceptions about nothing that was found', exceptions.unused),
  ];
}

function exceptionText({ finding, check, component, owner, expires, reason }: Exception): string {
  const about = finding ?? [check, component].filter(Boolean).join(' ');
  return `${about} (${owner}${expires ? `, until ${expires}` : ''}): ${reason}`;
}
