import type { Command } from 'commander';
import { assume, health, type Runs, withInput } from './options.ts';

export function matrixCommand(program: Command, runs: Runs): void {
  withInput(program.command('matrix'))
    .summary('who can talk to whom, by vpc, subnet, account, Region, tag or group')
    .description(
      'A table of segments: what each can reach of each other, with the replies, over every pair of addresses.',
    )
    .option('--by <what>', 'vpc, subnet, account, region, security-group, or tag:KEY', 'vpc')
    .option('--from <ends>', 'only these as senders', '*')
    .option('--to <ends>', 'only these as dialled', '*')
    .option('-p, --port <ports>', 'a port, a range, or a list (all)')
    .option('--protocol <protocol>', 'tcp, udp, icmp, icmpv6, all, or a number (tcp with --port, else all)')
    .option('--one-way', 'ask for delivery alone, without the reply')
    .option('--cell <from,to>', 'one cell: groups of equal behaviour, and how to see one of each')
    .option('--groups <number>', 'show so many groups of a cell (5)')
    .addOption(assume())
    .addOption(health())
    .option('--format <format>', 'text, json, csv or markdown', 'text')
    .option('--no-color', 'plain text, also on a terminal')
    .action(runs(async (terminal, options) => (await import('../commands/matrix.ts')).matrix(terminal, options)));
}
