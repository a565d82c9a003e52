import {
  type Coverage,
  cliCommand,
  commandName,
  type DescribeCall,
  idsToAsk,
  isSpared,
  type Kind,
  kinds,
  neededIn,
  type Place,
  type Provenance,
  recordType,
  type Snapshot,
} from '@hopwise/core';
import { aboutOf, idFor } from '../describe/arguments.ts';
import { isListedApart, listingCall } from '../describe/call-index.ts';

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
  const isNeeded = neededIn(snapshot);
  return placesOf(snapshot.coverage).flatMap((covered) =>
    kinds.flatMap((kind) => missingIn(covered, kind, snapshot, isNeeded)),
  );
}

interface CoveredPlace extends Place {
  readonly states: ReadonlyMap<Kind, Coverage['state']>;
}

function missingIn(
  { account, region, states }: CoveredPlace,
  kind: Kind,
  snapshot: Snapshot,
  isNeeded: (kind: Kind, place: Place) => boolean,
): MissingCall[] {
  const type = recordType(kind);
  const { title, calls, without = `What a ${title} does is unknown.` } = type;
  const state = states.get(kind) ?? 'absent';
  const [call] = calls;
  if (state === 'complete' || !call) return [];
  // Of what only another call lists, nobody knows that there is more.
  const isCertain = state === 'partial' && !isListedApart(kind);
  const place = { account, region };
  if ((!isCertain && !isNeeded(kind, place)) || isSpared(snapshot, kind, place)) return [];
  const ids = call.argument ? idsWithout(call, kind, snapshot, place) : [undefined];
  const asked = ids.map((id) => [call, id] as const);
  const listing = listingCall(kind);
  const all = listing && isListedApart(kind) ? [[listing, undefined] as const, ...asked] : asked;
  const commands = all.map(
    ([one, id]) => `${cliCommand(type, one, { region, id })} --output json > ${fileOf(one, id)}`,
  );
  return [{ account, region, kind, title, state, commands, without }];
}

/** The ids that a call still has to be asked for; a placeholder when nothing tells them. */
function idsWithout(call: DescribeCall, kind: Kind, snapshot: Snapshot, place: Place): readonly (string | undefined)[] {
  const known = { kind, call, isFull: true };
  const here = (one: Kind): readonly Provenance[] =>
    snapshot.records[one].filter(({ region }) => region === undefined || region === place.region);
  const whole = here(kind).filter(({ isPartial }) => !isPartial);
  const answered = new Set(whole.map((record) => aboutOf(known, record)));
  const open = here(call.argument?.of as Kind).flatMap((record) => idFor(known, record) ?? []);
  const unanswered = idsToAsk(snapshot, kind, place) ?? open.filter((id) => !answered.has(id));
  return unanswered.length > 0 ? unanswered : [undefined];
}

function fileOf(call: DescribeCall, id: string | undefined): string {
  const command = `${call.service}-${commandName(call.operation)}`;
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
