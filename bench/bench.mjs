import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { argv, execPath, version } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { saveEvidence } from '../scripts/save-evidence.mjs';
import { measureColdExposure, measureSecondStart, measureStart } from './command-line.mjs';
import { shapeOf } from './shapes.mjs';
import { loadSubject } from './subject.mjs';
import { table } from './table.mjs';

const BENCH = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MIB = 2 ** 20;
const HUGE = 1_000_000;
const STEPS = ['parse', 'import', 'compile', 'questions', 'memory', 'whatIfs', 'aclWhatIfs', 'routeWhatIfs', 'diff'];
const COMMANDS = { coldExposure: measureColdExposure, secondStart: measureSecondStart };
const SURVEYS = ['exposure', 'crossEnvironment', 'allPairs', 'allAddresses', 'policies'];
const FEWEST_FOR_ENVIRONMENTS = 1_000;

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    sizes: { type: 'string', default: '100,1000' },
    huge: { type: 'boolean', default: false },
    shape: { type: 'string', default: 'normal' },
    steps: { type: 'string', default: [...STEPS, ...Object.keys(COMMANDS), ...SURVEYS].join() },
    limit: { type: 'string', default: '300' },
    json: { type: 'boolean', default: false },
    save: { type: 'boolean' },
  },
});
const { crowd = 0 } = shapeOf(values.shape);
const limit = 1000 * Number(values.limit);
const steps = new Set(values.steps.split(','));
const sizes = [...values.sizes.split(',').map(Number), ...(values.huge ? [HUGE] : [])];
if (!(limit > 0) || !sizes.every((size) => size > 0)) throw new RangeError('--sizes and --limit are numbers');

/** Each step has a process of its own: warm code and memory of one must not count for another. */
function run(script, ...parameters) {
  const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: MIB, timeout: limit, stdio: ['ignore', 'pipe', 'ignore'] };
  // V8 takes at most four gigabytes of its own accord, which a million interfaces may exceed.
  const heap = `--max-old-space-size=${Math.floor((0.75 * totalmem()) / MIB)}`;
  return JSON.parse(execFileSync(execPath, [heap, join(BENCH, script), ...parameters.map(String)], options));
}

function measureSize(interfaces) {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-bench-'));
  const measured = {};
  const left = [];
  const step = (name, measure) => {
    if (!steps.has(name)) return;
    try {
      Object.assign(measured, measure());
    } catch (error) {
      // Nobody waits for hours: what took too long, or more memory than there is, is named instead.
      left.push(`${name} (${error.code === 'ETIMEDOUT' ? `more than ${values.limit} s` : 'it failed'})`);
    }
  };
  try {
    run('generate.mjs', folder, interfaces, 1, values.shape);
    for (const name of STEPS) step(name, () => run('measure.mjs', name, folder));
    for (const [name, measure] of Object.entries(COMMANDS)) step(name, () => measure(folder, limit));
    // The smallest estates have one environment, and a crowd is in one.
    const isMeant = (name) => name !== 'crossEnvironment' || interfaces >= FEWEST_FOR_ENVIRONMENTS + crowd;
    for (const name of SURVEYS.filter(isMeant)) step(name, () => run('measure.mjs', name, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { measured, left };
}

/** How many times as long as bare JSON.parse of the same bytes the stages take. */
function ratiosOf({ parseMs, readAndParseMs, ...took }) {
  const names = ['import', 'compile', 'exposure', 'crossEnvironment', 'allPairs', 'coldExposure', 'fullDiff'];
  const ratios = names.flatMap((name) => (took[`${name}Ms`] ? [[name, took[`${name}Ms`] / parseMs]] : []));
  return {
    ...Object.fromEntries(ratios),
    // Policies are about every address of their ends.
    ...(took.policiesMs && took.allAddressesMs && { policiesToAllAddresses: took.policiesMs / took.allAddressesMs }),
    ...(took.importMs && { importToReadAndParse: took.importMs / readAndParseMs }),
    ...(took.importMs && took.compileMs && { importAndCompile: (took.importMs + took.compileMs) / parseMs }),
    ...(took.peakMiB && { peakMemoryToBytes: (took.peakMiB * MIB) / took.bytes }),
  };
}

/** How much longer it takes when there is ten times as much. */
function growthOf(smaller, larger) {
  const names = ['import', 'compile', 'exposure'].filter((name) => smaller[`${name}Ms`] && larger[`${name}Ms`]);
  return Object.fromEntries(names.map((name) => [name, larger[`${name}Ms`] / smaller[`${name}Ms`]]));
}

const [cpu] = cpus();
const all = sizes.map((size) => [size, measureSize(size)]);
const measured = Object.fromEntries(all.map(([size, one]) => [size, one.measured]));
const [second, largest] = [...sizes].sort((a, b) => a - b).slice(-2);
const report = {
  machine: { cpus: cpus().length, model: cpu?.model, node: version, memoryGiB: totalmem() / MIB / 1024 },
  shape: values.shape,
  sizes: measured,
  ratios: ratiosOf(measured[largest ?? second]),
  growth: largest === 10 * second ? growthOf(measured[second], measured[largest]) : {},
  leftOut: Object.fromEntries(all.flatMap(([size, { left }]) => (left.length > 0 ? [[size, left]] : []))),
  cli: measureStart(),
  missing: (await loadSubject()).missing,
};
const rounded = JSON.parse(
  JSON.stringify(report, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)),
);
saveEvidence(values.shape === 'normal' ? 'bench' : `bench-${values.shape}`, rounded);
console.log(values.json ? JSON.stringify(report, null, 2) : table(rounded));
