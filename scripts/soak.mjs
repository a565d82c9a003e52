#!/usr/bin/env node
// Asks the estate engine, the walker and the oracle about ever new networks, for some minutes or until so many samples
// were compared; whatever they disagree on is printed as a snapshot to open.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { saveEvidence } from './save-evidence.mjs';

/** The oracle against the walker, and the walker against what is asked in bulk. */
const TESTS = ['oracle', 'estate', 'whole-estate', 'path-in-bulk', 'access', 'exposure'].map(
  (name) => `tests/properties/${name}.test.ts`,
);
/** What is compared is printed by the tests: packets by the oracle, pairs of addresses by the estate. */
const SAMPLES = { paths: /\bpaths: (\d+)/g, pairs: /\bpairs told: (\d+)/g };
const USAGE = 'usage: npm run soak -- [--minutes N] [--samples N] [--save]';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { minutes, samples } = wanted();
const start = Date.now();
let seed = start % 2_000_000_000;
const firstSeed = seed + 1;
let [rounds, paths, pairs, disagreements] = [0, 0, 0, 0];
while (!isDone()) {
  const { code, output } = await round(++seed);
  rounds++;
  paths += sum([...output.matchAll(SAMPLES.paths)]);
  // The estate's test goes on counting from one of its parts to the next.
  pairs += Math.max(0, ...[...output.matchAll(SAMPLES.pairs)].map(([, count]) => Number(count)));
  if (code !== 0) {
    disagreements++;
    console.log(output);
  }
  const told = [`${rounds} rounds`, `${paths} packets`, `${pairs} pairs`, `${disagreements} disagreements`];
  console.log(`seed ${seed}: ${told.join(', ')}, ${rate()} samples a second`);
}
const took = Number(((Date.now() - start) / 60_000).toFixed(1));
const result = { minutes: took, rounds, paths, pairs, samples: paths + pairs, rate: rate() };
saveEvidence('soak', { ...result, disagreements, firstSeed, lastSeed: seed });
process.exit(disagreements > 0 ? 1 : 0);

/** Ten minutes, unless something else is asked for. */
function wanted() {
  const { values } = read();
  const given = { minutes: number(values.minutes), samples: number(values.samples) };
  return given.minutes === undefined && given.samples === undefined ? { minutes: 10, samples: undefined } : given;
}

function read() {
  try {
    const options = { minutes: { type: 'string' }, samples: { type: 'string' }, save: { type: 'boolean' } };
    return parseArgs({ options });
  } catch {
    return fail();
  }
}

function number(text) {
  const value = text === undefined ? undefined : Number(text);
  return value === undefined || value > 0 ? value : fail();
}

function fail() {
  console.error(USAGE);
  process.exit(2);
}

function isDone() {
  const isLate = minutes !== undefined && Date.now() - start >= minutes * 60_000;
  return isLate || (samples !== undefined && paths + pairs >= samples);
}

function rate() {
  return Math.round((paths + pairs) / Math.max(1, (Date.now() - start) / 1000));
}

function sum(matches) {
  return matches.reduce((total, [, count]) => total + Number(count), 0);
}

function round(of) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, HOPWISE_SEED: String(of), HOPWISE_STATISTICS: '1' };
  const child = spawn(process.execPath, [vitest, 'run', ...TESTS], { cwd: root, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, output })));
}
