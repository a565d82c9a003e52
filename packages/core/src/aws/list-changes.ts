type List = readonly object[];

/** By a list, which other one it was compared with, and where the two do not hold the same object. */
const known = new WeakMap<List, { readonly other: List; readonly at: readonly number[] }>();

/** Who makes a list of another, of the same length, says where: outside of these positions both hold the same objects. */
export function noteChanges(olds: List, news: List, at: readonly number[]): void {
  known.set(news, { other: olds, at });
}

/**
 * Where two lists of one length may hold other objects, in order; undefined where their lengths differ. Lists of records
 * never change, so that two are compared once: an estate has a hundred thousand records, and a change one.
 */
export function changedPositions(olds: List, news: List): readonly number[] | undefined {
  if (olds === news) return [];
  if (olds.length !== news.length) return undefined;
  const found = [known.get(news), known.get(olds)].find((one) => one?.other === olds || one?.other === news);
  if (found) return found.at;
  const at: number[] = [];
  for (let i = 0; i < olds.length; i++) if (olds[i] !== news[i]) at.push(i);
  noteChanges(olds, news, at);
  return at;
}
