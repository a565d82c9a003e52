import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compile,
  findPath,
  type Network,
  parseQuestion,
  type Side,
  type Snapshot,
  survey,
  VERDICTS,
} from '@hopwise/core';
import { importSnapshot } from '@hopwise/importers';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeEstate } from '../../bench/generate.mjs';
import { createRandom } from '../../bench/random.mjs';
import { judge } from '../oracle/oracle.ts';
import { CounterExample, runsOf } from './asking.ts';

const CLIENT_PORT = 40_000;
const PORTS = [22, 53, 80, 443, 3306, 5432, 6379, 8080, 8443, 32_768, 60_999];

/** Two hundred interfaces as people have them: what small random networks are too small for. */
describe('an estate of 200 interfaces', () => {
  let snapshot: Snapshot;
  let network: Network;
  let side: Side;
  /** By sender and target, the result that the estate told; absent is blocked. */
  const told = new Map<number, number>();

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hopwise-estate-'));
    try {
      await writeEstate(folder, { interfaces: 200, seed: 11 });
      snapshot = (await importSnapshot([folder])).snapshot;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    network = compile(snapshot);
    const question = parseQuestion(network, { from: '*', to: '*', sourcePort: CLIENT_PORT });
    side = survey(network, question).sides[0] as Side;
    side.estate.runs((fromSender, toSender, fromTarget, toTarget, result) => {
      for (let s = fromSender; s < toSender; s++)
        for (let t = fromTarget; t < toTarget; t++) told.set(s * side.estate.targets.length + t, result);
    });
  });

  const pairAt = (s: number, t: number) => {
    const { senders, targets } = side.estate;
    return { sender: senders[s] as (typeof senders)[number], target: targets[t] as (typeof targets)[number] };
  };
  /** Services of each verdict, in order. */
  const said = (s: number, t: number) => {
    const { sender } = pairAt(s, t);
    const result = told.get(s * side.estate.targets.length + t) ?? side.estate.results.blocked;
    return side.partition(result, sender.family);
  };

  it('is bundled: far fewer blocks and groups than ends', () => {
    const { blocks, senders } = side.estate;
    expect(blocks.length).toBeLessThan(senders.length / 3);
  });

  it('says of every pair what the walker says', { timeout: 120_000 }, () => {
    const question = parseQuestion(network, { from: '*', to: '*', sourcePort: CLIENT_PORT });
    const pool = network.admissions.services;
    let [pairs, reachable] = [0, 0];
    for (const [s, sender] of side.estate.senders.entries()) {
      for (const [t, target] of side.estate.targets.entries()) {
        if (sender.family !== target.family || sender.host === target.host) continue;
        const targets = { inside: [target], outside: [target] };
        const { parts } = findPath(network, { ...question, senders: [sender], targets });
        const walked = VERDICTS.map((verdict) =>
          parts.filter((part) => part.verdict === verdict).reduce((sum, part) => pool.union(sum, part.services), 0),
        );
        const estate = said(s, t);
        const ends = { from: sender.end, to: network.formatLabel(target.family, target.to) };
        if (VERDICTS.some((verdict, i) => estate[verdict] !== walked[i]))
          throw new CounterExample('the estate and the walker disagree', snapshot, ends);
        pairs++;
        if (estate.reachable !== 0) reachable++;
      }
    }
    expect(pairs).toBeGreaterThan(20_000);
    expect(reachable / pairs).toBeGreaterThan(0.2);
  });

  it('says of single packets what the oracle says', { timeout: 300_000 }, () => {
    const random = createRandom(Number(process.env.HOPWISE_SEED ?? 1));
    const { senders, targets } = side.estate;
    let arrived = 0;
    const samples = runsOf(60_000);
    const keys = [...told.keys()];
    for (let i = 0; i < samples; i++) {
      // Every other one between ends of which something is told.
      const key = i % 2 === 0 ? random.pick(keys) : random.integer(senders.length * targets.length);
      const [s, t] = [Math.floor(key / targets.length), key % targets.length];
      const { sender, target } = pairAt(s, t);
      if (sender.family !== target.family || sender.host === target.host) continue;
      const open = network.admissions.services.intervals(said(s, t).reachable)[0] ?? 0;
      const port = i % 4 === 0 && open < 65_536 ? open : random.pick(PORTS);
      const from = { networkInterfaceId: sender.end, address: network.formatLabel(sender.family, sender.source) };
      const to = network.formatLabel(target.family, target.to);
      if (/\//.test(from.address + to)) continue;
      const packet = { from, to, protocol: 6, port, sourcePort: CLIENT_PORT } as const;
      const parts = said(s, t);
      const verdict = VERDICTS.find((one) => network.admissions.services.has(parts[one], port)) ?? 'blocked';
      const expected = judge(snapshot, packet).verdict;
      if (verdict !== expected) throw new CounterExample(`oracle: ${expected}, estate: ${verdict}`, snapshot, packet);
      if (verdict !== 'blocked') arrived++;
    }
    expect(arrived / samples).toBeGreaterThan(0.1);
  });
});
