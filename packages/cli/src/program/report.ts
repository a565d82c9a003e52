import type { Command } from 'commander';
import { assume, health, type Runs, withInput } from './options.ts';

export function reportCommand(program: Command, runs: Runs): void {
  withInput(program.command('report'))
    .summary('a page to sit around: map, exposure, segmentation, resilience, answers')
    .description('Writes one HTML file that fetches nothing and can be asked: the network and the solver are in it.')
    .option('--review <file>', 'title, questions and policies of the review (YAML)')
    .option('--before <input>', 'with --after: what there is before the change under review')
    .option('--after <input>', 'what there is after it; a Terraform plan alone holds both')
    .option('--title <text>', 'the title of the report')
    .option(
      '--by <what>',
      'segments: vpc, subnet, account, region, security-group, or tag:KEY (subnet while there are few, else vpc)',
    )
    .option('-o, --out <file>', 'write to a file (standard output)')
    .option('--baseline <file>', 'findings that were there before are left out')
    .option('--exceptions <file>', 'findings that somebody answers for (YAML); wants --as-of')
    .option('--as-of <day>', 'the day to judge exceptions by, which the report then bears')
    .addOption(assume())
    .addOption(health())
    .option('--format <format>', 'html, markdown or json (html)')
    .addHelpText('after', EXAMPLES)
    .action(runs(async (terminal, options) => (await import('../commands/report.ts')).report(terminal, options)));
}

const EXAMPLES = `
Examples:
  hopwise report --input dump/ -o report.html
  hopwise report --input dump/ --review review.yaml -o report.html
  hopwise report --before dump/ --after plan.json -o change.html
  hopwise report --input dump/ --format markdown > NETWORK.md`;
