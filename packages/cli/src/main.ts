#!/usr/bin/env node
import { createProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

// `hopwise … | head` closes the pipe early: that is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

const terminal = processTerminal();
const { program, exit } = createProgram(terminal);
try {
  await program.parseAsync();
  process.exitCode = exit();
  terminal.finish();
} catch (error) {
  const { reportError } = await import('./report-error.ts');
  process.exitCode = reportError(error, terminal);
}
