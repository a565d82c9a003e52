import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/** What is copied into pipelines, run as far as that goes without their servers. */
const folder = mkdtempSync(join(tmpdir(), 'hopwise-ci-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PLAN = 'examples/three-tier/terraform/plan.json';
const POLICIES = 'examples/three-tier/policies.yaml';
const BUILT = `node ${resolve('packages/cli/dist/main.js')}`;

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}
const action: Action = parse(readFileSync('action.yml', 'utf8'));

interface Ran {
  readonly exit: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

let runs = 0;
/** Runs the steps of the action one after another, as a runner does. */
function runAction(given: Readonly<Record<string, string>>): Ran {
  const own = join(folder, `run-${runs++}`);
  const files = { GITHUB_OUTPUT: `${own}-output`, GITHUB_STEP_SUMMARY: `${own}-summary` };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const written = { comment: `${own}.md`, sarif: `${own}.sarif` };
  const defaults = Object.entries(action.inputs).map(([name, { default: value = '' }]) => [name, String(value)]);
  const inputs = { ...Object.fromEntries(defaults), command: BUILT, ...written, ...given };
  const outputsOf = () =>
    Object.fromEntries(lines(files.GITHUB_OUTPUT).map((line) => line.split(/=(.*)/s).slice(0, 2)));
  const evaluate = (text: string) =>
    text.replace(/\$\{\{ (inputs|steps\.check\.outputs)\.([\w-]+) \}\}/g, (_, from: string, name: string) => {
      const value = from === 'inputs' ? inputs[name] : (outputsOf()[name] ?? '');
      if (value === undefined) throw new Error(`${name} is no input`);
      return value;
    });
  let [exit, log] = [0, ''];
  for (const { run, env = {} } of action.runs.steps) {
    const own = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, evaluate(value)]));
    const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', evaluate(run ?? '')], {
      env: { ...process.env, ...files, ...own, GITHUB_ACTION_PATH: process.cwd() },
      encoding: 'utf8',
    });
    log += done.stdout + done.stderr;
    exit = done.status ?? -1;
    if (exit !== 0) break;
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, evaluate(value)]);
  return { exit, log, summary: lines(files.GITHUB_STEP_SUMMARY).join('\n'), outputs: Object.fromEntries(outputs) };
}

function lines(file: string): readonly string[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

describe('the GitHub action', () => {
  test('is composite, and takes no input into the text of a script', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{');
  });

  test('fails where a policy is violated, and leaves a comment, SARIF and a summary', () => {
    const { exit, log, summary, outputs } = runAction({ plan: PLAN, policies: POLICIES, diff: 'true' });
    expect([exit, outputs['exit-code']]).toEqual([1, '1']);
    expect(log).toMatch(/^::error .*title=app-to-database::/m);
    const comment = readFileSync(outputs.comment ?? '', 'utf8');
    expect(comment).toContain('2 violations of 4 policies');
    expect(comment).toContain('`hopwise diff`');
    // Which way, which rule of the plan, and what would mend it.
    const plain = comment.replaceAll('&#95;', '_');
    expect(plain).toContain('- app-b → subnet app-b → vpc shop → subnet data-a → db-a');
    expect(plain).toContain('- module.network.aws_network_acl.data: no egress rule allows tcp/1024-65535');
    expect(plain).toContain('- to mend it, made and asked again, no fewer changes would do:');
    expect(plain).toContain('add egress rule 150: allow tcp/1024-65535 to 10.20.11.10/32');
    expect(summary).toBe(comment.split('\n').filter(Boolean).join('\n'));
    expect(JSON.parse(readFileSync(outputs.sarif ?? '', 'utf8')).runs[0].results).toHaveLength(2);
  });

  test('builds and runs its own checkout, in the folder of the job', () => {
    const { exit, log } = runAction({ plan: PLAN, policies: POLICIES, command: '', fix: 'false' });
    expect([exit, log]).toEqual([1, expect.stringMatching(/^::error .*title=app-to-database::/m)]);
  });

  test('passes with a baseline', () => {
    const baseline = join(folder, 'known.json');
    const words = ['check', POLICIES, '--input', PLAN, '--quiet', '--write-baseline', baseline];
    execFileSync('node', [resolve('packages/cli/dist/main.js'), ...words]);
    expect(runAction({ plan: PLAN, policies: POLICIES, baseline })).toMatchObject({ exit: 0 });
  });

  test('fails where something cannot be read, whatever its name says', () => {
    const odd = join(folder, '$(touch pwned) `id` none.json');
    const { exit, log, outputs } = runAction({ plan: odd, policies: POLICIES });
    expect([exit, outputs.sarif, existsSync('pwned')]).toEqual([2, '', false]);
    expect(log).toContain('none.json');
  });

  test('tells a change alone, which is no failure', () => {
    const { exit, outputs, summary } = runAction({ plan: PLAN, diff: 'true' });
    expect([exit, outputs.sarif]).toEqual([0, '']);
    expect(summary).toContain('hopwise diff');
  });

  test.skipIf(spawnSync('shellcheck', ['--version']).status !== 0)('has scripts that shellcheck likes', () => {
    for (const { run = '' } of action.runs.steps) {
      const done = spawnSync('shellcheck', ['--shell=bash', '-'], { input: run, encoding: 'utf8' });
      expect(done.stdout).toBe('');
    }
  });
});

/** YAML blocks of docs/ci.md, by the name in their first line. */
const recipes = new Map(
  [...readFileSync('docs/ci.md', 'utf8').matchAll(/^```yaml\n# (\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, name = '', text = '']) => [name, parse(text)],
  ),
);

describe('recipes', () => {
  test('for GitHub use the inputs and outputs that the action has', () => {
    const { steps } = recipes.get('.github/workflows/network.yml').jobs.network;
    const own = steps.find((step: { uses?: string }) => step.uses?.includes('/hopwise@'));
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(own.with)));
    const used = [...JSON.stringify(steps).matchAll(/steps\.hopwise\.outputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining([...new Set(used)]));
  });

  test('for GitLab: its script runs, and writes what it keeps', () => {
    const { script, variables, artifacts } = recipes.get('.gitlab-ci.yml').network;
    expect(Object.keys(variables)).toEqual(['PLAN', 'POLICIES', 'HOPWISE']);
    const [clone, ...rest] = script;
    expect(clone).toContain('git clone');
    const local = rest.join('\n').replaceAll('node .hopwise/scripts/hopwise.mjs', BUILT);
    const env = { ...process.env, PLAN: resolve(PLAN), POLICIES: resolve(POLICIES) };
    const done = spawnSync('bash', ['-e', '-c', local], { cwd: folder, env, encoding: 'utf8' });
    expect(done.status).toBe(1);
    expect(readFileSync(join(folder, artifacts.paths[0]), 'utf8')).toContain('hopwise diff');
    expect(readFileSync(join(folder, artifacts.reports.junit), 'utf8')).toContain('failures="1"');
  });

  test('for pre-commit: its hooks are there, and their commands run', () => {
    const hooks: { id: string; entry: string; pass_filenames: boolean }[] = parse(
      readFileSync('.pre-commit-hooks.yaml', 'utf8'),
    );
    const [repo] = recipes.get('.pre-commit-config.yaml').repos;
    for (const { id, args } of repo.hooks as { id: string; args: string[] }[]) {
      const hook = hooks.find((one) => one.id === id);
      expect(hook?.pass_filenames).toBe(false);
      const input = resolve('examples/three-tier/input');
      const words = args.map((word) => ({ 'policies/': resolve(POLICIES), 'network/': input })[word] ?? word);
      // What stands in the repository of hooks is run by its path there.
      const [script = '', ...command] = hook?.entry.split(' ') ?? [];
      const done = spawnSync(resolve(script), [...command, ...words], { cwd: folder, encoding: 'utf8' });
      expect(done.status, done.stderr).toBe(id === 'hopwise-check' ? 1 : 0);
    }
  });
});
