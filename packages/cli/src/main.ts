#!/usr/bin/env node
import { constants } from 'node:os';
import { reasonOf } from './bad-option.ts';
import { EXIT } from './exit-code.ts';
import { createProgram } from './program.ts';
import { runProgram } from './run-program.ts';
import { processTerminal } from './terminal.ts';
import { runAside } from './thread/aside.ts';

// `hopwise … | head` closes the pipe early: that is no fault. But nor has what was asked come out as hoped: who watches all
// of a pipeline hears what a signal would have made of it.
const BROKEN_PIPE = 128 + constants.signals.SIGPIPE;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(BROKEN_PIPE);
    if (stream === process.stdout) process.stderr.write(`hopwise: the answer cannot be written: ${reasonOf(error)}\n`);
    process.exit(EXIT.usage);
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
