import type { Field } from '../model/fields.ts';
import type { Provenance } from '../model/source.ts';

/** A call of AWS's API whose answer holds records of one kind. Importers, the collect script and the docs read it. */
export interface DescribeCall {
  readonly service: 'ec2';
  /** As the API spells it; `describe-…` of the CLI follows from it. */
  readonly operation: string;
  /** The key of the answer that holds the records. */
  readonly key: string;
  /**
   * Where a record is: each element of the list under `key`; each element of a list inside those elements (`within`);
   * the object under `key` itself; or the whole answer, for calls whose answer does not repeat their argument.
   */
  readonly holds: 'elements' | { readonly within: string } | 'object' | 'answer';
  /** The argument that the answer does not repeat, and the kind whose ids it runs over. The wrapper carries it. */
  readonly argument?: { readonly name: string; readonly of: string };
  /** Tells apart two calls that answer under one key, by a field that only its elements have. */
  readonly when?: { readonly has: string } | { readonly lacks: string };
}

/** The part of a resource type that is known before any behaviour: what is read, from where, and how it is named. */
export interface RecordType<K extends string, R> {
  readonly kind: K;
  /** As AWS names it in sentences: `security group`. */
  readonly title: string;
  readonly calls: readonly DescribeCall[];
  readonly record: Field<R | undefined>;
  /** The id by which other records refer to this one; undefined makes the element a bad one. */
  key(record: R): string | undefined;
  /** The account that owns the object, where the record says it; else that of the file. */
  owner?(record: R): string | undefined;
}

/** A record as a snapshot holds it. */
export type Recorded<R> = R & Provenance;
