#!/usr/bin/env node
// Asks the walker and the oracle about ever new networks; whatever they disagree on is printed as a snapshot to open.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { saveEvidence } from './save-evidence.mjs';

/** The oracle against the walker, and the walker against what is asked in bulk. */
const TESTS = ['oracle', 'estate', 'whole-estate', 'access', 'exposure'].map(
  (name) => `tests/properties/${name}.test.ts`,
);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = process.argv.indexOf('--minutes');
const minutes = at < 0 ? 10 : Number(process.argv[at + 1]);
if (!(minutes > 0)) {
  console.error('usage: npm run soak -- --minutes N');
  process.exit(2);
}
const end = Date.now() + minutes * 60_000;
let seed = Date.now() % 2_000_000_000;
const firstSeed = seed + 1;
let [rounds, paths, disagreements] = [0, 0, 0];
while (Date.now() < end) {
  const { code, output } = await round(++seed);
  rounds++;
  paths += Number(/paths: (\d+)/.exec(output)?.[1] ?? 0);
  if (code !== 0) {
    disagreements++;
    console.log(output);
  }
  console.log(`seed ${seed}: ${rounds} rounds, ${paths} paths, ${disagreements} disagreements`);
}
saveEvidence('soak', { minutes, rounds, paths, disagreements, firstSeed, lastSeed: seed });
process.exit(disagreements > 0 ? 1 : 0);

function round(of) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, HOPWISE_SEED: String(of), HOPWISE_STATISTICS: '1' };
  const child = spawn(process.execPath, [vitest, 'run', ...TESTS], { cwd: root, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, output })));
}
