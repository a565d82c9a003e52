import { type FieldEdit, isAlike } from './field-edits.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How long what has no words of its own may get. */
const LONGEST = 120;
/** Of so many elements that came, and that went, each is told. */
const MOST_TOLD = 3;

/** Of what holds several fields, those that differ. */
export function fieldText(name: string, op: FieldEdit['op'], old: unknown, value: unknown): string {
  if (op === 'replace' && isObject(old) && isObject(value) && (isLong(old) || isLong(value))) {
    const [only, ...rest] = [...new Set([...Object.keys(old), ...Object.keys(value)])].filter(
      (inner) => !isAlike(old[inner], value[inner]),
    );
    if (only && rest.length === 0) return `${name}: ${insideText(only, old[only], value[only])}`;
  }
  return `${name} ${op === 'add' ? 'now' : inShort(old)}${op === 'remove' ? ' removed' : ` → ${inShort(value)}`}`;
}

/** What differs inside of a field, as deep as one place alone does. */
function insideText(name: string, old: unknown, value: unknown): string {
  if (Array.isArray(old) && Array.isArray(value)) return listText(name, old, value);
  const isText = typeof old === 'string' && typeof value === 'string';
  if (isText && `${old}${value}`.includes('\n')) return listText(name, linesOf(old), linesOf(value));
  return fieldText(name, value === undefined ? 'remove' : old === undefined ? 'add' : 'replace', old, value);
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function listText(name: string, olds: readonly unknown[], news: readonly unknown[]): string {
  const [gone, come] = [without(olds, news), without(news, olds)];
  if (gone.length + come.length === 0) return `${name} in another order`;
  return `${name} ${[...told(gone, 'removed'), ...told(come, 'added')].join('; ')}`;
}

function without(some: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const left = [...others];
  return some.filter((one) => {
    const at = left.findIndex((other) => isAlike(one, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function told(elements: readonly unknown[], word: string): readonly string[] {
  const shown = elements.slice(0, MOST_TOLD).map((one) => `${elementText(one)} ${word}`);
  const rest = elements.length - shown.length;
  return rest > 0 ? [...shown, `${rest} more ${word}`] : shown;
}

/** Stateful rules of a firewall have words: `pass tcp 10.0.0.0/8 any → any 443`. */
function elementText(one: unknown): string {
  const { action, header } = (isObject(one) ? one : {}) as { readonly action?: string; readonly header?: Fields };
  if (!action || !header) return inShort(one);
  const { protocol, source, sourcePort, destination, destinationPort } = header;
  return `${action} ${protocol} ${source} ${sourcePort} → ${destination} ${destinationPort}`.toLowerCase();
}

/** A value as JSON without what it does not have. */
export function inShort(value: unknown): string {
  const [only, ...rest] = Object.values(value ?? {}).filter((one) => one !== undefined);
  if (!Array.isArray(value) && rest.length === 0 && typeof only === 'string' && typeof value === 'object') return only;
  if (typeof value !== 'object' || value === null) return String(value);
  const text = JSON.stringify(value, (_, inner: unknown) => {
    if (Array.isArray(inner)) return inner.length === 0 ? undefined : inner;
    return typeof inner === 'object' && inner !== null && isEmpty(inner as Fields) ? undefined : inner;
  });
  return text === undefined ? 'nothing' : text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Whether it takes more than one word. */
function isLong(value: Fields): boolean {
  const told = Object.values(value).filter((one) => one !== undefined);
  return told.length > 1 || told.some((one) => typeof one !== 'string');
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(fields: Fields): boolean {
  return Object.values(fields).every((one) => one === undefined);
}
