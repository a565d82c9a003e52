import {
  compile,
  findPath,
  type Network,
  parseQuestion,
  type Question,
  type Side,
  survey,
  VERDICTS,
} from '@hopwise/core';
import { expect, test } from 'vitest';
import { CounterExample, check } from './asking.ts';
import { type AskedNetwork, askedNetworks, snapshotOfNetwork } from './networks.ts';
import { type Part, SUPPORTED } from './plan.ts';

/** Public addresses too: whoever is inside and dials them comes by the internet. */
const QUESTION = { from: '*,internet', to: '*', addresses: 'all' } as const;

/** Pairs that the estate told of, and those of them that are reachable on some service. */
const counted = { pairs: 0, reachable: 0 };

test.each([
  { name: 'without special parts', parts: [] as readonly Part[] },
  { name: `with ${SUPPORTED.join(', ')}`, parts: SUPPORTED },
])('the estate says of every pair what the walker says, in networks $name', { timeout: 300_000 }, ({ parts }) => {
  check(askedNetworks({ min: 1, max: 1 }, parts), 70, (network: AskedNetwork) => {
    const snapshot = snapshotOfNetwork(network);
    const compiled = compile(snapshot);
    const differs = difference(compiled);
    if (differs) throw new CounterExample(differs.what, snapshot, differs.question);
  });
  // Of all networks until now.
  if (process.env.HOPWISE_STATISTICS) console.log(`pairs told: ${counted.pairs}`);
  expect(counted.reachable / counted.pairs).toBeGreaterThan(0.1);
});

type Sender = Question['senders'][number];
type Target = Question['targets']['inside'][number];

interface Difference {
  readonly what: string;
  readonly question: object;
}

function difference(network: Network): Difference | undefined {
  let question: Question;
  try {
    question = parseQuestion(network, QUESTION);
  } catch {
    // A network of which nothing was read has nobody to ask.
    return undefined;
  }
  for (const side of survey(network, question).sides) {
    const found = differenceOn(network, question, side);
    if (found) return found;
  }
  return undefined;
}

function differenceOn(network: Network, question: Question, { estate, partition }: Side): Difference | undefined {
  const told = new Set<number>();
  let found: Difference | undefined;
  const differ = (what: string, [sender, target]: readonly [Sender, Target]) => {
    const address = network.formatLabel(sender.family, sender.source);
    const dialled = network.formatLabel(target.family, target.to);
    found ??= { what, question: { from: `${sender.end}/${address}`, to: dialled, ends: target.ends } };
  };
  const pairAt = (s: number, t: number) => [estate.senders[s] as Sender, estate.targets[t] as Target] as const;
  estate.runs((fromSender, toSender, fromTarget, toTarget, result) => {
    for (let s = fromSender; s < toSender; s++) {
      for (let t = fromTarget; t < toTarget; t++) {
        const pair = pairAt(s, t);
        const parts = partition(result, pair[0].family);
        counted.pairs++;
        if (parts.reachable !== 0) counted.reachable++;
        const key = s * estate.targets.length + t;
        if (told.has(key)) differ('told twice', pair);
        told.add(key);
        if (pair[0].stop || pair[1].stop) continue;
        const said = VERDICTS.map((verdict) => parts[verdict]).join();
        const walked = walkedParts(network, question, pair);
        if (walked !== said) differ(`estate: ${said}, walker: ${walked}`, pair);
      }
    }
  });
  estate.senders.forEach((_, s) => {
    estate.targets.forEach((_, t) => {
      const [sender, target] = pairAt(s, t);
      if (sender.family !== target.family || told.has(s * estate.targets.length + t)) return;
      const { verdict, parts } = findPath(network, { ...question, senders: [sender], targets: both(target) });
      const isAsked = !sender.stop && !target.stop && sender.host !== target.host;
      if (isAsked && verdict !== 'blocked' && parts.every(({ witness }) => !witness.beside))
        differ(`not told of, and ${verdict}`, [sender, target]);
    });
  });
  return found;
}

/** The services of each verdict, in order, as the walker has them. */
function walkedParts(network: Network, question: Question, [sender, target]: readonly [Sender, Target]): string {
  const { parts } = findPath(network, { ...question, senders: [sender], targets: both(target) });
  const pool = network.admissions.services;
  const services = (verdict: string) =>
    parts.filter((part) => part.verdict === verdict).reduce((sum, part) => pool.union(sum, part.services), 0);
  return VERDICTS.map(services).join();
}

function both(target: Target): Question['targets'] {
  return { inside: [target], outside: [target] };
}
