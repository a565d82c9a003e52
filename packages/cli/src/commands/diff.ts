import { compileAlike, explainDiff, findDiff, type Network } from '@hopwise/core';
import { badOption, numberOf, oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type DiffDocument, diffDocument } from '../render/diff-document.ts';
import { diffMarkdown } from '../render/diff-markdown.ts';
import { diffText } from '../render/diff-text.ts';
import { safeJson } from '../render/escape-text.ts';
import type { Terminal } from '../terminal.ts';
import { assumptionsOf, type InputOptions, type ReadSnapshot, readSnapshot } from './read-network.ts';

export interface DiffOptions extends Omit<InputOptions, 'input'> {
  readonly groups?: string;
  readonly format?: string;
  readonly color: boolean;
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly progress?: string;
  readonly role?: string;
  readonly keep?: string;
  readonly maxMemory?: string;
}

const LIVE_ALONE = [
  ['profile', '--profile'],
  ['endpointUrl', '--endpoint-url'],
  ['progress', '--progress'],
  ['role', '--role'],
  ['keep', '--keep'],
] as const;

export const DIFF_FORMATS = ['text', 'json', 'markdown'] as const;
const MOST_GROUPS = '20';

/** What two inputs let happen otherwise. */
export async function diff(
  terminal: Terminal,
  before: string,
  after: string | undefined,
  options: DiffOptions,
): Promise<ExitCode> {
  const format = oneOf('--format', options.format ?? 'text', DIFF_FORMATS);
  for (const [name, option] of LIVE_ALONE)
    if (options[name] !== undefined) throw badOption(option, options[name], 'It says how to collect: give --live too.');
  const editions = await readEditions(terminal, before, after, options);
  const names = [before, after ?? before] as const;
  const document = compareEditions(editions, names, options);
  await terminal.write(renderDiff(terminal, document, format, options));
  return exitOfDiff(document);
}

/** A Terraform plan holds both: what there was before it, and what it makes of that. */
export async function readEditions(
  terminal: Terminal,
  before: string,
  after: string | undefined,
  options: DiffOptions,
): Promise<readonly [ReadSnapshot, ReadSnapshot]> {
  if (after === undefined) {
    const plan = { ...options, input: before.split(',') };
    const planned = await readSnapshot(terminal, plan, 'planned');
    if (!planned.snapshot.aliases)
      throw badOption('AFTER', '', 'Only a Terraform plan can be compared by itself: hopwise diff BEFORE AFTER.');
    return [await readSnapshot(terminal, { ...plan, quiet: true }, 'prior'), planned];
  }
  return [
    await readSnapshot(terminal, { ...options, input: before.split(',') }),
    await readSnapshot(terminal, { ...options, input: after.split(',') }),
  ];
}

export function compareEditions(
  editions: readonly [ReadSnapshot, ReadSnapshot],
  names: readonly [string, string],
  options: Omit<InputOptions, 'input'> & Pick<DiffOptions, 'groups'>,
  networks = compiled(editions, options),
): DiffDocument {
  const found = explainDiff(networks[1], findDiff(...networks));
  const groups = numberOf('--groups', options.groups ?? MOST_GROUPS, 1);
  const diagnostics = { before: editions[0].diagnostics, after: editions[1].diagnostics };
  return diffDocument(networks, found, { names, groups, diagnostics });
}

function compiled(editions: readonly [ReadSnapshot, ReadSnapshot], options: Omit<InputOptions, 'input'>) {
  const snapshots = editions.map(({ snapshot }) => snapshot);
  // One network of each snapshot.
  return compileAlike(snapshots, assumptionsOf(options)) as readonly [Network, Network];
}

export function renderDiff(
  terminal: Terminal,
  document: DiffDocument,
  format: (typeof DIFF_FORMATS)[number],
  { color }: Pick<DiffOptions, 'color'>,
): string {
  const style = { isColoured: color && terminal.isColoured, columns: terminal.columns };
  return {
    text: () => diffText(document, style),
    json: () => `${safeJson(document, 2)}\n`,
    markdown: () => diffMarkdown(document),
  }[format]();
}

export function exitOfDiff({ result }: DiffDocument): ExitCode {
  return { equivalent: EXIT.asHoped, different: EXIT.not, undecided: EXIT.undecided }[result];
}
