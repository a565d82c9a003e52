import type { Family } from './address.ts';

/** What is worked out of each family when somebody first asks about it: mostly nobody asks about the other one. */
export function perFamily<T extends object>(work: (family: Family) => T): (family: Family) => T {
  const made: { [F in Family]?: T } = {};
  return (family) => {
    made[family] ??= work(family);
    return made[family];
  };
}
