import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { kinds, recordType } from '@hopwise/core';
import { LIMITS } from '../read/limits.ts';
import { type FoundFile, walkFolder } from '../read/walk-folder.ts';

/** Raised when what a cache holds, or how, changes without any record's fields changing. */
const FORMAT = 2;

/** Which input a cache is of, and what its files were like. */
export interface Fingerprint {
  /** The same input, read by the same program, has the same name. */
  readonly name: string;
  readonly files: readonly FileMark[];
  readonly bytes: number;
}

/** A file as it was read. Its content is told by its hash where that was asked for. */
export interface FileMark extends Omit<FoundFile, 'path'> {
  readonly sha256?: string;
}

/** Undefined where the input is no set of files that can be looked at again: standard input, or what cannot be opened. */
export function fingerprintOf(
  inputs: readonly string[],
  asked: readonly unknown[],
  isHashed: boolean,
): Fingerprint | undefined {
  if (inputs.includes('-')) return undefined;
  let isWhole = true;
  const walk = {
    visited: new Set<string>(),
    deepest: LIMITS.folders,
    skipped: () => {
      isWhole = false;
    },
  };
  const files: FileMark[] = [];
  try {
    for (const input of inputs) {
      for (const { path, ...file } of walkFolder(input, walk)) {
        files.push(isHashed ? { ...file, sha256: hashOf(path) } : file);
      }
    }
  } catch {
    // Who reads the input says what is wrong with it.
    return undefined;
  }
  if (!isWhole) return undefined;
  const name = [FORMAT, schemaHash(), asked, ...inputs.flatMap((input) => [input, resolve(input)])];
  return { name: digest(JSON.stringify(name)), files, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

/** By content where both have hashes and that is asked for, else by size and times. */
export function areSame(before: readonly FileMark[], now: readonly FileMark[], isHashed: boolean): boolean {
  return (
    before.length === now.length &&
    now.every(({ name, size, modified, changed, sha256 }, i) => {
      const one = before[i] as FileMark;
      if (one.name !== name || one.size !== size) return false;
      return isHashed ? one.sha256 === sha256 : one.modified === modified && one.changed === changed;
    })
  );
}

/** Records are read by their fields: other fields make other records. */
function schemaHash(): string {
  return digest(JSON.stringify(kinds.map((kind) => [kind, recordType(kind).record.schema])));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  const handle = openSync(path, 'r');
  try {
    const piece = Buffer.allocUnsafe(1 << 20);
    for (let count = readSync(handle, piece); count > 0; count = readSync(handle, piece)) {
      hash.update(piece.subarray(0, count));
    }
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}
