import type { Change } from '@hopwise/core';
import type { BrokenFile } from '../findings/read-exceptions.ts';

const OPERATIONS: readonly unknown[] = ['add', 'remove', 'replace'];

/** Changes as `--fix` prints them: a patch alone, or an answer of `path --fix` or `--close` that holds one. */
export function readPatch(text: string): readonly Change[] | BrokenFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const list = Array.isArray(value) ? (value as readonly unknown[]) : patchIn(value);
  if (!list) return { problem: 'it is no list of changes' };
  const bad = list.findIndex((one) => !isChange(one));
  return bad < 0 ? (list as readonly Change[]) : { problem: `its change ${bad + 1} lacks op, component or at` };
}

function patchIn(value: unknown): readonly unknown[] | undefined {
  const answer = value as {
    readonly fix?: { readonly patch?: unknown };
    readonly close?: { readonly patch?: unknown };
  } | null;
  const found = answer?.fix?.patch ?? answer?.close?.patch;
  return Array.isArray(found) ? found : undefined;
}

function isChange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { op, component, at } = value as Readonly<Record<string, unknown>>;
  return OPERATIONS.includes(op) && typeof component === 'string' && typeof at === 'string' && /^(\/.+)?$/.test(at);
}
