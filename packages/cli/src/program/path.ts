import { type Command, Option } from 'commander';
import { assume, collected, health, type Runs, withInput } from './options.ts';

export function pathCommand(program: Command, runs: Runs): void {
  withInput(program.command('path').argument('[from]', 'who sends').argument('[to]', 'who is dialled'))
    .summary('can FROM reach TO, and does the reply come back?')
    .description('Whether requests of FROM reach TO, and whether the replies come back: hop by hop, with what decides.')
    .option('-p, --port <ports>', 'a port, a range, or a list: 443, 8000-8100, 80,443 (all)')
    .option('--protocol <protocol>', 'tcp, udp, icmp, icmpv6, all, or a number (tcp with --port, else all)')
    .addOption(
      new Option('--client <ports>', "the client's ports, or linux, windows, nat, lambda (1024-65535)").conflicts(
        'sourcePort',
      ),
    )
    .option('--source-port <ports>', 'the same as --client')
    .option('--icmp-type <number>', 'with --protocol icmp or icmpv6 (echo)')
    .option('--icmp-code <number>', 'with --icmp-type')
    .option('--address <which>', 'dial the private, public or all addresses of TO')
    .option('--one-way', 'ask for delivery alone, without the reply')
    .option('--through <component>', 'only ways that pass it, there or back; one of them where repeated', collected)
    .option('--not-through <component>', 'only ways that do not pass it (repeatable)', collected)
    .option(
      '--ignore <layers>',
      'set security-groups, acls or firewalls aside: which one blocks? (repeatable)',
      collected,
    )
    .addOption(assume())
    .addOption(health())
    .option(
      '--expect <verdict>',
      'exit 0 only if all that is asked is reachable, unknown, forward-only, blocked, or delivered',
    )
    .option('--paths <number>', 'show so many ways (1)')
    .option('--groups <number>', 'of many ends, show so many groups that fare alike (20)')
    .option('--focus <hop>', 'show one hop, or only the request or the reply')
    .option('--detail', 'every rule that was asked, and the file it was read from')
    .option('--fix', 'the fewest changes that would make it reachable, proven by making them')
    .addOption(
      new Option('--close', 'the fewest removals that would stop it, and what else they would cut').conflicts('fix'),
    )
    .option('--mirror', 'does what each traffic mirror session sends reach its target?')
    .option('--flows <file>', 'many questions: one JSON object a line, from a file or -')
    .option('--cli-input-json <request>', 'a request of create-network-insights-path: JSON, file://…, a file, or -')
    .option('--format <format>', 'text, json, ndjson or aws-json (text; ndjson with --flows)')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', EXAMPLES)
    .action(
      runs(async (terminal, from, to, options) =>
        (await import('../commands/path.ts')).path(terminal, from, to, options),
      ),
    );
}

const EXAMPLES = `
FROM and TO: a resource id or ARN, a Name or host name, name:, tag:K=V,
account:, region:, type:, an address or CIDR, internet, internet/203.0.113.7,
eni-…/10.0.1.5, vpc-…/10.0.1.5, cidr:NAME, *; joined by , (or) & (and) ! (not).
TO may be HOST:PORT, a URL, or service:NAME of a VPC endpoint.

Examples:
  hopwise path i-0abc 10.0.2.9 --port 5432 --input dump/
  hopwise path app-b db-a:5432 --expect reachable
  hopwise path internet tag:tier=public -p 22 --ignore security-groups
  hopwise path --flows questions.ndjson > answers.ndjson`;
