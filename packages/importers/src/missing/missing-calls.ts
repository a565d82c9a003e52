import {
  type Coverage,
  type DescribeCall,
  idsToAsk,
  isSpared,
  type Kind,
  kinds,
  type Provenance,
  recordType,
  type Snapshot,
} from '@hopwise/core';
import { cliCommand } from './cli-command.ts';

/** A kind that was not, or not wholly, read in a place, and how to get it. */
export interface MissingCall {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly kind: Kind;
  readonly title: string;
  readonly state: 'absent' | 'partial';
  /** Ready to paste, each into a file of its own. */
  readonly commands: readonly string[];
  /** What stays unknown without it, as a sentence. */
  readonly without: string;
}

/** For every account and Region that was seen, what to collect so that nothing stays unknown; in the registry's order. */
export function missingCalls(snapshot: Snapshot): MissingCall[] {
  return placesOf(snapshot.coverage).flatMap((covered) => kinds.flatMap((kind) => missingIn(covered, kind, snapshot)));
}

interface Place {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

interface CoveredPlace extends Place {
  readonly states: ReadonlyMap<Kind, Coverage['state']>;
}

function missingIn({ account, region, states }: CoveredPlace, kind: Kind, snapshot: Snapshot): MissingCall[] {
  const { title, calls, without = `What a ${title} does is unknown.` } = recordType(kind);
  const state = states.get(kind) ?? 'absent';
  const [call] = calls;
  if (state === 'complete' || !call || isSpared(snapshot, kind, { account, region })) return [];
  const ids = call.argument ? idsWithout(call, kind, snapshot, { account, region }) : [undefined];
  const commands = ids.map((id) => `${cliCommand(call, { region, id })} > ${fileOf(call, id)}`);
  return [{ account, region, kind, title, state, commands, without }];
}

/** The ids that a call still has to be asked for; a placeholder when nothing tells them. */
function idsWithout(call: DescribeCall, kind: Kind, snapshot: Snapshot, place: Place): readonly (string | undefined)[] {
  const here = (one: Kind): readonly Provenance[] =>
    snapshot.records[one].filter(({ region }) => region === undefined || region === place.region);
  const keysOf = (one: Kind, records: readonly object[]) =>
    records.flatMap((record) => recordType(one).key(record) ?? []);
  const of = call.argument?.of as Kind;
  const whole = here(kind).filter(({ isPartial }) => !isPartial);
  const answered = new Set(keysOf(kind, whole));
  const open = idsToAsk(snapshot, kind, place) ?? keysOf(of, here(of)).filter((key) => !answered.has(key));
  return open.length > 0 ? open : [undefined];
}

function fileOf(call: DescribeCall, id: string | undefined): string {
  const command = cliCommand(call).split(' ').slice(1, 3).join('-');
  if (!call.argument) return `${command}.json`;
  // The answer does not repeat its argument, so the file's name has to.
  return `${command}/${id === undefined ? '<id>' : encodeURIComponent(id)}.json`;
}

function placesOf(coverage: readonly Coverage[]): CoveredPlace[] {
  const places = new Map<string, CoveredPlace & { readonly states: Map<Kind, Coverage['state']> }>();
  for (const { account, region, kind, state } of coverage) {
    const key = JSON.stringify([account, region]);
    const place = places.get(key) ?? { account, region, states: new Map() };
    places.set(key, place);
    place.states.set(kind, state);
  }
  return [...places.values()];
}
