import { LongList } from '../read/long-list.ts';
import type { Assembly, Reading } from './assembly.ts';
import { callFor, commandName, type KnownCall, valueUnder } from './call-index.ts';
import type { Origin } from './origin.ts';
import { hasMore } from './pages.ts';
import { type ElementReader, elementReader } from './read-element.ts';

type Json = Readonly<Record<string, unknown>>;

/** One answer inside a document: the object, which of its keys holds the records, and the calls that answer so. */
export interface Answer {
  readonly object: Json;
  readonly key: string;
  readonly calls: readonly KnownCall[];
  readonly origin: Origin;
  /** Of the object in its document. */
  readonly pointer: string;
}

/** Reads one key of an answer into records, and says how much of the kind that covers. */
export function readAnswer(assembly: Assembly, answer: Answer): void {
  const { object, key, origin, pointer } = answer;
  const readings = new Map<KnownCall, { readonly reading: Reading; readonly reader: ElementReader }>();
  const value = object[key];
  const first = isList(value) ? firstOf(value) : undefined;
  const call = callFor(answer.calls, first) ?? answer.calls[0];
  if (!call) return;
  const usual = first === undefined ? (callByName(answer) ?? call) : call;
  open(usual);

  const at = `${pointer}/${key}`;
  switch (usual.call.holds) {
    case 'answer':
      if (!open(usual).reader.read(object, pointer)) unassigned(usual);
      break;
    case 'object':
      open(usual).reader.read(value, at);
      break;
    default:
      for (const [list, listAt] of lists(value, at, usual.call.holds)) readList(list, listAt);
  }

  function readList(list: unknown, listAt: string): void {
    if (list === null || list === undefined || list === '') return;
    if (!isList(list)) {
      open(usual).reader.read(NOT_A_LIST, listAt);
      return;
    }
    const oneCall = answer.calls.length === 1;
    const elementAt = `${listAt}/`;
    let i = 0;
    for (const element of list) {
      const known = oneCall ? usual : (callFor(answer.calls, element) ?? usual);
      open(known).reader.read(element, elementAt + i++);
    }
  }

  function open(known: KnownCall): { readonly reading: Reading; readonly reader: ElementReader } {
    const before = readings.get(known);
    if (before) return before;
    const reading: Reading = { origin, known, hasMore: hasMore(object), isPartial: false };
    const opened = { reading, reader: elementReader(assembly, reading) };
    readings.set(known, opened);
    assembly.readings.push(reading);
    return opened;
  }

  function unassigned(known: KnownCall): void {
    assembly.unassigned.push({ answer: object, reading: open(known).reading, pointer });
  }
}

/** Stands for a value that should have been a list; no reader takes it. */
const NOT_A_LIST = 'not a list';

function* lists(
  value: unknown,
  at: string,
  holds: 'elements' | { readonly within: string },
): Generator<[unknown, string]> {
  if (holds === 'elements' || !isList(value)) {
    yield [value, at];
    return;
  }
  let i = -1;
  for (const outer of value) {
    i++;
    if (outer === null || outer === undefined) continue;
    if (typeof outer === 'object') yield [valueUnder(outer, holds.within), `${at}/${i}/${holds.within}`];
    else yield [outer, `${at}/${i}`];
  }
}

function isList(value: unknown): value is Iterable<unknown> {
  return Array.isArray(value) || value instanceof LongList;
}

function firstOf(list: Iterable<unknown>): unknown {
  for (const element of list) if (element) return element;
  return undefined;
}

/** An empty list does not tell which call answered it; the file's name may. */
function callByName({ calls, origin }: Answer): KnownCall | undefined {
  return calls.find(({ call }) => origin.file.includes(commandName(call.operation)));
}
