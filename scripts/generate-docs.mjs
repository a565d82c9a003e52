// Writes the pages that are made of the source, and what the commands in all pages print; needs built packages. A test keeps them current.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { checksPage, codesPage, modelledPage } from '../packages/cli/dist/index.js';
import { evidencePage } from './evidence-page.mjs';

const folder = new URL('../docs/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('codes.md', folder), codesPage());
writeFileSync(new URL('checks.md', folder), checksPage());
writeFileSync(new URL('modelled.md', folder), modelledPage());
writeFileSync(new URL('evidence.md', folder), evidencePage());

// The console blocks of pages that people write: `$ hopwise …`, then what it prints.
const MAIN = 'packages/cli/dist/main.js';
process.chdir(new URL('..', import.meta.url).pathname);
for (const page of [
  'README.md',
  ...pagesIn('docs'),
  ...readdirSync('examples').map((name) => `examples/${name}/README.md`),
]) {
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(/^```console\n([\s\S]*?)^```$/gm, (_, block) => `\`\`\`console\n${answered(block)}\`\`\``),
  );
}

function pagesIn(name) {
  return readdirSync(name).flatMap((file) => (file.endsWith('.md') ? [`${name}/${file}`] : []));
}

function answered(block) {
  const commands = block.match(/^\$ hopwise .*$/gm) ?? [];
  return commands.map((line) => `${line}\n${outputOf(line.slice('$ hopwise '.length))}`).join('');
}

function outputOf(words) {
  const args = [...words.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
  const { stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
  return stdout + stderr;
}
