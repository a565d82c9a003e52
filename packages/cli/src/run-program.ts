import { CommanderError } from 'commander';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { createProgram } from './program.ts';
import type { Interactive, ProcessTerminal, Terminal } from './terminal.ts';

interface Called {
  readonly args: readonly string[];
  /** Who typed no argument at all, and may be asked what is wanted. */
  readonly greeted?: Interactive | undefined;
}

/** Does what the arguments say; what is thrown is reported. */
export async function runProgram(
  terminal: Pick<ProcessTerminal, 'finish'> & Terminal,
  { program, exit }: ReturnType<typeof createProgram>,
  { args, greeted }: Called,
): Promise<ExitCode> {
  try {
    const code = greeted && (await (await import('./commands/welcome.ts')).welcome(terminal, greeted));
    if (code === undefined) await program.parseAsync([...args], { from: 'user' });
    terminal.finish();
    return code ?? exit();
  } catch (error) {
    // Help, the version, or a wrong option, which commander has told of: nothing else has to be loaded.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.asHoped : EXIT.usage;
    const { reportError } = await import('./report-error.ts');
    return reportError(error, terminal);
  }
}
