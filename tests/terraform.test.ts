import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile, findPath, type Network, parseQuestion, type Verdict } from '@hopwise/core';
import { importSnapshot, readSnapshot, writeSnapshot } from '@hopwise/importers';
import { describe, expect, test } from 'vitest';
import { FACTS as ACME } from './acme-facts.ts';
import { expectThreeTier, networkOf } from './three-tier-forms.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const shared = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const isThere = existsSync(shared);
if (!isThere) console.warn('skipped: there is no ../shared with plans and states of others');

test('three tiers as a plan answer as three tiers that are there', async () => {
  await expectThreeTier('terraform');
});

test('nothing of three tiers as a plan is unresolved', async () => {
  const { diagnostics } = await importSnapshot([`${root}examples/three-tier/terraform`]);
  expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
});

function terraformFiles(): readonly string[] {
  if (!isThere) return [];
  const names = ['found/terraform', 'generated/terraform'].flatMap((folder) =>
    readdirSync(`${shared}${folder}`, { recursive: true }).map((name) => `${folder}/${String(name)}`),
  );
  return names.filter((name) => /\.(?:json|tfstate)$/.test(name) && !/\/(?:describe|cli-shapes)\//.test(name));
}

describe.skipIf(!isThere)('plans and states of others', () => {
  test.each(terraformFiles())('%s is imported without an error, and written and read alike', async (name) => {
    const { snapshot, diagnostics } = await importSnapshot([`${shared}${name}`]);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(readSnapshot(writeSnapshot(snapshot)).snapshot).toEqual(snapshot);
    compile(snapshot);
  });

  /** Of the addresses of S3 no state tells which they are. */
  const FACTS: readonly (readonly [from: string, to: string, verdict: Verdict])[] = [
    ...ACME.filter(([, to]) => !to.startsWith('52.')).map(
      ([from, to, verdict]) => [from, to.replace('app-alb', 'aws_lb.web'), verdict] as const,
    ),
    ['aws_instance.app[0]', 'aws_instance.db:5432', 'reachable'],
    ['aws_instance.app[1]', 'aws_instance.db:5432', 'blocked'],
    ['app-0', 'aws_vpc_endpoint.ssm:443', 'blocked'],
  ];

  const asked = (network: Network) =>
    FACTS.map(([from, to]) => [from, to, findPath(network, parseQuestion(network, { from, to })).verdict]);

  test.each(['state.json', 'terraform.tfstate'])('what %s says of acme', async (name) => {
    expect(asked(await networkOf(`${shared}generated/terraform/acme/${name}`))).toEqual(FACTS);
  });

  /** What a file says is so, or not known; what it does not say decides nothing. */
  function expectNoOther(network: Network): number {
    const verdicts = FACTS.map(([from, to]) => findPath(network, parseQuestion(network, { from, to })).verdict);
    FACTS.forEach(([from, to, expected], i) => {
      expect([expected, 'unknown'], `${from} → ${to}`).toContain(verdicts[i]);
    });
    return verdicts.filter((one) => one !== 'unknown').length;
  }

  test('what is there before an update of acme, where groups of instances are not told, and nothing after its end', async () => {
    const before = await importSnapshot([`${shared}generated/terraform/acme/plan-update.json`], { planSide: 'prior' });
    expectNoOther(compile(before.snapshot));
    const after = await importSnapshot([`${shared}generated/terraform/acme/plan-destroy.json`]);
    expect(after.records).toBe(0);
  });

  test('a plan of acme says the same or that it does not know', async () => {
    const known = expectNoOther(await networkOf(`${shared}generated/terraform/acme/plan.json`));
    expect(known).toBeGreaterThan(FACTS.length / 2);
  });
});
