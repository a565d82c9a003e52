import { chmod, chown, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unusable } from './bad-option.ts';

/** Writes a file whole or not at all: who reads it meanwhile, or after it failed, finds what was there before. */
export async function writeWhole(option: string, file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const before = await stat(target).catch(() => undefined);
  try {
    // Pipes and devices are written to, and a file of several names stays one.
    if (before && (!before.isFile() || before.nlink > 1)) await writeFile(target, text);
    else await replace(target, text, before);
  } catch (error) {
    unusable(option, file, 'written')(error);
  }
}

interface Standing {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

async function replace(target: string, text: string, before: Standing | undefined): Promise<void> {
  const part = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  try {
    await writeFile(part, text, { flag: 'wx', flush: true });
    if (before) await standAs(part, before);
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    // Where the folder takes no new files, the file itself may still be written.
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!before || !REFUSED.has(code)) throw error;
    await writeFile(target, text);
  }
}

const REFUSED: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Whoever could read and write the file still can. Only root gives files away: others wrote their own. */
async function standAs(part: string, { mode, uid, gid }: Standing): Promise<void> {
  if (process.getuid?.() === 0) await chown(part, uid, gid);
  await chmod(part, mode & 0o7777);
}
