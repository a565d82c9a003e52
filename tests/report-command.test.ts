import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSnapshot, writeSnapshot } from '@hopwise/importers';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';
import { wordsOf } from './console-blocks.ts';

const THREE_TIER = ['--input', 'examples/three-tier/input'];
const HUB = 'examples/hub-and-spoke/input';
const REVIEW = ['--review', 'examples/three-tier/review.yaml'];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hopwise-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function report(...words: readonly string[]): Promise<string> {
  const { stdout, stderr, exit } = await hopwise(['report', '--quiet', ...words]);
  expect([stderr, exit]).toEqual(['', 0]);
  return stdout;
}

/** Several tests look at one report. */
const known = new Map<string, Promise<string>>();

async function json(...words: readonly string[]) {
  const key = words.join('\n');
  const told = known.get(key) ?? report('--format', 'json', ...words);
  known.set(key, told);
  return JSON.parse(await told);
}

const isReport = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync('packages/cli/schema/report.schema.json', 'utf8')),
);

test.each([
  ['of a network with a review', [...THREE_TIER, ...REVIEW]],
  ['of a change that is equivalent', ['--before', HUB, '--after', `examples/hub-and-spoke/direct-connect-down,${HUB}`]],
  ['of a Terraform plan', ['--after', 'examples/three-tier/terraform/plan.json']],
  ['of an input that lacks nearly everything', ['--input', 'examples/three-tier/input/security-groups.json']],
])('report.schema.json describes the report %s', async (_name, words) => {
  const told = await json(...words);
  expect(isReport(told) ? [] : isReport.errors).toEqual([]);
});

describe('what a report says', () => {
  test('is what the commands say', async () => {
    const told = await json(...THREE_TIER, ...REVIEW);
    const exposure = JSON.parse((await hopwise(['exposure', '--format', 'json', '-q', ...THREE_TIER])).stdout);
    expect(told.exposure.counts).toEqual(exposure.counts);
    const verdicts = told.review.questions.map((one: { answer: { verdict: string } }) => one.answer.verdict);
    expect(verdicts).toEqual(['reachable', 'forward-only', 'blocked']);
    expect(told.review.policies.map(({ result }: { result: string }) => result)).toEqual(['kept', 'violated']);
    const path = JSON.parse(
      (await hopwise(['path', 'app-b', 'db-a:5432', '--format', 'json', '-q', ...THREE_TIER])).stdout,
    );
    expect(told.review.questions[1].answer.parts).toEqual(path.parts);
    expect(told.review.questions[1].answer.fix.result).toBe('found');
  });

  test('the one NAT gateway is a single point of failure, Direct Connect with a standby is not', async () => {
    const of = async (...words: readonly string[]) => {
      const { losses } = (await json(...words)).resilience;
      return new Map<string, string>(losses.map((one: { id: string; result: string }) => [one.id, one.result]));
    };
    expect((await of(...THREE_TIER)).get('nat-050b9c8e36b940c7f')).toBe('cuts');
    const hub = await of('--input', HUB);
    expect(hub.get('dxvif-fg4t8wq2')).toBe('survived');
    expect(hub.get('nat-0ffde1fcbf411145c')).toBe('with its zone');
    expect(hub.get('i-092e2488560836704')).toBe('cuts');
    expect(hub.get('zone eu-west-1a (euw1-az1)')).toBe('survived');
  });

  test('with the standby down, Direct Connect is a single point of failure', async () => {
    const { snapshot } = await importSnapshot([HUB]);
    const file = join(folder, 'standby-down.json');
    const text = writeSnapshot(snapshot);
    expect(text).toContain('"status":"UP"');
    await writeFile(file, text.replaceAll('"status":"UP"', '"status":"DOWN"'));
    const { losses } = (await json('--input', file)).resilience;
    const loss = losses.find(({ id }: { id: string }) => id === 'dxvif-fg4t8wq2');
    expect(loss.result).toBe('cuts');
  });

  test('a change is told with its causes and with what would undo it', async () => {
    const { change, summary } = await json('--after', 'examples/three-tier/terraform/plan.json');
    expect(change.result).toBe('different');
    expect(summary[0].subject).toBe('Change under review');
    expect(change.remedies.length).toBeGreaterThan(0);
    for (const { edits } of change.remedies) expect(edits.result).toBe('found');
  });

  test('an exception is told apart, and judged by a day', async () => {
    const file = join(folder, 'exceptions.yaml');
    await writeFile(
      file,
      'exceptions:\n  - check: exposed-admin-port\n    reason: bastion\n    owner: ops\n    expires: "2026-06-30"\n',
    );
    const open = await json(...THREE_TIER, '--exceptions', file, '--as-of', '2026-01-31');
    expect([open.exposure.counts.medium, open.exposure.excepted.length, open.asOf]).toEqual([0, 1, '2026-01-31']);
    const late = await json(...THREE_TIER, '--exceptions', file, '--as-of', '2026-12-31');
    expect(late.exposure.counts.medium).toBe(1);
  });
});

test('the same input gives the same bytes, and no date', async () => {
  const [one, other] = [await report(...THREE_TIER), await report(...THREE_TIER)];
  expect(one === other).toBe(true);
  expect(one.length).toBeLessThan(2_000_000);
});

test('the page lets itself run and show what it holds, and nothing else', async () => {
  const page = await report(...THREE_TIER);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'$/,
  );
  const body = page.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
  expect(body.match(/\s(?:src|href|style|on\w+)="(?!#)[^"]*"/g) ?? []).toEqual([]);
});

test.each([
  [['--by', 'colour'], '--by'],
  [['--review', 'nowhere.yaml'], '--review'],
  [['--before', HUB], '--after'],
  [['--exceptions', 'x.yaml'], '--as-of'],
  [['--format', 'pdf'], '--format'],
])('%j is answered with what to do', async (words, named) => {
  const { stderr, exit } = await hopwise(['report', ...THREE_TIER.slice(named === '--after' ? 2 : 0), ...words]);
  expect([exit, stderr.includes(named)]).toEqual([2, true]);
});

test('a review that is no review says where', async () => {
  const file = join(folder, 'review.yaml');
  await writeFile(file, 'title: x\nquestions:\n  - name: q\n    from: a\n');
  const { stderr, exit } = await hopwise(['report', ...THREE_TIER, '--review', file]);
  expect([exit, /line \d+: questions\.0\.to/.test(stderr.replace(/\s+/g, ' '))]).toEqual([2, true]);
});

test('what a question or a policy names and the input lacks is told in its place', async () => {
  const file = join(folder, 'review.yaml');
  const policy = '{ name: p, from: tag:tier=gone, to: db-a, expect: blocked }';
  await writeFile(file, `questions:\n  - { name: q, from: web-zz, to: db-a }\npolicies:\n  - ${policy}\n`);
  const { review } = await json(...THREE_TIER, '--review', file);
  expect(review.questions[0].problem).toContain('web-zz');
  expect(review.policies[0]).toMatchObject({ result: 'unasked' });
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '"\'>',
  '|',
  '`',
  '\u001b[31m',
  '\u202e',
  '-->',
  '</title>',
  '\\',
  '\n# x',
  '](y)',
];

/** The example, with every name, tag and description replaced. */
async function renamed(name: string): Promise<string> {
  const { snapshot } = await importSnapshot(['examples/three-tier/input']);
  const change = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return /^(?:tags|tagSet|description|groupName)$/i.test(key) ? name : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((one) => change(one, ''));
    const isTags = /^tag(?:s|Set)$/i.test(key);
    return Object.fromEntries(Object.entries(value).map(([own, inner]) => [own, change(inner, isTags ? key : own)]));
  };
  const file = join(folder, 'hostile.json');
  await writeFile(file, JSON.stringify(change(JSON.parse(writeSnapshot(snapshot)), '')));
  const review = join(folder, 'hostile.yaml');
  const question = { name: `${name}?`, why: name, from: 'i-0435058ab0497449d', to: 'i-0305a1c11fb686ca0', port: 5432 };
  await writeFile(review, JSON.stringify({ title: `${name}!`, questions: [question] }));
  return file;
}

const inOrder = (text: string) => [...new Set(text.match(/<\/?[a-z][\w-]*/gi) ?? [])].sort();
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;
const scriptless = (page: string) => page.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');

test('hostile names are harmless in every format', { timeout: 300_000 }, async () => {
  const names = fc.array(fc.constantFrom(...HOSTILE), { minLength: 2, maxLength: 6 }).map((parts) => parts.join(''));
  const benign = inOrder(
    scriptless(await report('--input', await renamed('plain'), '--review', join(folder, 'hostile.yaml'))),
  );
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      const input = ['--input', await renamed(name), '--review', join(folder, 'hostile.yaml')];
      const page = await report(...input);
      // Names bring no tags, no attributes and no ends of scripts with them.
      expect(inOrder(scriptless(page)).filter((tag) => !benign.includes(tag))).toEqual([]);
      expect(page.match(/<script/gi)?.length).toBe(3);
      expect(scriptless(page)).not.toMatch(/<[^>]*\son\w+=/);
      expect(CONTROLS.test(scriptless(page))).toBe(false);

      const markdown = await report('--format', 'markdown', ...input);
      expect(CONTROLS.test(markdown)).toBe(false);
      expect(markdown.replaceAll('<br>', '')).not.toContain('<');
      expect(markdown.match(/^# /gm)?.length).toBe(1);
      for (const table of markdown.match(/(?:^\|.*\n)+/gm) ?? [])
        expect(
          new Set(
            table
              .trimEnd()
              .split('\n')
              .map((row) => row.split('|').length),
          ).size,
        ).toBe(1);

      const text = await report('--format', 'json', ...input);
      expect(CONTROLS.test(text)).toBe(false);
      expect(JSON.parse(text).title).toBe(`${name}!`);
    }),
    { numRuns: 2, seed: 7 },
  );
});

test('every command of docs/report.md runs', { timeout: 300_000 }, async () => {
  const commands = [...readFileSync('docs/report.md', 'utf8').matchAll(/^hopwise (report .*)$/gm)].map(
    (one) => one[1] ?? '',
  );
  expect(commands.length).toBeGreaterThan(3);
  for (const command of commands) {
    const words = wordsOf(command.replace(/ > \S+$/, '')).map((word) =>
      /^[A-Z-]+\.(?:html|md|json)$/i.test(word) ? join(folder, word) : word,
    );
    const { stderr, exit } = await hopwise([...words, '--quiet']);
    expect([command, stderr, exit]).toEqual([command, '', 0]);
  }
});
