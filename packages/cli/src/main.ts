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
// Stacks then name the sources that the bundle was made of; reading its maps takes longer than most answers.
if (terminal.isDebugging) process.setSourceMapsEnabled(true);
const args = process.argv.slice(2);
process.exitCode = await runProgram(
  terminal,
  createProgram(terminal, (given) => runAside(terminal, given)),
  { args, greeted: args.length === 0 ? terminal.interactive : undefined },
);
