import type { DiagnosticLog } from '../diagnostic-log.ts';
import { fileBytes, type Memory, readAhead } from './file-bytes.ts';
import { type Budget, LIMITS, type Limits } from './limits.ts';
import { type InputText, unpack } from './unpack.ts';
import { type FoundFile, type Walk, walkFolder } from './walk-folder.ts';

/** Every text of the inputs in a fixed order: as given, then by name; `-` is standard input. Its bytes are good until the next. */
export async function* readInputs(
  inputs: readonly string[],
  log: DiagnosticLog,
  { stdin = process.stdin, limits = LIMITS }: { stdin?: AsyncIterable<Buffer> | undefined; limits?: Limits } = {},
): AsyncGenerator<InputText> {
  const budget: Budget = { limits, unpacked: 0 };
  // One is read into while the other is gone through.
  const memories: Memory[] = [{ bytes: Buffer.alloc(0) }, { bytes: Buffer.alloc(0) }];
  let skips: (() => void)[] = [];
  const walk: Walk = {
    visited: new Set(),
    deepest: limits.folders,
    skipped: (name, reason) => skips.push(() => skipped(name, reason)),
  };
  for (const input of inputs) {
    if (input === '-') {
      yield* unpack({ name: '-', modified: undefined, bytes: stdin }, budget, log);
      continue;
    }
    const files = walkFolder(input, walk);
    for (let next = step(files); ; ) {
      const { file, notes, memory, ahead } = next;
      for (const note of notes) note();
      if (!file) break;
      next = step(files);
      const { name, path, size } = file;
      yield* unpack(
        { name, path, size, modified: undefined, bytes: fileBytes(path, size, memory, ahead) },
        budget,
        log,
      );
    }
  }

  /** The next file, and what was skipped before it, which is told when the file before was read. */
  function step(files: Iterator<FoundFile>) {
    const { value, done } = files.next();
    const file: FoundFile | undefined = done ? undefined : value;
    const notes = skips;
    skips = [];
    const memory = memories.shift() as Memory;
    memories.push(memory);
    return { file, notes, memory, ahead: file && readAhead(file.path, file.size, memory) };
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
