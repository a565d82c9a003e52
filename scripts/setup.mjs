// Makes a fresh clone ready to run, with Node and npm alone; does nothing, at once, when nothing has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PNPM = 'pnpm@12.21.0';
const OLDEST_NODE = [20, 19];
const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(`Hopwise needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

const manifests = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...filesNamed('package.json')];
once('install', digest(manifests.map((file) => readFileSync(file))), 'Installing dependencies …', [
  'npx',
  '-y',
  PNPM,
  'install',
  '--frozen-lockfile',
]);

const sources = [
  ...manifests,
  ...readdirSync('scripts')
    .filter((file) => file.startsWith('bundle'))
    .map((file) => `scripts/${file}`),
  ...filesNamed('tsconfig.json'),
  'tsconfig.base.json',
  ...sourceFiles(),
];
const state = digest(sources.map((file) => `${file} ${statSync(file).mtimeMs} ${statSync(file).size}\n`));
const built = existsSync('packages/core/dist/index.js') ? state : `${state} again`;
once('build', built, 'Building …', [process.execPath, 'node_modules/typescript/bin/tsc', '-b', 'packages/cli']);
const BUNDLES = ['main.js', 'report-page.js', 'report-page.css'].map((file) => `packages/cli/dist/${file}`);
const bundled = BUNDLES.every((file) => existsSync(file)) ? state : `${state} again`;
once('bundle', bundled, 'Building the command line …', [process.execPath, 'scripts/bundle.mjs']);

/** Runs a command unless it last succeeded in the same state. */
function once(name, current, message, [command, ...args]) {
  const stamp = `node_modules/.hopwise-${name}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return;
  console.error(message);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 1e9,
    shell: process.platform === 'win32' && command === 'npx',
  });
  if (status !== 0) fail(`${error?.message ?? ''}${stdout}${stderr}\n${name} failed: ${command} ${args.join(' ')}`);
  mkdirSync('node_modules', { recursive: true });
  writeFileSync(stamp, current.replace(/ again$/, ''));
}

/** Of the root, the packages, and the other members of the workspace. */
function filesNamed(name) {
  const folders = ['.', 'tests', 'bench', ...readdirSync('packages').map((folder) => `packages/${folder}`)];
  return folders.map((folder) => `${folder}/${name}`).filter((file) => existsSync(file));
}

function sourceFiles() {
  return readdirSync('packages').flatMap((folder) =>
    readdirSync(`packages/${folder}/src`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`),
  );
}

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
