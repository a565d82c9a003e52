import type { Raw } from '../oracle/build.ts';

/** Something that is named by its id, or by what else it gets when it is made, until it is there. */
export class Ref {
  readonly id: string;
  readonly attribute: string;
  /** What the attribute is once it is there, where that is not the id. */
  readonly value: string | undefined;

  constructor(id: string, attribute = 'id', value?: string) {
    this.id = id;
    this.attribute = attribute;
    this.value = value;
  }
}

/** One object as two languages write it; `undefined` is not written. */
export interface Piece {
  readonly id: string;
  readonly terraform: readonly [type: string, args: object];
  readonly cloudFormation: readonly [type: string, properties: object];
}

/** What an argument names, where the languages say that each in its own way. */
export interface Target {
  readonly terraform: Ref | readonly Ref[];
  readonly cloudFormation: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

export const ref = (id: unknown) => new Ref(String(id));
export const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);

/** Kinds that can be written; objects that AWS makes or that no language has are left out, or given beside. */
export type Writes = (fields: Fields, all: readonly Raw[]) => readonly Piece[];

export function logicalId(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9]/g, '');
}
