import type { Asked } from './narrowed.ts';

/** The same pairs, each asked once: what an earlier question asks is left out of the later ones. */
export function apart(all: readonly Asked[]): readonly Asked[] {
  return all.flatMap((one, i) => {
    const others = all
      .slice(0, i)
      .filter((other) => meet(one.senders, other.senders) && meet(one.targets, other.targets));
    return others.length === 0 ? [one] : without(one, others);
  });
}

/** Senders that the same of the others ask are one question: with the targets that those do not ask them for. */
function without({ senders, targets }: Asked, others: readonly Asked[]): readonly Asked[] {
  const bySigns = new Map<string, { readonly signs: readonly Asked[]; readonly senders: Set<number> }>();
  for (const sender of senders) {
    const signs = others.filter((other) => other.senders.has(sender));
    const key = signs.map((other) => others.indexOf(other)).join();
    const own = bySigns.get(key);
    if (own) own.senders.add(sender);
    else bySigns.set(key, { signs, senders: new Set([sender]) });
  }
  return [...bySigns.values()].flatMap((own) => {
    const left = new Set([...targets].filter((target) => !own.signs.some((other) => other.targets.has(target))));
    return left.size > 0 ? [{ senders: own.senders, targets: left }] : [];
  });
}

function meet(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  for (const position of small) if (large.has(position)) return true;
  return false;
}
