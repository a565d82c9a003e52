import { cloneWalk, drop, type Next, undecided, type Walk } from './packet.ts';

/** Each of the ways that may be taken, and what is not known beside them; without any the packet is dropped. */
export function forked<T>(
  walk: Walk,
  ways: readonly T[],
  isOpen: boolean,
  otherwise: string,
  go: (branch: Walk, way: T) => Next,
): Next {
  const [only] = ways;
  if (ways.length === 0) return isOpen ? undecided(walk, `not known: ${otherwise}`) : drop(walk, otherwise);
  if (ways.length === 1 && only !== undefined && !isOpen) return go(walk, only);
  const branches = ways.map((way) => {
    const branch = cloneWalk(walk);
    return [branch, go(branch, way)] as const;
  });
  const open = isOpen ? [[walk, undecided(walk, `another way may be taken: ${otherwise}`)] as const] : [];
  return { do: 'fork', branches: [...branches, ...open] };
}
