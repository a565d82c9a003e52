import type { FieldPlan } from './field-plan.ts';
import { KeyTable, type Part } from './key-table.ts';

/** How the values of a field are read off bytes; made once of its plan, for each place where it stands. */
export interface FieldReader {
  readonly kind: FieldPlan['kind'];
  /** Of lists. */
  readonly item: FieldReader | undefined;
  /** Of objects, and of tags, whose keys are two. */
  readonly keys: KeyTable | undefined;
}

export function fieldReader({ kind, item, fields = [], keys }: FieldPlan): FieldReader {
  const parts = fields.map((field, index): Part => ({ index, reader: fieldReader(field), seenIn: 0 }));
  const byKey = keys?.map(([key, index]) => [key, parts[index] as Part] as const);
  return { kind, item: item && fieldReader(item), keys: byKey && new KeyTable(new Map(byKey)) };
}

/** Of objects that hold records in a list: the one key that is looked into. */
export function keysWith(name: string, reader: FieldReader): KeyTable {
  const part: Part = { index: 0, reader, seenIn: 0 };
  return new KeyTable(new Map([name, name.charAt(0).toLowerCase() + name.slice(1)].map((key) => [key, part])));
}
