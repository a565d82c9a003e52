import { lowerFirst } from '../describe/call-index.ts';

/** The JSON Schema of a record's field, as far as readers make it. */
export interface FieldSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
}

/** What a record reads of a value of AWS's: keys that no field has are left out, at every depth. */
export function onlyRead(value: unknown, { properties, items }: FieldSchema): unknown {
  if (Array.isArray(value)) return items ? value.map((element) => onlyRead(element, items)) : value;
  if (!properties || typeof value !== 'object' || value === null) return value;
  const read = Object.entries(value).flatMap(([name, inner]) => {
    const field = Object.hasOwn(properties, lowerFirst(name)) ? properties[lowerFirst(name)] : undefined;
    return field ? [[name, onlyRead(inner, field)] as const] : [];
  });
  return Object.fromEntries(read);
}
