import type { Coverage, Diagnostic, Settings, Unanswered } from '@hopwise/core';
import type { ImportSummary } from '../import-snapshot.ts';
import { readSettingsValue } from '../settings/read-settings-value.ts';
import { coverageOf } from '../snapshot-file/coverage-of.ts';
import { sourceOf } from '../snapshot-file/place-record.ts';
import { unansweredOf } from '../snapshot-file/unanswered-of.ts';

type Json = Readonly<Record<string, unknown>>;

/** What an import gave, beside the records. */
export interface KeptImport extends ImportSummary {
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: readonly Coverage[];
  readonly unanswered?: readonly Unanswered[];
  readonly settings: Settings;
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
}

/** Undefined where it is not one that was written. */
export function readKeptImport(value: unknown): KeptImport | undefined {
  if (!isObject(value) || !Array.isArray(value.diagnostics) || !Array.isArray(value.coverage)) return undefined;
  const diagnostics = value.diagnostics.flatMap(diagnosticOf);
  const coverage = value.coverage.flatMap(coverageOf);
  let isWhole = diagnostics.length === value.diagnostics.length && coverage.length === value.coverage.length;
  const settings = readSettingsValue(value.settings, () => {
    isWhole = false;
  });
  const [files, ignored, documents, records] = ['files', 'ignored', 'documents', 'records'].map((name) =>
    Number(value[name]),
  ) as [number, number, number, number];
  const unanswered = Array.isArray(value.unanswered) ? value.unanswered.flatMap(unansweredOf) : undefined;
  const aliases = value.aliases === undefined ? undefined : aliasesOf(value.aliases);
  if (!isWhole || (value.aliases !== undefined && !aliases)) return undefined;
  return {
    ...{ files, ignored, documents, records, diagnostics, coverage, settings },
    ...(unanswered ? { unanswered } : {}),
    ...(aliases ? { aliases } : {}),
  };
}

function diagnosticOf(value: unknown): Diagnostic[] {
  if (!isObject(value)) return [];
  const { code, severity, message, hint, source } = value;
  if (typeof code !== 'string' || typeof message !== 'string') return [];
  if (severity !== 'error' && severity !== 'warning' && severity !== 'note') return [];
  const from = sourceOf(source);
  return [
    { code, severity, message, ...(typeof hint === 'string' ? { hint } : {}), ...(from ? { source: from } : {}) },
  ];
}

function aliasesOf(value: unknown): Readonly<Record<string, readonly string[]>> | undefined {
  if (!isObject(value)) return undefined;
  const isList = (ids: unknown) => Array.isArray(ids) && ids.every((id) => typeof id === 'string');
  return Object.values(value).every(isList) ? (value as Readonly<Record<string, readonly string[]>>) : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
