import {
  type Answer,
  compile,
  findPath,
  type Network,
  type Part,
  parseQuestion,
  type QuestionText,
} from '@hopwise/core';
import { expect, test } from 'vitest';
import { CounterExample, check } from './asking.ts';
import { type AskedNetwork, askedNetworks, snapshotOfNetwork } from './networks.ts';
import { SUPPORTED } from './plan.ts';

/** Of answers that were the same: how many parts they had in all, by verdict. */
const counts: Record<string, number> = {};

test('asking in bulk partitions what is asked as asking pair by pair does', { timeout: 300_000 }, () => {
  check(askedNetworks({ min: 1, max: 1 }, SUPPORTED), 3, (network: AskedNetwork) => {
    const snapshot = snapshotOfNetwork(network);
    const compiled = compile(snapshot);
    const [id] = snapshot.records.networkInterface.flatMap(({ networkInterfaceId }) => networkInterfaceId ?? []);
    for (const text of questions(id ?? '*')) {
      const [told, asked] = [answer(compiled, text, 0), answer(compiled, text, Number.POSITIVE_INFINITY)];
      if (told !== asked) throw new CounterExample(`in bulk:\n${told}\npair by pair:\n${asked}`, snapshot, text);
    }
  });
  for (const verdict of ['reachable', 'blocked']) expect(counts[verdict] ?? 0, verdict).toBeGreaterThan(0);
});

function questions(id: string): readonly QuestionText[] {
  return [
    { from: '*,internet', to: '*', addresses: 'all' },
    { from: '*', to: '*', port: 443, protocol: 'tcp' },
    { from: id, to: '*,internet' },
    { from: '*', to: id, oneWay: true },
    { from: '*', to: '*', notThrough: ['type:AWS::EC2::NatGateway', 'inspection'] },
    {
      from: '*',
      to: '*,internet',
      through: ['type:AWS::EC2::TransitGatewayAttachment', 'type:AWS::EC2::InternetGateway'],
    },
    { from: '*', to: '10.0.0.0/8,169.254.169.254,fd00:ec2::254' },
  ];
}

function answer(network: Network, text: QuestionText, mostByPair: number): string {
  let found: Answer;
  try {
    found = findPath(network, parseQuestion(network, text), mostByPair);
  } catch (error) {
    return String(error);
  }
  const { verdict, parts, apart } = found;
  for (const one of parts) counts[one.verdict] = (counts[one.verdict] ?? 0) + 1;
  return [verdict, ...shown(parts), 'apart', ...shown(apart)].join('\n');
}

/** Every verdict on some services, with how many pairs, and who is in them. */
function shown(parts: readonly Part[]): readonly string[] {
  const byKey = new Map<string, { pairs: number; readonly ends: Set<string> }>();
  for (const { verdict, services, pairs, senders, targets, witness } of parts) {
    const key = `${verdict} ${services} ${witness.stop?.code ?? ''}`;
    const known = byKey.get(key) ?? { pairs: 0, ends: new Set<string>() };
    known.pairs += pairs;
    for (const one of senders) known.ends.add(`from ${one.end} ${one.family} ${one.source}`);
    for (const one of targets) known.ends.add(`to ${one.host} ${one.family} ${one.to}`);
    byKey.set(key, known);
  }
  return [...byKey].map(([key, { pairs, ends }]) => `${key}: ${pairs} of ${[...ends].sort().join(', ')}`).sort();
}
