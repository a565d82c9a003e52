import type { Command } from 'commander';
import type { Runs } from './options.ts';

export function collectCommand(program: Command, runs: Runs): void {
  program
    .command('collect')
    .summary('print the script that collects the input')
    .description('A POSIX script of read-only AWS CLI calls that writes a folder for --input.')
    .option('--script', 'print it')
    .action(runs(async (terminal, options) => (await import('../commands/collect.ts')).collect(terminal, options)));
}
