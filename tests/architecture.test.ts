import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';

/** A file of core imports from its own folder or one before it. */
const ORDER = ['net', 'model', 'aws', 'topology', 'engine', 'queries', 'checks', 'explain'];
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  core: [],
  importers: ['@hopwise/core'],
  cli: ['@hopwise/core', '@hopwise/importers'],
};

const sources = Object.keys(PACKAGES).flatMap((name) =>
  readdirSync(`packages/${name}/src`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => {
      const code = readFileSync(`packages/${name}/src/${file}`, 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '');
      const imports = [...code.matchAll(/(?:from|import\(?) '([^']+)'/g)].map((match) => match[1] as string);
      return { name, file, code, imports };
    }),
);
const inPackage = (name: string) => sources.filter((source) => source.name === name);

test.each(inPackage('core'))('core/$file imports from its own folder or an earlier one', ({ file, imports }) => {
  const [folder = ''] = file.split('/');
  if (!file.includes('/')) return;
  const names = imports.flatMap((path) => /^\.\.\/([^/]+)\//.exec(path)?.[1] ?? []);
  for (const name of names)
    expect(ORDER.indexOf(name), `${file} imports ${name}`).toBeLessThanOrEqual(ORDER.indexOf(folder));
});

test.each(sources)('$name/$file knows only the packages below its own', ({ name, imports }) => {
  const own = imports.flatMap((path) => /^@hopwise\/[^/]+/.exec(path)?.[0] ?? []);
  expect(PACKAGES[name]).toEqual(expect.arrayContaining(own));
});

test('what declares the commands loads nothing that answers them, and no command but explore loads ink', () => {
  const files = new Map(inPackage('cli').map(({ file, code }) => [file, code]));
  const loaded = (file: string, known = new Set<string>()): ReadonlySet<string> => {
    known.add(file);
    const code = (files.get(file) ?? '').replace(/^(import|export) type [^;]*;/gm, '');
    for (const [, path = ''] of code.matchAll(/ from '([^']+)'/g)) {
      const next = path.startsWith('.') ? posix.join(posix.dirname(file), path) : path;
      if (!known.has(next)) loaded(next, known);
    }
    return known;
  };
  const outside = (file: string) => [...loaded(file)].filter((path) => !/\.tsx?$|^node:/.test(path)).sort();
  expect(outside('main.ts')).toEqual(['@hopwise/core/question-error', 'commander']);
  // Not even explore, before it is known that there is a terminal.
  const commands = [...files.keys()].filter((file) => file.startsWith('commands/'));
  expect(commands.filter((file) => /^(ink|react)$/m.test(outside(file).join('\n')))).toEqual([]);
  expect(outside('explore/show-session.tsx')).toEqual(['ink', 'string-width']);
});

test('core reads no file, clock or environment', () => {
  const world = /from 'node:|\bprocess\.|\bDate\b|Math\.random|\bconsole\./;
  expect(
    inPackage('core')
      .filter(({ code }) => world.test(code))
      .map(({ file }) => file),
  ).toEqual([]);
});

test('only the command line prints, and only through its terminal', () => {
  const prints = /\bconsole\.|process\.std(out|err)|\bstdout\b/;
  const files = sources.filter(({ code }) => prints.test(code)).map(({ name, file }) => `${name}/${file}`);
  expect(files.sort()).toEqual([
    'cli/explore/screen.ts',
    'cli/explore/show-session.tsx',
    'cli/main.ts',
    'cli/terminal.ts',
  ]);
});

test('ARCHITECTURE.md names only files that there are', () => {
  const named = [...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/`([\w./-]+\.(?:ts|mjs|md))`/g)].map(
    ([, file]) => file as string,
  );
  const written = [
    ...sources.map(({ name, file }) => `packages/${name}/src/${file}`),
    ...readdirSync('docs'),
    ...readdirSync('.'),
    ...readdirSync('tests'),
    ...readdirSync('scripts').map((file) => `scripts/${file}`),
  ];
  expect(
    named.filter(
      (file) =>
        !written.some(
          (path) => path === file || `tests/${path}` === file || `docs/${path}` === file || path.endsWith(`/${file}`),
        ),
    ),
  ).toEqual([]);
});
