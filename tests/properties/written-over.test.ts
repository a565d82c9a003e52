import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFlow, compile, type Network, type QuestionText, type Settings } from '@hopwise/core';
import { importSnapshot, writeSnapshot } from '@hopwise/importers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Raw, snapshotOf } from '../oracle/build.ts';
import { CounterExample, runsOf, verdictOf } from './asking.ts';
import { changesAmong, rawsOf } from './written-changes.ts';
import { endsOf } from './written-ends.ts';
import { changeOf } from './written-forms.ts';
import { piecesOf } from './written-pieces.ts';
import { laidOverPlans, settingsOf } from './written-plan.ts';
import { statedIn } from './written-state.ts';

async function laidOver(before: readonly Raw[], after: readonly Raw[], settings: Partial<Settings>): Promise<Network> {
  const stated = statedIn(before, after);
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
  const live = writeSnapshot(snapshotOf(before));
  writeFileSync(join(folder, 'live.json'), live);
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(changeOf(piecesOf(before), piecesOf(after), stated)));
  const { snapshot } = await importSnapshot([folder]);
  rmSync(folder, { recursive: true });
  return compile({ ...snapshot, settings: { ...snapshot.settings, ...settings } });
}

/** Packets are to have gone through each. */
const MET = [
  ...[/^vpn-/, /^dxvif-\d/, /^vgw-/, /^vpce-[1-3]fw/, /^vpce-8fw/, /^tgw-rtb-/],
  // Nodes of balancers that are there and that come, and interfaces of endpoints.
  ...[/^eni-lb/, /#node\d$/, /^eni-\dpl/, /#eni\d$/],
];

/** Changes of each kind at most: all of that comes up in fewer. */
const LAST = Math.max(24, runsOf(6));

const SERVICES: readonly Partial<QuestionText>[] = [
  { protocol: 'tcp', port: 443 },
  { protocol: 'udp', port: 53 },
];

test('a plan over answers gives what AWS answers after it', { timeout: 240_000 }, async () => {
  const seed = Number(process.env.HOPWISE_SEED ?? 20_260_101);
  const through = new Set<string>();
  const missing = () => MET.filter((one) => ![...through].some((id) => one.test(id))).map(String);
  const drawn = laidOverPlans.map((plans) => fc.sample(changesAmong(plans), { numRuns: LAST, seed }));
  const inTurn = Array.from({ length: LAST }, (_, i) => drawn.flatMap((all) => [all[i]]));
  for (const [i, [before, after] = []] of inTurn.flat().entries()) {
    if (!before || !after || (i >= runsOf(18) && missing().length === 0)) break;
    const [live, later] = [rawsOf(before), rawsOf(after)];
    // Links that are not there yet are said to work.
    const settings = settingsOf(after, (id) => id);
    const expected = compile(snapshotOf(later, { settings }));
    const found = await laidOver(live, later, settings);
    for (const [position, [from, to]] of endsOf(later, settings).entries()) {
      const ends = from ? { from, to } : { from: 'internet/203.0.113.250', to, addresses: 'public' as const };
      const question = { ...ends, ...SERVICES[position % SERVICES.length] } as QuestionText;
      const answer = answerFlow(found, question);
      const [is, meant] = [answer, answerFlow(expected, question)].map(verdictOf);
      if ('forward' in answer && is === 'reachable') for (const id of answer.forward) through.add(id);
      if (is !== meant) {
        const what = `${before.transit.shape} → ${after.transit.shape}: ${is}, and ${meant} after it`;
        throw new CounterExample(what, found.snapshot, question);
      }
    }
  }
  expect(missing()).toEqual([]);
});
