import { type DescribeCall, recordType } from '@hopwise/core';
import { firstOf, LongList } from '../read/long-list.ts';
import type { Assembly, Reading } from './assembly.ts';
import { argumentOf, callByName, gives, type KnownCall, valueUnder } from './call-index.ts';
import type { Origin } from './origin.ts';
import { hasMore } from './pages.ts';
import { type ElementReader, elementReader } from './read-element.ts';
import { ScannedList } from './scanned-list.ts';

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

/** Reads one key of an answer into records, and says how much of the kind that covers; false where no call answers so. */
export function readAnswer(assembly: Assembly, answer: Answer): boolean {
  const { key, origin, pointer } = answer;
  const readings = new Map<KnownCall, { readonly reading: Reading; readonly reader: ElementReader }>();
  let { object } = answer;
  let value = object[key];
  const calls = callsAsked(answer).filter((known) => mayHold(known, value));
  const first: unknown = isList(value) ? firstOf(value) : value instanceof ScannedList ? value.first : value;
  const usual = isNothing(first) ? callOfEmpty(calls, answer) : callFor(calls, first, origin);
  if (!usual) return false;
  const asked = argumentOf(object, usual.call);
  const { reading } = open(usual);
  if (asked !== undefined) reading.asked.add(asked);

  const at = `${pointer}/${key}`;
  if (value instanceof LongList && (usual.call.holds === 'answer' || usual.call.holds === 'object')) {
    // Read as one record, the list is a field of it like any other.
    value = [...value];
    object = { ...object, [key]: value };
  }
  if (usual.call.holds === 'answer') {
    if (!open(usual).reader.read(object, pointer)) unassigned(usual);
  } else if (value instanceof ScannedList) {
    const { reader } = open(usual);
    value.forEach(at, (element, pointer) => reader.keep(element, pointer));
  } else if (usual.call.holds === 'object') {
    open(usual).reader.read(withArgument(value, usual.call, asked), at);
  } else {
    for (const [list, listAt] of lists(value, at, usual.call.holds)) readList(list, listAt);
    if (usual.call.argument && isNothing(first) && asked === undefined) unassigned(usual);
  }
  return true;

  function readList(list: unknown, listAt: string): void {
    if (isNothing(list)) return;
    if (!isList(list)) {
      open(usual as KnownCall).reader.read(NOT_A_LIST, listAt);
      return;
    }
    const oneCall = calls.length === 1;
    const elementAt = `${listAt}/`;
    let i = 0;
    for (const element of list) {
      const known = (oneCall ? usual : callFor(calls, element, origin)) ?? (usual as KnownCall);
      open(known).reader.read(withArgument(named(element, known.call), known.call, asked), elementAt + i++);
    }
  }

  function open(known: KnownCall): { readonly reading: Reading; readonly reader: ElementReader } {
    const before = readings.get(known);
    if (before) return before;
    const reading: Reading = { origin, known, hasMore: hasMore(object), isPartial: false, asked: new Set() };
    const opened = { reading, reader: elementReader(assembly, reading) };
    readings.set(known, opened);
    assembly.readings.push(reading);
    return opened;
  }

  function unassigned(known: KnownCall): void {
    assembly.unassigned.push({ answer: object, reading: open(known).reading, pointer });
  }
}

/** A wrapper that names the argument of a call is an answer of that call. */
function callsAsked({ calls, object }: Answer): readonly KnownCall[] {
  const asked = calls.filter(({ call }) => argumentOf(object, call) !== undefined);
  return asked.length > 0 ? asked : calls;
}

/** Whether the call's answer has a list under its key, as this one does, or an object. */
function mayHold({ kind, call }: KnownCall, value: unknown): boolean {
  if (call.holds !== 'answer' || typeof value !== 'object' || value === null) return true;
  const { properties = {} } = recordType(kind).record.schema as {
    readonly properties?: Readonly<Record<string, object>>;
  };
  const field = valueUnder(properties, call.key) as { readonly type?: string } | undefined;
  return (field?.type === 'array') === isList(value);
}

function callFor(calls: readonly KnownCall[], element: unknown, origin: Origin): KnownCall | undefined {
  const giving = calls.filter((known) => gives(known, element));
  return giving.length < 2 ? giving[0] : (callByName(giving, origin.file) ?? giving[0]);
}

/** An empty list does not tell which call answered it; the file's name may, or the case of its key. */
function callOfEmpty(calls: readonly KnownCall[], { key, origin }: Answer): KnownCall | undefined {
  const named = callByName(calls, origin.file);
  if (named) return named;
  const spelt = calls.filter(({ call }) => call.key === key);
  const [first, ...others] = spelt.length > 0 ? spelt : calls;
  return others.every(({ kind }) => kind === first?.kind) ? first : undefined;
}

/** Elements that do not repeat what they were asked for take it from their wrapper. */
function withArgument(element: unknown, { argument }: DescribeCall, asked: string | undefined): unknown {
  if (!argument || asked === undefined || typeof element !== 'object' || element === null) return element;
  return valueUnder(element, argument.name) === undefined ? { ...element, [argument.name]: asked } : element;
}

/** A text that stands for an object is its `named` field. */
function named(element: unknown, { holds }: DescribeCall): unknown {
  return typeof holds === 'object' && 'named' in holds && typeof element === 'string'
    ? { [holds.named]: element }
    : element;
}

/** Stands for a value that should have been a list; no reader takes it. */
const NOT_A_LIST = 'not a list';

function* lists(value: unknown, at: string, holds: DescribeCall['holds']): Generator<[unknown, string]> {
  if (typeof holds === 'string' || !('within' in holds) || !isList(value)) {
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

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}
