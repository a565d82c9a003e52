import { createReadStream, readFileSync } from 'node:fs';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import { type Budget, LIMITS, type Limits } from './limits.ts';
import { type InputText, unpack } from './unpack.ts';
import { type Walk, walkFolder } from './walk-folder.ts';

/** Every text of the inputs in a fixed order: as given, then by name; `-` is standard input. */
export async function* readInputs(
  inputs: readonly string[],
  log: DiagnosticLog,
  { stdin = process.stdin, limits = LIMITS }: { stdin?: AsyncIterable<Buffer> | undefined; limits?: Limits } = {},
): AsyncGenerator<InputText> {
  const budget: Budget = { limits, unpacked: 0 };
  const walk: Walk = { visited: new Set(), deepest: limits.folders, skipped };
  for (const input of inputs) {
    if (input === '-') {
      yield* unpack({ name: '-', modified: undefined, bytes: stdin }, budget, log);
      continue;
    }
    for (const { name, path, size } of walkFolder(input, walk)) {
      yield* unpack({ name, path, size, modified: undefined, bytes: fileBytes(path, size) }, budget, log);
    }
  }

  function skipped(name: string, reason: string): void {
    log.add({
      code: 'INPUT_BROKEN',
      severity: 'warning',
      message: `${name} was skipped: ${reason}.`,
      hint: 'Check its permissions and links.',
      source: { file: name, pointer: '' },
    });
  }
}

/** Files up to this size are read at once: streams cost more than most files of a dump take to read. */
const AT_ONCE = 64_000_000;

/** Opened only when read, so that a long list of files holds no descriptors. */
async function* fileBytes(path: string, size: number): AsyncGenerator<Buffer> {
  if (size <= AT_ONCE) yield readFileSync(path);
  else yield* createReadStream(path, { highWaterMark: 1 << 20 });
}
