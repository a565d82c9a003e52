import { createProgram, runProgram, type Terminal } from 'hopwise';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}
interface Given {
  readonly stdin?: string | readonly Buffer[];
  readonly isColoured?: boolean;
  readonly columns?: number;
  readonly cache?: Terminal['cache'];
  readonly onInterrupt?: NonNullable<Terminal['onInterrupt']>;
}

/** Runs the command line inside this process, as `main` does. */
export async function hopwise(
  args: readonly string[],
  { stdin = '', isColoured = false, columns = 80, cache, onInterrupt }: Given = {},
): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  const tasks: (() => void)[] = [];
  const terminal: Terminal & { finish(): void } = {
    async write(text) {
      stdout += text;
    },
    warn(text) {
      stderr += text;
    },
    stdin: bytesOf(typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin),
    isColoured,
    columns,
    get hasWritten() {
      return stdout !== '';
    },
    progress: () => undefined,
    afterwards: (task) => void tasks.push(task),
    cache,
    ...(onInterrupt ? { onInterrupt } : {}),
    isDebugging: false,
    finish() {
      for (const task of tasks) task();
    },
  };
  const exit = await runProgram(terminal, createProgram(terminal), { args });
  return { stdout, stderr, exit };
}

async function* bytesOf(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}
