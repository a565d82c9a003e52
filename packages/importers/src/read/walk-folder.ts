import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { inputNotFound } from '../import-error.ts';

/** A file as it is found on disk; `name` is how it is shown, with forward slashes. */
export interface FoundFile {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  /** When it and what is known of it changed last, in milliseconds. */
  readonly modified: number;
  readonly changed: number;
}

/** What several walks have in common: nothing is visited twice, by whatever names links give it. */
export interface Walk {
  /** Real paths of files and folders. */
  readonly visited: Set<string>;
  /** Folders inside folders. */
  readonly deepest: number;
  /** Receives what could not be opened. */
  skipped(name: string, reason: string): void;
}

interface Place {
  readonly path: string;
  readonly name: string;
  readonly real: string;
  readonly depth: number;
}

/**
 * The files at and beneath `path` in sorted order, hidden ones left out. Links come last, so that what is found twice has
 * its own name; one that leads to where it is, or above, would only read everything around again. Synchronous, because a
 * promise a file takes longer than most files take to read.
 */
export function* walkFolder(path: string, walk: Walk): Generator<FoundFile> {
  const { visited, deepest, skipped } = walk;
  const stats = statOf(path);
  if (!stats) throw inputNotFound(path);
  const links: Place[] = [];
  yield* visit({ path, name: displayName(path), real: realpathSync(path), depth: 0 }, stats);
  // Folders behind links may hold links themselves, which are added while this runs.
  for (const link of links) yield* follow(link);

  function* visit(place: Place, stats: Stats): Generator<FoundFile> {
    const { name, path, real, depth } = place;
    if (visited.has(real)) return;
    visited.add(real);
    // Checkouts and copies set times anew: only archives tell when their files were captured.
    if (stats.isFile()) yield { name, path, size: stats.size, modified: stats.mtimeMs, changed: stats.ctimeMs };
    if (!stats.isDirectory()) return;
    if (depth >= deepest) return skipped(name, `folders are nested more than ${deepest} deep`);
    for (const entry of entriesOf(place)) {
      const child = inside(place, entry.name);
      const childStats = statOf(child.path);
      if (!childStats) skipped(child.name, 'it could not be opened');
      else if (entry.isSymbolicLink()) links.push(child);
      else yield* visit(child, childStats);
    }
  }

  function* follow(link: Place): Generator<FoundFile> {
    const stats = statOf(link.path);
    if (!stats) return;
    const real = realpathSync(link.path);
    if (!isAtOrAbove(real, dirname(link.real))) yield* visit({ ...link, real }, stats);
  }

  function entriesOf({ path, name }: Place): Dirent[] {
    try {
      const entries = readdirSync(path, { withFileTypes: true });
      const shown = entries.filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules');
      return shown.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      skipped(name, 'the folder could not be listed');
      return [];
    }
  }
}

function inside({ path, name, real, depth }: Place, entry: string): Place {
  return {
    path: join(path, entry),
    name: name === '.' ? entry : `${name.replace(/\/$/, '')}/${entry}`,
    real: join(real, entry),
    depth: depth + 1,
  };
}

function isAtOrAbove(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function displayName(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\/(?=.)/, '');
}
