import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFlow, compile, type Network, type QuestionText } from '@hopwise/core';
import { importSnapshot, writeSnapshot } from '@hopwise/importers';
import fc from 'fast-check';
import { test } from 'vitest';
import { type Raw, raw, snapshotOf } from '../oracle/build.ts';
import { CounterExample, runsOf, verdictOf } from './asking.ts';
import type { NetworkPlan } from './plan.ts';
import { transitPlans } from './plan-transit.ts';
import { skeletonOf } from './skeleton.ts';
import { endsOf } from './written-ends.ts';
import { changeOf } from './written-forms.ts';
import { piecesOf } from './written-pieces.ts';
import { settingsOf, transitsOnly } from './written-plan.ts';

/** The same network with its VPCs joined in another way. */
const changes: fc.Arbitrary<readonly [before: NetworkPlan, after: NetworkPlan]> = fc
  .tuple(
    transitsOnly,
    transitPlans,
    fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    fc.constantFrom('whole', 'static'),
  )
  .map(([plan, other, peered, listing]) => {
    const transit = { ...plan.transit, listing: listing as 'whole' | 'static' };
    const joined = { ...transit, shape: other.shape, instead: other.instead, isSplit: false };
    const isHub = other.shape === 'hub';
    return [
      { ...plan, transit },
      { ...plan, transit: joined, peered: isHub ? [false, false, false] : peered },
    ] as const;
  });

function rawsOf(plan: NetworkPlan): readonly Raw[] {
  const all = skeletonOf(plan);
  const isStated = all.some(({ kind }) => kind === 'vpcBlockPublicAccessOptions');
  return isStated ? all : [...all, raw('vpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'off' })];
}

async function laidOver(before: readonly Raw[], after: readonly Raw[], plan: NetworkPlan): Promise<Network> {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
  const live = writeSnapshot(snapshotOf(before));
  writeFileSync(join(folder, 'live.json'), live);
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(changeOf(piecesOf(before), piecesOf(after))));
  const { snapshot } = await importSnapshot([folder]);
  rmSync(folder, { recursive: true });
  return compile({ ...snapshot, settings: { ...snapshot.settings, ...settingsOf(plan) } });
}

const SERVICES: readonly Partial<QuestionText>[] = [
  { protocol: 'tcp', port: 443 },
  { protocol: 'udp', port: 53 },
];

test('a plan over answers gives what AWS answers after it', { timeout: 240_000 }, async () => {
  const seed = Number(process.env.HOPWISE_SEED ?? 20_260_101);
  for (const [before, after] of fc.sample(changes, { numRuns: runsOf(12), seed })) {
    const [live, later] = [rawsOf(before), rawsOf(after)];
    const expected = compile(snapshotOf(later, { settings: settingsOf(after) }));
    const found = await laidOver(live, later, after);
    const ends = endsOf(later, settingsOf(after)).filter(([from, to]) => from !== undefined && /^\d/.test(to));
    for (const [i, [from, to]] of ends.entries()) {
      const question = { from, to, ...SERVICES[i % SERVICES.length] } as QuestionText;
      const [is, meant] = [found, expected].map((network) => verdictOf(answerFlow(network, question)));
      if (is !== meant) {
        const what = `${before.transit.shape} → ${after.transit.shape}: ${is}, and ${meant} after it`;
        throw new CounterExample(what, found.snapshot, question);
      }
    }
  }
});
