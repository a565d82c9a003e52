import type { Change } from '@hopwise/core';
import { escapeText } from './escape-text.ts';
import { createPalette } from './palette.ts';
import type { PathDocument } from './path-document.ts';
import { pathText, type TextOptions } from './path-text.ts';
import { wrapText } from './wrap-text.ts';

/** One question before and after: what `--format json` prints. */
export interface Asked {
  /** The statements and patches, as they were given. */
  readonly said: readonly string[];
  /** The same as one patch. */
  readonly patch: readonly Change[];
  readonly before: PathDocument;
  readonly after: PathDocument;
}

/** What is supposed, what the answer was, and what it would be. */
export function whatIfText({ said, before, after }: Asked, options: TextOptions): string {
  const palette = createPalette(options.isColoured);
  const lines = said.flatMap((one) =>
    wrapText(escapeText(one), { columns: options.columns, first: '  ', next: '    ' }),
  );
  const was = before.parts.map(
    ({ verdict, services }) => `${palette.verdict(verdict, verdict.toUpperCase())} on ${services}`,
  );
  const summary = wrapText(`${palette.strong('before')}  ${was.join('; ')}`, {
    columns: options.columns,
    first: '',
    next: '        ',
  });
  return `${[palette.strong('What if'), ...lines, '', ...summary, '', palette.strong('after')].join('\n')}\n${pathText(after, options)}`;
}
