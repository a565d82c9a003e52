import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'hopwise-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const THREE_TIER = ['--input', 'examples/three-tier/input'];
const HUB = ['--input', 'examples/hub-and-spoke/input'];
const lint = (...args: readonly string[]) => hopwise(['lint', ...args]);
const json = async (...args: readonly string[]) => JSON.parse((await lint('--format', 'json', ...args)).stdout);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test.each([
  ['nothing as bad as high', THREE_TIER, 0],
  ['something as bad as low', ['--fail-on', 'low', ...THREE_TIER], 1],
  ['something high', HUB, 1],
  ['nothing critical', ['--fail-on', 'critical', ...HUB], 0],
  ['nothing, and lists that are missing', ['--input', 'examples/three-tier/input/security-groups.json'], 3],
  ['a bad severity', ['--fail-on', 'worst', ...HUB], 2],
  ['a bad format', ['--format', 'xml', ...HUB], 2],
  ['a bad day', ['--as-of', '2026-02-30', ...HUB], 2],
  ['no check left', ['--only', 'open-port', '--skip', 'open-port', ...HUB], 2],
  ['a check that there is not', ['--only', 'nonsense', ...HUB], 2],
  ['a baseline that there is not', ['--baseline', join(folder, 'none.json'), ...HUB], 2],
])('%s', async (_, args, expected) => {
  expect((await lint(...args)).exit).toBe(expected);
});

test('checks are chosen by name', async () => {
  const names = ({ checks }: { checks: readonly { id: string }[] }) => checks.map(({ id }) => id);
  const [all, some, rest] = [
    await json(...THREE_TIER),
    await json('--only', 'open-port,blackhole-route', '--only', 'open-admin-port', ...THREE_TIER),
    await json('--skip', 'open-port, blackhole-route', ...THREE_TIER),
  ];
  expect(names(some)).toHaveLength(3);
  expect(names(rest)).toEqual(names(all).filter((id) => id !== 'open-port' && id !== 'blackhole-route'));
  const { stderr } = await lint('--skip', 'shadowed-acl', ...THREE_TIER);
  expect(stderr).toContain('Did you mean shadowed-acl-rule');
});

test('what a baseline holds does not count any more', async () => {
  const baseline = join(folder, 'baseline.json');
  const written = await lint('--write-baseline', baseline, ...HUB);
  expect(written.exit).toBe(0);
  expect(written.stdout).toContain('nothing found; 8 in the baseline');
  const after = await json('--baseline', baseline, ...HUB);
  expect(after).toMatchObject({ findings: [], gone: [], counts: { high: 0 } });
  expect(after.known).toHaveLength(8);
  const { findings } = JSON.parse(readFileSync(baseline, 'utf8'));
  expect(findings).toContain('appliance-mode-off tgw-attach-0d1ef6ee4b3bad3a2');
  // Of checks that did not run nothing is gone.
  const others = await json('--baseline', baseline, '--only', 'appliance-mode-off', ...THREE_TIER);
  expect(others.gone).toEqual(['appliance-mode-off tgw-attach-0d1ef6ee4b3bad3a2']);
});

test('what stands in the files for other commands is nothing to lint', async () => {
  const ids = ['igw-ingress internet vpc-1 0123456789abcdef', 'my-policy app-a > db-a', 'unused-address eipalloc-1'];
  const baseline = file('shared.json', JSON.stringify({ hopwise: 1, kind: 'baseline', findings: ids }));
  const exceptions = file(
    'shared.yaml',
    `exceptions:
  - { check: my-policy, reason: soon, owner: net }
  - { check: igw-ingress, reason: soon, owner: net }
  - { check: unused-address, component: eipalloc-2, reason: soon, owner: net }
`,
  );
  const { gone, exceptions: told } = await json('--baseline', baseline, '--exceptions', exceptions, ...HUB);
  expect(gone).toEqual(['unused-address eipalloc-1']);
  expect(told.unused.map(({ check }: { check: string }) => check)).toEqual(['unused-address']);
});

test('an exception holds while it has not run out', async () => {
  const exceptions = file(
    'exceptions.yaml',
    `exceptions:
  - { check: appliance-mode-off, component: tgw-attach-0d1ef6ee4b3bad3a2, reason: replaced soon, owner: net, expires: 2026-06-30 }
  - { check: appliance-mode-of, reason: misspelt, owner: net }
`,
  );
  const given = ['--exceptions', exceptions, '--only', 'appliance-mode-off', ...HUB];
  const before = await lint('--as-of', '2026-06-30', ...given);
  expect(before.exit).toBe(0);
  expect(before.stdout).toContain('nothing found; 1 excepted');
  expect(before.stdout).toContain('Exceptions about nothing that was found\n  appliance-mode-of (net): misspelt');
  const after = await lint('--as-of', '2026-07-01', ...given);
  expect(after.exit).toBe(1);
  expect(after.stdout).toContain('Exceptions that have run out by 2026-07-01');
});

test('a broken file of exceptions is refused, with its line', async () => {
  const { exit, stderr } = await lint('--exceptions', file('bad.yaml', 'exceptions:\n  - { check: a }\n'), ...HUB);
  expect(exit).toBe(2);
  expect(stderr).toContain('line 2');
});

test('SARIF tells new from known, and why something is suppressed', async () => {
  const exceptions = file(
    'info.yaml',
    'exceptions:\n  - { check: unrestricted-acl, component: acl-01e28863e75418229, reason: lab, owner: net }\n',
  );
  const baseline = file(
    'one.json',
    JSON.stringify({ hopwise: 1, kind: 'baseline', findings: ['unrestricted-acl acl-022fd4aff52dd257c'] }),
  );
  const { stdout } = await lint('--format', 'sarif', '--exceptions', exceptions, '--baseline', baseline, ...HUB);
  const [run] = JSON.parse(stdout).runs;
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toContain('unrestricted-acl');
  const of = (id: string) =>
    run.results.find(
      ({ partialFingerprints }: { partialFingerprints: Record<string, string> }) =>
        partialFingerprints['hopwiseFinding/v1'] === id,
    );
  expect(of('appliance-mode-off tgw-attach-0d1ef6ee4b3bad3a2')).toMatchObject({ baselineState: 'new', level: 'error' });
  expect(of('unrestricted-acl acl-022fd4aff52dd257c')).toMatchObject({ baselineState: 'unchanged', level: 'note' });
  expect(of('unrestricted-acl acl-01e28863e75418229').suppressions).toMatchObject([{ justification: 'lab (net)' }]);
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

test('text keeps to the width of the terminal', async () => {
  const { stdout } = await lint(...HUB);
  for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});

test.each([
  ['open-admin-port', 0],
  ['OPEN_ADMIN_PORT', 0],
  ['open-admin-prt', 2],
])('hopwise explain %s', async (name, expected) => {
  const { exit, stdout, stderr } = await hopwise(['explain', name]);
  expect(exit).toBe(expected);
  expect(stdout + stderr).toContain('open-admin-port');
});
