#!/usr/bin/env node
import { createProgram } from './program.ts';
import { runProgram } from './run-program.ts';
import { processTerminal } from './terminal.ts';
import { runAside } from './thread/aside.ts';

// `hopwise … | head` closes the pipe early: that is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

const terminal = processTerminal();
const isBare = process.argv.length <= 2;
process.exitCode = await runProgram(
  terminal,
  createProgram(terminal, (args) => runAside(terminal, args)),
  isBare ? terminal.interactive : undefined,
);
