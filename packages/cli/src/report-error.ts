import { QuestionError } from '@hopwise/core';
import { FileError, ImportError } from '@hopwise/importers';
import { EXIT, type ExitCode } from './exit-code.ts';
import { diagnosticText } from './render/diagnostic-text.ts';
import { escapeText } from './render/escape-text.ts';
import { wrapText } from './render/wrap-text.ts';
import type { Terminal } from './terminal.ts';

/** Says what went wrong, and whose fault it is: the question's, the input's, or ours. */
export function reportError(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof QuestionError || error instanceof ImportError) {
    const { columns } = terminal;
    const all = [error, ...(error instanceof QuestionError ? error.others : [])];
    const lines = all.flatMap(({ message, hint }) => [
      ...wrapText(escapeText(message), { columns, first: 'hopwise: ', next: '  ' }),
      ...wrapText(escapeText(hint), { columns, first: '  ', next: '  ' }),
    ]);
    terminal.warn(`${lines.join('\n')}\n`);
    if (error instanceof ImportError) {
      for (const diagnostic of error.diagnostics) terminal.warn(`${diagnosticText(diagnostic, columns)}\n`);
    }
    return EXIT.usage;
  }
  if (error instanceof FileError) {
    terminal.warn(`hopwise: ${escapeText(error.message)}\n`);
    return EXIT.usage;
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  terminal.warn(`hopwise: a fault of ours, please report it with the command: ${escapeText(fault.message)}\n`);
  if (terminal.isDebugging && fault.stack) terminal.warn(`${fault.stack}\n`);
  return EXIT.fault;
}
