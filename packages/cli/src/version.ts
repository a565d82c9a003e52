import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { packageFile } from './package-file.ts';

export function version(): string {
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };
  return version;
}

/** The version, and what was built of it: the main file names all others by hashes of their content. */
export function build(): string {
  return `${version()} ${mainFileHash()}`;
}

function mainFileHash(): string {
  try {
    return createHash('sha256')
      .update(readFileSync(packageFile('dist/main.js')))
      .digest('hex');
  } catch {
    // Sources that nobody has bundled.
    return '';
  }
}
