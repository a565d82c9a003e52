import { type Kind, kinds, recordType, SNAPSHOT_VERSION } from '@hopwise/core';
import { aOrAn } from '../describe/a-or-an.ts';
import type { Assembly, Draft, Reading } from '../describe/assembly.ts';
import { fullCall } from '../describe/call-index.ts';
import { originOf } from '../describe/origin.ts';
import { mergeSettings } from '../settings/merge-settings.ts';
import { readSettingsValue } from '../settings/read-settings-value.ts';
import { coverageOf } from './coverage-of.ts';
import { placeRecord } from './place-record.ts';
import { unansweredOf } from './unanswered-of.ts';

type Json = Readonly<Record<string, unknown>>;

export function isSnapshotFile(document: Json): boolean {
  return Object.hasOwn(document, 'hopwise') && document.kind === 'snapshot';
}

/** Adds a canonical snapshot as it was written: places are taken as they are, and are not guessed again. */
export function readSnapshotFile(assembly: Assembly, document: Json, file: string): void {
  const version = Math.floor(Number(document.hopwise));
  if (version !== SNAPSHOT_VERSION) {
    problem(
      'SNAPSHOT_VERSION',
      `${file} is a snapshot of version ${JSON.stringify(document.hopwise)}; this program reads version ${SNAPSHOT_VERSION}.`,
      'Import the original files again, or use the program that wrote it.',
      '/hopwise',
    );
    return;
  }
  const readings = new Map<string, Reading>();
  const records = isObject(document.records) ? document.records : {};
  for (const kind of kinds) readKind(kind, records[kind]);
  for (const kind of Object.keys(records).filter((key) => !kinds.includes(key as Kind))) {
    problem('NOT_MODELLED', `Nothing reads records of ${kind} yet.`, 'Use a newer version.', `/records/${kind}`);
  }
  if (Array.isArray(document.coverage)) assembly.coverage.push(...document.coverage.flatMap(coverageOf));
  if (Array.isArray(document.unanswered)) assembly.unanswered.push(...document.unanswered.flatMap(unansweredOf));
  for (const [alias, ids] of isObject(document.aliases) ? Object.entries(document.aliases) : []) {
    if (Array.isArray(ids))
      assembly.aliases.set(
        alias,
        ids.filter((id) => typeof id === 'string'),
      );
  }
  const settings = readSettingsValue(document.settings, (pointer) => {
    problem(
      'SETTINGS_BROKEN',
      `A setting of ${file} is left out.`,
      'Import hopwise.yaml again.',
      `/settings${pointer}`,
    );
  });
  assembly.settings = mergeSettings(assembly.settings, settings);

  function readKind(kind: Kind, list: unknown): void {
    if (!Array.isArray(list)) return;
    const type = recordType(kind);
    list.forEach((raw: unknown, i) => {
      const pointer = `/records/${kind}/${i}`;
      const record = isObject(raw) ? readRecord(kind, raw, pointer) : undefined;
      const key = record && type.key(record);
      if (!record || !isObject(raw) || key === undefined) {
        problem(
          'ELEMENT_UNREADABLE',
          `Without its id, ${aOrAn(type.title)} was left out.`,
          'Write the snapshot again.',
          pointer,
        );
        return;
      }
      if (!placeRecord(record, raw)) record.source = { file, pointer };
      if (record.account === undefined || record.region === undefined) assembly.hasUnplaced = true;
      assembly.entries.get(kind)?.push({ record, key, reading: readingOf(kind, record) });
    });
  }

  /** As if the records of one place had been read from one answer. */
  function readingOf(kind: Kind, { account, region }: Draft): Reading {
    const name = JSON.stringify([kind, account, region]);
    const reading = readings.get(name) ?? {
      origin: { ...originOf(file, undefined, {}), account, region },
      known: fullCall(kind),
      hasMore: false,
      isPartial: false,
      asked: new Set(),
    };
    readings.set(name, reading);
    return reading;
  }

  function readRecord(kind: Kind, raw: Json, pointer: string): Draft | undefined {
    const type = recordType(kind);
    try {
      return type.record.read(raw, (path, expected) => {
        const message = `A field of ${aOrAn(type.title)} is not ${expected}, and was left out.`;
        problem('FIELD_UNREADABLE', message, 'Write the snapshot again.', pointer + path);
      }) as Draft | undefined;
    } catch {
      return undefined;
    }
  }

  function problem(code: string, message: string, hint: string, pointer: string): void {
    const severity = code === 'SNAPSHOT_VERSION' ? 'error' : 'warning';
    assembly.log.add({ code, severity, message, hint, source: { file, pointer } });
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
