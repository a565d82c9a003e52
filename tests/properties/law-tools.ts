import { type Answer, compile, explain, findPath, type Kind, kinds, type Network, parseQuestion } from '@hopwise/core';
import fc from 'fast-check';
import type { Raw } from '../oracle/build.ts';
import type { Packet } from '../oracle/oracle.ts';
import { ask, CounterExample, check, questionOf, verdictOf } from './asking.ts';
import { type AskedNetwork, askedNetworks, type GeneratedNetwork, snapshotOfNetwork } from './networks.ts';

export const networks = askedNetworks({ min: 3, max: 3 });
export const RUNS = 120;

export const rank = { blocked: 0, 'forward-only': 1, unknown: 2, reachable: 3 } as Readonly<Record<string, number>>;
export const arrives = (verdict: string) => verdict === 'reachable' || verdict === 'forward-only';

export function verdict(network: GeneratedNetwork, packet: Packet): string {
  return verdictOf(ask(compile(snapshotOfNetwork(network)), packet));
}

export function breaks(law: string, network: GeneratedNetwork, packet: Packet): CounterExample {
  return new CounterExample(law, snapshotOfNetwork(network), questionOf(packet));
}

export function editAll(network: GeneratedNetwork, kind: Kind, fields: (one: Raw) => object): GeneratedNetwork {
  const resources = network.resources.map((one) =>
    one.kind === kind ? { ...one, fields: { ...one.fields, ...fields(one) } } : one,
  );
  return { ...network, resources };
}

/** Asks every packet of generated networks before and after a change. */
export function compare(
  runs: number,
  change: (network: AskedNetwork, choice: number) => GeneratedNetwork,
  isLawful: (before: string, after: string) => boolean,
  law: string,
): void {
  check(fc.tuple(networks, fc.nat(1000)), runs, ([network, choice]) => {
    const changed = change(network, choice);
    for (const packet of network.packets) {
      const [before, after] = [verdict(network, packet), verdict(changed, packet)];
      if (!isLawful(before, after)) throw breaks(`${law}: ${before} became ${after}`, changed, packet);
    }
  });
}

export function answerTo(network: Network, packet: Packet): Answer {
  return findPath(network, parseQuestion(network, questionOf(packet)));
}

/** What the explanation of an answer holds against it, as text to look for names in. */
export function blamed(network: Network, answer: Answer): string {
  const [part] = explain(network, answer).parts;
  return JSON.stringify([part?.blockers, part?.unknowns]);
}

export function plain(resources: readonly Raw[]): GeneratedNetwork {
  const coverage = kinds.map((kind) => ({ account: undefined, region: undefined, kind, state: 'complete' as const }));
  return { resources, settings: {}, coverage };
}
