import type { Diagnostic, Snapshot } from '@hopwise/core';
import { type MissingCall, missingCalls } from './missing-calls.ts';

/** One note for each account and Region of which something was not read. */
export function noteMissing(snapshot: Snapshot): Diagnostic[] {
  const places = new Map<string, MissingCall[]>();
  for (const missing of missingCalls(snapshot)) {
    const place = `${missing.account ?? 'an unknown account'}, ${missing.region ?? 'an unknown Region'}`;
    places.set(place, [...(places.get(place) ?? []), missing]);
  }
  return [...places].map(([place, missing]) => ({
    code: 'NOT_COLLECTED',
    severity: 'note',
    message: `Of ${place} these were not, or not wholly, read: ${missing.map(({ title }) => title).join(', ')}.`,
    hint: `Answers that depend on them are unknown. ${missing.flatMap(({ commands }) => commands)[0]}`,
  }));
}
