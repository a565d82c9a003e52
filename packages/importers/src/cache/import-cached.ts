import { rmSync } from 'node:fs';
import type { PackedFacts } from '@hopwise/core';
import type { ImportedFiles, ImportOptions } from '../import-snapshot.ts';
import { importSnapshot } from '../import-snapshot.ts';
import { cacheFile, markUsed, replaceFile } from './cache-folder.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { readCache } from './read-cache.ts';
import { writeCache } from './write-cache.ts';

export interface CacheOptions {
  readonly folder: string;
  /** Which program reads: another may read the same files otherwise. */
  readonly program?: string;
  /** Files are told by their content, whatever their times say. */
  readonly verify?: boolean;
  /** Bytes of input from which on a cache is worth it. */
  readonly from?: number;
}

/** Less is read as fast as a cache would be. */
const WORTH_IT = 8_000_000;

/** As `importSnapshot`; what a cache has kept of the same files is taken from there. */
export async function importCached(
  inputs: readonly string[],
  options: ImportOptions,
  { folder, program, verify = false, from = WORTH_IT }: CacheOptions,
): Promise<ImportedFiles> {
  const fingerprint = fingerprintOf(inputs, [program, options.planSide, ...(options.parameters ?? [])], verify);
  if (!fingerprint || fingerprint.bytes < from) return importSnapshot(inputs, options);
  const kept = keptImport(cacheFile(folder, fingerprint.name), fingerprint, verify);
  if (kept) return kept;
  const imported = await importSnapshot(inputs, options);
  return { ...imported, keep: (facts) => keepImport(folder, fingerprint, imported, facts) };
}

function keptImport(file: string, { files }: Fingerprint, isHashed: boolean): ImportedFiles | undefined {
  try {
    const kept = readCache(file, files, isHashed);
    if (kept) markUsed(file);
    return kept;
  } catch {
    // Not there, or not as it was written: the input is read again, and the file replaced.
    return undefined;
  }
}

/** A cache that cannot be written is none: nobody waits for it. */
function keepImport(folder: string, { name, files }: Fingerprint, imported: ImportedFiles, facts: PackedFacts): void {
  const { snapshot, ...summary } = imported;
  const { version: _, records, ...stated } = snapshot;
  const kept = { ...summary, ...stated };
  try {
    // The one before is of no use any more, whether the new one can be written or not.
    rmSync(cacheFile(folder, name), { force: true });
    replaceFile(folder, name, (file) => writeCache(file, records, kept, facts, files));
  } catch {
    // A full disk, or a folder of somebody else's: next time the input is read again.
  }
}
