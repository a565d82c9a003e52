import { answerFlow, compile, findCut, findFix, type QuestionText } from '@hopwise/core';
import { expect, test } from 'vitest';
import { type Raw, snapshotOf } from '../oracle/build.ts';
import { CounterExample, check, verdictOf } from './asking.ts';
import { openings, type RawEdit, removals, subsets } from './brute-force.ts';
import { balancerOpenings, NODE, smallBalancers } from './small-balancers.ts';
import { PORT, type SmallNetwork, smallNetworks } from './small-networks.ts';

const QUESTION: QuestionText = { from: 'i-1', to: 'i-2', protocol: 'tcp', port: PORT };
const OF_BALANCER: QuestionText = { from: 'i-1', to: NODE, protocol: 'tcp', port: PORT };

function verdict(resources: readonly Raw[], question: QuestionText): string {
  return verdictOf(answerFlow(compile(snapshotOf(resources)), question));
}

/** Some set of at most so many edits after which the answer is the one that is wanted. */
function smallest(
  resources: readonly Raw[],
  edits: readonly RawEdit[],
  most: number,
  wanted: string,
  question = QUESTION,
) {
  for (let count = 0; count <= most; count++) {
    for (const set of subsets(edits, count)) {
      if (
        verdict(
          set.reduce((all, edit) => edit(all), resources),
          question,
        ) === wanted
      )
        return count;
    }
  }
  return undefined;
}

function wrong(text: string, { resources }: SmallNetwork): CounterExample {
  return new CounterExample(text, snapshotOf(resources), QUESTION);
}

test('no fewer edits than those of a fix do the same', { timeout: 300_000 }, () => {
  let checked = 0;
  check(smallNetworks, 12, (network) => {
    const { resources } = network;
    const { result, edits } = findFix(compile(snapshotOf(resources)), QUESTION);
    if (result === 'open') return;
    if (result !== 'found') throw wrong('no fix', network);
    // Larger sets are too many to try.
    const fewer = smallest(resources, openings(resources), Math.min(2, edits.length - 1), 'reachable');
    checked++;
    if (fewer !== undefined) throw wrong(`${fewer} do what ${JSON.stringify(edits)} do`, network);
  });
  expect(checked).toBeGreaterThan(0);
});

test('nor before and behind a load balancer, where a fix says so', { timeout: 300_000 }, () => {
  const counts = { checked: 0, fewest: 0, fewer: 0 };
  check(smallBalancers, 40, (resources) => {
    const fail = (text: string) => new CounterExample(text, snapshotOf(resources), OF_BALANCER);
    const { result, edits, isFewest } = findFix(compile(snapshotOf(resources)), OF_BALANCER);
    if (result === 'open') return;
    if (result !== 'found') throw fail('no fix');
    counts.checked++;
    const fewer = smallest(resources, balancerOpenings, Math.min(3, edits.length - 1), 'reachable', OF_BALANCER);
    if (isFewest) counts.fewest++;
    if (fewer === undefined) return;
    counts.fewer++;
    if (isFewest) throw fail(`${fewer} do what ${JSON.stringify(edits)} do`);
  });
  if (process.env.HOPWISE_STATISTICS) console.log(counts);
  expect(counts.fewest).toBeGreaterThan(0);
});

test('no fewer removals than those of a cut do the same', { timeout: 300_000 }, () => {
  check(smallNetworks, 60, (network) => {
    const { resources } = network;
    const { result, edits, isFewest } = findCut(compile(snapshotOf(resources)), QUESTION);
    if (result === 'closed') return;
    if (result !== 'found' || !isFewest) throw wrong('no cut', network);
    const fewer = smallest(resources, removals(resources), edits.length - 1, 'blocked');
    if (fewer !== undefined) throw wrong(`${fewer} do what ${JSON.stringify(edits)} do`, network);
  });
});
