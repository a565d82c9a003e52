import { escapeMarkdown } from '../../render/escape-markdown.ts';
import { escapeText } from '../../render/escape-text.ts';

/** Text of the input, as Markdown shows it unchanged: on one line, without markup of its own. */
export function md(text: string | number): string {
  return escapeMarkdown(escapeText(String(text)));
}

/** Code of the input: a fence of backticks longer than any inside, and nothing that ends a cell of a table. */
export function mdCode(text: string): string {
  const safe = escapeText(text);
  // Between backticks a table would still end its cell, and entities would be shown as they stand.
  if (/[|`<>]/.test(safe)) return md(safe);
  return `\`${safe}\``;
}

/** Sentences of ours, with commands between backticks. */
export function prose(text: string): string {
  return text
    .split('`')
    .map((part, at) => (at % 2 === 1 ? mdCode(part) : md(part)))
    .join('');
}

/** Cells are Markdown already. */
export function mdTable(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return `${[line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

export function mdList(items: readonly string[]): string {
  return items.map((item) => `- ${item}\n`).join('');
}
