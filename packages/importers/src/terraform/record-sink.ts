import { type Kind, recordType } from '@hopwise/core';
import { aOrAn } from '../describe/a-or-an.ts';
import type { Assembly, Draft, Reading } from '../describe/assembly.ts';
import { fullCall } from '../describe/call-index.ts';
import { originOf, type Place } from '../describe/origin.ts';
import type { Json } from './json.ts';
import type { Resource } from './resource.ts';

export interface RecordSink {
  /** The key of the record, undefined where it has none. */
  add(kind: Kind, raw: Json, resource: Resource): string | undefined;
  /** Prefixes that any record has used so far. */
  readonly inUse: Set<string>;
  /** Where records are, as JSON. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Reads records as an answer of AWS would be, with the address of their resource for a pointer. */
export function recordSink(assembly: Assembly, file: string, placeOf: (resource: Resource) => Place): RecordSink {
  const readings = new Map<string, Reading>();
  const places = new Map<string, Place>();
  const inUse = new Set<string>();
  return {
    inUse,
    places,
    add(kind, raw, resource) {
      const type = recordType(kind);
      const pointer = resource.address;
      const record = type.record.read(raw, (path, expected) => {
        assembly.log.add({
          code: 'FIELD_UNREADABLE',
          severity: 'warning',
          message: `A field of ${aOrAn(type.title)} is not ${expected}, and was left out.`,
          hint: 'Write the plan or state again.',
          source: { file, pointer: pointer + path },
        });
      }) as Draft | undefined;
      const key = record && type.key(record);
      if (!record || key === undefined) return undefined;
      const { account, region } = placeOf(resource);
      record.account = type.owner?.(record) ?? account;
      record.region = region;
      if (record.account === undefined || region === undefined) assembly.hasUnplaced = true;
      record.source = { file, pointer };
      const place = { account: record.account, region };
      places.set(JSON.stringify([place.account, region]), place);
      for (const prefix of type.prefixes?.(record) ?? []) if (prefix) inUse.add(prefix);
      assembly.entries.get(kind)?.push({ record, key, reading: readingOf(kind, place) });
      return key;
    },
  };

  /** As if the records of one place had been read from one answer. */
  function readingOf(kind: Kind, place: Place): Reading {
    const name = JSON.stringify([kind, place.account, place.region]);
    const reading = readings.get(name) ?? {
      origin: { ...originOf(file, undefined, {}), account: place.account, region: place.region },
      known: fullCall(kind),
      hasMore: false,
      isPartial: false,
      asked: new Set<string>(),
    };
    readings.set(name, reading);
    return reading;
  }
}
