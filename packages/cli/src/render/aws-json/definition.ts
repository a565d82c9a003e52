/** A record as a describe call would print it, as far as it was read: the API's spelling, tags as pairs. */
export function definition(record: object): string {
  const { account, region, source, isPartial, ...fields } = record as Readonly<Record<string, unknown>>;
  return JSON.stringify(spelled(fields));
}

function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): readonly (readonly [string, unknown])[] => {
    const isNothing = inner === undefined || (Array.isArray(inner) && inner.length === 0);
    if (isNothing) return [];
    return [[`${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, TAGS.has(name) ? pairs(inner) : spelled(inner)]];
  });
  return Object.fromEntries(entries);
}

const TAGS = new Set(['tags', 'tagSet']);

function pairs(tags: unknown): unknown {
  return Object.entries(tags as object).map(([Key, Value]) => ({ Key, Value }));
}
