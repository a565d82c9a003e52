import { isObject, type Json } from '../terraform/json.ts';

/** Of a field's JSON Schema, what tells how it is spelled. */
export interface Spelling {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Spelling>>;
  readonly items?: Spelling;
}

/**
 * AWS Config spells some names its own way (`dbclusterIdentifier` for `DBClusterIdentifier`), and puts words of a list
 * of AWS into objects (`state: { value: 'available' }`): here they are as the describing call has them.
 */
export function spelledAs(spelling: Spelling, raw: Json): Json {
  const { properties } = spelling;
  if (!properties) return raw;
  const names = new Map(Object.keys(properties).map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => {
      const called = names.get(name.toLowerCase());
      return called === undefined ? [name, value] : [called, told(properties[called], value)];
    }),
  );
}

function told(spelling: Spelling | undefined, value: unknown): unknown {
  if (!spelling) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => told(spelling.items, one));
  if (!isObject(value)) return value;
  if (spelling.properties) return spelledAs(spelling, value);
  const isWrapped = spelling.type !== 'object' && Object.keys(value).join() === 'value';
  return isWrapped ? value.value : value;
}
