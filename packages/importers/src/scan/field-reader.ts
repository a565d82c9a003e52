import type { Field, FieldForm } from '@hopwise/core';
import { KeyTable, type Part } from './key-table.ts';
import { type ObjectMaker, objectMaker } from './object-maker.ts';

/** How the values of a field are read off bytes; made once of its declaration, for each place where it stands. */
export interface FieldReader {
  readonly kind: FieldForm['kind'] | 'parsed';
  readonly field: Field<unknown>;
  /** What is read of null and of nothing. */
  readonly nothing: unknown;
  /** Of lists. */
  readonly item: FieldReader | undefined;
  /** Of objects, in the order in which records have them. */
  readonly fields: readonly FieldReader[];
  /** Of objects, and of tags, whose keys are two. */
  readonly keys: KeyTable | undefined;
  /** Of objects: what stands for each field before it is read. */
  readonly blank: readonly unknown[];
  readonly make: ObjectMaker | undefined;
  readonly tags: (FieldForm & { kind: 'tags' }) | undefined;
}

const records = new WeakMap<Field<unknown>, FieldReader>();

/** Of records; `more` are names of what they have beside their fields, undefined at first. */
export function recordReader(field: Field<unknown>, more: readonly string[]): FieldReader {
  const { form } = field;
  const others = more.filter((name) => form?.kind !== 'shape' || !Object.hasOwn(form.blank, name));
  const reader = records.get(field) ?? fieldReader(field, others);
  records.set(field, reader);
  return reader;
}

function fieldReader(field: Field<unknown>, more: readonly string[] = []): FieldReader {
  const { form } = field;
  const shape = form?.kind === 'shape' ? form : undefined;
  const tags = form?.kind === 'tags' ? form : undefined;
  const parts = shape && partsOf(shape);
  return {
    kind: form?.kind ?? 'parsed',
    field,
    nothing: field.read(undefined, () => undefined),
    item: form?.kind === 'list' ? fieldReader(form.item) : undefined,
    fields: Object.keys(shape?.blank ?? {}).map((name) => parts?.get(name)?.reader as FieldReader),
    keys: (parts && new KeyTable(parts)) ?? (tags && tagKeys(tags)),
    blank: [...Object.values(shape?.blank ?? {}), ...more.map(() => undefined)],
    make: shape && objectMaker([...Object.keys(shape.blank), ...more]),
    tags,
  };
}

/** Of objects that hold records in a list: the one key that is looked into. */
export function keysWith(name: string, reader: FieldReader): KeyTable {
  const part: Part = { index: 0, reader, seenIn: 0 };
  return new KeyTable(new Map([name, name.charAt(0).toLowerCase() + name.slice(1)].map((key) => [key, part])));
}

/** By each spelling of their keys, one of which is the name that records have. */
function partsOf({ parts, blank }: FieldForm & { kind: 'shape' }): ReadonlyMap<string, Part> {
  const order = Object.keys(blank);
  const made = new Map<unknown, Part>();
  return new Map(
    [...parts].map(([key, part]) => {
      const known = made.get(part) ?? { index: order.indexOf(part.lower), reader: fieldReader(part.field), seenIn: 0 };
      made.set(part, known);
      return [key, known];
    }),
  );
}

/** The first value is the key of the tag, the second its value. */
function tagKeys({ item }: FieldForm & { kind: 'tags' }): KeyTable {
  const [key, value] = [0, 1].map((index): Part => ({ index, reader: fieldReader(item), seenIn: 0 })) as [Part, Part];
  return new KeyTable(new Map(Object.entries({ Key: key, key, Value: value, value })));
}
