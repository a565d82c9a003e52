import type { Command } from 'commander';
import type { Runs } from './options.ts';

export function explainCommand(program: Command, runs: Runs): void {
  program
    .command('explain')
    .summary('tell what a code or a check means')
    .argument('[code]', 'a code or check, as SUBNET_ACL_RESTRICTION; without it, all')
    .description('What a code or a check means and what to do about it.')
    .action(runs(async (terminal, wanted) => (await import('../commands/explain.ts')).explainCode(terminal, wanted)));
}
