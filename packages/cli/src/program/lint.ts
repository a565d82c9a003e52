import type { Command } from 'commander';
import { collected, type Runs, withFindings, withInput } from './options.ts';

export function lintCommand(program: Command, runs: Runs): void {
  withFindings(withInput(program.command('lint')))
    .summary('what is wrong without a question: shadowed rules, dead routes, …')
    .description('Runs the checks of docs/checks.md: what is wrong with the network without a question.')
    .option('--only <checks>', 'run these checks alone (repeatable, or a list: a,b)', collected)
    .option('--skip <checks>', 'leave these checks out (repeatable, or a list: a,b)', collected)
    .option('--detail', 'every finding, with its evidence, the file it was read from, and its id')
    .option('--format <format>', 'text, json, sarif, junit, github or markdown (text)')
    .option('--no-color', 'plain text, also on a terminal')
    .addHelpText('after', EXAMPLES)
    .action(runs(async (terminal, options) => (await import('../commands/lint.ts')).lint(terminal, options)));
}

const EXAMPLES = `
Exit codes: 1 a finding from --fail-on, else 3 something undecided, else 0.

Examples:
  hopwise lint --input dump/
  hopwise lint --only shadowed-acl-rule,unused-security-group
  hopwise lint --write-baseline lint.json; hopwise lint --baseline lint.json
  hopwise lint --format sarif --exceptions exceptions.yaml > lint.sarif`;
