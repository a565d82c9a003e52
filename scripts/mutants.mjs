#!/usr/bin/env node
// Plants one fault after the other in a copy of the engine and runs the quick tests against it: each must be noticed.
// Words mean the faults whose titles or files hold one of them; without any, all are tried.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mutants } from './mutant-list.mjs';
import { saveEvidence } from './save-evidence.mjs';

const USAGE = 'usage: npm run mutants -- [--processes N] [--save] [WORD…]';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { processes, words } = wanted();
const tests = [
  'tests/properties/three-ways.test.ts',
  'tests/properties/estate.test.ts',
  'tests/properties/oracle.test.ts',
  'tests/properties/laws.test.ts',
  'tests/properties/answer-laws.test.ts',
  'tests/scenarios/scenarios.test.ts',
];
/** Shares of the usual number of runs: what the first does not notice, the second must. */
const efforts = ['0.05', '0.5'];

const chosen = mutants.filter(([file, , , title]) => isMeant(file) || isMeant(title));
if (chosen.length === 0) fail(`No fault has any of these in its title: ${words.join(', ')}`);
const strays = chosen.filter(([file, from]) => read(root, file).split(from).length !== 2);
for (const [file, from] of strays) console.error(`${file}: not exactly once: ${from}`);
if (strays.length > 0) process.exit(2);

const queue = [...chosen.entries()];
const results = [];
const baseline = await withCopy((copy) => run(copy, efforts[0]));
if (baseline.code !== 0) {
  console.error(`The tests fail without any fault planted.\n${baseline.output.slice(-4000)}`);
  process.exit(2);
}
await Promise.all(Array.from({ length: processes }, () => withCopy(work)));
results.sort((a, b) => a.index - b.index);
for (const { title, file, outcome, seconds } of results) {
  console.log(`${outcome.padEnd(9)} ${`${seconds} s`.padStart(6)}  ${file.padEnd(38)} ${title}`);
}
const survivors = results.filter(({ outcome }) => outcome === 'SURVIVED');
saveEvidence('mutants', { faults: withThoseBefore(results.map(({ index, ...fault }) => fault)) });
console.log(`${results.length - survivors.length} of ${results.length} faults were noticed`);
process.exit(survivors.length > 0 ? 1 : 0);

/** What was not tried again stays as it was found last. */
function withThoseBefore(tried) {
  const file = join(root, 'docs/evidence/mutants.json');
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).faults : [];
  const known = new Map([...before, ...tried].map((fault) => [fault.title, fault]));
  return mutants.flatMap(([, , , title]) => known.get(title) ?? []);
}

async function work(copy) {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [index, [file, from, to, title]] = next;
    const source = read(root, file);
    const target = join(copy, 'packages/core/src', file);
    const begin = Date.now();
    // A function, so that nothing in the text is taken for a pattern.
    writeFileSync(
      target,
      source.replace(from, () => to),
    );
    let outcome = 'SURVIVED';
    for (const effort of efforts)
      if (outcome === 'SURVIVED' && (await run(copy, effort)).code !== 0) outcome = 'killed';
    writeFileSync(target, source);
    results.push({ index, file, title, outcome, seconds: Math.round((Date.now() - begin) / 1000) });
    process.stderr.write(`${results.length}/${chosen.length} ${outcome} ${title}\n`);
  }
}

function wanted() {
  try {
    const { values, positionals } = parseArgs({
      options: { processes: { type: 'string' }, save: { type: 'boolean' } },
      allowPositionals: true,
    });
    const count = Number(values.processes ?? Math.min(2, availableParallelism()));
    return Number.isInteger(count) && count > 0 ? { processes: count, words: positionals } : fail(USAGE);
  } catch {
    return fail(USAGE);
  }
}

function isMeant(text) {
  return words.length === 0 || words.some((word) => text.includes(word));
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

function run(copy, runs) {
  const env = { ...process.env, HOPWISE_RUNS: runs, HOPWISE_BAIL: '1' };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--bail', '1', ...tests], { cwd: copy, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, output })));
}

/** A tree of its own with the same dependencies; the workspace's packages are found in the copy. */
async function withCopy(use) {
  const copy = mkdtempSync(join(tmpdir(), 'hopwise-mutants-'));
  try {
    for (const name of ['core', 'importers', 'cli']) {
      mkdirSync(join(copy, 'packages', name), { recursive: true });
      cpSync(join(root, 'packages', name, 'src'), join(copy, 'packages', name, 'src'), { recursive: true });
      for (const file of ['package.json', 'tsconfig.json']) {
        cpSync(join(root, 'packages', name, file), join(copy, 'packages', name, file));
      }
      symlinkSync(join(root, 'packages', name, 'node_modules'), join(copy, 'packages', name, 'node_modules'));
    }
    // Tests draw from the bench's random numbers.
    for (const name of ['tests', 'bench']) cpSync(join(root, name), join(copy, name), { recursive: true });
    for (const name of ['package.json', 'tsconfig.base.json']) cpSync(join(root, name), join(copy, name));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(join(copy, 'vitest.config.ts'), configOf(copy));
    return await use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function configOf(copy) {
  const source = (name) => JSON.stringify(join(copy, 'packages', name, 'src/index.ts'));
  return `import { defineConfig } from 'vitest/config';
const conditions = ['@hopwise/source', 'import', 'module', 'default'];
const alias = { '@hopwise/core': ${source('core')}, '@hopwise/importers': ${source('importers')} };
export default defineConfig({ resolve: { conditions, alias }, ssr: { resolve: { conditions } }, test: { include: ['tests/**/*.test.ts'], testTimeout: 120_000, cache: false } });
`;
}

function read(base, file) {
  return readFileSync(join(base, 'packages/core/src', file), 'utf8');
}
