import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import type { ProcessTerminal } from '../terminal.ts';
import { inputSize } from './input-size.ts';
import { defaultMemory, parseMemorySize } from './memory-size.ts';

interface Options {
  readonly input?: readonly string[];
  readonly maxMemory?: string;
  readonly live?: boolean;
}

/** Input from which on a command may take longer than people wait without a word. A thread costs a twentieth of a second. */
const LARGE = 16_000_000;

/** Runs a command that reads an input in a thread of its own where that is large, or its memory is bounded; else leaves it to the caller. */
export async function runAside(terminal: ProcessTerminal, args: readonly unknown[]): Promise<ExitCode | undefined> {
  // So commander calls every action.
  const [options, command] = args.slice(-2) as [Options, Command];
  const has = (name: string) => command.options.some((option) => option.attributeName() === name);
  // Who collects ends in good order at Ctrl-C.
  if (!has('maxMemory') || options.live) return undefined;
  const named = args.slice(0, -2).flatMap((arg) => (typeof arg === 'string' ? arg.split(',') : []));
  const given = options.input ?? (has('input') ? ['.'] : []);
  const bytes = inputSize([...given, ...named].filter((path) => path !== '-'));
  if (bytes < LARGE && options.maxMemory === undefined) return undefined;
  const maxMemory = options.maxMemory === undefined ? defaultMemory() : parseMemorySize(options.maxMemory);
  const { runInThread } = await import('./run-in-thread.ts');
  return await runInThread(terminal, { maxMemory, bytes });
}
