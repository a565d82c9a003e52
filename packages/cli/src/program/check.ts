import type { Command } from 'commander';
import { assume, health, type Runs, withFindings, withInput } from './options.ts';

export function checkCommand(program: Command, runs: Runs): void {
  withFindings(withInput(program.command('check').argument('[policies...]', 'files of policies, or folders of them')))
    .summary('is the network as its policies want it?')
    .description('Holds the network against policies: who is to reach whom, and who is not. Unknown never passes.')
    .option('--allow-undecided', 'do not fail on what the input leaves unknown')
    .option('--fix', 'of the first violation of policies the fewest changes that mend it, proven')
    .option('--learn', 'write what is so today as a file of policies')
    .option('--coverage', 'which routes, group rules and ACL rules no policy touches, instead')
    .option('--by <what>', 'with --learn: vpc, subnet, account, region, security-group, or tag:KEY (vpc)')
    .addOption(assume())
    .addOption(health())
    .option('--detail', 'every violation, with the rules that allow or stop it, and its id')
    .option('--format <format>', 'text, json, sarif, junit, github or markdown (text)')
    .option('--no-color', 'plain text, also on a terminal')
    .action(
      runs(async (terminal, policies, options) =>
        (await import('../commands/check.ts')).check(terminal, policies, options),
      ),
    );
}
