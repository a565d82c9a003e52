import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';
import { consoleBlocks, wordsOf } from './console-blocks.ts';

const pages = [
  'README.md',
  ...readdirSync('docs').map((name) => `docs/${name}`),
  ...readdirSync('examples').map((name) => `examples/${name}/README.md`),
].filter((page) => page.endsWith('.md') && existsSync(page));

describe.each(pages)('%s', (page) => {
  const shown = consoleBlocks(readFileSync(page, 'utf8')).filter(({ command }) => command.startsWith('hopwise '));

  test.each(shown)('shows what $command prints', async ({ command, output }) => {
    const { stdout, stderr } = await hopwise(wordsOf(command).slice(1));
    expect((stdout + stderr).replace(/\n+$/, '\n')).toBe(output);
  });

  test('links only to files that exist', () => {
    const folder = page.slice(0, page.lastIndexOf('/') + 1);
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, path]) => `${folder}${path}`,
    );
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });
});
