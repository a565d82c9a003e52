/**
 * What could move the cursor, colour the screen or turn text around: C0 and C1 controls, escape sequences with them, line
 * separators, zero-width and bidirectional marks, halves of surrogate pairs.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

/** Names and texts of the input, made safe to print: each such character becomes `\u` and its number. */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A plain value with every string in it escaped, keys too. */
export function escapeDeep<T>(value: T): T {
  // Mapping strings to strings keeps the shape, which the type cannot follow.
  return escapeAny(value) as T;
}

function escapeAny(value: unknown): unknown {
  if (typeof value === 'string') return escapeText(value);
  if (Array.isArray(value)) return value.map(escapeAny);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escapeText(key), escapeAny(inner)]));
}

/** JSON that a terminal shows as it is and a parser reads back unchanged. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(UNSAFE, (found) =>
    found === '\n' ? found : escapeText(found),
  );
}
