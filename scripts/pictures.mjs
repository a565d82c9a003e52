// Makes the pictures of the documents from the examples: node scripts/pictures.mjs [NAME]. Needs built packages, and tmux.
import { mkdirSync, writeFileSync } from 'node:fs';
import { argv, chdir } from 'node:process';
import { terminalPicture } from './terminal-picture.mjs';

const MAIN = 'node packages/cli/dist/main.js';

/** By the name of their file in docs/pictures. */
const PICTURES = {
  explore: () =>
    terminalPicture({
      command: `${MAIN} explore --input examples/three-tier/input`,
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
