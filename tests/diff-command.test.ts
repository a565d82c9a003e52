import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'hopwise-diff-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const BEFORE = 'examples/three-tier/input';
const WEB = 'sg-0ab9c37e7cf290ea4';
const DATA = 'sg-040563e360826ddbd';

type Rule = Record<string, unknown>;

/** The input after some of its files were changed. */
function edited(name: string, edits: Readonly<Record<string, (answer: Record<string, Rule[]>) => void>>): string {
  const path = join(folder, name);
  cpSync(BEFORE, path, { recursive: true });
  for (const [file, edit] of Object.entries(edits)) {
    const answer = JSON.parse(readFileSync(join(path, file), 'utf8'));
    edit(answer);
    writeFileSync(join(path, file), JSON.stringify(answer));
  }
  return path;
}

const opened = edited('opened', {
  'security-group-rules.json': ({ SecurityGroupRules: rules = [] }) => {
    const own = rules.find((rule) => rule.GroupId === DATA && rule.FromPort === 5432);
    rules.push({ ...own, SecurityGroupRuleId: 'sgr-0aaaaaaaaaaaaaaaa', ReferencedGroupInfo: { GroupId: WEB } });
  },
  'vpcs.json': ({ Vpcs: [vpc = {}] = [] }) => {
    vpc.Tags = [{ Key: 'Name', Value: '| <b> @team [x](https://example.com) `' }];
  },
});

const ajv = new Ajv2020({ allErrors: true });
const schemaAt = (name: string) => JSON.parse(readFileSync(`packages/cli/schema/${name}`, 'utf8'));
for (const name of ['path.schema.json', 'diff.schema.json']) ajv.addSchema(schemaAt(name), name);
const isDiff = ajv.getSchema('diff.schema.json');
const isWhatIf = ajv.compile({ ...schemaAt('what-if.schema.json') });

const diff = (...words: readonly string[]) => hopwise(['diff', ...words, '--quiet']);
const whatIf = (...words: readonly string[]) => hopwise(['what-if', ...words, '--input', BEFORE]);

test('a network differs in nothing from itself', async () => {
  const { stdout, exit } = await diff(BEFORE, BEFORE, '--format', 'json');
  expect(exit).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ result: 'equivalent', groups: [], unmapped: [] });
});

test('what a rule opens is told once, with the rule alone to blame', async () => {
  const { stdout, exit } = await diff(BEFORE, opened, '--format', 'json');
  const found = JSON.parse(stdout);
  expect(exit).toBe(1);
  expect(isDiff?.(found) ? [] : isDiff?.errors).toEqual([]);
  expect(found.counts.map(({ kind }: { kind: string }) => kind)).toEqual(['newly-reachable', 'newly-one-way']);
  for (const { blame, pairs, asked } of found.groups) {
    expect(blame).toHaveLength(1);
    expect(blame[0]).toMatchObject({ component: DATA, op: 'add', text: `ingress rule tcp/5432 from ${WEB} added` });
    expect(asked).toBe(pairs);
  }
  expect(found.unmapped).toMatchObject([{ title: 'VPC', at: '/Tags' }]);
});

test('the other way round it closes what it opened', async () => {
  const { stdout } = await diff(opened, BEFORE, '--format', 'json');
  expect(JSON.parse(stdout).counts.map(({ kind }: { kind: string }) => kind)).toEqual([
    'no-longer-reachable',
    'no-longer-one-way',
  ]);
});

test('where only unknowns differ, nothing is decided', async () => {
  const lacking = edited('lacking', {});
  rmSync(join(lacking, 'network-acls.json'));
  const found = await diff(BEFORE, lacking, '--format', 'json');
  expect(found.exit).toBe(3);
  const { result, groups } = JSON.parse(found.stdout);
  expect(result).toBe('undecided');
  for (const { kind } of groups) expect(kind).toBe('newly-unknown');
});

test('what was read of a kind is told by its title', async () => {
  const partly = edited('partly', { 'nat-gateways.json': (answer) => Object.assign(answer, { NextToken: 'x' }) });
  const { stdout } = await hopwise(['diff', BEFORE, partly]);
  expect(stdout).toMatch(/NAT gateway: what was read of 111122223333 eu-west-1: complete →\s+partial/);
  expect(stdout).not.toContain('natGateway');
});

test('Markdown shows names of the input as text', async () => {
  const { stdout } = await diff(BEFORE, opened, '--format', 'markdown');
  expect(stdout).toMatch(/^### ⚠️ DIFFERENT: newly reachable 2 pairs/);
  expect(stdout).not.toMatch(/<b>|@team|\[x\]|https:\/\//);
  expect(stdout.length).toBeLessThan(65_536);
});

test.each([
  ['one input', [BEFORE]],
  ['an input that there is not', [BEFORE, join(folder, 'none')]],
  ['a format that there is not', [BEFORE, BEFORE, '--format', 'xml']],
])('%s is refused', async (_, words) => {
  expect((await diff(...words)).exit).toBe(2);
});

test('a question is answered before and after, and its patch does the same', async () => {
  const set = ['--set', 'acl-0fc7e05f6306a30ea egress +150 allow tcp/1024-65535 to 10.20.11.0/24'];
  const { stdout, exit } = await whatIf('app-b', 'db-a:5432', ...set, '--format', 'json');
  const found = JSON.parse(stdout);
  expect(exit).toBe(0);
  expect(isWhatIf(found) ? [] : isWhatIf.errors).toEqual([]);
  expect([found.before.verdict, found.after.verdict]).toEqual(['forward-only', 'reachable']);
  const patch = join(folder, 'patch.json');
  writeFileSync(patch, JSON.stringify(found.patch));
  const again = await whatIf('app-b', 'db-a:5432', '--patch', patch, '--format', 'json');
  expect(JSON.parse(again.stdout).after).toEqual(found.after);
});

test('a patch may be the answer that holds it', async () => {
  const fix = await hopwise(['path', 'app-b', 'db-a:5432', '--fix', '--format', 'json', '--input', BEFORE]);
  const patch = join(folder, 'fix.json');
  writeFileSync(patch, fix.stdout);
  expect((await whatIf('app-b', 'db-a:5432', '--patch', patch, '--expect', 'reachable')).exit).toBe(0);
});

test.each([
  ['data ingress -tcp/5432 from app', 'app-a', 'db-a:5432', 'blocked'],
  ['data ingress +tcp/5432 from web', 'web-a', 'db-a:5432', 'reachable'],
  ['data ingress +tcp/5000-6000 from 10.20.0.10', 'web-a', 'db-a:5432', 'reachable'],
  ['web-a +app', 'web-a', 'db-a:5432', 'reachable'],
  ['rtb-03ab6c2bfebe5e190 +10.20.20.0/24 → web-a', 'app-a', 'db-a:5432', 'blocked'],
  ['acl-0fc7e05f6306a30ea ingress +90 deny tcp/5432 from 10.20.10.0/24', 'app-a', 'db-a:5432', 'blocked'],
  ['acl-0fc7e05f6306a30ea egress -100', 'app-a', 'db-a:5432', 'forward-only'],
  ['rtb-03ab6c2bfebe5e190 -0.0.0.0/0', 'app-a', 'internet/8.8.8.8:443', 'blocked'],
  ['rtb-03ab6c2bfebe5e190 +8.8.8.0/24 -> igw-0ad5dc6f2f940300b', 'app-a', 'internet/8.8.8.8:443', 'blocked'],
  ['app-a is stopped', 'app-a', 'db-a:5432', 'blocked'],
  ['app-a gone', 'app-b', 'db-a:5432', 'forward-only'],
  ['nat-050b9c8e36b940c7f is down', 'app-a', 'internet/8.8.8.8:443', 'blocked'],
  ['igw-0ad5dc6f2f940300b -shop', 'internet', 'web-a:443', 'blocked'],
  ['zone eu-west-1a is gone', 'app-a', 'db-a:5432', 'blocked'],
])('%s', async (statement, from, to, verdict) => {
  const [host, port] = to.startsWith('internet') ? to.split(':') : [to, undefined];
  const words = [from, host as string, ...(port ? ['--port', port] : []), '--set', statement, '--format', 'json'];
  const { stdout, stderr } = await whatIf(...words);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout).after.verdict).toBe(verdict);
});

test.each([
  ['data ingress -tcp/5433 from app', 'has no such ingress rule'],
  ['data ingress +tcp/99999 from app', 'no range of ports'],
  ['data ingress +nonsense from app', 'no protocol'],
  ['data ingress +47/3 from app', 'has no ports'],
  ['data ingress +icmp/300 from app', 'types and codes up to 255'],
  ['data ingress +tcp/3/4 from app', '3/4 is no port'],
  ['data ingress +tcp/1 from 10.0.0.0/33', '10.0.0.0/33 is no CIDR'],
  ['data ingress +tcp/1 from rtb-03ab6c2bfebe5e190', 'is a route table; here it takes a security group or prefix list'],
  ['data ingress +tcp/5432 from app', 'has this ingress rule already'],
  ['nat-050b9c8e36b940c7f is up', 'It is so already'],
  ['app-a is running', 'It is so already'],
  ['rtb-03ab6c2bfebe5e190 +0.0.0.0/0 → nat-050b9c8e36b940c7f', 'It is so already'],
  ['rtb-03ab6c2bfebe5e190 -10.20.0.0/16', 'A local route cannot go'],
  ['acl-0fc7e05f6306a30ea ingress -32767', 'from 1 to 32766'],
  ['data ingress +tcp/1 from apq', 'Did you mean'],
  ['rtb-03ab6c2bfebe5e190 +10.9.0.0/16', 'leads somewhere'],
  ['rtb-03ab6c2bfebe5e190 -10.9.0.0/16', 'has no route to 10.9.0.0/16'],
  ['rtb-03ab6c2bfebe5e190 +10.9.0.0/16 → nat-1', 'no'],
  ['acl-0fc7e05f6306a30ea ingress -7', 'no ingress entry 7'],
  ['acl-0fc7e05f6306a30ea ingress +40000 allow all from 0.0.0.0/0', 'from 1 to 32766'],
  ['app-b +app', 'already'],
  ['app-b explodes', 'Of it can be said'],
  ['nobody is stopped', 'The input has no'],
  ['zone mars-1a is gone', 'Zones of the input: eu-west-1a, eu-west-1b'],
  ['', 'Say what changes'],
])('“%s” is refused', async (statement, hint) => {
  const { exit, stderr } = await whatIf('--set', statement);
  expect([exit, stderr.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(hint)]);
});

test('without a question everything is compared', async () => {
  const { stdout, exit } = await whatIf('--set', 'data ingress -tcp/5432 from app', '--format', 'json');
  const found = JSON.parse(stdout);
  expect(exit).toBe(1);
  expect(isWhatIf(found) ? [] : isWhatIf.errors).toEqual([]);
  expect(found.diff.counts).toMatchObject([{ kind: 'no-longer-reachable' }, { kind: 'no-longer-one-way' }]);
});

test('a Terraform plan is compared with what it starts from', async () => {
  const plan = 'examples/three-tier/terraform/plan.json';
  const { stdout, exit } = await hopwise(['diff', plan, '--format', 'json', '--quiet']);
  const document = JSON.parse(stdout);
  expect([exit, document.groups.length > 0]).toEqual([1, true]);
});

test('nothing but a plan can be compared by itself', async () => {
  const { exit, stderr } = await hopwise(['diff', BEFORE]);
  expect(exit).toBe(2);
  expect(stderr).toContain('hopwise diff BEFORE AFTER');
});

test('every pair that is shown of a difference can be asked', async () => {
  const { stdout } = await whatIf('--set', 'rtb-03ab6c2bfebe5e190 -0.0.0.0/0', '--format', 'json');
  const { groups } = JSON.parse(stdout).diff as { groups: { witness: { from: string; to: string } }[] };
  expect(groups.some(({ witness }) => witness.to === 'internet/0.0.0.0/0')).toBe(true);
  for (const { witness } of groups) {
    const { exit, stderr } = await hopwise(['path', witness.from, witness.to, '--input', BEFORE]);
    expect(exit, stderr).not.toBe(2);
  }
});

test('what one of both did not collect has neither come nor gone', async () => {
  const less = join(folder, 'less');
  cpSync(BEFORE, less, { recursive: true });
  rmSync(join(less, 'vpc-endpoints.json'));
  const told = async (...inputs: readonly string[]) => {
    const { unmapped, groups } = JSON.parse((await diff(...inputs, '--format', 'json')).stdout);
    type Told = { title: string; text: string };
    const blamed = groups.flatMap(({ blame }: { blame?: Told[] }) => blame ?? []);
    return [...unmapped, ...blamed].flatMap(({ title, text }: Told) => (title === 'VPC endpoint' ? text : []));
  };
  expect(new Set(await told(BEFORE, less))).toEqual(
    new Set(['not collected any more', 'what was read of 111122223333 eu-west-1: complete → nothing']),
  );
  expect(await told(less, BEFORE)).toContain('not collected before');
  // An answer that lists none is another matter.
  const none = edited('none', { 'vpc-endpoints.json': ({ VpcEndpoints: all }) => void all?.splice(0) });
  expect(await told(BEFORE, none)).toContain('removed');
});

test('a comparison with what accounts are now has no bound of memory: nobody would watch over it', async () => {
  const { exit, stderr } = await hopwise(['diff', '--live', BEFORE, '--max-memory', '1GB']);
  expect([exit, stderr]).toEqual([2, expect.stringContaining('--live and --max-memory cannot be given together')]);
});
