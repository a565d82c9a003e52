// Bundles the script and the style of report pages, core included, from the sources: `hopwise report` writes them into its pages.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = new URL('../packages/cli/src/report/page/', import.meta.url);
const target = new URL('../packages/cli/dist/', import.meta.url);

const { outputFiles } = await build({
  entryPoints: { 'report-page': fileURLToPath(new URL('main.ts', folder)) },
  bundle: true,
  format: 'iife',
  minify: true,
  // Names of functions and classes mean nothing to the page, and the comments of licences stand in LICENSE files.
  legalComments: 'none',
  charset: 'ascii',
  target: ['es2022'],
  conditions: ['@hopwise/source'],
  alias: { 'node:util': fileURLToPath(new URL('plain-text.ts', folder)) },
  outdir: fileURLToPath(target),
  write: false,
});
const style = await build({
  entryPoints: { 'report-page': fileURLToPath(new URL('style.css', folder)) },
  bundle: true,
  minify: true,
  outdir: fileURLToPath(target),
  write: false,
});
for (const { path, contents } of [...outputFiles, ...style.outputFiles]) writeFileSync(path, contents);
