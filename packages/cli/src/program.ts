import { Command, Option } from 'commander';
import { badOption } from './bad-option.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Commands load when they are called: what `--help` needs is all here. */
export function createProgram(terminal: Terminal): { readonly program: Command; exit(): ExitCode } {
  let code: ExitCode = EXIT.asHoped;
  const program = new Command('hopwise')
    .description('Proves what can talk to what in AWS, there and back again, from files.')
    .version(version())
    .configureOutput({ writeOut: (text) => void terminal.write(text), writeErr: (text) => terminal.warn(text) })
    .configureHelp({ helpWidth: 80 })
    .exitOverride()
    .showHelpAfterError('(hopwise help COMMAND tells how it is used)')
    .helpCommand('help [command]', 'tell how a command is used')
    .addHelpText('after', AFTER);
  /** Runs a command and keeps its exit code; what it throws goes to `main`. */
  const runs =
    <A extends unknown[]>(run: (...args: A) => Promise<ExitCode>) =>
    async (...args: A): Promise<void> => {
      code = await run(...args);
    };

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
    .option(
      '--ignore <layers>',
      'set security-groups, acls or firewalls aside: which one blocks? (repeatable)',
      collected,
    )
    .option('--assume <what>', 'appliances=forward, nat or drop: what nobody states')
    .option('--health', 'let balancers send to healthy targets only, as when the input was collected')
    .option(
      '--expect <verdict>',
      'exit 0 only if all that is asked is reachable, unknown, forward-only, blocked, or delivered',
    )
    .option('--paths <number>', 'show so many ways (1)')
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
    .addHelpText('after', PATH_EXAMPLES)
    .action(runs(async (from, to, options) => (await import('./commands/path.ts')).path(terminal, from, to, options)));

  withFindings(withInput(program.command('exposure')))
    .summary('what can the internet reach, and what can reach it?')
    .description('What the internet reaches over every path, worst first, with the rules that let it through.')
    .option('--egress', 'what reaches the internet instead, and by which gateway')
    .option('--only <checks>', 'run these checks alone (repeatable, or a list: a,b)', collected)
    .option('--skip <checks>', 'leave these checks out (repeatable, or a list: a,b)', collected)
    .option('--detail', 'every finding, with the file its rules were read from, and its id')
    .option('--assume <what>', 'appliances=forward, nat or drop: what nobody states')
    .option('--health', 'let balancers send to healthy targets only, as when the input was collected')
    .option('--format <format>', 'text, json or sarif (text)')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', EXPOSURE_EXAMPLES)
    .action(runs(async (options) => (await import('./commands/exposure.ts')).exposure(terminal, options)));

  withInput(program.command('routes'))
    .summary('do transit gateway tables lead from one attachment to another?')
    .description(
      'Whether the tables of transit gateways, peered ones too, lead an address from one attachment to another.',
    )
    .option('--from <end>', 'tgw-attach-…/10.0.0.5; the address is for the way back')
    .option('--to <end>', 'tgw-attach-…/10.1.0.9, or an address alone')
    .option('--include-return-path', 'the way back too, where the way there is connected')
    .option('--use-middleboxes', 'go on where the network behind an attachment sends packets back')
    .option('--assume <what>', 'appliances=forward, nat or drop: what nobody states')
    .option('--expect <verdict>', 'exit 0 only if it is reachable, unknown, forward-only, blocked, or delivered')
    .option('--cli-input-json <request>', 'a request of start-route-analysis: JSON, file://…, a file, or -')
    .option('--format <format>', 'text, json or aws-json', 'text')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', ROUTES_EXAMPLES)
    .action(runs(async (options) => (await import('./commands/routes.ts')).routes(terminal, options)));

  withFindings(withInput(program.command('access')))
    .summary('which ways are there that a network access scope means?')
    .description(
      'All ways that a network access scope means, there and back, in groups of equal behaviour with an example each; and what it proves that there are no others.',
    )
    .option('-s, --scope <scope>', 'a name of --list-scopes, or a file: AWS JSON or YAML (repeatable)', collected)
    .option('--list-scopes', 'the scopes that come with Hopwise')
    .option(
      '--cli-input-json <request>',
      'a request of create-network-insights-access-scope: JSON, file://…, a file, or -',
    )
    .option('--one-way', 'delivery alone, as Network Access Analyzer has it')
    .option('--all', 'every pair, one JSON object a line')
    .option('--yes', 'with --all: however many they are')
    .option('--assume <what>', 'appliances=forward, nat or drop: what nobody states')
    .option('--health', 'let balancers send to healthy targets only, as when the input was collected')
    .option('--detail', 'every finding, hop by hop, with its id')
    .option('--format <format>', 'text, json or aws-json (text; ndjson with --all)')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', ACCESS_EXAMPLES)
    .action(runs(async (options) => (await import('./commands/access.ts')).access(terminal, options)));

  withFindings(withInput(program.command('lint')))
    .summary('what is wrong without a question: shadowed rules, dead routes, …')
    .description('Runs the checks of docs/checks.md: what is wrong with the network without a question.')
    .option('--only <checks>', 'run these checks alone (repeatable, or a list: a,b)', collected)
    .option('--skip <checks>', 'leave these checks out (repeatable, or a list: a,b)', collected)
    .option('--detail', 'every finding, with its evidence, the file it was read from, and its id')
    .option('--format <format>', 'text, json or sarif (text)')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', LINT_EXAMPLES)
    .action(runs(async (options) => (await import('./commands/lint.ts')).lint(terminal, options)));
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
    .option('--assume <what>', 'appliances=forward, nat or drop: what nobody states')
    .option('--health', 'let balancers send to healthy targets only, as when the input was collected')
    .option('--format <format>', 'text, json, csv or markdown', 'text')
    .option('--no-color', 'plain text, also on a terminal')
    .action(runs(async (options) => (await import('./commands/matrix.ts')).matrix(terminal, options)));

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
    .option('--assume <what>', 'appliances=forward, nat or drop: what nobody states')
    .option('--health', 'let balancers send to healthy targets only, as when the input was collected')
    .option('--format <format>', 'text or json; markdown without FROM and TO (text)')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', WHAT_IF_EXAMPLES)
    .action(
      runs(async (from, to, options) => (await import('./commands/what-if.ts')).whatIf(terminal, from, to, options)),
    );

  program
    .command('diff')
    .argument('<before>', 'folder, file or archive of AWS answers; several joined by commas')
    .argument('[after]', 'the same, after the change; not for a Terraform plan, which holds both')
    .summary('what becomes reachable, what stops, and because of which change')
    .description('Every pair of addresses, every service, both ways, in BEFORE and in AFTER; no difference is a proof.')
    .option('--groups <number>', 'show so many groups of pairs that fare alike (20)')
    .option('--assume <what>', 'appliances=forward, nat or drop: what nobody states')
    .option('--health', 'let balancers send to healthy targets only, as when the input was collected')
    .option('-q, --quiet', 'say nothing about the input on standard error')
    .option('--format <format>', 'text, json or markdown (text)')
    .option('--no-color', 'plain text, also on a terminal')
    .action(
      runs(async (before, after, options) =>
        (await import('./commands/diff.ts')).diff(terminal, before, after, options),
      ),
    );

  withFindings(withInput(program.command('check').argument('[policies...]', 'files of policies, or folders of them')))
    .summary('is the network as its policies want it?')
    .description('Holds the network against policies: who is to reach whom, and who is not. Unknown never passes.')
    .option('--allow-undecided', 'do not fail on what the input leaves unknown')
    .option('--learn', 'write what is so today as a file of policies')
    .option('--by <what>', 'with --learn: vpc, subnet, account, region, security-group, or tag:KEY (vpc)')
    .option('--assume <what>', 'appliances=forward, nat or drop: what nobody states')
    .option('--health', 'let balancers send to healthy targets only, as when the input was collected')
    .option('--detail', 'every violation, with the rules that allow or stop it, and its id')
    .option('--format <format>', 'text, json, sarif, junit, github or markdown (text)')
    .option('--no-color', 'plain text, also on a terminal')
    .action(
      runs(async (policies, options) => (await import('./commands/check.ts')).check(terminal, policies, options)),
    );

  withInput(program.command('import'))
    .summary('read the input, and say what is there and what is missing')
    .description('What was read, what is missing, what that leaves unknown, and the calls that would fetch it.')
    .option('--out <file>', 'write one canonical snapshot file, which every command reads')
    .option('--format <format>', 'text or json', 'text')
    .action(runs(async (options) => (await import('./commands/import.ts')).importInput(terminal, options)));

  program
    .command('collect')
    .summary('print the script that collects the input')
    .description('A POSIX script of read-only AWS CLI calls that writes a folder for --input.')
    .option('--script', 'print it')
    .action(runs(async (options) => (await import('./commands/collect.ts')).collect(terminal, options)));

  withInput(program.command('map'))
    .summary('print the graph of the network')
    .description('Every link that AWS could use between the components of the input, routed to or not.')
    .option('--format <format>', 'mermaid, dot or json', 'mermaid')
    .action(runs(async (options) => (await import('./commands/map.ts')).map(terminal, options)));

  program
    .command('explain')
    .summary('tell what a code or a check means')
    .argument('[code]', 'a code or check, as SUBNET_ACL_RESTRICTION; without it, all')
    .description('What a code or a check means and what to do about it.')
    .action(runs(async (wanted) => (await import('./commands/explain.ts')).explainCode(terminal, wanted)));

  for (const command of program.commands) refuseOptionsAsValues(command);
  return { program, exit: () => code };
}

/** `--port --input dump` gives no port: without this the name of an option would be taken for the value. */
function refuseOptionsAsValues(command: Command): void {
  const names = new Set(command.options.flatMap(({ long, short }) => [long, short]));
  for (const option of command.options.filter(({ required }) => required)) {
    command.on(`option:${option.name()}`, (value: string) => {
      if (names.has(value))
        throw badOption(option.long ?? option.name(), value, 'Give it a value before the next option.');
    });
  }
}

function withInput(command: Command): Command {
  return command
    .option('-i, --input <path>', 'folder, file or archive of AWS answers, or - (repeatable; .)', collected)
    .option('-q, --quiet', 'say nothing about the input on standard error');
}

/** What access, exposure and lint do with what they find. */
function withFindings(command: Command): Command {
  return command
    .option('--fail-on <severity>', 'exit 1 from critical, high, medium, low or info on (high)')
    .option('--baseline <file>', 'findings that were there before do not count')
    .option('--write-baseline <file>', 'write what is found now, to be the baseline')
    .option('--exceptions <file>', 'findings that somebody answers for (YAML)')
    .option('--as-of <day>', 'the day to judge exceptions by (today)');
}

/** Every value of an option that may be given several times. */
function collected(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, value];
}

const AFTER = `
Exit codes: 0 as hoped, 1 not, 2 wrong usage or unreadable input, 3 undecided,
70 a fault of ours.`;

const EXPOSURE_EXAMPLES = `
Exit codes: 1 a finding from --fail-on, else 3 something undecided, else 0.

Examples:
  hopwise exposure --input dump/
  hopwise exposure --egress --detail
  hopwise exposure --only exposed-database-port --fail-on low
  hopwise exposure --format json > exposure.json`;

const LINT_EXAMPLES = `
Exit codes: 1 a finding from --fail-on, else 3 something undecided, else 0.

Examples:
  hopwise lint --input dump/
  hopwise lint --only shadowed-acl-rule,unused-security-group
  hopwise lint --write-baseline lint.json; hopwise lint --baseline lint.json
  hopwise lint --format sarif --exceptions exceptions.yaml > lint.sarif`;

const PATH_EXAMPLES = `
FROM and TO: a resource id or ARN, a Name or host name, name:, tag:K=V,
account:, region:, type:, an address or CIDR, internet, internet/203.0.113.7,
eni-…/10.0.1.5, vpc-…/10.0.1.5, cidr:NAME, *; joined by , (or) & (and) ! (not).
TO may be HOST:PORT, a URL, or service:NAME of a VPC endpoint.

Examples:
  hopwise path i-0abc 10.0.2.9 --port 5432 --input dump/
  hopwise path app-b db-a:5432 --expect reachable
  hopwise path internet tag:tier=public -p 22 --ignore security-groups
  hopwise path --flows questions.ndjson > answers.ndjson`;

const WHAT_IF_EXAMPLES = `
Statements (objects by id or Name):
  'sg-1 ingress +tcp/443 from 10.0.0.0/8'    'sg-1 egress -all to 0.0.0.0/0'
  'acl-1 ingress +90 deny tcp/22 from 0.0.0.0/0'    'acl-1 egress -100'
  'rtb-2 +0.0.0.0/0 -> nat-3'    'rtb-2 -10.1.0.0/16'    'subnet-1 -> rtb-2'
  'tgw-rtb-1 +10.0.0.0/8 -> blackhole'    'tgw-attach-1 -> tgw-rtb-2'
  'i-1 +sg-2'    'igw-1 -vpc-2'    'i-1 is stopped'    'nat-1 is gone'
  'vpn-1/203.0.113.5 is down'    'zone eu-west-1a is gone'

Example:
  hopwise what-if app-b db-a:5432 --set 'i-0db +sg-0ops' --input dump/`;

const ROUTES_EXAMPLES = `
An end is an attachment: its id, ARN, Name, or the id of what is attached
(vpc-…, vpn-…); of a peering both sides may share one id: tgw-attach-…@tgw-….

Examples:
  hopwise routes --from tgw-attach-0a/10.0.0.5 --to tgw-attach-0b/10.1.0.9
  hopwise routes --from vpc-0a/10.0.0.5 --to vpc-0b/10.1.0.9 --use-middleboxes
  hopwise routes --cli-input-json file://request.json --format aws-json`;

const ACCESS_EXAMPLES = `
Examples:
  hopwise access --scope igw-ingress
  hopwise access --scope scopes.yaml --fail-on medium --baseline known.json
  hopwise access --cli-input-json file://scope.json --format aws-json
  hopwise access --scope internet-to-data --all > pairs.ndjson`;
