// The licences of the packages that a bundle holds, which ask to be handed on with it.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** @param {import('esbuild').Metafile} metafile @param {string} base what its paths start from @returns {string} */
export function noticesOf(metafile, base) {
  const folders = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
      if (folder && bytesInOutput > 0) folders.add(resolve(base, folder));
    }
  }
  return [...new Set([...folders].map(noticeOf))].sort().join(`\n${'-'.repeat(80)}\n`);
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : '';
  return `${name} ${version} (${license})\n\n${text}\n`;
}
