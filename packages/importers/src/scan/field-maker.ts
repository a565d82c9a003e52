import type { Field, FieldForm } from '@hopwise/core';
import { type ObjectMaker, objectMaker } from './object-maker.ts';

/** How the values of a field are made of what was read off bytes; made once of its declaration. */
export interface FieldMaker {
  readonly kind: FieldForm['kind'] | 'other';
  /** What is made of null and of nothing. */
  readonly nothing: unknown;
  /** Of lists. */
  readonly item: FieldMaker | undefined;
  /** Of objects, in the order in which records have them. */
  readonly fields: readonly FieldMaker[];
  /** Of objects: what stands for each field before it is made. */
  readonly blank: readonly unknown[];
  readonly make: ObjectMaker | undefined;
  readonly tags: (FieldForm & { kind: 'tags' }) | undefined;
}

const records = new WeakMap<Field<unknown>, FieldMaker>();

/** Of records; `more` are names of what they have beside their fields, undefined at first. */
export function makerOfRecords(field: Field<unknown>, more: readonly string[]): FieldMaker {
  const { form } = field;
  const others = more.filter((name) => form?.kind !== 'shape' || !Object.hasOwn(form.blank, name));
  const maker = records.get(field) ?? fieldMaker(field, others);
  records.set(field, maker);
  return maker;
}

function fieldMaker(field: Field<unknown>, more: readonly string[] = []): FieldMaker {
  const { form } = field;
  const shape = form?.kind === 'shape' ? form : undefined;
  const names = Object.keys(shape?.blank ?? {});
  return {
    kind: form?.kind ?? 'other',
    nothing: field.read(undefined, () => undefined),
    item: form?.kind === 'list' ? fieldMaker(form.item) : undefined,
    fields: names.map((name) => fieldMaker(shape?.parts.get(name)?.field as Field<unknown>)),
    blank: [...Object.values(shape?.blank ?? {}), ...more.map(() => undefined)],
    make: shape && objectMaker([...names, ...more]),
    tags: form?.kind === 'tags' ? form : undefined,
  };
}
