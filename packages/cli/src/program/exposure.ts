import type { Command } from 'commander';
import { assume, collected, health, type Runs, withFindings, withInput } from './options.ts';

export function exposureCommand(program: Command, runs: Runs): void {
  withFindings(withInput(program.command('exposure')))
    .summary('what can the internet reach, and what can reach it?')
    .description('What the internet reaches over every path, worst first, with the rules that let it through.')
    .option('--egress', 'what reaches the internet instead, and by which gateway')
    .option('--only <checks>', 'run these checks alone (repeatable, or a list: a,b)', collected)
    .option('--skip <checks>', 'leave these checks out (repeatable, or a list: a,b)', collected)
    .option('--detail', 'every finding, with the file its rules were read from, and its id')
    .addOption(assume())
    .addOption(health())
    .option('--format <format>', 'text, json, sarif, junit, github or markdown (text)')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', EXAMPLES)
    .action(runs(async (terminal, options) => (await import('../commands/exposure.ts')).exposure(terminal, options)));
}

const EXAMPLES = `
Exit codes: 1 a finding from --fail-on, else 3 something undecided, else 0.

Examples:
  hopwise exposure --input dump/
  hopwise exposure --egress --detail
  hopwise exposure --only exposed-database-port --fail-on low
  hopwise exposure --format json > exposure.json`;
