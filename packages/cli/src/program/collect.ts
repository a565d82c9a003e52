import type { Command } from 'commander';
import { collected, type Runs } from './options.ts';

export function collectCommand(program: Command, runs: Runs): void {
  const out = 'where to write; what is there already is not asked again';
  withAccount(program.command('collect').option('-o, --out <folder>', out))
    .summary('read accounts into a folder, with read-only calls')
    .description('Everything that is modelled, of every Region, into a folder for --input; what is denied is noted.')
    .option('--region <names>', 'these Regions alone (repeatable; all that are enabled)', collected)
    .option('--accounts <ids>', 'these accounts, joined by commas, or organization')
    .option('--role <name>', 'the role to assume in accounts that are not the caller’s')
    .option('--only <calls>', 'services, calls or kinds: ec2, describe-vpcs, vpc-endpoint', collected)
    .option('--skip <calls>', 'the same, to leave out', collected)
    .option('--concurrency <number>', 'requests at once (16)')
    .option('-q, --quiet', 'say nothing on standard error while it runs')
    .option('--format <format>', 'text or json: what was collected (text)')
    .option('--print-policy [form]', 'print the IAM policy it needs: json, terraform, cloudformation')
    .option('--script', 'print a POSIX script that does the same with the AWS CLI')
    .action(runs(async (terminal, options) => (await import('../commands/collect.ts')).collect(terminal, options)));
}

/** How an account is read, for every command that does. */
export function withAccount(command: Command): Command {
  return command
    .option('--profile <name>', 'of the AWS configuration; else as the AWS CLI finds credentials')
    .option('--endpoint-url <url>', 'of a server that stands in for AWS')
    .option('--progress <form>', 'text or json, a line for each call (text)');
}
