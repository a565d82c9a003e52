// Makes the pictures of the documents from the examples: node scripts/pictures.mjs [NAME]. Needs built packages; those of a terminal need tmux.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { argv, chdir, execPath } from 'node:process';
import { terminalPicture } from './terminal-picture.mjs';

const MAIN = 'packages/cli/dist/main.js';
const MAP = [
  'map',
  '--input',
  'examples/hub-and-spoke/input',
  '--path',
  'shop-a orders-a:443',
  '--quiet',
  '--format',
  'svg',
];

/** By the name of their file in docs/pictures. */
const PICTURES = {
  map: () => execFileSync(execPath, [MAIN, ...MAP], { encoding: 'utf8' }),
  explore: () =>
    terminalPicture({
      command: `node ${MAIN} explore --input examples/three-tier/input`,
      title: 'hopwise explore: the tree, what is in force at a subnet, and a path hop by hop, there and back',
      columns: 140,
      rows: 34,
      steps: [
        /VPC shop/,
        ['/'],
        'subnet-062ffaaf80a62099d',
        /\/ subnet-062ffaaf80a62099d/,
        /Details subnet-062ffaaf80a62099d/,
        ['Enter'],
        ['Escape'],
        /subnet public-b/,
        [':'],
        'path app-b db-a tcp/5432',
        ['Enter'],
        /FORWARD-ONLY/,
      ],
    }),
};

chdir(new URL('..', import.meta.url).pathname);
mkdirSync('docs/pictures', { recursive: true });
const [, , only] = argv;
for (const [name, draw] of Object.entries(PICTURES)) {
  if (only === undefined || only === name) writeFileSync(`docs/pictures/${name}.svg`, await draw());
}
