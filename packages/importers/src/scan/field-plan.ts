import type { Field, FieldForm } from '@hopwise/core';

/** How the values of a field are written, as plain data: a thread that reads bytes loads no declarations. */
export interface FieldPlan {
  /** What has no plain form is left to who parses the element that has it. */
  readonly kind: FieldForm['kind'] | 'other';
  /** Of lists. */
  readonly item?: FieldPlan;
  /** Of objects in the order in which records have them; of tags their keys and values. */
  readonly fields?: readonly FieldPlan[];
  /** Each spelling of a key, and which field it is. */
  readonly keys?: readonly (readonly [string, number])[];
}

export function planOf({ form }: Field<unknown>): FieldPlan {
  if (!form) return { kind: 'other' };
  switch (form.kind) {
    case 'list':
      return { kind: 'list', item: planOf(form.item) };
    case 'tags': {
      const keys = [['Key', 0] as const, ['key', 0] as const, ['Value', 1] as const, ['value', 1] as const];
      return { kind: 'tags', fields: [planOf(form.item), planOf(form.item)], keys };
    }
    case 'shape':
      return { kind: 'shape', ...planOfShape(form) };
    default:
      return { kind: form.kind };
  }
}

function planOfShape({ parts, blank }: FieldForm & { kind: 'shape' }): Pick<FieldPlan, 'fields' | 'keys'> {
  const order = Object.keys(blank);
  // One of the spellings is the name that records have.
  const fields = order.map((name) => planOf(parts.get(name)?.field as Field<unknown>));
  return { fields, keys: [...parts].map(([key, { lower }]) => [key, order.indexOf(lower)]) };
}
