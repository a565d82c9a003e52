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
  readonly onInterrupt?: NonNullable<Terminal['onInterrupt']>;
}

/** Runs the command line inside this process, as `main` does. */
export async function hopwise(
  args: readonly string[],
  { stdin = '', isColoured = false, columns = 80, onInterrupt }: Given = {},
): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
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
    ...(onInterrupt ? { onInterrupt } : {}),
    isDebugging: false,
  };
  const { program, exit } = createProgram(terminal);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return { stdout, stderr, exit: exit() };
  } catch (error) {
    return { exit: reportError(error, terminal), stdout, stderr };
  }
}

async function* bytesOf(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}
