/** What of a list is there, in no more memory than it takes: `flatMap` and `filter` leave room for more. Takes the list over. */
export function compact<T>(list: (T | undefined)[]): T[] {
  return list.includes(undefined) ? list.filter((one) => one !== undefined).slice() : (list as T[]);
}
