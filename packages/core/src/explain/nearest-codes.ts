import { allCodes } from '../model/problem-codes.ts';

const MOST = 3;

/** Codes that share the most words with what was typed, or else are spelled alike at the beginning. */
export function nearestCodes(text: string): readonly string[] {
  const words = new Set(text.split('_'));
  const scored = Object.keys(allCodes).map((code) => {
    const shared = code.split('_').filter((word) => words.has(word)).length;
    return { code, score: shared * 10 + pairsShared(code, text) };
  });
  scored.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
  return scored.slice(0, MOST).map(({ code }) => code);
}

/** How alike two words are, from 0 to 10: the share of their pairs of neighbouring letters that both have. */
function pairsShared(a: string, b: string): number {
  const pairs = (text: string) =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
  const [left, right] = [pairs(a), pairs(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return (20 * shared) / Math.max(1, left.size + right.size);
}
