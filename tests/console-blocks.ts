export interface Shown {
  readonly command: string;
  readonly output: string;
}

const BLOCK = /^```console\n([\s\S]*?)^```$/gm;

/** The commands of a page's console blocks (`$ hopwise …`), each with the output that the page shows. */
export function consoleBlocks(page: string): readonly Shown[] {
  return [...page.matchAll(BLOCK)].flatMap(([, block = '']) => {
    const parts = block.split(/^\$ /m).slice(1);
    return parts.map((part) => {
      const end = part.indexOf('\n');
      return { command: part.slice(0, end), output: part.slice(end + 1).replace(/\n+$/, '\n') };
    });
  });
}

/** Splits a command as a shell would, as far as pages use it: words, and words in single quotes. */
export function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
