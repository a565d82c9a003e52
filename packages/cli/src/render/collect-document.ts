import { groupBy } from '@hopwise/core';
import type { CollectEvent, Collected, Failure } from '@hopwise/importers';
import { escapeDeep } from './escape-text.ts';
import { wrapText } from './wrap-text.ts';

/** What a collection did, as data; its JSON Schema is published. */
export interface CollectDocument {
  readonly out: string;
  /** False after Ctrl-C. */
  readonly isFinished: boolean;
  readonly places: readonly { readonly account: string; readonly region: string }[];
  readonly calls: { readonly answered: number; readonly kept: number; readonly failed: number };
  readonly records: number;
  /** Those of earlier runs too, as long as nothing answered them. */
  readonly failures: readonly Failure[];
}

export interface EventCounts {
  readonly places: CollectDocument['places'];
  readonly answered: number;
  readonly kept: number;
  readonly failed: number;
  readonly records: number;
}

export function countEvents(): { readonly counts: EventCounts; count(event: CollectEvent): void } {
  const counts = { places: [] as { account: string; region: string }[], answered: 0, kept: 0, failed: 0, records: 0 };
  return {
    counts,
    count(event) {
      if (event.event === 'place') counts.places.push({ account: event.account, region: event.region });
      else if (event.event === 'place-failed') counts.failed++;
      else if (event.event === 'call') {
        counts[event.state]++;
        if (event.state === 'answered') counts.records += event.records;
      }
    },
  };
}

export function collectDocument(out: string, { isComplete, file }: Collected, counts: EventCounts): CollectDocument {
  const { answered, kept, failed, records } = counts;
  const places = [...counts.places].sort((a, b) => (`${a.account} ${a.region}` < `${b.account} ${b.region}` ? -1 : 1));
  return { out, isFinished: isComplete, places, calls: { answered, kept, failed }, records, failures: file.failures };
}

const MOST_SHOWN = 6;

export function collectText(untrusted: CollectDocument, columns: number): string {
  const { out, isFinished, places, calls, records, failures } = escapeDeep(untrusted);
  const accounts = new Set(places.map(({ account }) => account)).size;
  const regions = new Set(places.map(({ region }) => region)).size;
  const where = `${counted(accounts, 'account')}, ${counted(regions, 'Region')}`;
  const kept = calls.kept > 0 ? `; ${counted(calls.kept, 'call')} had been answered before` : '';
  const head = `Read ${where} into ${out}: ${counted(calls.answered, 'call')}, ${counted(records, 'record')}${kept}.`;
  const lines = [
    ...wrapText(head, { columns, first: '', next: '  ' }),
    ...failureLines(failures, out, columns),
    ...(isFinished
      ? ['', `Next: hopwise import --input ${out}`]
      : ['', 'Ended early: the same command goes on from here.']),
  ];
  return `${lines.join('\n')}\n`;
}

/** By what came back: who may not read a service may read none of its calls. */
function failureLines(failures: readonly Failure[], out: string, columns: number): readonly string[] {
  if (failures.length === 0) return [];
  const groups = [...groupBy(failures, ({ code }) => code)];
  const lines = groups.slice(0, MOST_SHOWN).flatMap(([code, group]) => {
    const calls = [...new Set(group.map(({ call }) => call))];
    const more = calls.length > MOST_SHOWN ? ` and ${calls.length - MOST_SHOWN} more` : '';
    const text = `${code}: ${calls.slice(0, MOST_SHOWN).join(', ')}${more}`;
    return wrapText(text, { columns, first: '  ', next: '    ' });
  });
  const head = `${counted(failures.length, 'call')} not answered; what they would have told is unknown:`;
  return [
    ...wrapText(head, { columns, first: '', next: '  ' }),
    ...lines,
    `  ${out}/collection.json tells where and why.`,
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
