#!/usr/bin/env node
// The command line of this checkout, set up where it is not yet: for pipelines, which run it in folders of their own.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const run = (...words) => spawnSync(process.execPath, words, { stdio: 'inherit' }).status;

// A checkout that cannot be built has decided nothing: that is neither a violation nor a wrong question.
process.exitCode =
  run(at('./setup.mjs')) === 0 ? (run(at('../packages/cli/dist/main.js'), ...process.argv.slice(2)) ?? 70) : 70;
