import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that all caches together may take; the ones that were not used for longest go first. */
const MOST = 2_000_000_000;
/** What is still being written is left alone for so long. */
const UNFINISHED = 60 * 60 * 1000;

const ENDING = '.cache';

export function cacheFile(folder: string, name: string): string {
  return join(folder, name + ENDING);
}

/** Gives a file its content at once or not at all, and makes room for it. */
export function replaceFile(folder: string, name: string, write: (file: string) => void): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, `${name}.${process.pid}.unfinished`);
  try {
    write(unfinished);
    renameSync(unfinished, cacheFile(folder, name));
  } finally {
    rmSync(unfinished, { force: true });
  }
  makeRoom(folder);
}

/** So that it is not the first to go. */
export function markUsed(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // A folder that may only be read serves all the same.
  }
}

function makeRoom(folder: string): void {
  const files = readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats ? { path, name, size: stats.size, used: stats.mtimeMs } : [];
  });
  const caches = files.filter(({ name }) => name.endsWith(ENDING)).sort((a, b) => b.used - a.used);
  let size = 0;
  for (const cache of caches) {
    size += cache.size;
    if (size > MOST) rmSync(cache.path, { force: true });
  }
  const left = files.filter(({ name, used }) => name.endsWith('.unfinished') && used < Date.now() - UNFINISHED);
  for (const { path } of left) rmSync(path, { force: true });
}
