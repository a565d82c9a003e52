import { expect, test } from 'vitest';
import { hopwise } from './command-line.ts';
import { documentsOf, loadScenario, type ScenarioCase } from './scenarios/load-scenario.ts';

const { cases } = loadScenario('164-mirror-target-sg');
const [refused, taken] = cases as readonly [ScenarioCase, ScenarioCase];

function mirrored(one: ScenarioCase, ...more: readonly string[]) {
  const stdin = JSON.stringify(documentsOf(one)[0]?.value);
  return hopwise(['path', '--mirror', '--input', '-', '--quiet', ...more], { stdin });
}

test('every mirror session is told of, with what stops it', async () => {
  const { stdout, exit } = await mirrored(refused);
  expect(stdout).toContain('tms-1: eni-app to tmt-1');
  expect(stdout).toContain('ingress is mirrored, egress is not mirrored');
  expect(stdout).toContain('udp/4789');
  expect(stdout).toContain('ENI_SG_RULES_MISMATCH');
  expect(exit).toBe(1);
});

test('as data, each session has its path', async () => {
  const { stdout, exit } = await mirrored(taken, '--format', 'json');
  const { sessions } = JSON.parse(stdout);
  expect(sessions).toMatchObject([
    { session: 'tms-1', verdict: 'reachable', notes: ['EGRESS_NOT_MIRRORED'], path: { verdict: 'reachable' } },
  ]);
  expect(exit).toBe(0);
});

test.each(['--fix', '--one-way', '--port=443', '--expect=reachable', '--flows=-'])(
  '%s would not be heeded',
  async (option) => {
    const { stderr, exit } = await mirrored(taken, option);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(option.split('=')[0] as string)]);
  },
);

test('sessions name their ends, and there has to be one', async () => {
  expect((await hopwise(['path', 'a', 'b', '--mirror'])).exit).toBe(2);
  expect((await hopwise(['path', '--mirror', '--input', 'examples/three-tier/input'])).exit).toBe(2);
});
