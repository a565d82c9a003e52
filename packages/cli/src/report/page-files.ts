import { readFile } from 'node:fs/promises';

/** The script and the style of a page, as `scripts/bundle-page.mjs` made them when the command was built. */
export async function pageFiles(): Promise<{ readonly script: string; readonly style: string }> {
  const [script, style] = await Promise.all([read('report-page.js'), read('report-page.css')]);
  return { script, style };
}

async function read(name: string): Promise<string> {
  // From `src` and from `dist` alike.
  return readFile(new URL(`../../dist/${name}`, import.meta.url), 'utf8');
}
