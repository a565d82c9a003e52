import type { Source } from '@hopwise/core';

/** `vpcs.json#/Vpcs/0`, `net.yaml:42#/Resources/Web`; of several documents the pointer begins with the document's number. */
export function placeOf({ file, pointer, line }: Source): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return pointer === '' || pointer.startsWith('#') ? `${place}${pointer}` : `${place}#${pointer}`;
}
