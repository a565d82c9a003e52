/** What is somebody's alone; or several, says the input, and nobody can tell whose it is. */
export type Sole<R> = R | 'several';

/** Notes that `id` is a record's. Records of equal keys are copies of one. */
export function claim<R extends object>(
  claimed: Map<string, Sole<R>>,
  id: string,
  by: R,
  keyOf: (record: R) => string | undefined,
): void {
  const before = claimed.get(id);
  const isOther = before === 'several' || (before !== undefined && keyOf(before) !== keyOf(by));
  claimed.set(id, isOther ? 'several' : by);
}
