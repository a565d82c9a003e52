// Draws the picture of a map that the README shows: node scripts/map-picture.mjs
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(`${root}/docs/pictures`, { recursive: true });
const words = ['map', '--input', 'examples/hub-and-spoke/input', '--path', 'shop-a orders-a:443', '--quiet'];
execFileSync(process.execPath, ['packages/cli/dist/main.js', ...words, '--out', 'docs/pictures/map.svg'], {
  cwd: root,
  stdio: 'inherit',
});
