import { type Diagnostic, type Kind, kinds, SNAPSHOT_VERSION, type Snapshot } from '@hopwise/core';
import type { Assembly } from './assembly.ts';
import { assignArguments } from './assign-arguments.ts';
import { chooseCopies } from './choose-copies.ts';
import { measureCoverage } from './measure-coverage.ts';
import { noteUnread } from './note-unread.ts';
import { placeByVpc, resolvePlaces } from './resolve-places.ts';
import { markUnfinishedPages } from './unfinished-pages.ts';

export interface Imported {
  readonly snapshot: Snapshot;
  readonly diagnostics: readonly Diagnostic[];
}

const LIVE: readonly Kind[] = ['vpc', 'subnet', 'networkInterface', 'securityGroup', 'routeTable'];

/** The snapshot of everything that was read; the same documents give the same snapshot. */
export function finishSnapshot(assembly: Assembly): Imported {
  assignArguments(assembly);
  resolvePlaces(assembly);
  // What they change has to be there, and where it is has to be known.
  assembly.isLive = LIVE.some((kind) => (assembly.entries.get(kind)?.length ?? 0) > 0);
  for (const read of assembly.planned) read();
  markUnfinishedPages(assembly);
  const chosen = new Map(
    kinds.map((kind) => [kind, chooseCopies(kind, assembly.entries.get(kind) ?? [], assembly.log)]),
  );
  const coverage = measureCoverage(assembly, chosen);
  if (assembly.hasUnplaced) placeByVpc(chosen);
  const records = Object.fromEntries([...chosen].map(([kind, entries]) => [kind, entries.map(({ record }) => record)]));
  noteUnread(assembly);
  const snapshot: Snapshot = {
    version: SNAPSHOT_VERSION,
    // Each list holds what the record type of its kind read.
    records: records as unknown as Snapshot['records'],
    coverage,
    ...(assembly.unanswered.length > 0 ? { unanswered: assembly.unanswered } : {}),
    settings: assembly.settings,
    ...(assembly.aliases.size > 0
      ? { aliases: Object.fromEntries([...assembly.aliases].sort(([a], [b]) => (a < b ? -1 : 1))) }
      : {}),
  };
  return { snapshot, diagnostics: assembly.log.all() };
}
