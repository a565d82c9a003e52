import { parentPort, workerData } from 'node:worker_threads';
import { createProgram } from '../program.ts';
import { runProgram } from '../run-program.ts';
import { processTerminal } from '../terminal.ts';
import { tellWriting } from '../unfinished.ts';
import type { FromThread, ThreadData } from './run-in-thread.ts';

const { screen } = workerData as ThreadData;
const tell = (message: FromThread) => parentPort?.postMessage(message);
tellWriting((writing) => tell({ writing }));
const terminal = processTerminal(screen, tell);
if (terminal.isDebugging) process.setSourceMapsEnabled(true);
tell({ exit: await runProgram(terminal, createProgram(terminal), { args: process.argv.slice(2) }) });
