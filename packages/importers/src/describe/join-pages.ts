import type { DiagnosticLog } from '../diagnostic-log.ts';
import type { Draft, Entry } from './assembly.ts';
import { isAskedOneByOne } from './call-index.ts';
import { notePages } from './note-pages.ts';
import { areEnded } from './pages.ts';

/**
 * Of what several answers tell of one object, in the order of reading: the whole ones, else all their pages in one record,
 * which is partial unless they are all there.
 */
export function joinPages(entries: readonly Entry[], log: DiagnosticLog): Entry[] {
  const pages = entries.filter(isPage);
  if (pages.length === 0) return [...entries];
  // A list of all objects says of each what it says, however many pages it has.
  const [answers, others] = [entries.filter(isAnswer), entries.filter((entry) => !isAnswer(entry))];
  const whole = answers.filter((answer) => !isPage(answer));
  if (pages.every((page) => whole.some((answer) => holdsAll(answer.record, page.record)))) return [...whole, ...others];
  return [joined(answers, log), ...others];
}

function joined(answers: readonly Entry[], log: DiagnosticLog): Entry {
  const record = answers.map((answer) => answer.record).reduce(union);
  const readings = answers.map(({ reading }) => reading);
  const [first] = answers as readonly [Entry, ...Entry[]];
  const paged = readings.filter(({ hasMore }) => hasMore);
  if (paged.length === 0 || areEnded(readings)) return { ...first, record };
  notePages(paged, log, first.key);
  return { ...first, record: { ...record, isPartial: true } };
}

/** Whether there is more to the object that was asked about than the answer holds. */
export function isPage({ record, reading }: Entry): boolean {
  return isAskedOneByOne(reading.known) && (reading.hasMore || record.isPartial === true);
}

function isAnswer({ reading }: Entry): boolean {
  return isAskedOneByOne(reading.known);
}

/** Whether every element of the page's lists is in the answer's. */
function holdsAll(answer: Draft, page: Draft): boolean {
  return Object.entries(page).every(
    ([name, list]) => !Array.isArray(list) || unknownOf(answer[name], list).length === 0,
  );
}

/** The first page, its lists followed by what only the other's hold. */
function union(page: Draft, other: Draft): Draft {
  const joined: Record<string, unknown> = { ...page };
  for (const [name, list] of Object.entries(other)) {
    const known = joined[name];
    if (name === 'isPartial') joined.isPartial = true;
    else if (Array.isArray(known) && Array.isArray(list)) joined[name] = [...known, ...unknownOf(known, list)];
  }
  // Only lists grew.
  return joined as Draft;
}

/** The elements that are not in the known list; both were read alike, so equal ones have equal texts. */
function unknownOf(known: unknown, list: readonly unknown[]): readonly unknown[] {
  const texts = new Set(Array.isArray(known) ? known.map((element) => JSON.stringify(element)) : []);
  return list.filter((element) => !texts.has(JSON.stringify(element)));
}
