import { readFile } from 'node:fs/promises';
import {
  allChecks,
  type Baseline,
  type CheckFacts,
  type CheckReport,
  type Exception,
  isAnyAtLeast,
  nearestOf,
  SEVERITIES,
  type Severity,
  type Triage,
  triage,
} from '@hopwise/core';
import { type BrokenFile, readBaseline, readExceptions, writeBaseline } from '@hopwise/importers';
import { badFile, badOption, oneOf, unusable } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { FindingsStyle } from '../render/findings-text.ts';
import type { Terminal } from '../terminal.ts';
import { writeWhole } from '../write-whole.ts';

/** What all commands that find something have in common, as it is typed. */
export interface FindingOptions {
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly exceptions?: string;
  readonly asOf?: string;
  readonly failOn?: string;
}

/** The same, read. */
export interface FindingPolicy {
  readonly baseline: Baseline | undefined;
  readonly exceptions: readonly Exception[];
  readonly asOf: string;
  readonly failOn: Severity;
  /** Where the findings are written to. */
  readonly target: string | undefined;
}

export async function readFindingPolicy(options: FindingOptions): Promise<FindingPolicy> {
  const { baseline, exceptions, asOf = today(), failOn = 'high', writeBaseline: target } = options;
  if (!isDay(asOf)) throw badOption('--as-of', asOf, 'Use a day, as 2026-12-31.');
  return {
    failOn: oneOf('--fail-on', failOn, SEVERITIES),
    baseline: baseline === undefined ? undefined : await readWith('--baseline', baseline, readBaseline),
    exceptions: exceptions === undefined ? [] : await readWith('--exceptions', exceptions, readExceptions),
    asOf,
    target,
  };
}

/** Findings sorted by what is known of them; what is written as a baseline is known from now on. */
export async function triageFindings(
  { findings }: Pick<CheckReport, 'findings'>,
  policy: FindingPolicy,
  ran: readonly Pick<CheckFacts, 'id'>[],
): Promise<Triage> {
  const { baseline, exceptions, asOf, target } = policy;
  const names = ran.map(({ id }) => id);
  const isElsewhere = (name: string) => !isOfRun(name, names);
  const sorted = triage(findings, { baseline, exceptions, asOf, isElsewhere });
  if (target === undefined) return sorted;
  const { open, known } = sorted;
  const text = writeBaseline([...open, ...known]);
  await writeWhole('--write-baseline', target, text);
  return { ...sorted, open: [], known: [...open, ...known] };
}

/**
 * Whether a run would have found what an entry of a baseline or of exceptions is about: the id of a finding begins with
 * the name of its check, scope or policy. Those of other commands stand in one file with ours, so a name that nobody
 * knows here is theirs, unless it is spelt almost like one that ran.
 */
function isOfRun(name: string, ran: readonly string[]): boolean {
  if (ran.some((own) => name === own || name.startsWith(`${own} `))) return true;
  const [word = ''] = name.split(' ');
  return !allChecks.some(({ id }) => id === word) && isSpeltLike(word, ran);
}

function isSpeltLike(word: string, names: readonly string[]): boolean {
  // A name is not one of the others only because it begins as they do.
  return nearestOf(word, names).some((near) => Math.abs(near.length - word.length) <= 2);
}

/** How text is laid out. */
export function styleOf(
  { isColoured, columns }: Terminal,
  { color, detail = false }: { readonly color: boolean; readonly detail?: boolean },
): FindingsStyle {
  return { isColoured: color && isColoured, columns, isDetailed: detail };
}

/** 1 from a severity on; 3 where nothing was found and something could not be told. */
export function exitOfFindings({ open }: Triage, undecided: CheckReport['undecided'], failOn: Severity): ExitCode {
  if (isAnyAtLeast(open, failOn)) return EXIT.not;
  return undecided.length > 0 ? EXIT.undecided : EXIT.asHoped;
}

async function readWith<T>(
  option: string,
  file: string,
  read: (text: string) => T | BrokenFile | Promise<T | BrokenFile>,
): Promise<T> {
  const text = await readFile(file, 'utf8').catch(unusable(option, file, 'read'));
  const value = await read(text);
  if (isBroken(value)) throw badFile(option, file, value);
  return value;
}

function isBroken(value: unknown): value is BrokenFile {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

/** The day by UTC, so that everybody who asks at one time gets one answer. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
