import { escapeText } from '../../render/escape-text.ts';

/** HTML that was made by `html`: nothing else is taken for markup. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Value = string | number | Markup | undefined | false | null | readonly Value[];

/** A template whose values are text, escaped, unless they are markup themselves. Attributes are to be quoted. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let text = parts[0] ?? '';
  for (const [at, value] of values.entries()) text += textOf(value) + (parts[at + 1] ?? '');
  return new Markup(text);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text between tags and in quoted attributes; control characters become `\u` and their number, as everywhere. */
function escapeHtml(text: string): string {
  return escapeText(text).replace(/[&<>"'`]/g, (sign) => ENTITIES[sign] as string);
}

/** Text of several lines, each escaped: for `pre`. */
export function lines(text: string): Markup {
  return new Markup(text.split('\n').map(escapeHtml).join('\n'));
}

/** Markup of ours that holds no text of the input. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function textOf(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (value === undefined || value === null || value === false) return '';
  if (typeof value === 'object') return value.map(textOf).join('');
  return escapeHtml(String(value));
}
