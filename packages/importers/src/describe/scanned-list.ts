import type { Draft } from './assembly.ts';

/** The list of an answer whose elements were read off its bytes. */
export class ScannedList {
  /** Parsed: what a list holds is asked before it is read. */
  readonly first: unknown;
  /** Records as they were read, and what is yet to be: the values of elements that hold something odd. */
  readonly elements: (Draft | Unread)[] = [];
  /** Where each stands inside the list. */
  readonly pointers: string[] = [];

  constructor(first: unknown) {
    this.first = first;
  }

  add(element: Draft | Unread, pointer: string): void {
    this.elements.push(element);
    this.pointers.push(pointer);
  }
}

export class Unread {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}
