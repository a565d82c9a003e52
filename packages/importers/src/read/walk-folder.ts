import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inputNotFound } from '../import-error.ts';

/** A file as it is found on disk; `name` is how it is shown, with forward slashes. */
export interface FoundFile {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly modified: Date;
}

/**
 * The files at and beneath `path` in sorted order, hidden ones left out. A folder that links lead to twice is entered
 * once on each way down, so circles end. `skipped` receives what could not be opened.
 */
export async function* walkFolder(
  path: string,
  deepest: number,
  skipped: (name: string, reason: string) => void,
): AsyncGenerator<FoundFile> {
  const root = await statOf(path);
  if (!root) throw inputNotFound(path);
  yield* walk(path, displayName(path), root, new Set());

  async function* walk(at: string, name: string, stats: Stats, above: ReadonlySet<string>): AsyncGenerator<FoundFile> {
    if (stats.isFile()) yield { name, path: at, size: stats.size, modified: stats.mtime };
    if (!stats.isDirectory()) return;
    const real = await realpath(at);
    if (above.has(real)) return;
    if (above.size >= deepest) return skipped(name, `folders are nested more than ${deepest} deep`);
    for (const entry of await entriesOf(at, name)) {
      const child = join(at, entry.name);
      const childStats = await statOf(child);
      const childName = name === '.' ? entry.name : `${name.replace(/\/$/, '')}/${entry.name}`;
      if (childStats) yield* walk(child, childName, childStats, new Set([...above, real]));
      else skipped(childName, 'it could not be opened');
    }
  }

  async function entriesOf(at: string, name: string): Promise<Dirent[]> {
    try {
      const entries = await readdir(at, { withFileTypes: true });
      const shown = entries.filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules');
      return shown.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      skipped(name, 'the folder could not be listed');
      return [];
    }
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

function displayName(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\/(?=.)/, '');
}
