import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withoutBrokenCache } from './broken-cache.ts';
import type { Terminal } from './terminal.ts';

const scratch = mkdtempSync(join(tmpdir(), 'hopwise-broken-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const terminal = (hasWritten = false) =>
  ({ columns: 80, cache: { folder: scratch }, hasWritten }) as unknown as Terminal;

/** Finds the cache broken as long as it is there and used. */
function askWith(file: string): (asking: Terminal) => Promise<number> {
  return async ({ cache, columns }) => {
    if (cache && existsSync(file)) throw Object.assign(new Error('broken'), { name: 'CacheBroken', file });
    return columns;
  };
}

describe('a cache that is found to be broken', () => {
  it('goes, and the question is asked anew', async () => {
    const file = join(scratch, 'one.cache');
    writeFileSync(file, '');
    expect(await withoutBrokenCache(terminal(), askWith(file))).toBe(80);
    expect(existsSync(file)).toBe(false);
  });

  it('is not looked at again where it cannot be taken away', async () => {
    const file = join(scratch, 'stays.cache');
    mkdirSync(file);
    expect(await withoutBrokenCache(terminal(), askWith(file))).toBe(80);
    expect(existsSync(file)).toBe(true);
  });

  it('is told where half an answer is out', async () => {
    const file = join(scratch, 'late.cache');
    writeFileSync(file, '');
    await expect(withoutBrokenCache(terminal(true), askWith(file))).rejects.toThrow('broken');
    expect(existsSync(file)).toBe(false);
  });
});
