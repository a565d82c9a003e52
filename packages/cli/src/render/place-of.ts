import type { Source } from '@hopwise/core';

/** `vpcs.json#/Vpcs/0`; in a file of several documents the pointer begins with the document's number. */
export function placeOf({ file, pointer }: Source): string {
  return pointer === '' || pointer.startsWith('#') ? `${file}${pointer}` : `${file}#${pointer}`;
}
