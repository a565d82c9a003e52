import type { Source } from '@hopwise/core';
import type { Draft } from '../describe/assembly.ts';

type Json = Readonly<Record<string, unknown>>;

/** Gives a record the place that its file says it has; false where the file does not say where it was read first. */
export function placeRecord(record: object, raw: object): boolean {
  const [draft, from] = [record as Draft, raw as Json];
  draft.account = textOf(from.account);
  draft.region = textOf(from.region);
  const source = sourceOf(from.source);
  if (source) draft.source = source;
  if (from.isPartial === true) draft.isPartial = true;
  return source !== undefined;
}

export function sourceOf(value: unknown): Source | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { file, pointer, line } = value as Json;
  if (typeof file !== 'string') return undefined;
  const place = Number.isSafeInteger(line) ? { line: line as number } : {};
  return { file, pointer: typeof pointer === 'string' ? pointer : '', ...place };
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
