import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { argv, execPath, version } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { saveEvidence } from '../scripts/save-evidence.mjs';
import { median } from './statistics.mjs';
import { CLI, CLI_EXAMPLE, cliArguments, loadSubject } from './subject.mjs';
import { table } from './table.mjs';

const BENCH = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MIB = 2 ** 20;
const FEWEST_FOR_ENVIRONMENTS = 1_000;
const MOST_FOR_ALL_PAIRS = 10_000;

/** Each step has a process of its own: warm code and memory of one must not count for another. */
function run(script, ...parameters) {
  const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: MIB };
  return JSON.parse(execFileSync(execPath, [join(BENCH, script), ...parameters.map(String)], options));
}

function measureSize(interfaces) {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-bench-'));
  try {
    run('generate.mjs', folder, interfaces);
    // The smallest estates have one environment; all pairs of the largest take minutes.
    const surveys = [
      'exposure',
      ...(interfaces >= FEWEST_FOR_ENVIRONMENTS ? ['crossEnvironment'] : []),
      ...(interfaces <= MOST_FOR_ALL_PAIRS ? ['allPairs'] : []),
    ];
    const steps = ['times', 'memory', ...surveys];
    return Object.assign({}, ...steps.map((step) => run('measure.mjs', step, folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many times as long as bare JSON.parse of the same bytes the stages take. */
function ratiosOf({ parseMs, readAndParseMs, importMs, compileMs, exposureMs, crossEnvironmentMs, allPairsMs }) {
  return {
    ...(exposureMs && { exposure: exposureMs / parseMs }),
    ...(crossEnvironmentMs && { crossEnvironment: crossEnvironmentMs / parseMs }),
    ...(allPairsMs && { allPairs: allPairsMs / parseMs }),
    ...(importMs && { import: importMs / parseMs, importToReadAndParse: importMs / readAndParseMs }),
    ...(compileMs && { compile: compileMs / parseMs, importAndCompile: (importMs + compileMs) / parseMs }),
  };
}

/** From nothing to the answer on the terminal, as a person meets it. */
function measureCli() {
  const [main, input] = [join(ROOT, CLI), join(ROOT, CLI_EXAMPLE, 'input')];
  if (!existsSync(main) || !existsSync(input)) return { note: `skipped: needs ${CLI} and ${CLI_EXAMPLE}/input` };
  const ids = interfaceIdsOf(input);
  if (ids.length < 2) return { note: `skipped: no two interfaces in ${CLI_EXAMPLE}/input` };
  const taken = Array.from({ length: 5 }, () => {
    const start = performance.now();
    try {
      execFileSync(execPath, [main, ...cliArguments([ids[0], ids[1]], input)], { stdio: 'pipe' });
    } catch (error) {
      // Any verdict but reachable exits with 1 or 3: an answer too.
      if (error.status !== 1 && error.status !== 3) throw error;
    }
    return performance.now() - start;
  });
  return { coldStartMs: median(taken) };
}

/** @param {string} input @returns {string[]} */
function interfaceIdsOf(input) {
  const files = readdirSync(input, { recursive: true }).filter((path) => path.endsWith('.json'));
  const found = files.flatMap((path) => readFileSync(join(input, path), 'utf8').match(/\beni-[0-9a-z]+/g) ?? []);
  return [...new Set(found)].sort();
}

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    sizes: { type: 'string', default: '100,1000' },
    json: { type: 'boolean', default: false },
    save: { type: 'boolean' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const [cpu] = cpus();
const measured = Object.fromEntries(sizes.map((size) => [size, measureSize(size)]));
const report = {
  machine: { cpus: cpus().length, model: cpu?.model, node: version, memoryGiB: totalmem() / MIB / 1024 },
  sizes: measured,
  ratios: ratiosOf(measured[Math.max(...sizes)]),
  cli: measureCli(),
  missing: (await loadSubject()).missing,
};
const rounded = JSON.parse(
  JSON.stringify(report, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)),
);
saveEvidence('bench', rounded);
console.log(values.json ? JSON.stringify(report, null, 2) : table(rounded));
