import type { Change } from '../../model/change.ts';
import type { ComponentId } from '../../model/route.ts';
import type { Lookup } from '../lookup.ts';
import type { Kind } from '../record-types.ts';

/** What a statement says in words that has no meaning in this network: what to write instead. */
export class StatementProblem extends Error {}

/** One form of sentence about objects of some kinds. */
export interface StatementForm {
  /** As help shows it. */
  readonly form: string;
  readonly kinds: readonly Kind[];
  /** What follows the subject. */
  readonly pattern: RegExp;
  /** Throws a `StatementProblem`. */
  read(about: Subject, words: Readonly<Record<string, string>>): readonly Change[];
}

export interface Subject {
  readonly net: Lookup;
  readonly id: ComponentId;
  readonly kind: Kind;
  /** The id of another object that the statement names, by id or Name. */
  named(word: string, kinds: readonly Kind[]): ComponentId;
}

/** `tcp/443`, `tcp/80-90`, `icmp`, `icmp/8`, `icmp/3/4`, `all`, `47`. */
export const SERVICE = '(?<protocol>[a-z0-9-]+?)(?:/(?<from>\\d{1,5})(?:-(?<to>\\d{1,5})|/(?<code>\\d{1,3}))?)?';
/** What leads from one thing to another; shells and keyboards know `->`. */
export const ARROW = '(?:→|->)';
