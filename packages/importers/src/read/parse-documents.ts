import type { DiagnosticLog } from '../diagnostic-log.ts';
import { type Content, contentOfText } from './content.ts';
import { isDeeperThan } from './json-depth.ts';
import { withLongList } from './long-list.ts';
import { splitDocuments } from './split-documents.ts';

/** One JSON document of a file; `index` counts from 1 where the file holds several. */
export interface ParsedDocument {
  readonly file: string;
  readonly index: number | undefined;
  readonly value: unknown;
}

/** The JSON documents of a text, the good ones even where others are broken. */
export function* parseDocuments(
  file: string,
  text: string,
  deepest: number,
  log: DiagnosticLog,
): Generator<ParsedDocument> {
  const long = longDocument(file, contentOfText(text), deepest, log);
  if (long) {
    yield long;
    return;
  }
  if (isDeeperThan(text, deepest)) {
    broken('its lists and objects are nested too deep', 'Check what wrote the file.');
    return;
  }
  const whole = parsed(text);
  if ('value' in whole) {
    yield { file, index: undefined, value: whole.value };
    return;
  }
  let index = 0;
  for (const { from, to, looksLikeJson } of splitDocuments(text)) {
    index++;
    const piece = from === 0 && to === text.length ? whole : looksLikeJson ? parsed(text.slice(from, to)) : NO_JSON;
    if ('value' in piece) yield { file, index, value: piece.value };
    else broken(`at character ${from}: ${piece.problem}`, AGAIN);
  }

  function broken(problem: string, hint: string): void {
    noteBroken(log, file, problem, hint);
  }
}

/** The document of a long answer, read while its list is gone through: the content must stay as it is until then. */
export function longDocument(
  file: string,
  content: Content,
  deepest: number,
  log: DiagnosticLog,
): ParsedDocument | undefined {
  const value = withLongList(content, deepest, (from) => {
    noteBroken(log, file, `from character ${from}: it ends too early or holds odd text`, AGAIN);
  });
  return value && { file, index: undefined, value };
}

function noteBroken(log: DiagnosticLog, file: string, problem: string, hint: string): void {
  const message = `A part of ${file} is no JSON: ${problem}.`;
  log.add({ code: 'JSON_BROKEN', severity: 'error', message, hint, source: { file, pointer: '' } });
}

const AGAIN = 'Write the answer again; it may have been cut off or edited.';

type Parsed = { readonly value: unknown } | { readonly problem: string };

const NO_JSON: Parsed = { problem: 'a line that is neither an object nor a list' };

function parsed(text: string): Parsed {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    // V8 quotes the text around the fault, which may hold secrets; only its position is passed on.
    const position = /position (\d+)/.exec(String(error))?.[1];
    return { problem: position ? `unexpected text at position ${position}` : 'it ends too early or holds odd text' };
  }
}
