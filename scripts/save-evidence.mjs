import { mkdirSync, writeFileSync } from 'node:fs';

/**
 * Keeps what a run has shown, for docs/evidence.md, if `--save` asks for it.
 * @param {string} name `bench`, `bench-SHAPE`, `mutants` or `soak`
 * @param {object} result
 */
export function saveEvidence(name, result) {
  if (!process.argv.includes('--save')) return;
  const folder = new URL('../docs/evidence/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(result, null, 2)}\n`);
  console.error(`docs/evidence/${name}.json is written: node scripts/generate-docs.mjs writes the page.`);
}
