import type { Draft } from './assembly.ts';

/** The list of an answer whose elements were read off its bytes, one by one. */
export class ScannedList {
  /** Parsed: what a list holds is asked before it is read. */
  readonly first: unknown;
  readonly elements: readonly ScannedElement[];

  constructor(first: unknown, elements: readonly ScannedElement[]) {
    this.first = first;
    this.elements = elements;
  }
}

export interface ScannedElement {
  /** Inside the list. */
  readonly pointer: string;
  /** As it was read; absent where its value is yet to be. */
  readonly record?: Draft;
  readonly value?: unknown;
}
