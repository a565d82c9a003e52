import type { QuestionText } from '@hopwise/core';
import type { DiffDocument } from '../../render/diff-document.ts';
import type { FindingsDocument } from '../../render/findings-document.ts';
import type { MatrixDocument } from '../../render/matrix-document.ts';
import type { DetailDocument } from '../estate/detail-document.ts';
import type {
  Answer,
  ExposureList,
  FixAnswer,
  Opened,
  PathAnswer,
  Problem,
  Request,
  Source,
  Step,
  Supposed,
} from '../estate/requests.ts';
import type { Key } from './key.ts';
import type { TreeState } from './tree-state.ts';

export const TABS = ['path', 'exposure', 'matrix', 'what-if', 'problems'] as const;
export type Tab = (typeof TABS)[number];
export type Focus = 'tree' | 'detail' | 'work';

/** All that the explorer shows follows from this and from nothing else. */
export interface State {
  readonly size: Size;
  readonly focus: Focus;
  readonly tab: Tab;
  /** Absent while the input is read. */
  readonly estate?: Omit<Opened, 'tree'>;
  readonly tree?: TreeState;
  readonly detail: DetailState;
  readonly path: PathState;
  readonly exposure: ExposureState;
  readonly matrix: MatrixState;
  readonly whatIf: WhatIfState;
  readonly problems: { readonly cursor: number };
  readonly prompt?: Prompt;
  /** The first line that is seen of the help. */
  readonly help?: number;
  readonly message?: Message;
  readonly jobs: readonly Job[];
  readonly nextJob: number;
  /** That quitting would lose something has been said. */
  readonly isWarned: boolean;
}
export interface Size {
  readonly columns: number;
  readonly rows: number;
}
export interface Message {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'plain';
}

/** Something that the estate was asked and has not answered. */
export interface Job {
  readonly id: number;
  readonly title: string;
  readonly topic: Request['topic'];
  readonly stage?: string;
}

export interface DetailState {
  readonly id?: string;
  readonly document?: DetailDocument;
  readonly cursor: number;
  readonly job?: number;
  /** A rule to stand on once it is there. */
  readonly sought?: { readonly component: string; readonly text: string; readonly rule?: string };
  /** Where one came from. */
  readonly back: readonly string[];
}

/** An end as it is asked, and as it is shown. */
export interface End {
  readonly text: string;
  readonly label: string;
}
export interface PathState {
  readonly from?: End;
  readonly to?: End;
  /** `tcp/443`, `443`, `icmp`; empty is everything. */
  readonly service: string;
  readonly job?: number;
  readonly answer?: PathAnswer;
  readonly problem?: Problem;
  readonly part: number;
  readonly way: 'request' | 'reply';
  readonly hop: number;
  /** `rules`: the rules of one hop, of which one is selected; `text`: all that the command prints; `fix`: what mends it. */
  readonly view: 'hops' | 'rules' | 'text' | 'fix';
  readonly rule: number;
  readonly scroll: number;
  readonly fix?: FixAnswer;
  readonly fixJob?: number;
}

export interface ExposureState {
  readonly list?: ExposureList;
  readonly job?: number;
  /** What was supposed when it was asked. */
  readonly steps: readonly Step[];
  readonly view: 'groups' | 'ends' | 'chain';
  readonly group: number;
  readonly end: number;
  readonly finding?: FindingsDocument;
  readonly findingJob?: number;
  readonly scroll: number;
}

export interface MatrixState {
  readonly by: string;
  readonly document?: MatrixDocument;
  readonly job?: number;
  readonly steps: readonly Step[];
  readonly view: 'grid' | 'cell';
  readonly row: number;
  readonly column: number;
  readonly group: number;
}

/** A question that was asked in this session, to be asked again when something is supposed. */
export interface Asked {
  readonly question: QuestionText;
  readonly label: string;
}
export interface WhatIfState {
  readonly steps: readonly Step[];
  readonly asked: readonly Asked[];
  /** For each of `asked`; absent until it is answered. */
  readonly supposed?: readonly Supposed[];
  readonly job?: number;
  readonly diff?: DiffDocument;
  readonly diffJob?: number;
  readonly cursor: number;
  /** The steps that were last saved. */
  readonly saved: readonly Step[];
}

export type Purpose = 'from' | 'to' | 'service' | 'statement' | 'file' | 'zone' | 'by' | 'command';
export interface Choice {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
}
/** A line to type in, with what it may mean. */
export interface Prompt {
  readonly purpose: Purpose;
  readonly text: string;
  readonly choices: readonly Choice[];
  readonly cursor: number;
}

export type Event =
  | { readonly kind: 'start'; readonly source: Source }
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'resize'; readonly size: Size }
  | { readonly kind: 'stage'; readonly job: number; readonly stage: string }
  | { readonly kind: 'answer'; readonly job: number; readonly answer: Answer }
  /** A later question of the same topic took its place. */
  | { readonly kind: 'dropped'; readonly job: number }
  | { readonly kind: 'problem'; readonly job: number; readonly problem: Problem };

export type Effect =
  | { readonly kind: 'ask'; readonly job: number; readonly request: Request }
  | { readonly kind: 'quit' };

/** What follows from an event: the next state, and what has to be done in the world. */
export interface Outcome {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export function firstState(size: Size): State {
  return {
    size,
    focus: 'tree',
    tab: 'path',
    detail: { cursor: 0, back: [] },
    path: { service: '', part: 0, way: 'request', hop: 0, view: 'hops', rule: 0, scroll: 0 },
    exposure: { steps: [], view: 'groups', group: 0, end: 0, scroll: 0 },
    matrix: { by: 'vpc', steps: [], view: 'grid', row: 0, column: 0, group: 0 },
    whatIf: { steps: [], asked: [], cursor: 0, saved: [] },
    problems: { cursor: 0 },
    jobs: [],
    nextJob: 0,
    isWarned: false,
  };
}

export function only(state: State): Outcome {
  return { state, effects: [] };
}

/** Asks, and leaves the number of the job to be kept by whoever waits for it. */
export function ask(state: State, title: string, request: Request): Outcome & { readonly job: number } {
  const job = state.nextJob;
  const jobs = [...state.jobs, { id: job, title, topic: request.topic }];
  return { job, state: { ...state, jobs, nextJob: job + 1 }, effects: [{ kind: 'ask', job, request }] };
}

/** The second after the first; effects in that order. */
export function andThen({ state, effects }: Outcome, next: (state: State) => Outcome): Outcome {
  const after = next(state);
  return { state: after.state, effects: [...effects, ...after.effects] };
}

export function say(state: State, text: string, tone: Message['tone'] = 'plain'): State {
  return { ...state, message: { text, tone } };
}
