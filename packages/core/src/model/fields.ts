/**
 * Tolerant readers of records. A resource type declares its fields once, spelled as the API spells them; from that come
 * reading, the record's type, the canonical snapshot's JSON Schema and the compile-time check against the SDK's types.
 *
 * Absent, `null` and `""` read as `undefined`, and as `[]` where a list is meant. Keys are accepted with a capital or a
 * small first letter: API answers have the one, canonical snapshots and AWS Config the other.
 */
export interface Field<T> {
  read(raw: unknown, problems: Problems): T;
  readonly schema: JsonSchema;
  /** How a plain value of it is made, for who reads bytes; what has none is parsed and read. */
  readonly form?: FieldForm;
}

/**
 * What `read` makes of values as AWS writes them: a text of a text, `undefined` of an empty one; a flag of true and false;
 * an integer of digits; lists without nulls and empty texts; `undefined` of null.
 */
export type FieldForm =
  | { readonly kind: 'text' | 'flag' | 'integer' }
  | { readonly kind: 'list'; readonly item: Field<unknown> }
  | {
      readonly kind: 'tags';
      /** Keys and values. */
      readonly item: Field<unknown>;
      /** Of keys and values by turns, sorted by key: of equal keys the last one stands. */
      of(sorted: readonly string[]): unknown;
    }
  | {
      readonly kind: 'shape';
      /** By each spelling of its key. */
      readonly parts: ReadonlyMap<string, ShapePart>;
      /** What is read of an object without keys: records are copies of it. */
      readonly blank: Readonly<Record<string, unknown>>;
    };

export interface ShapePart {
  /** As declared. */
  readonly name: string;
  /** As the record has it. */
  readonly lower: string;
  readonly field: Field<unknown>;
}

/** Receives each value that is not of its field's type, with its path inside the record. */
export type Problems = (path: string, expected: string) => void;

export type JsonSchema = { readonly [key: string]: unknown };

type AnyFields = { readonly [name: string]: Field<unknown> };
/** The record that `shape(fields)` reads: the API's names, first letter lowered. */
export type RecordOf<F extends AnyFields> = {
  readonly [K in keyof F as Uncapitalize<K & string>]: F[K] extends Field<infer T> ? T : never;
};

export const text: Field<string | undefined> = {
  schema: { type: 'string' },
  form: { kind: 'text' },
  read(raw, problems) {
    if (typeof raw === 'string') return raw === '' ? undefined : raw;
    if (raw === undefined || raw === null) return undefined;
    if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
    problems('', 'text');
    return undefined;
  },
};

export const flag: Field<boolean | undefined> = {
  schema: { type: 'boolean' },
  form: { kind: 'flag' },
  read(raw, problems) {
    if (typeof raw === 'boolean') return raw;
    if (raw === undefined || raw === null || raw === '') return undefined;
    if (raw === 'true' || raw === 'false') return raw === 'true';
    problems('', 'true or false');
    return undefined;
  },
};

export const integer: Field<number | undefined> = {
  schema: { type: 'integer' },
  form: { kind: 'integer' },
  read(raw, problems) {
    if (typeof raw === 'number' && Number.isSafeInteger(raw)) return raw;
    if (raw === undefined || raw === null || raw === '') return undefined;
    if (typeof raw === 'string' && /^-?\d{1,15}$/.test(raw)) return Number(raw);
    problems('', 'a whole number');
    return undefined;
  },
};

const NOTHING: readonly never[] = Object.freeze([]);

export function list<T>(item: Field<T>): Field<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema },
    form: { kind: 'list', item },
    read(raw, problems) {
      if (raw === undefined || raw === null || raw === '') return NOTHING;
      if (!Array.isArray(raw)) {
        problems('', 'a list');
        return NOTHING;
      }
      if (raw.length === 0) return NOTHING;
      // One callback a list, not one an element, and no room for elements to come: records come by the hundred thousand.
      const items = new Array<T>(raw.length);
      let count = 0;
      let position = 0;
      const inside: Problems = (path, expected) => problems(`/${position}${path}`, expected);
      for (; position < raw.length; position++) {
        const element: unknown = raw[position];
        if (element === null || element === undefined || element === '') continue;
        const value = item.read(element, inside);
        if (value !== undefined) items[count++] = value;
      }
      items.length = count;
      return items;
    },
  };
}

export function shape<F extends AnyFields>(fields: F): Field<RecordOf<F> | undefined> & { readonly fields: F } {
  const entries = Object.entries(fields).map(([name, field]) => ({ name, lower: lowerFirst(name), field }));
  const parts: ReadonlyMap<string, ShapePart> = new Map(
    entries.flatMap((entry) => [[entry.lower, entry] as const, [upperFirst(entry.name), entry] as const]),
  );
  // Records start as a copy of one that has nothing, so that all of a kind have one shape in memory.
  const blank = Object.fromEntries(entries.map(({ lower, field }) => [lower, field.read(undefined, () => undefined)]));
  return {
    fields,
    schema: {
      type: 'object',
      properties: Object.fromEntries(entries.map(({ lower, field }) => [lower, field.schema])),
      additionalProperties: false,
    },
    form: { kind: 'shape', parts, blank },
    read(raw, problems) {
      if (raw === undefined || raw === null || raw === '') return undefined;
      if (typeof raw !== 'object' || Array.isArray(raw)) {
        problems('', 'an object');
        return undefined;
      }
      const from = raw as Record<string, unknown>;
      const record: Record<string, unknown> = { ...blank };
      let reading = '';
      const inside: Problems = (path, expected) => problems(`/${reading}${path}`, expected);
      // Records come by the hundred thousand: only the keys that are there are looked at, each once.
      for (const key in from) {
        const part = parts.get(key);
        if (part === undefined) continue;
        reading = part.name;
        record[part.lower] = part.field.read(from[key], inside);
      }
      // Every key was read by its own field.
      return record as RecordOf<F>;
    },
  };
}

/** An object whose keys are names that somebody chose: Availability Zones, variables. */
export function named<T>(item: Field<T>): Field<Readonly<Record<string, NonNullable<T>>>> {
  return {
    schema: { type: 'object', additionalProperties: item.schema },
    read(raw, problems) {
      const found: Record<string, NonNullable<T>> = {};
      if (raw === undefined || raw === null || raw === '') return found;
      if (typeof raw !== 'object' || Array.isArray(raw)) {
        problems('', 'an object');
        return found;
      }
      for (const [key, value] of Object.entries(raw)) {
        const read = item.read(value, (path, expected) => problems(`/${key}${path}`, expected));
        if (read !== undefined && read !== null) put(found, key, read);
      }
      return found;
    },
  };
}

/** Tags, sorted by key: a list (`[{Key, Value}]`) as AWS writes it, or the map of AWS Config and canonical snapshots. */
export const tags: Field<Readonly<Record<string, string>>> = {
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  form: { kind: 'tags', item: text, of: tagsOf },
  read(raw, problems) {
    const map: Record<string, string> = {};
    if (Array.isArray(raw)) {
      for (const tag of [...raw].sort(byKey)) {
        const key = keyOf(tag);
        if (key !== undefined) put(map, key, tagText(tag?.Value ?? tag?.value));
      }
    } else if (typeof raw === 'object' && raw !== null) {
      for (const [key, value] of Object.entries(raw).sort(([a], [b]) => (a < b ? -1 : 1)))
        put(map, key, tagText(value));
    } else if (raw !== undefined && raw !== null && raw !== '') problems('', 'tags');
    return map;
  },
};

function tagsOf(sorted: readonly string[]): Readonly<Record<string, string>> {
  const map: Record<string, string> = {};
  for (let i = 0; i + 1 < sorted.length; i += 2) put(map, sorted[i] as string, sorted[i + 1] as string);
  return map;
}

interface Tag {
  readonly Key?: unknown;
  readonly key?: unknown;
}

function keyOf(tag: Tag | null | undefined): string | undefined {
  const key = tag?.Key ?? tag?.key;
  return typeof key === 'string' ? key : undefined;
}

function byKey(one: Tag | null | undefined, other: Tag | null | undefined): number {
  const [a, b] = [keyOf(one) ?? '', keyOf(other) ?? ''];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A key named `__proto__` stays a key like any other. */
function put<T>(found: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__')
    Object.defineProperty(found, key, { value, enumerable: true, writable: true, configurable: true });
  else found[key] = value;
}

function tagText(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
