import { inside, type Kind, recordType, type Source } from '@hopwise/core';
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

export type SourceOf = (resource: Resource) => Source;

/** Reads records as an answer of AWS would be, each from where its resource is written. */
export function recordSink(assembly: Assembly, placeOf: (resource: Resource) => Place, sourceOf: SourceOf): RecordSink {
  const readings = new Map<string, Reading>();
  const places = new Map<string, Place>();
  const inUse = new Set<string>();
  return {
    inUse,
    places,
    add(kind, raw, resource) {
      const type = recordType(kind);
      const source = sourceOf(resource);
      const record = type.record.read(raw, (path, expected) => {
        assembly.log.add({
          code: 'FIELD_UNREADABLE',
          severity: 'warning',
          message: `A field of ${aOrAn(type.title)} is not ${expected}, and was left out.`,
          hint: 'Write the plan, state or template again.',
          source: inside(source, path),
        });
      }) as Draft | undefined;
      const key = record && type.key(record);
      if (!record || key === undefined) return undefined;
      const { account, region } = placeOf(resource);
      record.account = type.owner?.(record) ?? account;
      record.region = region;
      if (record.account === undefined || region === undefined) assembly.hasUnplaced = true;
      record.source = source;
      const place = { account: record.account, region };
      places.set(JSON.stringify([place.account, region]), place);
      for (const prefix of type.prefixes?.(record) ?? []) if (prefix) inUse.add(prefix);
      assembly.entries.get(kind)?.push({ record, key, reading: readingOf(kind, place, source.file) });
      return key;
    },
  };

  /** As if the records of one place had been read from one answer. */
  function readingOf(kind: Kind, place: Place, file: string): Reading {
    const name = JSON.stringify([kind, place.account, place.region, file]);
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
