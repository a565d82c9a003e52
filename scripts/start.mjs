// `npm start` answers a first question; `npm start -- path …` runs the command line with what follows.
import './setup.mjs';
import { spawnSync } from 'node:child_process';

const MAIN = 'packages/cli/dist/main.js';
const FIRST = ['path', 'app-b', 'db-a:5432', '--input', 'examples/three-tier/input'];
const own = process.argv.slice(2);

if (own.length === 0) console.log(`Can app-b reach the database? That is: npm start -- ${FIRST.join(' ')}\n`);
const { status } = spawnSync(process.execPath, [MAIN, ...(own.length > 0 ? own : FIRST)], { stdio: 'inherit' });
if (own.length === 0) {
  console.log('\nexamples/three-tier/README.md asks more of this network; npm start -- --help lists the commands.');
}
// The first question has an answer, and it is a no: that is no failure of this script.
process.exitCode = own.length === 0 && status === 1 ? 0 : (status ?? 70);
