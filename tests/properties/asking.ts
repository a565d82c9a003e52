import { answerFlow, type FlowAnswer, type Network, type QuestionText, type Snapshot } from '@hopwise/core';
import { writeSnapshot } from '@hopwise/importers';
import fc from 'fast-check';
import type { Packet } from '../oracle/oracle.ts';

/** The question of the batch form that asks for exactly one packet. */
export function questionOf({ from, to, protocol, port, sourcePort, icmpType, icmpCode }: Packet): QuestionText {
  return { from: senderOf(from), to, protocol, port, sourcePort, icmpType, icmpCode };
}

function senderOf(from: Packet['from']): string {
  if ('internet' in from) return `internet/${from.internet}`;
  if ('site' in from) return `onprem:${from.site}/${from.address}`;
  if ('clientVpn' in from)
    return [from.clientVpn, ...(from.groups ? [`group:${from.groups.join('+')}`] : [])].join('/');
  return `${from.networkInterfaceId}/${from.address}`;
}

export function verdictOf(answer: FlowAnswer): string {
  return 'verdict' in answer ? answer.verdict : `error ${answer.error.code}: ${answer.error.message}`;
}

export function ask(network: Network, packet: Packet): FlowAnswer {
  return answerFlow(network, questionOf(packet));
}

/** What went wrong, with a snapshot to save and open and the line to ask of it. */
export class CounterExample extends Error {
  constructor(what: string, snapshot: Snapshot, question: object) {
    super(`${what}\nquestion: ${JSON.stringify(question)}\nsnapshot:\n${writeSnapshot(snapshot)}`);
  }
}

/** Runs of a property; `HOPWISE_RUNS` scales them, `HOPWISE_SEED` moves them elsewhere. */
export function runsOf(usual: number): number {
  const scale = Number(process.env.HOPWISE_RUNS ?? 1);
  return Math.max(1, Math.round(usual * scale));
}

/** Checks a property over seeded inputs; of a failure only the shrunk snapshot and its question are shown. */
export function check<T>(arbitrary: fc.Arbitrary<T>, runs: number, law: (value: T) => void): void {
  checkFrom(firstSeed(), arbitrary, runs, law);
}

/** Goes on with further seeds until the inputs were such that the law says something, and fails where they never are. */
export function checkUntil<T>(
  arbitrary: fc.Arbitrary<T>,
  runs: number,
  law: (value: T) => void,
  isEnough: () => boolean,
): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    checkFrom(firstSeed() + round, arbitrary, runs, law);
    if (isEnough()) return;
  }
  throw new Error(`in ${MOST_ROUNDS} rounds nothing came up that the law is about`);
}

const MOST_ROUNDS = 20;

export function firstSeed(): number {
  return Number(process.env.HOPWISE_SEED ?? 20_260_101);
}

function checkFrom<T>(seed: number, arbitrary: fc.Arbitrary<T>, runs: number, law: (value: T) => void): void {
  const endOnFailure = process.env.HOPWISE_BAIL !== undefined;
  const found = fc.check(fc.property(arbitrary, law), { seed, numRuns: runsOf(runs), endOnFailure });
  if (!found.failed) return;
  const reason = found.errorInstance instanceof Error ? found.errorInstance : new Error(String(found.errorInstance));
  throw new Error(
    `seed ${found.seed}, path ${found.counterexamplePath}, after ${found.numRuns} runs\n${reason.message}`,
    { cause: reason },
  );
}
