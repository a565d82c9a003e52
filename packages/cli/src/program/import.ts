import type { Command } from 'commander';
import { type Runs, withInput } from './options.ts';

export function importCommand(program: Command, runs: Runs): void {
  withInput(program.command('import'))
    .summary('read the input, and say what is there and what is missing')
    .description('What was read, what is missing, what that leaves unknown, and the calls that would fetch it.')
    .option('--out <file>', 'write one canonical snapshot file, which every command reads')
    .option('--prune', 'write to --out, a folder, the AWS answers without what nothing here reads')
    .option('--anonymize [key]', 'in --out, replace accounts, names, public addresses, tags and descriptions')
    .option('--format <format>', 'text or json', 'text')
    .action(runs(async (terminal, options) => (await import('../commands/import.ts')).importInput(terminal, options)));
}
