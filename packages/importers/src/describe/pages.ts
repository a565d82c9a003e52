import { valueUnder } from './call-index.ts';
import type { Origin } from './origin.ts';

/** Keys by which an answer says that there is more: of the CLI, of services that page by markers, of route searches. */
export const MORE: readonly string[] = ['NextToken', 'NextMarker', 'Marker', 'AdditionalRoutesAvailable'];

export function hasMore(answer: object): boolean {
  return MORE.some((key) => {
    const value = valueUnder(answer, key);
    return value === true || (typeof value === 'string' && value !== '');
  });
}

/** One answer of several, in the order of reading. */
interface Page {
  readonly origin: Origin;
  readonly hasMore: boolean;
}

/** Whether the pages, none of them a last one, are all of an answer together with one that ends it. In the order of reading. */
export function areEnded(readings: readonly Page[]): boolean {
  const ends = readings.filter((reading) => !reading.hasMore);
  return ends.some((end) => areWhole(readings.filter((reading) => reading.hasMore || reading === end)));
}

/**
 * No page says which one it is, so they must stand in one file, or in files that are numbered from the first without a gap;
 * and only the last may have no more.
 */
function areWhole(pages: readonly Page[]): boolean {
  const files = new Map<string, Page[]>();
  for (const page of pages) {
    const { file } = page.origin;
    const inFile = files.get(file);
    if (inFile) inFile.push(page);
    else files.set(file, [page]);
  }
  const inOrder = fileOrder([...files.keys()])?.flatMap((file) => files.get(file) ?? []);
  return inOrder?.at(-1)?.hasMore === false;
}

/** The files by the number of their page: from 0 or 1, or after one without a number; undefined where that is not what tells them apart. */
function fileOrder(files: readonly string[]): readonly string[] | undefined {
  if (files.length < 2) return files;
  const numbers = differences(files).map((text) => /^[\W_]*(?:page|part|p)?[\W_]*(\d{0,6})[\W_]*$/i.exec(text)?.[1]);
  const numbered = files.map((file, i) => ({
    file,
    number: numbers[i] === '' ? -1 : Number(numbers[i] ?? Number.NaN),
  }));
  numbered.sort((a, b) => a.number - b.number);
  const [first, second] = numbered;
  if (!first || !second) return undefined;
  const from = first.number < 0 ? second.number - 1 : first.number;
  const areConsecutive = numbered.every(({ number }, i) => number === from + i || (i === 0 && number < 0));
  return areConsecutive && (from === 0 || from === 1) ? numbered.map(({ file }) => file) : undefined;
}

/** What is left of names without their common beginning and end; numbers are not cut apart. */
function differences(names: readonly string[]): readonly string[] {
  const begin = commonBeginning(names);
  const rests = names.map((name) => reversed(name.slice(begin)));
  const end = commonBeginning(rests);
  return rests.map((rest) => reversed(rest.slice(end)));
}

function commonBeginning(names: readonly string[]): number {
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length])) length++;
  const cutsNumber = (at: number) => isDigit(first[at - 1]) && names.some((name) => isDigit(name[at]));
  while (cutsNumber(length)) length--;
  return length;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}
