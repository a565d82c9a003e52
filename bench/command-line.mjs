import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { median } from './statistics.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = join(ROOT, 'packages/cli/dist/main.js');
const EXAMPLE = join(ROOT, 'examples/three-tier/input');

/** From nothing to the answer on the terminal, as a person meets it. @returns {object} */
export function measureStart() {
  if (!existsSync(MAIN) || !existsSync(EXAMPLE)) return { note: `skipped: needs ${MAIN} and ${EXAMPLE}` };
  const [from, to] = interfaceIdsOf(EXAMPLE);
  if (!to) return { note: `skipped: no two interfaces in ${EXAMPLE}` };
  return { coldStartMs: median(Array.from({ length: 5 }, () => took(['path', from, to, '--input', EXAMPLE]))) };
}

/** All of `hopwise exposure`, from files to the answer. @param {string} folder @param {number} limit milliseconds */
export function measureColdExposure(folder, limit) {
  return { coldExposureMs: took(['exposure', '--no-cache', '--quiet', '--input', folder], { timeout: limit }) };
}

/** One question, when another was asked before. @param {string} folder @param {number} limit milliseconds */
export function measureSecondStart(folder, limit) {
  const cache = mkdtempSync(join(tmpdir(), 'hopwise-bench-cache-'));
  const [from, to] = interfaceIdsOf(folder);
  const options = { timeout: limit, env: { ...process.env, HOPWISE_CACHE: cache } };
  const ask = () => took(['path', from, to, '--port', '443', '--quiet', '--input', folder], options);
  try {
    const firstStartMs = ask();
    return { firstStartMs, secondStartMs: median(Array.from({ length: 5 }, ask)) };
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

/** Any verdict is an answer; whatever takes too long, or fails, throws. */
function took(args, options = {}) {
  const start = performance.now();
  const { error, status, stderr } = spawnSync(execPath, [MAIN, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...options,
  });
  if (error) throw error;
  if (status === null || ![0, 1, 3].includes(status)) throw new Error(`hopwise ${args[0]}: ${stderr}`);
  return performance.now() - start;
}

/** Two are enough. @param {string} input @returns {string[]} */
function interfaceIdsOf(input) {
  const files = readdirSync(input, { recursive: true }).filter((path) => /network-interfaces\.json$/.test(path));
  const ids = new Set();
  for (const file of files.sort().slice(0, 2)) {
    const text = readFileSync(join(input, file), 'utf8');
    for (const id of text.match(/\beni-[0-9a-f]{17}/g) ?? []) ids.add(id);
  }
  const sorted = [...ids].sort();
  return [sorted[0], sorted.at(-1)];
}
