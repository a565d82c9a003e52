import { readFile } from 'node:fs/promises';
import { packageFile } from '../package-file.ts';

/** The script and the style of a page, as `scripts/bundle-page.mjs` made them when the command was built. */
export async function pageFiles(): Promise<{ readonly script: string; readonly style: string }> {
  const [script, style] = await Promise.all([read('report-page.js'), read('report-page.css')]);
  return { script, style };
}

async function read(name: string): Promise<string> {
  return readFile(packageFile(`dist/${name}`), 'utf8');
}
