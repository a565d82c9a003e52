import type { Arguments } from './draft.ts';
import { isList, isMap, Unknown, type Value, Zones } from './value.ts';

/** Names and words that say nothing of packets. */
const WORDS: ReadonlySet<string> = new Set([
  'name',
  'description',
  'identifier',
  'engine',
  'function_name',
  'principal_arn',
  'tags',
]);

/** Every argument that nobody can tell, with the expression behind it. */
export function* unknownArguments(all: Arguments, path = ''): Generator<readonly [argument: string, text: string]> {
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined && !WORDS.has(name)) yield* unknownIn(value, path + name);
  }
}

function* unknownIn(value: Value, path: string): Generator<readonly [string, string]> {
  if (value instanceof Unknown) yield [path, value.text];
  else if (value instanceof Zones) yield [path, '!GetAZs'];
  else if (isMap(value)) yield* unknownArguments(value, `${path}.`);
  else if (isList(value)) {
    let i = 0;
    for (const one of value) {
      if (isMap(one)) yield* unknownArguments(one, `${path}[${i}].`);
      else yield* unknownIn(one, path);
      i++;
    }
  }
}
