import type { Sender, Target } from '../positions.ts';
import type { Asked, PositionClass } from './asked.ts';
import { type Applied, appliedTo } from './found.ts';
import type { Rules } from './rules.ts';

/** Which rules of a scope a pair is held against, by the classes of its ends. */
export class Ruling {
  readonly #rules: Rules;
  readonly #number: number;
  readonly #applied = new Map<string, Applied | undefined>();

  /** Of rules that match the same pair the first one tells of it: `number` is the one that tells now. */
  constructor(rules: Rules, number: number) {
    this.#rules = rules;
    this.#number = number;
  }

  /** Undefined where no rule of the scope means the pair, or one before this told of it. */
  appliedTo(from: PositionClass, to: PositionClass): Applied | undefined {
    const key = `${from.number} ${to.number}`;
    if (!this.#applied.has(key)) {
      const { match, exclude } = this.#rules;
      const isMeant = (_: unknown, number: number) =>
        from.memberships.means[number] === true && to.memberships.means[number] === true;
      const all = appliedTo([...match, ...exclude], from.memberships, to.memberships);
      const matched = all.filter(({ rule }) => match.includes(rule));
      const excluded = all.filter(({ rule }) => !match.includes(rule));
      const isOurs = match.findIndex(isMeant) === this.#number;
      this.#applied.set(key, isOurs ? { match: matched, exclude: excluded } : undefined);
    }
    return this.#applied.get(key);
  }

  /** How many pairs it means, of two hosts each. */
  count({ everybody: { senders, targets }, classOf }: Asked, isOutsider: (one: Sender) => boolean): number {
    let pairs = 0;
    for (const isFromOutside of [false, true]) {
      const own = senders.filter((one) => isOutsider(one) === isFromOutside);
      const dialled = isFromOutside ? targets.outside : targets.inside;
      const [senderCounts, targetCounts] = [countsOf(own, classOf), countsOf(dialled, classOf)];
      for (const sender of senderCounts) {
        for (const target of targetCounts) {
          if (sender.family === target.family && this.appliedTo(sender.own, target.own))
            pairs += sender.count * target.count;
        }
      }
      pairs -= this.#selves(own, dialled, classOf);
    }
    return pairs;
  }

  #selves(senders: readonly Sender[], targets: readonly Target[], classOf: Asked['classOf']): number {
    const byHost = new Map<string, Target[]>();
    for (const target of targets) {
      const own = byHost.get(target.host);
      if (own) own.push(target);
      else byHost.set(target.host, [target]);
    }
    let pairs = 0;
    for (const sender of senders) {
      for (const target of byHost.get(sender.host) ?? []) {
        const [from, to] = [classOf.get(sender), classOf.get(target)] as [PositionClass, PositionClass];
        if (sender.family === target.family && this.appliedTo(from, to)) pairs++;
      }
    }
    return pairs;
  }
}

function countsOf(positions: readonly (Sender | Target)[], classOf: Asked['classOf']) {
  const counts = new Map<string, { readonly own: PositionClass; readonly family: number; count: number }>();
  for (const one of positions) {
    const own = classOf.get(one) as PositionClass;
    const key = `${own.number} ${one.family}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { own, family: one.family, count: 1 });
  }
  return [...counts.values()];
}
