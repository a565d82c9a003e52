import { applicable, type CheckFacts, lintChecks, lint as lintNetwork, nearestOf } from '@hopwise/core';
import { badOption, oneOf } from '../bad-option.ts';
import type { ExitCode } from '../exit-code.ts';
import { findingsDocument } from '../render/findings-document.ts';
import { FINDINGS_FORMATS, renderFindings } from '../render/findings-formats.ts';
import type { Terminal } from '../terminal.ts';
import { exitOfFindings, type FindingOptions, readFindingPolicy, styleOf, triageFindings } from './finding-options.ts';
import { type InputOptions, readNetwork } from './read-network.ts';

export interface LintOptions extends InputOptions, FindingOptions {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly detail?: boolean;
  readonly format?: string;
  readonly color: boolean;
}

/** What is wrong without a question. */
export async function lint(terminal: Terminal, options: LintOptions): Promise<ExitCode> {
  const format = oneOf('--format', options.format ?? 'text', FINDINGS_FORMATS);
  const policy = await readFindingPolicy(options);
  const chosen = chosenChecks(lintChecks, options);
  const { network, diagnostics } = await readNetwork(terminal, options);
  const checks = options.only ? chosen : applicable(network, chosen);
  const { asOf, failOn } = policy;
  const report = lintNetwork(network, checks);
  const triage = await triageFindings(report, policy, checks);
  const { undecided } = report;
  const checked = { command: 'lint', checks, asOf, triage, undecided, diagnostics };
  const document = findingsDocument(network, checked);
  const style = styleOf(terminal, options);
  const rendered = renderFindings(format, { network, document, checks, style, failOn });
  for (const piece of rendered) await terminal.write(piece);
  return exitOfFindings(triage, undecided, failOn);
}

/** Those that `--only` names, or all, without those that `--skip` names. */
export function chosenChecks<C extends CheckFacts>(
  all: readonly C[],
  { only, skip = [] }: Pick<LintOptions, 'only' | 'skip'>,
): readonly C[] {
  const names = all.map(({ id }) => id);
  const named = (option: string, words: readonly string[]) =>
    words.flatMap((list) => list.split(',').map((word) => known(option, word.trim(), names)));
  const wanted = only === undefined ? names : named('--only', only);
  const unwanted = named('--skip', skip);
  const chosen = all.filter(({ id }) => wanted.includes(id) && !unwanted.includes(id));
  // A run without a check would find nothing, and a pipeline would take that for good.
  if (chosen.length === 0) throw badOption('--skip', skip.join(','), 'It leaves no check to run.');
  return chosen;
}

function known(option: string, word: string, names: readonly string[]): string {
  if (names.includes(word)) return word;
  const near = nearestOf(word, names);
  const hint = near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'hopwise explain lists the checks.';
  throw badOption(option, word, hint);
}
