import { readFile } from 'node:fs/promises';
import { compile, SEGMENTATIONS } from '@hopwise/core';
import { type Review, readReview } from '@hopwise/importers';
import { badFile, badOption, oneOf, unusable } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { DiffDocument } from '../render/diff-document.ts';
import { safeJson } from '../render/escape-text.ts';
import { buildReport, type ReportRequest } from '../report/build-report.ts';
import { reportMarkdown } from '../report/markdown/report-markdown.ts';
import { reportPage } from '../report/report-page.ts';
import type { Terminal } from '../terminal.ts';
import { writeWhole } from '../write-whole.ts';
import { compareEditions, readEditions } from './diff.ts';
import { type FindingOptions, readFindingPolicy } from './finding-options.ts';
import { assumptionsOf, type InputOptions, type ReadSnapshot, readSnapshot } from './read-network.ts';

export interface ReportOptions extends InputOptions, Pick<FindingOptions, 'baseline' | 'exceptions' | 'asOf'> {
  readonly review?: string;
  readonly before?: string;
  readonly after?: string;
  readonly title?: string;
  readonly by?: string;
  readonly out?: string;
  readonly format?: string;
}

const FORMATS = ['html', 'markdown', 'json'] as const;

/** Everything that a design review wants to know of a network, in one file. */
export async function report(terminal: Terminal, options: ReportOptions): Promise<ExitCode> {
  const format = oneOf('--format', options.format ?? 'html', FORMATS);
  const review = options.review === undefined ? undefined : await readReviewAt(options.review);
  const request = await requestOf(options, review);
  const { read, change, before } = await readReported(terminal, options);
  const network = compile(read.snapshot, assumptionsOf(options));
  const built = buildReport(network, read, { ...request, change });
  const rendered = {
    html: () => reportPage(network, built, before && compile(before.snapshot, assumptionsOf(options))),
    markdown: () => reportMarkdown(built.document),
    json: () => `${safeJson(built.document, 2)}\n`,
  }[format];
  await deliver(terminal, await rendered(), options.out);
  return EXIT.asHoped;
}

async function requestOf(options: ReportOptions, review: Review | undefined): Promise<Omit<ReportRequest, 'change'>> {
  const { asOf, exceptions, baseline, by, title, assume, health } = options;
  if (exceptions !== undefined && asOf === undefined)
    throw badOption('--as-of', '', 'Exceptions end on some day: say by which day to judge them, as 2026-12-31.');
  if (by !== undefined && !by.startsWith('tag:')) oneOf('--by', by, SEGMENTATIONS);
  const judged = await readFindingPolicy({
    ...(asOf === undefined ? {} : { asOf }),
    ...(exceptions === undefined ? {} : { exceptions }),
    ...(baseline === undefined ? {} : { baseline }),
  });
  return {
    title: title ?? review?.title ?? 'Network review',
    asOf,
    by,
    review,
    exceptions: judged.exceptions,
    baseline: judged.baseline,
    assumed: [...(assume === undefined ? [] : [assume]), ...(health ? ['health'] : [])],
  };
}

interface Reported {
  readonly read: ReadSnapshot;
  readonly change: DiffDocument | undefined;
  readonly before: ReadSnapshot | undefined;
}

/** The network that is told of: what was read, or what a change makes of it. */
async function readReported(terminal: Terminal, options: ReportOptions): Promise<Reported> {
  const { before, after, input } = options;
  if (before === undefined && after === undefined)
    return { read: await readSnapshot(terminal, options), change: undefined, before: undefined };
  if (input !== undefined)
    throw badOption('--input', input.join(', '), 'With --before and --after, these are the input.');
  if (after === undefined) throw badOption('--after', '', 'Say what the network is after the change.');
  // A Terraform plan holds both by itself.
  const [first, second] = before === undefined ? [after, undefined] : [before, after];
  const editions = await readEditions(terminal, first, second, { ...options, color: false });
  const change = compareEditions(editions, [before ?? `${after} (prior state)`, after], options);
  return { read: editions[1], change, before: editions[0] };
}

async function readReviewAt(file: string): Promise<Review> {
  const text = await readFile(file, 'utf8').catch(unusable('--review', file, 'read'));
  const review = await readReview(text);
  if ('problem' in review) throw badFile('--review', file, review);
  return review;
}

async function deliver(terminal: Terminal, text: string, file: string | undefined): Promise<void> {
  if (file === undefined) return terminal.write(text);
  await writeWhole('--out', file, text);
}
