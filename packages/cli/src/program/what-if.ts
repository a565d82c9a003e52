import type { Command } from 'commander';
import { assume, collected, health, type Runs, withInput } from './options.ts';

export function whatIfCommand(program: Command, runs: Runs): void {
  withInput(program.command('what-if').argument('[from]', 'who sends').argument('[to]', 'who is dialled'))
    .summary('what would a change do to one question, or to everything?')
    .description(
      'Makes changes in what was read, and asks again: FROM TO before and after, or without them what differs anywhere.',
    )
    .option('--set <statement>', 'a change: sg-1 ingress +tcp/443 from 10.0.0.0/8 (repeatable)', collected)
    .option('--patch <file>', 'changes as --fix --format json prints them (repeatable)', collected)
    .option('-p, --port <ports>', 'a port, a range, or a list (all)')
    .option('--protocol <protocol>', 'tcp, udp, icmp, icmpv6, all, or a number (tcp with --port, else all)')
    .option('--client <ports>', "the client's ports, or linux, windows, nat, lambda (1024-65535)")
    .option('--address <which>', 'dial the private, public or all addresses of TO')
    .option('--one-way', 'ask for delivery alone, without the reply')
    .option('--expect <verdict>', 'exit 0 only if all that is asked is so after the change')
    .option('--focus <hop>', 'show one hop, or only the request or the reply')
    .option('--detail', 'every rule that was asked, and the file it was read from')
    .option('--groups <number>', 'of all that differs, show so many groups (20)')
    .addOption(assume())
    .addOption(health())
    .option('--format <format>', 'text or json; markdown without FROM and TO (text)')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', EXAMPLES)
    .action(
      runs(async (terminal, from, to, options) =>
        (await import('../commands/what-if.ts')).whatIf(terminal, from, to, options),
      ),
    );
}

const EXAMPLES = `
Statements (objects by id or Name):
  'sg-1 ingress +tcp/443 from 10.0.0.0/8'    'sg-1 egress -all to 0.0.0.0/0'
  'acl-1 ingress +90 deny tcp/22 from 0.0.0.0/0'    'acl-1 egress -100'
  'rtb-2 +0.0.0.0/0 -> nat-3'    'rtb-2 -10.1.0.0/16'    'subnet-1 -> rtb-2'
  'tgw-rtb-1 +10.0.0.0/8 -> blackhole'    'tgw-attach-1 -> tgw-rtb-2'
  'i-1 +sg-2'    'igw-1 -vpc-2'    'i-1 is stopped'    'nat-1 is gone'
  'vpn-1/203.0.113.5 is down'    'zone eu-west-1a is gone'

Example:
  hopwise what-if app-b db-a:5432 --set 'i-0db +sg-0ops' --input dump/`;
