import { safeJson } from './escape-text.ts';

/** Texts of no more than some elements at once: all of a large answer would be longer than a text can be. */
const AT_ONCE = 1000;

/** `safeJson(document, 2)` and a line's end, piece by piece, as its lists are long. */
export function* jsonPieces(document: object): Iterable<string> {
  let before = '{';
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${before}\n  ${safeJson(key)}: `;
    before = ',';
    if (Array.isArray(value) && value.length > 0) yield* listPieces(value);
    else yield indented(safeJson(value, 2), 2);
  }
  yield before === '{' ? '{}\n' : '\n}\n';
}

function* listPieces(list: readonly unknown[]): Iterable<string> {
  for (let from = 0; from < list.length; from += AT_ONCE) {
    const texts = list.slice(from, from + AT_ONCE).map((one) => `    ${indented(safeJson(one, 2), 4)}`);
    yield `${from === 0 ? '[' : ','}\n${texts.join(',\n')}`;
  }
  yield '\n  ]';
}

/** No text of JSON has a line's end in it. */
function indented(text: string, by: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(by)}`);
}
