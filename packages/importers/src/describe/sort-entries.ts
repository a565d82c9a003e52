import type { Entry } from './assembly.ts';

/** Characters of a key that one number holds, and its place in the list beside them: of 53 bits. */
const CHARACTERS = 4;
const PLACES = 2 ** 24;
const BEYOND = 127;

/**
 * The entries in an order that goes by their keys first; equal ones stay as they were. Ids of one kind begin alike and go on
 * at random, so a few characters tell nearly all of them apart, and numbers are sorted several times as fast as texts.
 */
export function sortEntries(entries: readonly Entry[], order: (one: Entry, other: Entry) => number): Entry[] {
  if (entries.length < 2 || entries.length > PLACES) return [...entries].sort(order);
  const numbers = numbersOf(entries).sort();
  const sorted = Array.from(numbers, (number) => entries[number % PLACES] as Entry);
  for (let at = 0, to = 1; at < sorted.length; at = to++) {
    const begin = Math.floor((numbers[at] as number) / PLACES);
    while (to < sorted.length && Math.floor((numbers[to] as number) / PLACES) === begin) to++;
    if (to > at + 1) {
      const alike = sorted.slice(at, to).sort(order);
      for (let i = 0; i < alike.length; i++) sorted[at + i] = alike[i] as Entry;
    }
  }
  return sorted;
}

/** Of each entry what tells it apart, and its place. Each key is gone to once where the first ones begin as all of them do. */
function numbersOf(entries: readonly Entry[]): Float64Array {
  const numbers = new Float64Array(entries.length);
  let same = entries[0]?.key ?? '';
  for (let place = 0; place < numbers.length; place++) {
    const { key } = entries[place] as Entry;
    if (!key.startsWith(same)) {
      same = commonBeginning(same, key);
      place = -1;
    } else numbers[place] = beginning(key, same.length) * PLACES + place;
  }
  return numbers;
}

function commonBeginning(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one.charCodeAt(length) === other.charCodeAt(length)) length++;
  return one.slice(0, length);
}

/** In the order of the keys. What lies beyond ASCII is as one, and nothing after it counts. */
function beginning(key: string, from: number): number {
  let number = 0;
  let isAscii = true;
  for (let i = from; i < from + CHARACTERS; i++) {
    const code = isAscii && i < key.length ? Math.min(key.charCodeAt(i), BEYOND) : 0;
    if (code === BEYOND) isAscii = false;
    number = number * (BEYOND + 1) + code;
  }
  return number;
}
