import type { ExitCode } from './exit-code.ts';
import type { createProgram } from './program.ts';
import type { ProcessTerminal } from './terminal.ts';

/** Does what the arguments of the process say; what is thrown is reported. */
export async function runProgram(
  terminal: ProcessTerminal,
  { program, exit }: ReturnType<typeof createProgram>,
): Promise<ExitCode> {
  try {
    await program.parseAsync();
    terminal.finish();
    return exit();
  } catch (error) {
    const { reportError } = await import('./report-error.ts');
    return reportError(error, terminal);
  }
}
