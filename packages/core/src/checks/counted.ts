/** `1 rule`, `3 rules`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
}

export const MOST_SHOWN = 10;

/** As many as are told one by one; the message has their number. */
export function some<T>(all: readonly T[]): readonly T[] {
  return all.slice(0, MOST_SHOWN);
}

/** `a, b and 4 more`. */
export function listed(all: readonly string[]): string {
  const [shown, rest] = [some(all), all.length - MOST_SHOWN];
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
