import { fileURLToPath } from 'node:url';
import { compile, findPath, formatServices, type Network, parseQuestion, type Verdict } from '@hopwise/core';
import { importSnapshot } from '@hopwise/importers';
import { expect } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function networkOf(...inputs: readonly string[]): Promise<Network> {
  return compile((await importSnapshot(inputs)).snapshot);
}

/** Which services have which verdict, for two ends that each form calls alike. */
export function answer(network: Network, from: string, to: string): readonly string[] {
  const { parts } = findPath(network, parseQuestion(network, { from, to }));
  const byVerdict = new Map<Verdict, number>();
  const pool = network.admissions.services;
  for (const { verdict, services } of parts) {
    byVerdict.set(verdict, pool.union(byVerdict.get(verdict) ?? 0, services));
  }
  return [...byVerdict].map(([verdict, services]) => `${verdict}: ${formatServices(pool, services)}`).sort();
}

/** The example written in one more form answers as the one that is there. */
export async function expectThreeTier(form: string): Promise<void> {
  const [live, planned] = await Promise.all([
    networkOf(`${root}examples/three-tier/input`),
    networkOf(`${root}examples/three-tier/${form}`),
  ]);
  const ends = ['web-a', 'web-b', 'app-a', 'app-b', 'db-a', 'db-b', 'bastion', 'internet', '203.0.113.7', '52.92.0.1'];
  for (const from of ends) {
    for (const to of ends) {
      if (from === to || [from, to].every((end) => !/^[a-z]+-|bastion/.test(end)) || /^\d/.test(from)) continue;
      expect(answer(planned, from, to), `${from} → ${to}`).toEqual(answer(live, from, to));
    }
  }
}
