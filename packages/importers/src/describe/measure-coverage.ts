import { type Coverage, type Kind, kinds } from '@hopwise/core';
import { aboutOf, idFor } from './arguments.ts';
import type { Assembly, Entry, Reading } from './assembly.ts';
import { isListedApart, type KnownCall, knownCalls } from './call-index.ts';

interface Measure {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly kind: Kind;
  wasFull: boolean;
  /** Of kinds that one call lists and another describes: the list was read. */
  wasListed: boolean;
  isPartial: boolean;
}

/** How much of each kind was read in each place, sorted by account, Region and the registry's order of kinds. */
export function measureCoverage(assembly: Assembly, chosen: ReadonlyMap<Kind, readonly Entry[]>): Coverage[] {
  const measures = new Map<string, Measure>();
  const measure = (account: string | undefined, region: string | undefined, kind: Kind): Measure => {
    const key = JSON.stringify([account, region, kind]);
    const found = measures.get(key) ?? { account, region, kind, wasFull: false, wasListed: false, isPartial: false };
    measures.set(key, found);
    return found;
  };
  for (const reading of assembly.readings) {
    for (const region of regionsOf(reading)) {
      const found = measure(reading.origin.account, region, reading.known.kind);
      found.wasFull ||= reading.known.isFull;
      found.wasListed ||= !reading.known.call.argument;
      found.isPartial ||= reading.isPartial;
    }
  }
  addArguments(assembly, chosen, measures, measure);
  // What a canonical snapshot says was measured when its documents were read.
  for (const { account, region, kind, state } of assembly.coverage) {
    const found = measure(account, region, kind);
    found.wasFull = true;
    found.isPartial ||= state === 'partial';
  }
  const order = new Map(kinds.map((kind, i) => [kind, i]));
  return [...measures.values()]
    .sort(
      (a, b) =>
        compared(a.account, b.account) ||
        compared(a.region, b.region) ||
        (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0),
    )
    .map(({ account, region, kind, wasFull, isPartial }) => ({
      account,
      region,
      kind,
      state: wasFull && !isPartial ? 'complete' : 'partial',
    }));
}

/** A kind that is asked for object by object is whole when each object of its place has a whole answer. */
function addArguments(
  assembly: Assembly,
  chosen: ReadonlyMap<Kind, readonly Entry[]>,
  measures: ReadonlyMap<string, Measure>,
  measure: (account: string | undefined, region: string | undefined, kind: Kind) => Measure,
): void {
  for (const kind of kinds) {
    const known = knownCalls.find(({ kind: one, call }) => one === kind && call.argument);
    const of = known?.call.argument?.of as Kind | undefined;
    if (!known || !of) continue;
    const partial = (chosen.get(kind) ?? []).filter(({ record }) => record.isPartial);
    for (const { reading } of partial) measure(reading.origin.account, regionOf(reading), kind).isPartial = true;
    const answered = answeredBy(assembly, known);
    for (const { record } of partial) answered.delete(aboutOf(known, record));
    for (const place of [...measures.values()].filter((one) => one.kind === of)) {
      const asked = (assembly.entries.get(of) ?? []).filter((entry) => isIn(entry, place));
      const isUnanswered = asked.some((entry) => !answered.has(idFor(known, entry.record)));
      const wasAsked = measures.has(JSON.stringify([place.account, place.region, kind]));
      if (!wasAsked && (asked.length > 0 || !place.wasFull || place.isPartial)) continue;
      const found = measure(place.account, place.region, kind);
      found.wasFull = isListedApart(kind) ? found.wasListed : found.wasFull || !wasAsked;
      found.isPartial ||= isUnanswered;
    }
  }
}

/** What the calls of a kind were asked about, and answered. */
function answeredBy({ entries, readings }: Assembly, known: KnownCall): Set<string | undefined> {
  const isAnswer = ({ reading }: Entry) => reading.known.isFull || !isListedApart(known.kind);
  const own = (entries.get(known.kind) ?? []).filter(isAnswer);
  return new Set([
    ...own.map(({ record }) => aboutOf(known, record)),
    ...readings.filter((one) => one.known === known && !one.isPartial).flatMap(({ asked }) => [...asked]),
  ]);
}

function isIn({ reading }: Entry, { account, region }: Measure): boolean {
  return reading.origin.account === account && regionOf(reading) === region;
}

function regionOf({ origin }: Reading): string | undefined {
  return origin.region ?? only(origin.regions);
}

function only(values: ReadonlySet<string>): string | undefined {
  return values.size === 1 ? [...values][0] : undefined;
}

/** A document without a Region covers those that its records name. */
function regionsOf({ origin }: Reading): readonly (string | undefined)[] {
  if (origin.region !== undefined || origin.regions.size === 0) return [origin.region];
  return [...origin.regions];
}

function compared(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
