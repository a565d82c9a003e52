import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instance as graphviz } from '@viz-js/viz';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';
import { hubEstate, meshEstate } from './large-estate.ts';

const folder = mkdtempSync(join(tmpdir(), 'hopwise-map-'));
const inputOf = (example: string) => ['--input', `examples/${example}/input`, '--quiet'];
const THREE_TIER = inputOf('three-tier');
const HUB = inputOf('hub-and-spoke');

/** Name of the golden file, without its extension, and what draws it. */
const MAPS: Readonly<Record<string, readonly string[]>> = {
  'peered-vpcs': inputOf('peered-vpcs'),
  'three-tier': THREE_TIER,
  'hub-and-spoke': HUB,
  privatelink: inputOf('privatelink'),
  'hub-and-spoke-vpc': ['--level', 'vpc', ...HUB],
  'hub-and-spoke-around': ['--around', 'shop-a', '--hops', '2', ...HUB],
  'three-tier-path': ['--path', 'app-b db-a:5432', ...THREE_TIER],
  'hub-and-spoke-path': ['--path', 'shop-a orders-a:443', ...HUB],
  'three-tier-plan': ['--input', 'examples/three-tier/terraform/plan.json', '--quiet', '--diff', '--level', 'subnet'],
};
const EXTENSIONS: Readonly<Record<string, string>> = {
  svg: 'svg',
  mermaid: 'mmd',
  markdown: 'md',
  dot: 'dot',
  drawio: 'drawio',
  json: 'json',
};

/** Every example in every format; what else is drawn, in those that differ by it. */
const IN_ALL = ['peered-vpcs', 'three-tier', 'hub-and-spoke', 'privatelink', 'three-tier-path'];
const IN_SOME = ['svg', 'mermaid', 'json'];

describe.each(Object.entries(MAPS))('golden/map/%s', (name, words) => {
  const formats = Object.entries(EXTENSIONS).filter(([format]) => IN_ALL.includes(name) || IN_SOME.includes(format));

  test.each(formats)('as %s', async (format, extension) => {
    const { stdout, stderr, exit } = await hopwise(['map', '--format', format, ...words]);
    expect([exit, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot(`golden/map/${name}.${extension}`);
    await isWellFormed(format, stdout);
  });
});

/** By somebody else's parser, where there is one. */
async function isWellFormed(format: string, text: string): Promise<void> {
  if (format === 'svg' || format === 'drawio') new SaxesParser({ xmlns: true }).write(text).close();
  if (format === 'dot') {
    const { status, errors } = (await graphviz()).renderFormats(text, ['canon']);
    expect([status, errors.filter(({ level }) => level === 'error')]).toEqual(['success', []]);
  }
  if (format === 'json') {
    const schema = JSON.parse(readFileSync('packages/cli/schema/map.schema.json', 'utf8'));
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    expect(validate(JSON.parse(text)) ? [] : validate.errors).toEqual([]);
  }
}

test('the picture of the README is what the command draws (scripts/pictures.mjs)', async () => {
  const words = ['map', '--format', 'svg', '--path', 'shop-a orders-a:443', ...HUB];
  expect(readFileSync('docs/pictures/map.svg', 'utf8')).toBe((await hopwise(words)).stdout);
});

interface Document {
  readonly attributes: { readonly level: string };
  readonly nodes: readonly {
    readonly key: string;
    readonly attributes: { readonly kind: string; readonly count: number; readonly marks: readonly string[] };
  }[];
  readonly edges: readonly {
    readonly source: string;
    readonly target: string;
    readonly attributes: { readonly marks: readonly string[] };
  }[];
}

async function drawn(words: readonly string[]): Promise<Document> {
  return JSON.parse((await hopwise(['map', '--format', 'json', ...words])).stdout);
}

async function marked(words: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const { nodes } = await drawn(words);
  return Object.fromEntries(
    nodes.flatMap(({ key, attributes: { marks } }) => (marks.length > 0 ? [[key, marks]] : [])),
  );
}

test('a map joins nodes that it has, in sorted order', async () => {
  const { nodes, edges } = await drawn(THREE_TIER);
  const keys = nodes.map(({ key }) => key);
  expect(keys).toContain('internet');
  expect(keys).toEqual(keys.toSorted());
  for (const { source, target } of edges) expect(keys).toEqual(expect.arrayContaining([source, target]));
});

test.each([
  ['three-tier', 'resource'],
  ['hub-and-spoke', 'subnet'],
])('%s is drawn by %s, as its size allows', async (example, level) => {
  expect((await drawn(inputOf(example))).attributes.level).toBe(level);
});

describe('--path', () => {
  test('marks the ends and the subnet whose network ACL stops the reply', async () => {
    expect(await marked(['--path', 'app-b db-a:5432', ...THREE_TIER])).toEqual({
      'i-0435058ab0497449d': ['sender', 'request', 'reply'],
      'i-0305a1c11fb686ca0': ['target', 'request', 'reply'],
      'subnet-062ffaaf80a62099d': ['blocker'],
    });
  });

  test('leaves out of a large map what the path does not pass', async () => {
    const keys = (await drawn(['--path', 'shop-a orders-a:443', ...HUB])).nodes.map(({ key }) => key);
    expect(keys).toContain('i-092e2488560836704');
    expect(keys).not.toContain('i-08f3d52d2a1e147a3');
  });

  test('draws a level that was asked for in whole', async () => {
    const { nodes } = await drawn(['--path', 'shop-a orders-a:443', '--level', 'vpc', ...HUB]);
    expect(nodes.map(({ key }) => key)).toContain('vpc-09155e407158d0cc3');
  });
});

test('--around draws what is so many links away', async () => {
  const near = async (hops: string) => (await drawn(['--around', 'shop-a', '--hops', hops, ...HUB])).nodes.length;
  expect(await near('0')).toBeLessThan(await near('1'));
  expect(await near('1')).toBeLessThan(await near('2'));
});

test('--around a security group draws the hosts that carry it', async () => {
  const marks = await marked(['--around', 'sg-040563e360826ddbd', '--hops', '0', ...THREE_TIER]);
  expect(marks).toEqual({ 'i-00f0e5fb62e3135c2': ['around'], 'i-0305a1c11fb686ca0': ['around'] });
});

describe('--diff', () => {
  const before = 'examples/three-tier/input';

  /** The example with one of its files said otherwise. */
  function changed(file: string, change: (answer: Record<string, Record<string, unknown>[]>) => void): string {
    const to = mkdtempSync(join(folder, 'edition-'));
    cpSync(before, to, { recursive: true });
    const answer = JSON.parse(readFileSync(join(to, file), 'utf8'));
    change(answer);
    writeFileSync(join(to, file), JSON.stringify(answer));
    return to;
  }

  test('against itself marks nothing', async () => {
    expect(await marked([...THREE_TIER, '--diff', before])).toEqual({});
  });

  test('marks what has gone and what has come', async () => {
    const without = changed('nat-gateways.json', (answer) => {
      answer.NatGateways = [];
    });
    expect(await marked([...THREE_TIER, '--diff', without])).toMatchObject({ 'nat-050b9c8e36b940c7f': ['added'] });
    expect(await marked(['--input', without, '--quiet', '--diff', before])).toMatchObject({
      'nat-050b9c8e36b940c7f': ['removed'],
    });
  });

  test.each([
    ['nat-gateways.json', 'nat-050b9c8e36b940c7f'],
    ['vpc-endpoints.json', 'vpce-'],
    ['route-tables.json', ''],
    ['instances.json', 'i-'],
  ])('marks nothing as gone or come that one of both was not asked for: %s', async (file, id) => {
    const partly = mkdtempSync(join(folder, 'edition-'));
    cpSync(before, partly, { recursive: true });
    rmSync(join(partly, file));
    for (const words of [
      [...THREE_TIER, '--diff', partly],
      ['--input', partly, '--quiet', '--diff', before],
    ]) {
      const { nodes, edges } = await drawn(words);
      expect(nodes.some(({ key }) => key.startsWith(id))).toBe(true);
      const marks = [...nodes, ...edges].flatMap(({ attributes }) => attributes.marks);
      expect(marks.filter((one) => one === 'added' || one === 'removed')).toEqual([]);
    }
  });

  test('shows a rule of a security group at the hosts that carry it', async () => {
    const otherwise = changed('security-group-rules.json', (answer) => {
      answer.SecurityGroupRules = (answer.SecurityGroupRules ?? []).filter(({ FromPort }) => FromPort !== 5432);
    });
    const marks = await marked([...THREE_TIER, '--diff', otherwise]);
    expect(marks['i-0305a1c11fb686ca0']).toEqual(['changed']);
    expect(marks['i-0758fff890f069903']).toBeUndefined();
  });
});

describe('five hundred VPCs', () => {
  const estates = { 'behind transit gateways': hubEstate(500), 'peered as if by chance': meshEstate(500) };

  test.each(Object.entries(estates))('%s are few nodes, and few lines', async (_, estate) => {
    const stdin = JSON.stringify(estate);
    for (const level of ['vpc', 'subnet']) {
      const words = ['map', '--level', level, '--format', 'json', '--quiet', '--input', '-'];
      const { nodes, edges } = JSON.parse((await hopwise(words, { stdin })).stdout) as Document;
      expect(nodes.length, level).toBeLessThanOrEqual(120);
      expect(nodes.length, level).toBeGreaterThan(1);
      expect(edges.length, level).toBeLessThanOrEqual(480);
      const stood = nodes
        .filter(({ attributes: { kind } }) => kind === 'vpc')
        .map(({ attributes }) => attributes.count);
      expect(stood.reduce((a, b) => a + b)).toBe(500);
    }
  });

  test('are drawn by VPC if nobody says otherwise, or one after another if so many nodes may be', async () => {
    const stdin = JSON.stringify(estates['behind transit gateways']);
    const words = ['map', '--quiet', '--input', '-', '--format'];
    expect(JSON.parse((await hopwise([...words, 'json'], { stdin })).stdout).attributes.level).toBe('vpc');
    const all = await hopwise([...words, 'json', '--level', 'vpc', '--nodes', '1000'], { stdin });
    expect(JSON.parse(all.stdout).nodes.length).toBeGreaterThan(500);
    expect((await hopwise([...words, 'svg', '--level', 'vpc'], { stdin })).stdout).toMatch(/^<svg /);
  });
});

test.each([
  ['--level', 'house', 'account, vpc, subnet, resource'],
  ['--format', 'png', 'mermaid, markdown, svg, dot, drawio, json'],
  ['--out', 'map.png', '.svg'],
  ['--hops', '2', '--around'],
  ['--port', '443', '--path'],
  ['--path', 'app-b', 'FROM TO'],
  ['--nodes', '0', 'from 1'],
  ['--around', 'nobody', ''],
])('%s %s is refused, with what can be typed', async (option, value, hint) => {
  const { exit, stderr, stdout } = await hopwise(['map', option, value, ...THREE_TIER]);
  expect([exit, stdout]).toEqual([2, '']);
  expect(stderr).toContain(hint);
});

test('--diff without another input needs a Terraform plan', async () => {
  const { exit, stderr } = await hopwise(['map', ...THREE_TIER, '--diff']);
  expect(exit).toBe(2);
  expect(stderr).toContain('Terraform plan');
});

test('--out writes the format that the name says', async () => {
  const file = join(folder, 'three-tier.svg');
  const { exit, stdout, stderr } = await hopwise(['map', '--out', file, ...THREE_TIER]);
  expect([exit, stdout, stderr]).toEqual([0, '', `Written to ${file}.\n`]);
  expect(readFileSync(file, 'utf8')).toBe((await hopwise(['map', '--format', 'svg', ...THREE_TIER])).stdout);
  const nowhere = await hopwise(['map', '--out', join(folder, 'no', 'map.svg'), ...THREE_TIER]);
  expect([nowhere.exit, nowhere.stderr]).toEqual([2, expect.stringContaining('cannot be written')]);
});
