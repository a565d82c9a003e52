import { readdirSync, readFileSync } from 'node:fs';
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
  const own = imports.filter((path) => path.startsWith('@hopwise/'));
  expect(PACKAGES[name]).toEqual(expect.arrayContaining(own));
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
    'cli/thread/run-in-thread.ts',
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
