import {
  type Coverage,
  type Kind,
  kinds,
  NO_SETTINGS,
  type Provenance,
  type Settings,
  type Unanswered,
} from '@hopwise/core';
import { type Gathered, gathering } from '../cloudformation/gathered.ts';
import { type DiagnosticLog, diagnosticLog } from '../diagnostic-log.ts';
import type { PlanSide } from '../terraform/read-plan.ts';
import type { KnownCall } from './call-index.ts';
import type { Origin, Place } from './origin.ts';

/** A record while places are still being found out. */
export type Draft = { -readonly [P in keyof Provenance]: Provenance[P] } & Readonly<Record<string, unknown>>;

export interface Entry {
  readonly record: Draft;
  readonly key: string;
  readonly reading: Reading;
}

/** An answer that does not say what it was asked about. */
export interface Unassigned {
  readonly answer: Readonly<Record<string, unknown>>;
  readonly reading: Reading;
  readonly pointer: string;
}

/** That one answer was read for a kind, wholly or in part. */
export interface Reading {
  readonly origin: Origin;
  readonly known: KnownCall;
  /** The answer says itself that it is one page of several, and not the last. */
  readonly hasMore: boolean;
  /** Something in it could not be read, or belongs to an answer whose other pages are missing. */
  isPartial: boolean;
  /** Of a call that is made for one thing after the other, those that this document answers. */
  readonly asked: Set<string>;
}

/** What all documents gave so far; `finishSnapshot` makes the snapshot of it. */
export interface Assembly {
  readonly log: DiagnosticLog;
  /** First by identity, which is the key, or the key and the place for what exists once in each place. */
  readonly entries: ReadonlyMap<Kind, Entry[]>;
  readonly unassigned: Unassigned[];
  readonly readings: Reading[];
  readonly origins: Origin[];
  /** What files say about their folder, such as the answer of `sts get-caller-identity`. */
  readonly folders: Map<string, Place[]>;
  /** Coverage of canonical snapshots among the input. */
  readonly coverage: Coverage[];
  /** Kinds of which plans leave something open, wherever they are laid over answers. */
  readonly left: Coverage[];
  /** Ids of what a plan puts something into and does not manage: of these it tells no more than that. */
  readonly held: Set<string>;
  /** What the collection says was asked and not answered. */
  readonly unanswered: Unanswered[];
  settings: Settings;
  /** Ids by other names of the same thing, such as addresses of Terraform. */
  readonly aliases: Map<string, readonly string[]>;
  /** A plan, state or template was read, which may mean that there is nothing. */
  hasPlanned: boolean;
  /** There are answers that plans are laid over: lists of what AWS itself has do not count. */
  isLive: boolean;
  /** Plans and states, which are read when all answers were: what they change may be among those. */
  readonly planned: (() => void)[];
  /** Of a plan: what will be, or what is there now. */
  readonly planSide: PlanSide;
  /** Templates and what files say of their stacks. */
  readonly cloudFormation: Gathered;
  /** Some record was read of which neither itself nor its file said account and Region. */
  hasUnplaced: boolean;
  /** Keys that nothing reads, by file. */
  readonly unread: Map<string, Set<string>>;
}

export function startAssembly(planSide: PlanSide = 'planned', log: DiagnosticLog = diagnosticLog()): Assembly {
  return {
    log,
    entries: new Map(kinds.map((kind) => [kind, []])),
    unassigned: [],
    readings: [],
    origins: [],
    folders: new Map(),
    coverage: [],
    left: [],
    held: new Set(),
    unanswered: [],
    settings: NO_SETTINGS,
    aliases: new Map(),
    isLive: false,
    planned: [],
    planSide,
    cloudFormation: gathering(),
    hasPlanned: false,
    hasUnplaced: false,
    unread: new Map(),
  };
}
