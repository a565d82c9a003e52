import type { Entry } from './assembly.ts';

/** Characters of a key that one number holds, and its place in the list beside them: of 53 bits. */
const CHARACTERS = 6;
const PLACES = 2 ** 24;

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

/** In the order of the keys. Ids go on in hexadecimal digits; of what is none it only counts between which of them it lies. */
function beginning(key: string, from: number): number {
  let number = 0;
  let isDigit = true;
  for (let i = from; i < from + CHARACTERS; i++) {
    const rank: number = isDigit && i < key.length ? rankOf(key.charCodeAt(i)) : 0;
    isDigit &&= rank !== 0 && rank !== BEFORE_0 && rank !== BEFORE_A && rank !== AFTER_F;
    number = number * RANKS + rank;
  }
  return number;
}

/** 0 is the end of the key. */
const BEFORE_0 = 1;
const BEFORE_A = 12;
const AFTER_F = 19;
const RANKS = AFTER_F + 1;

function rankOf(code: number): number {
  if (code < 0x30) return BEFORE_0;
  if (code <= 0x39) return code - 0x30 + BEFORE_0 + 1;
  if (code < 0x61) return BEFORE_A;
  return code <= 0x66 ? code - 0x61 + BEFORE_A + 1 : AFTER_F;
}
