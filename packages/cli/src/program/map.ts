import type { Command } from 'commander';
import { type Runs, withInput } from './options.ts';

export function mapCommand(program: Command, runs: Runs): void {
  withInput(program.command('map'))
    .summary('print the graph of the network')
    .description('Every link that AWS could use between the components of the input, routed to or not.')
    .option('--format <format>', 'mermaid, dot or json', 'mermaid')
    .action(runs(async (terminal, options) => (await import('../commands/map.ts')).map(terminal, options)));
}
