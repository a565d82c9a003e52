import type { Change, Diagnostic, QuestionText, Severity, Verdict } from '@hopwise/core';
import type { MissingCall } from '@hopwise/importers';
import type { InputOptions } from '../../commands/read-network.ts';
import type { DiffDocument } from '../../render/diff-document.ts';
import type { FindingsDocument } from '../../render/findings-document.ts';
import type { MatrixDocument } from '../../render/matrix-document.ts';
import type { PathDocument } from '../../render/path-document.ts';
import type { DetailDocument } from './detail-document.ts';
import type { TreeDocument } from './tree-document.ts';

/** One thing that is supposed: what people call it, and what it changes in what was read. */
export interface Step {
  readonly said: string;
  readonly changes: readonly Change[];
}

/** What the explorer may ask of the estate, and what it is answered: plain data, for it goes to another thread. */
export interface Exchanges {
  readonly open: { readonly asked: Source; readonly answer: Opened };
  readonly detail: { readonly asked: { readonly id: string }; readonly answer: DetailDocument };
  readonly path: { readonly asked: Supposing & { readonly question: QuestionText }; readonly answer: PathAnswer };
  readonly fix: { readonly asked: Supposing & { readonly question: QuestionText }; readonly answer: FixAnswer };
  readonly statement: { readonly asked: { readonly text: string }; readonly answer: Step };
  readonly off: { readonly asked: Rule; readonly answer: Step };
  readonly suppose: {
    readonly asked: Supposing & { readonly questions: readonly QuestionText[] };
    readonly answer: readonly Supposed[];
  };
  readonly differ: { readonly asked: Supposing; readonly answer: DiffDocument };
  readonly exposure: { readonly asked: Supposing; readonly answer: ExposureList };
  readonly finding: { readonly asked: { readonly id: string }; readonly answer: FindingsDocument };
  readonly matrix: { readonly asked: Supposing & { readonly by: string }; readonly answer: MatrixDocument };
  readonly save: { readonly asked: Supposing & { readonly file: string }; readonly answer: { readonly file: string } };
}
export type Topic = keyof Exchanges;
export type Request = { readonly [T in Topic]: { readonly topic: T } & Exchanges[T]['asked'] }[Topic];
export type AnswerTo<T extends Topic> = Exchanges[T]['answer'];
export type Answer = { readonly [T in Topic]: { readonly topic: T; readonly answer: AnswerTo<T> } }[Topic];

/** What is read, and how: the options that every command has for it. */
export interface Source extends InputOptions {
  readonly input: readonly string[];
}
interface Supposing {
  /** All of them are of the network as it was read: their order means nothing. */
  readonly steps: readonly Step[];
}

/** A rule or route, as evidence tells it. */
export interface Rule {
  readonly component: string;
  readonly text: string;
  readonly rule?: string;
}
export interface Opened {
  readonly tree: TreeDocument;
  readonly records: number;
  readonly zones: readonly string[];
  /** Places that no AWS answer has: sites, and ranges with names. */
  readonly named: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly missing: readonly MissingCall[];
}
export interface PathAnswer {
  readonly document: PathDocument;
  /** As it was read, where something is supposed. */
  readonly before?: readonly { readonly verdict: Verdict; readonly services: string }[];
}
export interface FixAnswer {
  readonly document: PathDocument;
  readonly step?: Step;
}
export interface Supposed {
  readonly before: string;
  readonly after: string;
  readonly verdict: Verdict | 'error';
}
export interface ExposureList {
  /** How many ends there are that could have been found. */
  readonly asked: number;
  /** Worst first: what says the same of several ends is one row. */
  readonly groups: readonly {
    readonly check: string;
    readonly title: string;
    readonly severity: Severity;
    readonly message: string;
    readonly ends: readonly { readonly id: string; readonly component: string; readonly label: string }[];
  }[];
  readonly undecided: readonly string[];
}

/** Why something was not answered: the words of the commands. */
export interface Problem {
  readonly message: string;
  readonly hint: string;
}
