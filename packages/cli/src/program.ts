import { Command } from 'commander';
import { badOption } from './bad-option.ts';
import { withoutBrokenCache } from './broken-cache.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { accessCommand } from './program/access.ts';
import { checkCommand } from './program/check.ts';
import { collectCommand } from './program/collect.ts';
import { diffCommand } from './program/diff.ts';
import { explainCommand } from './program/explain.ts';
import { exploreCommand } from './program/explore.ts';
import { exposureCommand } from './program/exposure.ts';
import { importCommand } from './program/import.ts';
import { lintCommand } from './program/lint.ts';
import { mapCommand } from './program/map.ts';
import { matrixCommand } from './program/matrix.ts';
import type { Runs } from './program/options.ts';
import { pathCommand } from './program/path.ts';
import { reportCommand } from './program/report.ts';
import { routesCommand } from './program/routes.ts';
import { whatIfCommand } from './program/what-if.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** As `--help` lists them. */
const COMMANDS = [
  pathCommand,
  exposureCommand,
  routesCommand,
  accessCommand,
  lintCommand,
  matrixCommand,
  whatIfCommand,
  diffCommand,
  checkCommand,
  importCommand,
  collectCommand,
  exploreCommand,
  mapCommand,
  reportCommand,
  explainCommand,
];

/** Runs a command elsewhere; undefined where it should rather run here. */
type Aside = (args: readonly unknown[]) => Promise<ExitCode | undefined>;

/** Commands load when they are called: what `--help` needs is all here. */
export function createProgram(terminal: Terminal, aside?: Aside): { readonly program: Command; exit(): ExitCode } {
  let code: ExitCode = EXIT.asHoped;
  const program = new Command('hopwise')
    .description('Proves what can talk to what in AWS, there and back again, from files.')
    .version(version())
    .configureOutput({ writeOut: (text) => void terminal.write(text), writeErr: (text) => terminal.warn(text) })
    .configureHelp({ helpWidth: 80 })
    .exitOverride()
    .showHelpAfterError('(hopwise help COMMAND tells how it is used)')
    .helpCommand('help [command]', 'tell how a command is used')
    .addHelpText('after', AFTER);
  const runs: Runs =
    (body, { ownsTerminal } = { ownsTerminal: false }) =>
    async (...args) => {
      const own = () => withoutBrokenCache(terminal, (asking) => body(asking, ...args));
      code = (ownsTerminal ? undefined : await aside?.(args)) ?? (await own());
    };

  for (const declare of COMMANDS) declare(program, runs);
  for (const command of program.commands) refuseOptionsAsValues(command);
  return { program, exit: () => code };
}

/** `--port --input dump` gives no port: without this the name of an option would be taken for the value. */
function refuseOptionsAsValues(command: Command): void {
  const names = new Set(command.options.flatMap(({ long, short }) => [long, short]));
  for (const option of command.options.filter(({ required }) => required)) {
    command.on(`option:${option.name()}`, (value: string) => {
      if (names.has(value))
        throw badOption(option.long ?? option.name(), value, 'Give it a value before the next option.');
    });
  }
}

const AFTER = `
Exit codes: 0 as hoped, 1 not, 2 wrong usage or unreadable input, 3 undecided,
70 a fault of ours.`;
