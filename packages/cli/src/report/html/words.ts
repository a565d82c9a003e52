import { html, type Markup } from './markup.ts';

export const VERDICT_TONES: Readonly<Record<string, string>> = {
  reachable: 'good',
  unknown: 'unsure',
  'forward-only': 'warn',
  blocked: 'bad',
};

export const SEVERITY_TONES: Readonly<Record<string, string>> = {
  critical: 'bad',
  high: 'bad',
  medium: 'warn',
  low: 'plain',
  info: 'plain',
};

/** A word in a coloured pill; the word says what the colour does. */
export function pill(tone: string, text: string): Markup {
  return html`<span class="pill ${tone}">${text}</span>`;
}

export function verdictPill(verdict: string, tone: string | undefined = VERDICT_TONES[verdict]): Markup {
  return pill(tone ?? 'plain', verdict);
}

/** What asks the page itself. */
export function askButton(from: string, to: string, port?: string | undefined, protocol?: string | undefined): Markup {
  return html`<button type="button" class="ask small" data-from="${from}" data-to="${to}" data-port="${port ?? ''}" data-protocol="${protocol ?? ''}" aria-label="Ask the page: ${from} to ${to}">ask</button>`;
}

/** A table that the page's script sorts, and filters where it is long. */
export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly (Markup | string | number)[])[],
  more?: string | false,
): Markup {
  const body = rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`);
  return html`<div class="table" role="group" aria-label="${caption}"><table class="sortable"><caption><span class="spoken">${caption}</span></caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${body}</tbody></table></div>
${more && html`<p class="more">${more}</p>`}`;
}

export function list(items: readonly (Markup | string)[], kind = ''): Markup {
  return html`<ul class="${kind}">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** Sentences of ours, in which commands stand between backticks. */
export function prose(text: string): Markup {
  return html`${text.split('`').map((part, at) => (at % 2 === 1 ? code(part) : part))}`;
}

/** What commands are typed as. */
export function code(text: string): Markup {
  return html`<code>${text}</code>`;
}
