import { findMirrors, type MirrorAnswer } from '@hopwise/core';
import { neitherWith, oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { safeJson } from '../render/escape-text.ts';
import { mirrorDocument } from '../render/mirror-document.ts';
import { mirrorText } from '../render/mirror-text.ts';
import type { Terminal } from '../terminal.ts';
import { type InputOptions, readNetwork } from './read-network.ts';

export interface MirrorOptions extends InputOptions {
  readonly format?: string;
  readonly detail?: boolean;
  readonly color: boolean;
}

/** Options of `path` that sessions leave nothing to say for: unheeded they would seem to be answered. */
const UNHEEDED = ['port', 'protocol', 'client', 'sourcePort', 'icmpType', 'icmpCode', 'address', 'oneWay', 'ignore']
  .concat(['expect', 'paths', 'focus', 'fix', 'close', 'flows', 'cliInputJson'])
  .map((name) => ({ name, option: `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` }));

/** `path --mirror`: one answer for each traffic mirror session of the input. */
export async function mirror(terminal: Terminal, options: MirrorOptions): Promise<ExitCode> {
  const given = new Map<string, unknown>(Object.entries(options));
  const beside = Object.fromEntries(UNHEEDED.map(({ name, option }) => [option, given.get(name)]));
  neitherWith('--mirror', beside, 'The sessions of the input are what is asked.');
  const format = oneOf('--format', options.format ?? 'text', ['text', 'json'] as const);
  const { network, diagnostics } = await readNetwork(terminal, options);
  const answers = findMirrors(network);
  const document = mirrorDocument(answers, diagnostics);
  const style = {
    isColoured: options.color && terminal.isColoured,
    columns: terminal.columns,
    isDetailed: options.detail ?? false,
  };
  await terminal.write(format === 'json' ? `${safeJson(document, 2)}\n` : mirrorText(document, style));
  return exitOf(answers);
}

function exitOf(answers: readonly MirrorAnswer[]): ExitCode {
  const verdicts = answers.map(({ verdict }) => verdict);
  if (verdicts.every((one) => one === 'reachable')) return EXIT.asHoped;
  return verdicts.every((one) => one === 'reachable' || one === 'unknown') ? EXIT.undecided : EXIT.not;
}
