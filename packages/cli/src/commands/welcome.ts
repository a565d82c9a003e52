import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { importSnapshot } from '@hopwise/importers';
import type { ExitCode } from '../exit-code.ts';
import type { Interactive, Terminal } from '../terminal.ts';

/** So many files are looked into before the help is shown: a home folder has thousands. */
const MOST_FILES = 12;
const MOST_BYTES = 2_000_000;

/** Without a command, in a terminal: the explorer, if there is something here to explore. Undefined: nobody wants it. */
export async function welcome(terminal: Terminal, interactive: Interactive): Promise<ExitCode | undefined> {
  const found = await inputHere();
  if (found === undefined) return undefined;
  await terminal.write(`There is AWS configuration in ${found.name}. Open the explorer? [Y/n] `);
  if (!(await isAgreed(terminal, interactive))) return undefined;
  const { explore } = await import('./explore.ts');
  return explore(terminal, { input: [found.folder] });
}

interface Place {
  readonly folder: string;
  readonly name: string;
}
const PLACES: readonly Place[] = [
  { folder: '.', name: 'this folder' },
  { folder: 'input', name: 'input/' },
];

/** Where a file can be read as input, the smallest tried first. */
async function inputHere(): Promise<Place | undefined> {
  for (const place of PLACES) {
    for (const file of await candidatesIn(place.folder)) {
      const { records } = await importSnapshot([file]).catch(() => ({ records: 0 }));
      if (records > 0) return place;
    }
  }
  return undefined;
}

async function candidatesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => /\.(?:json|tfstate)$/.test(name)).map((name) => join(folder, name));
  const sized = await Promise.all(
    files.map(async (file) => ({ file, size: (await stat(file).catch(() => undefined))?.size ?? Infinity })),
  );
  return sized
    .filter(({ size }) => size <= MOST_BYTES)
    .sort((a, b) => a.size - b.size || (a.file < b.file ? -1 : 1))
    .slice(0, MOST_FILES)
    .map(({ file }) => file);
}

/** One key, without Enter; Ctrl-C leaves, as everywhere. */
async function isAgreed(terminal: Terminal, { input, exit }: Interactive): Promise<boolean> {
  input.setRawMode(true);
  const key = await new Promise<string>((resolve) => input.once('data', (bytes: Buffer) => resolve(String(bytes))));
  input.setRawMode(false);
  input.pause();
  await terminal.write('\n');
  if (key === '\u0003') exit('SIGINT');
  return /^[yY\r\n ]/.test(key);
}
