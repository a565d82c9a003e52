import { rmSync } from 'node:fs';
import type { Terminal } from './terminal.ts';

/**
 * A cache of the input turned out to be broken when a record was looked at. Told by its name: what reads inputs is loaded
 * by those who do.
 */
export function isCacheBroken(error: unknown): error is Error & { readonly file: string } {
  return error instanceof Error && error.name === 'CacheBroken' && 'file' in error;
}

/** Takes the broken cache away; false where that may not be, so that nobody looks at it again. */
export function removeBroken({ file }: { readonly file: string }): boolean {
  try {
    rmSync(file, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** A cache that is found to be broken goes, and the question is asked anew; where it cannot go, without any cache. */
export async function withoutBrokenCache<T>(terminal: Terminal, ask: (terminal: Terminal) => Promise<T>): Promise<T> {
  try {
    return await ask(terminal);
  } catch (error) {
    if (!isCacheBroken(error)) throw error;
    const isRemoved = removeBroken(error);
    if (terminal.hasWritten) throw error;
    return await ask(isRemoved ? terminal : Object.create(terminal, { cache: { value: undefined } }));
  }
}
