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
import { skeletonOf } from './skeleton.ts';
import { endsOf } from './written-ends.ts';
import { changeOf } from './written-forms.ts';
import { piecesOf } from './written-pieces.ts';
import { settingsOf, transitsOnly } from './written-plan.ts';
import { statedIn } from './written-state.ts';

/** Any two networks, of which one comes to be the other: what both have by name changes, or is as it was. */
const changes: fc.Arbitrary<readonly [before: NetworkPlan, after: NetworkPlan]> = fc
  .tuple(transitsOnly, transitsOnly, fc.constantFrom('whole' as const, 'static' as const))
  .map(([before, after, listing]) => {
    // A gateway of another kind is another gateway, and an endpoint elsewhere has another interface.
    const vpcs = after.vpcs.map((one, i) => ({ ...one, nat: before.vpcs[i]?.nat ?? one.nat }));
    const first = { ...before, transit: { ...before.transit, listing } };
    return [withoutEndpoints(first), withoutEndpoints({ ...after, vpcs })] as const;
  });

function withoutEndpoints(plan: NetworkPlan): NetworkPlan {
  return { ...plan, vpcs: plan.vpcs.map((one) => ({ ...one, hasInterfaceEndpoint: false })) };
}

/** Endpoints of gateways are routed by the list of their service. */
const S3_NAME = { PrefixListName: 'com.amazonaws.eu-west-1.s3' };

function rawsOf(plan: NetworkPlan): readonly Raw[] {
  const all = skeletonOf(plan).map((one) =>
    one.fields.PrefixListId === 'pl-s3' ? { ...one, fields: { ...one.fields, ...S3_NAME } } : one,
  );
  const isStated = all.some(({ kind }) => kind === 'vpcBlockPublicAccessOptions');
  return isStated ? all : [...all, raw('vpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'off' })];
}

async function laidOver(before: readonly Raw[], after: readonly Raw[], plan: NetworkPlan): Promise<Network> {
  const stated = statedIn([...before, ...after]);
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
  const live = writeSnapshot(snapshotOf(before));
  writeFileSync(join(folder, 'live.json'), live);
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(changeOf(piecesOf(before), piecesOf(after), stated)));
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
    for (const [i, [from, to]] of endsOf(later, settingsOf(after)).entries()) {
      const ends = from ? { from, to } : { from: 'internet/203.0.113.250', to, addresses: 'public' as const };
      const question = { ...ends, ...SERVICES[i % SERVICES.length] } as QuestionText;
      const [is, meant] = [found, expected].map((network) => verdictOf(answerFlow(network, question)));
      if (is !== meant) {
        const what = `${before.transit.shape} → ${after.transit.shape}: ${is}, and ${meant} after it`;
        throw new CounterExample(what, found.snapshot, question);
      }
    }
  }
});
