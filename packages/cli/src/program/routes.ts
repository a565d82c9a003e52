import type { Command } from 'commander';
import { assume, type Runs, withInput } from './options.ts';

export function routesCommand(program: Command, runs: Runs): void {
  withInput(program.command('routes'))
    .summary('do transit gateway tables lead from one attachment to another?')
    .description(
      'Whether the tables of transit gateways, peered ones too, lead an address from one attachment to another.',
    )
    .option('--from <end>', 'tgw-attach-…/10.0.0.5; the address is for the way back')
    .option('--to <end>', 'tgw-attach-…/10.1.0.9, or an address alone')
    .option('--include-return-path', 'the way back too, where the way there is connected')
    .option('--use-middleboxes', 'go on where the network behind an attachment sends packets back')
    .addOption(assume())
    .option('--expect <verdict>', 'exit 0 only if it is reachable, unknown, forward-only, blocked, or delivered')
    .option('--cli-input-json <request>', 'a request of start-route-analysis: JSON, file://…, a file, or -')
    .option('--format <format>', 'text, json or aws-json', 'text')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', EXAMPLES)
    .action(runs(async (terminal, options) => (await import('../commands/routes.ts')).routes(terminal, options)));
}

const EXAMPLES = `
An end is an attachment: its id, ARN, Name, or the id of what is attached
(vpc-…, vpn-…); of a peering both sides may share one id: tgw-attach-…@tgw-….

Examples:
  hopwise routes --from tgw-attach-0a/10.0.0.5 --to tgw-attach-0b/10.1.0.9
  hopwise routes --from vpc-0a/10.0.0.5 --to vpc-0b/10.1.0.9 --use-middleboxes
  hopwise routes --cli-input-json file://request.json --format aws-json`;
