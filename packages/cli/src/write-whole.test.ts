import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeFolderWhole, writeWhole } from './write-whole.ts';

const scratch = mkdtempSync(join(tmpdir(), 'hopwise-write-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function folder(name: string): string {
  const path = join(scratch, name);
  mkdirSync(path);
  return path;
}

test('a new file, and nothing beside it', async () => {
  const here = folder('new');
  await writeWhole('--out', join(here, 'a.json'), 'one');
  expect(readdirSync(here)).toEqual(['a.json']);
  expect(readFileSync(join(here, 'a.json'), 'utf8')).toBe('one');
});

test('a file that is replaced keeps its mode, and who has it open reads what it was', async () => {
  const here = folder('mode');
  const file = join(here, 'a.json');
  writeFileSync(file, 'before');
  chmodSync(file, 0o600);
  const { ino } = statSync(file);
  await writeWhole('--out', file, 'after');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(file).ino).not.toBe(ino);
  expect(readFileSync(file, 'utf8')).toBe('after');
});

test('a link stays a link, and a second name sees what is written', async () => {
  const here = folder('links');
  writeFileSync(join(here, 'file'), 'before');
  symlinkSync('file', join(here, 'link'));
  await writeWhole('--out', join(here, 'link'), 'after');
  expect([readlinkSync(join(here, 'link')), readFileSync(join(here, 'file'), 'utf8')]).toEqual(['file', 'after']);
  linkSync(join(here, 'file'), join(here, 'name'));
  await writeWhole('--out', join(here, 'file'), 'last');
  expect(readFileSync(join(here, 'name'), 'utf8')).toBe('last');
});

test('where it cannot be written the file is named, and nothing is left behind', async () => {
  const here = folder('failing');
  mkdirSync(join(here, 'taken'));
  await expect(writeWhole('--out', join(here, 'taken'), 'text')).rejects.toThrow(
    `--out cannot be “${join(here, 'taken')}”`,
  );
  await expect(writeWhole('--out', join(here, 'missing', 'a.json'), 'text')).rejects.toThrow('--out cannot be');
  const file = join(here, 'a.json');
  writeFileSync(file, 'before');
  // Somebody else's part is in the way: the file stays as it was.
  writeFileSync(join(here, `.a.json.${process.pid}.part`), '');
  await expect(writeWhole('--out', file, 'after')).rejects.toThrow(file);
  expect(readFileSync(file, 'utf8')).toBe('before');
  expect(readdirSync(here).sort()).toEqual(['a.json', 'taken']);
});

test('a folder appears when all of it is written', async () => {
  const here = folder('folders');
  const out = join(here, 'deep', 'out');
  const told = await writeFolderWhole('--out', out, async (part) => {
    writeFileSync(join(part, 'a.json'), 'one');
    expect(readdirSync(join(here, 'deep'))).toEqual([`.out.${process.pid}.part`]);
    return 7;
  });
  expect([told, readdirSync(join(here, 'deep')), readdirSync(out)]).toEqual([7, ['out'], ['a.json']]);
});

test('an empty folder is filled, whatever leads to it, and keeps its mode', async () => {
  const here = folder('empty');
  mkdirSync(join(here, 'out'));
  chmodSync(join(here, 'out'), 0o700);
  symlinkSync('out', join(here, 'link'));
  await writeFolderWhole('--out', join(here, 'link'), async (part) => writeFileSync(join(part, 'a.json'), 'one'));
  expect(readdirSync(here).sort()).toEqual(['link', 'out']);
  expect(readdirSync(join(here, 'out'))).toEqual(['a.json']);
  expect(statSync(join(here, 'out')).mode & 0o777).toBe(0o700);
});

test('of a folder that could not be filled nothing is left', async () => {
  const here = folder('unfilled');
  const failing = writeFolderWhole('--out', join(here, 'out'), async (part) => {
    writeFileSync(join(part, 'a.json'), 'one');
    throw new Error('no more');
  });
  await expect(failing).rejects.toThrow('no more');
  expect(readdirSync(here)).toEqual([]);
  writeFileSync(join(here, 'file'), '');
  await expect(writeFolderWhole('--out', join(here, 'file', 'out'), async () => 1)).rejects.toThrow('--out cannot be');
});
