import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { unusable } from './bad-option.ts';
import { beginWriting, removeUnfinished } from './unfinished.ts';

/** Writes a file whole or not at all: who reads it meanwhile, or after it failed, finds what was there before. */
export async function writeWhole(option: string, file: string, text: string): Promise<void> {
  const target = targetOf(file);
  const before = statSync(target, { throwIfNoEntry: false });
  try {
    // Pipes and devices are written to, and a file of several names stays one.
    if (before && (!before.isFile() || before.nlink > 1)) writeFileSync(target, text);
    else replace(target, text, before);
  } catch (error) {
    unusable(option, file, 'written')(error);
  }
}

/** The same of a folder, new or empty, that `fill` fills. */
export async function writeFolderWhole<T>(
  option: string,
  folder: string,
  fill: (part: string) => Promise<T>,
): Promise<T> {
  const target = targetOf(resolve(folder));
  const part = partOf(target);
  const done = beginWriting(part);
  try {
    try {
      mkdirSync(dirname(target), { recursive: true });
      mkdirSync(part);
    } catch (error) {
      unusable(option, folder, 'written')(error);
    }
    const filled = await fill(part);
    standIn(part, target);
    return filled;
  } finally {
    removeUnfinished([part]);
    done();
  }
}

/** An empty folder makes way; one that cannot, as what is mounted somewhere, gets what the other has. */
function standIn(part: string, target: string): void {
  try {
    if (existsSync(target)) standAs(part, statSync(target));
    renameSync(part, target);
  } catch {
    cpSync(part, target, { recursive: true });
  }
}

interface Standing {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

function replace(target: string, text: string, before: Standing | undefined): void {
  const part = partOf(target);
  const done = beginWriting(part);
  try {
    writeFileSync(part, text, { flag: 'wx', flush: true });
    if (before) standAs(part, before);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    // Where the folder takes no new files, the file itself may still be written.
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!before || !REFUSED.has(code)) throw error;
    writeFileSync(target, text);
  } finally {
    done();
  }
}

const REFUSED: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Beside it, so that it can be renamed; nothing else of this process writes there. */
function partOf(target: string): string {
  return join(dirname(target), `.${basename(target)}.${process.pid}.part`);
}

/** Links are followed. */
function targetOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** Whoever could read and write it still can. Only root gives files away: others wrote their own. */
function standAs(part: string, { mode, uid, gid }: Standing): void {
  if (process.getuid?.() === 0) chownSync(part, uid, gid);
  chmodSync(part, mode & 0o7777);
}
