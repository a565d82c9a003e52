import { type Command, Option } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

/** Makes an action of the body of a command; its exit code is kept. */
export type Runs = <A extends unknown[]>(
  body: (terminal: Terminal, ...args: A) => Promise<ExitCode>,
  how?: { readonly ownsTerminal: boolean },
) => (...args: A) => Promise<void>;

export function withInput(command: Command): Command {
  const withPaths = command
    .option('-i, --input <path>', 'folder, file or archive of AWS answers, or - (repeatable; .)', collected)
    .option('--parameters <value>', 'of templates: NAME=VALUE, or a file of parameters (repeatable)', collected)
    .option('-q, --quiet', 'say nothing about the input on standard error');
  return withReading(withPaths);
}

/** How inputs are read that may be large. */
export function withReading(command: Command): Command {
  return command
    .option('--no-cache', 'read the input anew, and keep nothing of it for the next time')
    .option('--verify', 'tell by their content whether files have changed, not by their times')
    .option('--max-memory <size>', 'end with a message rather than take more (three quarters of the machine)');
}

/** What nobody states about a network. */
export function assume(): Option {
  return new Option('--assume <what>', 'appliances=forward, nat or drop: what nobody states');
}

/** What may have changed since a network was read. */
export function health(): Option {
  return new Option('--health', 'let balancers send to healthy targets only, as when the input was collected');
}

/** What access, exposure and lint do with what they find. */
export function withFindings(command: Command): Command {
  return command
    .option('--fail-on <severity>', 'exit 1 from critical, high, medium, low or info on (high)')
    .option('--baseline <file>', 'findings that were there before do not count')
    .option('--write-baseline <file>', 'write what is found now, to be the baseline')
    .option('--exceptions <file>', 'findings that somebody answers for (YAML)')
    .option('--as-of <day>', 'the day to judge exceptions by (today)');
}

/** Every value of an option that may be given several times. */
export function collected(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, value];
}
