import type { Command } from 'commander';
import { withAccount } from './collect.ts';
import { assume, collected, health, type Runs, withReading } from './options.ts';

export function diffCommand(program: Command, runs: Runs): void {
  const diff = program
    .command('diff')
    .argument('<before>', 'folder, file or archive of AWS answers; several joined by commas')
    .argument('[after]', 'the same, after the change; not for a Terraform plan, which holds both')
    .summary('what becomes reachable, what stops, and because of which change')
    .description('Every pair of addresses, every service, both ways, in BEFORE and in AFTER; no difference is a proof.')
    .option('--groups <number>', 'show so many groups of pairs that fare alike (20)')
    .addOption(assume())
    .addOption(health())
    .option('--parameters <value>', 'of templates: NAME=VALUE, or a file of parameters (repeatable)', collected)
    .option('-q, --quiet', 'say nothing about the input on standard error')
    .option('--format <format>', 'text, json or markdown (text)')
    .option('--no-color', 'plain text, also on a terminal')
    .option('--live', 'BEFORE is a folder of hopwise collect: collect again, and compare with that')
    .option('--role <name>', 'with --live: the role to assume in accounts that are not the caller’s')
    .option('--keep <folder>', 'with --live: keep there what was collected');
  withAccount(withReading(diff)).action(
    runs(async (terminal, before, after, options) =>
      options.live
        ? (await import('../commands/diff-live.ts')).diffLive(terminal, before, after, options)
        : (await import('../commands/diff.ts')).diff(terminal, before, after, options),
    ),
  );
}
