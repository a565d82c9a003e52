import type { BuiltInScope } from '@hopwise/core';
import { wrapText } from './wrap-text.ts';

const WIDTH = 28;

/** The scopes that come with Hopwise, one a line. */
export function scopeListText(scopes: readonly BuiltInScope[], columns: number): string {
  const lines = scopes.flatMap(({ name, alias, title, severity }) => {
    const text = `${title} (${severity}${alias ? `; ${alias} of Amazon` : ''})`;
    return wrapText(text, { columns, first: name.padEnd(WIDTH), next: ' '.repeat(WIDTH) });
  });
  return `${lines.join('\n')}\n`;
}
