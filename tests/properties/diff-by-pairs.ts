import { type Diff, findPath, type Network, parseQuestion, type Question, VERDICTS } from '@hopwise/core';

type Sender = Question['senders'][number];
type Target = Question['targets']['inside'][number];

/** By pair, what became of which services. */
export function toldOf(network: Network, { groups }: Diff): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const { blocks, transitions } of groups) {
    const text = transitions
      .map((one) => transitionText(network, one.before, one.after, one.services))
      .sort()
      .join('; ');
    // Ports of clients are not what a verdict tells.
    if (text === '') continue;
    for (const { senders, targets } of blocks) {
      for (const sender of senders) {
        for (const target of targets) {
          const key = pairKey(sender, target);
          if (told.has(key)) throw new Error(`told twice: ${key} ${JSON.stringify(target)}`);
          told.set(key, text);
        }
      }
    }
  }
  return told;
}

function transitionText(network: Network, before: string, after: string, services: number): string {
  return `${before} > ${after} ${network.admissions.services.intervals(services)}`;
}

export function mirror(text: string): string {
  return text
    .split('; ')
    .map((one) => one.replace(/^(\S+) > (\S+)/, '$2 > $1'))
    .sort()
    .join('; ');
}

export function pairKey(sender: Sender, target: Target): string {
  const { end, family, source, by = '', from } = sender;
  return `${end} ${family} ${source} ${by} ${from.as ?? ''} ${end.startsWith('nat-') ? from.zone : ''} → ${target.at ? 'at ' : 'of '}${target.at ?? target.host} ${target.to} ${target.by ?? ''}`;
}

/** The same from the walker: every pair of either network, asked alone in both. */
export function bruteForce(before: Network, after: Network): ReadonlyMap<string, string> {
  const [olds, news] = [walked(before), walked(after)];
  const pool = before.admissions.services;
  const found = new Map<string, string>();
  for (const key of new Set([...olds.keys(), ...news.keys()])) {
    const [old, now] = [olds.get(key), news.get(key)];
    const all = [...(old ?? now ?? new Map<string, number>()).values()].reduce((a, b) => pool.union(a, b), 0);
    const services = (of: ReadonlyMap<string, number> | undefined, verdict: string) =>
      of ? (of.get(verdict) ?? 0) : verdict === 'blocked' ? all : 0;
    const moved = VERDICTS.flatMap((from) =>
      VERDICTS.flatMap((to) => {
        const both = pool.intersect(services(old, from), services(now, to));
        return from === to || both === 0 ? [] : [transitionText(before, from, to, both)];
      }),
    );
    if (moved.length > 0) found.set(key, moved.sort().join('; '));
  }
  return found;
}

export function walked(network: Network): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const question = parseQuestion(network, { from: '*', to: '*', addresses: 'all' });
  const pool = network.admissions.services;
  const found = new Map<string, ReadonlyMap<string, number>>();
  for (const sender of question.senders) {
    for (const target of sender.end === 'internet' ? question.targets.outside : question.targets.inside) {
      if (sender.family !== target.family || sender.host === target.host) continue;
      const targets = { inside: [target], outside: [target] };
      const { parts } = findPath(network, { ...question, senders: [sender], targets });
      if (parts.some(({ witness }) => witness.beside)) continue;
      const verdicts = new Map<string, number>();
      for (const { verdict, services } of parts)
        verdicts.set(verdict, pool.union(verdicts.get(verdict) ?? 0, services));
      found.set(pairKey(sender, target), verdicts);
    }
  }
  return found;
}
