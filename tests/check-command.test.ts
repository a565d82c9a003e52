import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { hopwise } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'hopwise-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const THREE_TIER = ['--input', 'examples/three-tier/input'];
const POLICIES = 'examples/three-tier/policies.yaml';
const check = (...words: readonly string[]) => hopwise(['check', ...words, ...THREE_TIER]);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

let count = 0;
/** A file of one policy. */
function policy(fields: string): string {
  return file(`one-${count++}.yaml`, `policies:\n  - { name: one, ${fields} }\n`);
}

test.each([
  ['from: app-a, to: db-a, services: tcp/5432, expect: reachable', 0],
  ['from: app-a, to: db-a, services: [tcp/5432, tcp/22], expect: reachable', 1],
  ['from: app-b, to: db-a, services: tcp/5432, expect: reachable', 1],
  ['from: app-b, to: db-a, services: tcp/5432, expect: reachable, reply: false', 0],
  ['from: app-b, to: db-a, services: tcp/5432, expect: blocked', 1],
  ['from: app-b, to: db-a, services: tcp/5432, expect: blocked, reply: true', 0],
  ['from: app-b, to: db-a, expect: blocked, except: tcp/5432', 0],
  ['from: internet, to: web-a, services: tcp/443, expect: reachable', 0],
  ['from: internet, to: db-a, expect: blocked', 0],
  ['from: app-a, to: internet/8.8.8.8, services: tcp/443, expect: reachable, through: nat-050b9c8e36b940c7f', 0],
  ['from: app-a, to: internet/8.8.8.8, services: tcp/443, expect: reachable, notThrough: nat-050b9c8e36b940c7f', 1],
  ['from: app-a, to: internet/8.8.8.8, services: tcp/443, expect: blocked, notThrough: nat-050b9c8e36b940c7f', 0],
  ['from: app-a, to: internet/8.8.8.8, services: tcp/443, expect: blocked, through: nat-050b9c8e36b940c7f', 1],
  ['from: app-a, to: db-a, services: tcp/99999, expect: blocked', 2],
  ['from: nobody, to: db-a, expect: blocked', 2],
  ['from: app-a, to: db-a, expect: maybe', 2],
  ['from: app-a, to: db-a, expect: blocked, trough: x', 2],
  ['from: app-a, to: internet, expect: blocked, through: nowhere', 2],
])('{ %s } exits with %i', async (fields, exit) => {
  expect((await check(policy(fields))).exit).toBe(exit);
});

test('unknown never passes, unless that is allowed', async () => {
  const some = ['instances', 'network-interfaces', 'vpcs'].flatMap((name) => [
    '--input',
    `examples/three-tier/input/${name}.json`,
  ]);
  const ask = (...words: readonly string[]) => hopwise(['check', POLICIES, '--quiet', ...words, ...some]);
  expect((await ask()).exit).toBe(3);
  expect((await ask('--allow-undecided')).exit).toBe(0);
  const junit = (await ask('--format', 'junit')).stdout;
  expect(junit).toContain('failures="4" errors="0" skipped="0"');
  expect((await ask('--format', 'junit', '--allow-undecided')).stdout).toContain('failures="0" errors="0" skipped="4"');
});

test('a baseline and exceptions leave only what is new', async () => {
  const baseline = join(folder, 'baseline.json');
  expect((await check(POLICIES, '--write-baseline', baseline)).exit).toBe(0);
  expect((await check(POLICIES, '--baseline', baseline)).exit).toBe(0);
  const excepted = file(
    'excepted.yaml',
    'policies:\n  - { name: one, from: app-b, to: db-a, services: tcp/5432, expect: reachable }\n' +
      'exceptions:\n  - { check: one, reason: known, owner: net, expires: 2026-06-30 }\n',
  );
  expect((await check(excepted, '--as-of', '2026-06-30')).exit).toBe(0);
  expect((await check(excepted, '--as-of', '2026-07-01')).exit).toBe(1);
});

test('folders of files are one set of policies, in which names are once', async () => {
  const policies = join(folder, 'policies');
  mkdirSync(policies);
  for (const name of ['a', 'b'])
    writeFileSync(
      join(policies, `${name}.yaml`),
      `policies:\n  - { name: ${name}, from: app-a, to: db-a:5432, expect: blocked }\n`,
    );
  expect((await check(policies)).stdout).toContain('2 policies: 2 high');
  const { exit, stderr } = await check(policies, join(policies, 'a.yaml'));
  expect([exit, stderr]).toEqual([2, expect.stringContaining('Two policies are called a')]);
});

test('all policies that cannot be asked are told at once, with file and line', async () => {
  const broken = file(
    'broken.yaml',
    `policies:
  - { name: a, from: nobody, to: db-a, expect: blocked }
  - { name: b, from: app-a, to: db-a, expect: blocked }
  - { name: c, from: app-a, to: db-a, services: tcp/99999, expect: blocked }
`,
  );
  const { exit, stderr } = await check(broken);
  expect(exit).toBe(2);
  expect(stderr).toMatch(/broken\.yaml,\s+line\s+2:\s+policy\s+a:\s+Nothing/);
  expect(stderr).toMatch(/broken\.yaml,\s+line\s+4:\s+policy\s+c:\s+Cannot/);
  expect(stderr).not.toContain('policy b');
});

test('everything that is wrong with a file is told, line by line', async () => {
  const { exit, stderr } = await check(
    file('wrong.yaml', 'policies:\n  - { name: a, frm: x, to: y, expect: maybe }\n'),
  );
  expect(exit).toBe(2);
  for (const problem of ['from: it is missing', 'expect: expected one of', 'no field frm'])
    expect(stderr.replace(/\s+/g, ' ')).toContain(problem);
});

test('an exception beside policies that names none of them is told', async () => {
  const text =
    'policies:\n  - { name: one, from: app-a, to: db-a, services: tcp/22, expect: blocked }\n' +
    'exceptions:\n  - { check: oen-and-all, reason: known, owner: net }\n';
  const { stdout } = await check(file('elsewhere.yaml', text));
  expect(stdout).toContain('Exceptions about nothing that was found\n  oen-and-all (net): known');
});

test('what is said of one component after another stands under its name', async () => {
  const { stdout } = await check(policy('from: "*", to: db-a, expect: blocked'));
  expect(stdout.match(/^ {2}db-a \(eni-/gm)).toHaveLength(1);
  expect(stdout.match(/^ {4}\S+ can reach db-a on/gm)).toHaveLength(4);
});

test.each([
  ['vpc', 2],
  ['subnet', 20],
  ['security-group', 10],
  ['tag:tier', 5],
])('what is learned by %s holds, and says something', async (by, least) => {
  const { stdout, exit } = await check('--learn', '--by', by);
  expect(exit).toBe(0);
  const { policies } = parse(stdout) as { policies: { expect: string }[] };
  expect(policies.length).toBeGreaterThanOrEqual(least);
  expect((await check(file(`${by.replace(':', '-')}.yaml`, stdout))).exit).toBe(0);
});

test('what is learned no longer holds after a change that matters', async () => {
  const learned = file('learned.yaml', (await check('--learn', '--by', 'subnet')).stdout);
  const input = ['security-group-rules', 'security-groups'];
  const files = readFileSync('examples/three-tier/input/security-group-rules.json', 'utf8');
  const changed = JSON.parse(files);
  for (const rule of changed.SecurityGroupRules) if (rule.FromPort === 5432) rule.FromPort = 5431;
  const path = file('security-group-rules.json', JSON.stringify(changed));
  const rest = [
    'instances',
    'network-interfaces',
    'vpcs',
    'subnets',
    'route-tables',
    'network-acls',
    'internet-gateways',
  ];
  const others = [...rest, ...input.slice(1)].map((name) => `examples/three-tier/input/${name}.json`);
  const words = [...others, path].flatMap((one) => ['--input', one]);
  expect((await hopwise(['check', learned, '--quiet', ...words])).exit).toBe(1);
});

test('JSON, SARIF, annotations and Markdown tell the same violations', async () => {
  const json = JSON.parse((await check(POLICIES, '--format', 'json')).stdout);
  const schema = JSON.parse(readFileSync('packages/cli/schema/findings.schema.json', 'utf8'));
  const validate = new Ajv2020({ allErrors: true, validateFormats: false }).compile(schema);
  expect(validate(json) ? [] : validate.errors).toEqual([]);
  expect(json.findings).toHaveLength(2);
  const [run] = JSON.parse((await check(POLICIES, '--format', 'sarif')).stdout).runs;
  expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['app-to-database', 'app-to-database']);
  expect(run.tool.driver.rules).toHaveLength(4);
  expect(
    (await check(POLICIES, '--format', 'github')).stdout.match(/^::error file=.*,title=app-to-database::/gm),
  ).toHaveLength(2);
  expect((await check(POLICIES, '--format', 'markdown')).stdout).toContain('2 violations of 4 policies');
});

test('the example is valid by the published schema', () => {
  const schema = JSON.parse(readFileSync('packages/importers/schema/policies.schema.json', 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
  expect(validate(parse(readFileSync(POLICIES, 'utf8'))) ? [] : validate.errors).toEqual([]);
});
