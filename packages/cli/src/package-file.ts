/** The folder of this package: bundled or not, this file is one folder beneath it. */
const FOLDER = new URL('..', import.meta.url);

/** A file of this package by its path in it: what was built is in `dist`. */
export function packageFile(path: string): URL {
  return new URL(path, FOLDER);
}
