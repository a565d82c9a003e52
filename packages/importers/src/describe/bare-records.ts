import { kindOfId } from '@hopwise/core';
import type { Assembly, Reading } from './assembly.ts';
import { callsOf, type KnownCall, knownCalls, lowerFirst, valueUnder } from './call-index.ts';
import type { Origin } from './origin.ts';
import { elementReader } from './read-element.ts';

type Json = Readonly<Record<string, unknown>>;

/** Reads records that lie in a document without their answer, as `--query 'Vpcs[]'` leaves them; one reader a call. */
export interface BareRecords {
  /** False where the object is no such record. */
  read(object: Json, origin: Origin, pointer: string): boolean;
}

export function bareRecords(assembly: Assembly): BareRecords {
  const readings = new Map<KnownCall, { readonly origin: Origin; read(raw: unknown, pointer: string): boolean }>();
  return {
    read(object, origin, pointer) {
      const within = recordsWithin(object);
      if (within) {
        within.list.forEach((element, i) => {
          readerOf(within.known, origin).read(element, `${pointer}/${within.key}/${i}`);
        });
        return true;
      }
      const known = callAlone(object);
      if (known) readerOf(known, origin).read(object, pointer);
      return known !== undefined;
    },
  };

  function readerOf(known: KnownCall, origin: Origin) {
    const before = readings.get(known);
    if (before?.origin === origin) return before;
    // Nothing tells a selection from all that there is.
    const reading: Reading = { origin, known, hasMore: false, isPartial: true, asked: new Set() };
    assembly.readings.push(reading);
    if (!before) noteBare(assembly, reading);
    const opened = { origin, read: elementReader(assembly, reading).read };
    readings.set(known, opened);
    return opened;
  }
}

/** Whether what lies under a key of an object is a piece of a record: objects of which the call lists more than that. */
export function isFragment(object: Json, key: string): boolean {
  const calls = callsOf(key);
  const value = object[key];
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (calls.length === 0 || !isObject(first)) return false;
  // An id beside the list is that of the record, or of what the answer was asked about.
  const beside = Object.values(object).filter((other) => typeof other === 'string');
  const kinds = beside.flatMap((id) => kindOfId(id) ?? []);
  if (kinds.length === 0) return false;
  return calls.every(({ call: { alone, argument } }) =>
    alone ? !hasAll(first, alone) : argument !== undefined && kinds.some((kind) => kind !== argument.of),
  );
}

/** The one call that lists such objects. */
function callAlone(object: Json): KnownCall | undefined {
  const giving = knownCalls.filter(({ call: { alone } }) => alone && hasAll(object, alone));
  return giving.length === 1 ? giving[0] : undefined;
}

/** Of reservations, the instances. */
function recordsWithin(object: Json) {
  for (const known of knownCalls) {
    const { holds, alone } = known.call;
    if (!alone || typeof holds !== 'object' || !('within' in holds)) continue;
    const list = valueUnder(object, holds.within);
    if (!Array.isArray(list) || list.length === 0) continue;
    if (list.every((element) => isObject(element) && hasAll(element, alone))) return { known, key: holds.within, list };
  }
  return undefined;
}

function noteBare({ log }: Assembly, { origin, known: { call } }: Reading): void {
  log.add({
    code: 'BARE_RECORDS',
    severity: 'warning',
    message: `${origin.file} holds ${call.key} without their answer; whether there are more of them is unknown.`,
    hint: `Write the whole answer of ${call.operation}, without --query.`,
    source: { file: origin.file, pointer: origin.prefix },
  });
}

function hasAll(object: Json, fields: readonly string[]): boolean {
  return fields.every((field) => valueUnder(object, lowerFirst(field)) !== undefined);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
