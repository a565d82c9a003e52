#!/usr/bin/env node
// Asks the estate engine, the walker and the oracle about ever new networks, for some minutes or until so many samples
// were compared; whatever they disagree on is printed as a snapshot to open.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { saveEvidence } from './save-evidence.mjs';

/** What all three say of one packet: many networks, and many packets of each. */
const THREE_WAYS = { file: 'three-ways', env: { HOPWISE_RUNS: '3', HOPWISE_PAIRS: '400' } };
/** What two of them say in other ways; after every round of packets comes one of these. */
const OTHERS = ['oracle', 'estate', 'whole-estate', 'path-in-bulk', 'access', 'exposure'].map((file) => ({
  file,
  env: {},
}));
/** The tests print what they have compared; those with several parts count on from one to the next. */
const SAMPLES = { packets: /\bsamples: (\d+)/g, paths: /\bpaths: (\d+)/g, pairs: /\bpairs told: (\d+)/g };
const USAGE = 'usage: npm run soak -- [--minutes N] [--samples N] [--seed N] [--processes N] [--save]';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const start = Date.now();
const { minutes, samples, seed: firstSeed, processes } = wanted();
const counted = { rounds: 0, packets: 0, paths: 0, pairs: 0, disagreements: 0 };
let next = firstSeed;
await Promise.all(Array.from({ length: processes }, work));
const took = Number(((Date.now() - start) / 60_000).toFixed(1));
saveEvidence('soak', { minutes: took, ...counted, samples: compared(), rate: rate(), firstSeed, lastSeed: next - 1 });
process.exit(counted.disagreements > 0 ? 1 : 0);

async function work() {
  while (!isDone()) {
    const seed = next++;
    await round(seed, THREE_WAYS);
    if (!isDone()) await round(seed, OTHERS[seed % OTHERS.length]);
  }
}

async function round(seed, { file, env }) {
  const { code, output } = await run(`tests/properties/${file}.test.ts`, { ...env, HOPWISE_SEED: String(seed) });
  const found = (pattern) => [...output.matchAll(pattern)].map(([, count]) => Number(count));
  counted.rounds++;
  counted.packets += Math.max(0, ...found(SAMPLES.packets));
  counted.paths += found(SAMPLES.paths).reduce((total, count) => total + count, 0);
  counted.pairs += Math.max(0, ...found(SAMPLES.pairs));
  if (code !== 0) {
    counted.disagreements++;
    console.log(output);
  }
  const { packets, paths, pairs, disagreements } = counted;
  const told = [
    `${packets} packets asked of all three`,
    `${paths} of two`,
    `${pairs} pairs`,
    `${disagreements} disagreements`,
  ];
  console.log(`seed ${seed}, ${file}: ${told.join(', ')}, ${rate()} samples a second`);
}

/** Ten minutes, unless something else is asked for. */
function wanted() {
  const values = read();
  const given = { minutes: number(values.minutes), samples: number(values.samples) };
  const isOpen = given.minutes === undefined && given.samples === undefined;
  return {
    ...(isOpen ? { minutes: 10, samples: undefined } : given),
    seed: number(values.seed) ?? start % 2_000_000_000,
    processes: number(values.processes) ?? Math.min(2, availableParallelism()),
  };
}

function read() {
  try {
    const names = ['minutes', 'samples', 'seed', 'processes'];
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    return parseArgs({ options: { ...options, save: { type: 'boolean' } } }).values;
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
  return isLate || (samples !== undefined && compared() >= samples);
}

function compared() {
  return counted.packets + counted.paths + counted.pairs;
}

function rate() {
  return Math.round(compared() / Math.max(1, (Date.now() - start) / 1000));
}

function run(test, more) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  // Without colours, which would stand right before what is counted.
  const env = { ...process.env, ...more, NO_COLOR: '1', HOPWISE_STATISTICS: '1', HOPWISE_BAIL: '1' };
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'whole', test], { cwd: root, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, output })));
}
