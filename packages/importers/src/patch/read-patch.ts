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
  if (bad >= 0) return { problem: `its change ${bad + 1} lacks op, component or at` };
  const changes = list as readonly Change[];
  return contradiction(changes) ?? changes;
}

/** All places are those before any change: of two that make something else of one place none is the later. */
function contradiction(changes: readonly Change[]): BrokenFile | undefined {
  const known = new Map<string, number>();
  for (const [at, { op, component, at: place, value }] of changes.entries()) {
    if (op === 'add') continue;
    const key = JSON.stringify([component, place]);
    const other = changes[known.get(key) ?? at] as Change;
    if (JSON.stringify([other.op, other.value]) !== JSON.stringify([op, value]))
      return {
        problem: `its changes ${(known.get(key) ?? at) + 1} and ${at + 1} make different things of ${component} ${place}`,
      };
    known.set(key, at);
  }
  return undefined;
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
