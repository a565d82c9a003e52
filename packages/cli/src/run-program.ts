import type { ExitCode } from './exit-code.ts';
import type { createProgram } from './program.ts';
import type { Interactive, ProcessTerminal } from './terminal.ts';

/** Does what the arguments of the process say; what is thrown is reported. `greeted`: who typed no argument at all. */
export async function runProgram(
  terminal: ProcessTerminal,
  { program, exit }: ReturnType<typeof createProgram>,
  greeted?: Interactive,
): Promise<ExitCode> {
  try {
    const code = greeted && (await (await import('./commands/welcome.ts')).welcome(terminal, greeted));
    if (code === undefined) await program.parseAsync();
    terminal.finish();
    return code ?? exit();
  } catch (error) {
    const { reportError } = await import('./report-error.ts');
    return reportError(error, terminal);
  }
}
