import { createProgram, reportError, type Terminal } from 'hopwise';

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
  const terminal: Terminal = {
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
  };
  const { program, exit } = createProgram(terminal);
  try {
    await program.parseAsync([...args], { from: 'user' });
    for (const task of tasks) task();
    return { stdout, stderr, exit: exit() };
  } catch (error) {
    return { exit: reportError(error, terminal), stdout, stderr };
  }
}

async function* bytesOf(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}
