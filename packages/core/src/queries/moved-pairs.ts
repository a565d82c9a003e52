import { type AskedEstate, type AskedSide, senderKey, targetKey } from './asked-estate.ts';
import type { Block } from './blamed-pieces.ts';
import type { Sender, Target } from './positions.ts';

/** Whether ends of a pair are in the later network alone, or in the earlier one alone. */
export type MovedPair = 'both-new' | 'both-gone' | 'one-new' | 'one-gone';

interface Known {
  readonly senders: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
}

/** Tells of pairs whether their ends came or went. */
export class MovedPairs {
  readonly #asked: readonly [AskedEstate, AskedEstate];
  readonly #known = new Map<AskedSide, Known>();

  constructor(asked: readonly [AskedEstate, AskedEstate]) {
    this.#asked = asked;
  }

  /** The pairs of a block, apart by that. */
  split(
    { senders, targets }: Block,
    isOutside: boolean,
  ): readonly (Block & { readonly moved: MovedPair | undefined })[] {
    const [before, after] = this.#asked.map(({ sides }) => this.#of(sides[isOutside ? 1 : 0]));
    const stand = (isBefore: boolean | undefined, isAfter: boolean | undefined) =>
      isBefore === isAfter ? 'stays' : isAfter ? 'new' : 'gone';
    const rows = apart(senders, (one) => {
      const key = senderKey(one);
      return stand(before?.senders.has(key), after?.senders.has(key));
    });
    const columns = apart(targets, (one) => {
      // Who is outside is there with or without anybody who asks.
      if (one.at === undefined) return 'stays';
      const key = targetKey(one);
      return stand(before?.targets.has(key), after?.targets.has(key));
    });
    return rows.flatMap(([from, own]) =>
      columns.map(([to, others]) => ({ senders: own, targets: others, moved: movedPair(from, to) })),
    );
  }

  #of(side: AskedSide | undefined): Known | undefined {
    if (!side) return undefined;
    let known = this.#known.get(side);
    if (!known) {
      known = { senders: new Set(side.senders.map(senderKey)), targets: new Set(side.targets.map(targetKey)) };
      this.#known.set(side, known);
    }
    return known;
  }
}

type Standing = 'stays' | 'new' | 'gone';

function apart<E extends Sender | Target>(ends: readonly E[], standing: (end: E) => Standing) {
  const found = new Map<Standing, E[]>();
  for (const end of ends) {
    const own = found.get(standing(end));
    if (own) own.push(end);
    else found.set(standing(end), [end]);
  }
  return [...found];
}

function movedPair(from: Standing, to: Standing): MovedPair | undefined {
  const [one, other] = [from, to].filter((standing) => standing !== 'stays') as ('new' | 'gone')[];
  return one && `${other ? 'both' : 'one'}-${one}`;
}
