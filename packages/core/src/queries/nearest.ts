import { kinds, recordType } from '../aws/record-types.ts';
import type { Network } from '../engine/network.ts';
import { knownNames } from './host-names.ts';
import { managedNames } from './managed-ends.ts';

const MOST = 3;

/** Ids and names of the input that are spelled most like what was typed. */
export function nearest(network: Network, text: string): readonly string[] {
  return nearestOf(text, [...ids(network), ...knownNames(network), ...managedNames(network)]);
}

export function nearestOf(text: string, words: readonly string[]): readonly string[] {
  if (text === '') return [];
  const wanted = text.toLowerCase();
  const scored = [...new Set(words)].flatMap((word) => {
    const distance = distanceOf(wanted, word.toLowerCase());
    return distance <= Math.max(2, wanted.length / 3) ? [{ word, distance }] : [];
  });
  scored.sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1));
  return scored.slice(0, MOST).map(({ word }) => word);
}

function ids(network: Network): readonly string[] {
  return kinds.flatMap((kind) =>
    network.all(kind).flatMap((record) => {
      const id = recordType(kind).key(record);
      return id && network.kindOf(id) ? id : [];
    }),
  );
}

/** Those that begin with what was typed come first, then those that hold it, then those that differ in few letters. */
function distanceOf(wanted: string, id: string): number {
  const rest = Math.abs(id.length - wanted.length) / 100;
  if (id.startsWith(wanted)) return rest;
  return id.includes(wanted) || wanted.includes(id) ? 0.5 + rest : editDistance(wanted, id);
}

/** Levenshtein's, on one row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
