import type { Command } from 'commander';
import { assume, type Runs, withInput } from './options.ts';

export function mapCommand(program: Command, runs: Runs): void {
  withInput(program.command('map'))
    .summary('draw the network: what is in what, and where routes lead')
    .description('Accounts, VPCs, subnets and resources, and what routes and attachments lead along between them.')
    .option('--level <level>', 'account, vpc, subnet or resource (by size)')
    .option('--around <selector>', 'only what is near this')
    .option('--hops <number>', 'with --around: so many links away at most (1)')
    .option('--path <question>', "lay an answer over it: 'FROM TO' or 'FROM TO:PORT'")
    .option('-p, --port <ports>', 'with --path: a port, a range, or a list')
    .option('--protocol <protocol>', 'with --path: tcp, udp, icmp, icmpv6, all, or a number')
    .option('--diff [before]', 'mark what changes: against another input; of a Terraform plan, what it changes')
    .option('--nodes <number>', 'draw what is alike as one beyond so many nodes (120)')
    .addOption(assume())
    .option('--format <format>', 'mermaid, markdown, svg, dot, drawio or json (mermaid, or as --out is named)')
    .option('-o, --out <file>', 'write it there: .svg, .mmd, .md, .dot, .drawio or .json')
    .addHelpText('after', EXAMPLES)
    .action(runs(async (terminal, options) => (await import('../commands/map.ts')).map(terminal, options)));
}

const EXAMPLES = `
Examples:
  hopwise map --input dump/ --out network.svg
  hopwise map --around app-b --hops 2 --out app-b.drawio
  hopwise map --path 'app-b db-a:5432' --out path.svg
  hopwise map --input now/ --diff before/ --level vpc --out change.svg`;
