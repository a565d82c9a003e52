import { readFile } from 'node:fs/promises';
import {
  applyChanges,
  type Change,
  compile,
  EXPECTED,
  explain,
  findPath,
  inTurn,
  type Network,
  parseQuestion,
  parseStatement,
  QuestionError,
  type QuestionText,
  supposed,
} from '@hopwise/core';
import { readPatch } from '@hopwise/importers';
import { badFile, badOption, oneOf, unusable } from '../bad-option.ts';
import { EXIT, type ExitCode, exitOfVerdict } from '../exit-code.ts';
import { safeJson } from '../render/escape-text.ts';
import { type PathDocument, pathDocument } from '../render/path-document.ts';
import { type Asked, whatIfText } from '../render/what-if-text.ts';
import type { Terminal } from '../terminal.ts';
import { compareEditions, DIFF_FORMATS, exitOfDiff, renderDiff } from './diff.ts';
import { type PathOptions, textOptions, trafficOf } from './path.ts';
import { assumptionsOf, type InputOptions, type ReadSnapshot, readSnapshot } from './read-network.ts';

export interface WhatIfOptions extends InputOptions, Omit<PathOptions, 'fix' | 'close' | 'flows' | 'mirror'> {
  readonly set?: readonly string[];
  readonly patch?: readonly string[];
  readonly groups?: string;
  readonly color: boolean;
}

/** One question, or the whole network, before and after changes that nobody has made. */
export async function whatIf(
  terminal: Terminal,
  from: string | undefined,
  to: string | undefined,
  options: WhatIfOptions,
): Promise<ExitCode> {
  const { set = [], patch = [] } = options;
  if (set.length + patch.length === 0) throw badOption('--set', '', 'Say what changes, or name a --patch.');
  if (from !== undefined && to === undefined)
    throw new QuestionError('NO_ENDS', 'A path has two ends', 'Type hopwise what-if FROM TO --set …, or neither.');
  const read = await readSnapshot(terminal, options);
  const before = compile(read.snapshot, assumptionsOf(options));
  const patches = await Promise.all(patch.map(patchIn));
  const changes = inTurn([...patches, ...set.map((text) => parseStatement(before, text))]);
  const after: ReadSnapshot = { ...read, snapshot: applyChanges(read.snapshot, changes) };
  const said = [...patch.map((file) => `patch ${file}`), ...set];
  if (from === undefined || to === undefined)
    return showDiff(terminal, { read, after, said, changes, before }, options);
  const format = oneOf('--format', options.format ?? 'text', ['text', 'json'] as const);
  const text: QuestionText = { from, to, ...trafficOf(options) };
  const networks = [before, compile(after.snapshot, before.assume, before)] as const;
  const asked: Asked = {
    said,
    patch: changes,
    before: ask(networks[0], text, read, options),
    after: ask(networks[1], text, read, options),
  };
  const style = textOptions(terminal, asked.after, options);
  await terminal.write(format === 'json' ? `${safeJson(asked, 2)}\n` : whatIfText(asked, style));
  const { verdict, expectation } = asked.after;
  if (expectation === undefined) return exitOfVerdict(verdict);
  return { met: EXIT.asHoped, unmet: EXIT.not, undecided: EXIT.undecided }[expectation];
}

interface Supposed {
  readonly before: Network;
  readonly read: ReadSnapshot;
  readonly after: ReadSnapshot;
  readonly said: readonly string[];
  readonly changes: readonly Change[];
}

async function showDiff(
  terminal: Terminal,
  { read, after, said, changes, before }: Supposed,
  options: WhatIfOptions,
): Promise<ExitCode> {
  const format = oneOf('--format', options.format ?? 'text', DIFF_FORMATS);
  const names = ['as it is', said.join('; ')] as const;
  const diff = compareEditions([read, after], names, options, supposed(before, after.snapshot));
  const rendered =
    format === 'json'
      ? `${safeJson({ said, patch: changes, diff }, 2)}\n`
      : renderDiff(terminal, diff, format, options);
  await terminal.write(rendered);
  return exitOfDiff(diff);
}

function ask(
  network: Network,
  text: QuestionText,
  { diagnostics }: ReadSnapshot,
  { expect }: WhatIfOptions,
): PathDocument {
  const answer = findPath(network, parseQuestion(network, text));
  const expected = expect === undefined ? undefined : oneOf('--expect', expect, EXPECTED);
  return pathDocument(network, answer, explain(network, answer), { expect: expected, paths: 1, diagnostics });
}

async function patchIn(file: string): Promise<readonly Change[]> {
  const text = await readFile(file, 'utf8').catch(unusable('--patch', file, 'read'));
  const patch = readPatch(text);
  if ('problem' in patch) throw badFile('--patch', file, patch);
  return patch;
}
