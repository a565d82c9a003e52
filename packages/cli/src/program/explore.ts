import type { Command } from 'commander';
import { assume, health, type Runs, withInput } from './options.ts';

export function exploreCommand(program: Command, runs: Runs): void {
  withInput(program.command('explore'))
    .summary('look around: topology, paths, exposure, what-if, in the terminal')
    .description(
      'Opens the explorer: a tree of the network, what is in force at each component, paths hop by hop, exposure, the matrix, and what a change would do. ? lists its keys.',
    )
    .addOption(assume())
    .addOption(health())
    .option('--no-color', 'no colours; NO_COLOR does the same')
    .action(
      runs(async (terminal, options) => (await import('../commands/explore.ts')).explore(terminal, options), {
        ownsTerminal: true,
      }),
    );
}
