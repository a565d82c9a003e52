import type { Command } from 'commander';
import { assume, collected, health, type Runs, withFindings, withInput } from './options.ts';

export function accessCommand(program: Command, runs: Runs): void {
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
    .addOption(assume())
    .addOption(health())
    .option('--detail', 'every finding, hop by hop, with its id')
    .option('--format <format>', 'text, json or aws-json (text; ndjson with --all)')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', EXAMPLES)
    .action(runs(async (terminal, options) => (await import('../commands/access.ts')).access(terminal, options)));
}

const EXAMPLES = `
Examples:
  hopwise access --scope igw-ingress
  hopwise access --scope scopes.yaml --fail-on medium --baseline known.json
  hopwise access --cli-input-json file://scope.json --format aws-json
  hopwise access --scope internet-to-data --all > pairs.ndjson`;
