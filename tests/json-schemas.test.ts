import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { hopwise } from './command-line.ts';
import { documentsOf, loadScenario } from './scenarios/load-scenario.ts';

const THREE_TIER = ['--input', 'examples/three-tier/input'];
const HUB = ['--input', 'examples/hub-and-spoke/input'];

/** Everything but the tables of routes. */
const UNREAD_ROUTES = ['subnets', 'vpcs', 'instances', 'network-interfaces', 'internet-gateways', 'security-groups']
  .map((name) => `examples/three-tier/input/${name}.json`)
  .flatMap((file) => ['--input', file]);

function validator(name: string): (value: unknown) => void {
  const validate = new Ajv2020({ allErrors: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } }).compile(
    JSON.parse(readFileSync(`packages/cli/schema/${name}`, 'utf8')),
  );
  return (value) => expect(validate(value) ? [] : validate.errors).toEqual([]);
}

test.each([
  ['reachable', ['app-a', 'internet/8.8.8.8', '--port', '443', '--paths', '3']],
  ['forward-only', ['app-b', 'db-a:5432', '--expect', 'delivered']],
  ['blocked, with a candidate way', ['db-a', 'internet/8.8.8.8', '--port', '443']],
  ['in parts', ['*', '*', '--port', '5432']],
  ['of no packet', ['internet', 'app-a']],
  ['with a layer set aside', ['app-b', 'db-a:5432', '--ignore', 'acls']],
  ['partly for the client', ['app-a', 'db-a:5432', '--client', '1-65535']],
  ['to be mended', ['web-a', 'db-a:5432', '--fix']],
  ['in more groups than are shown', ['*', '*', '--groups', '2']],
  ['through something', ['app-a', 'internet/8.8.8.8', '--through', 'type:AWS::EC2::NatGateway']],
  ['to be closed', ['app-a', 'db-a:5432', '--close']],
  ['apart', ['web-1', 'orders-2:8443', '--input', 'examples/peered-vpcs/input']],
  [
    'unknown',
    [
      'app-b',
      'db-a',
      '--input',
      'examples/three-tier/input/instances.json',
      '--input',
      'examples/three-tier/input/network-interfaces.json',
    ],
  ],
])('path.schema.json describes an answer that is %s', async (_name, args) => {
  const input = args.includes('--input') ? [] : THREE_TIER;
  const { stdout } = await hopwise(['path', ...args, '--format', 'json', ...input]);
  validator('path.schema.json')(JSON.parse(stdout));
});

test.each([
  ['of sessions', []],
  ['of sessions without a target', ['TrafficMirrorTargets']],
  ['of sessions without a filter', ['TrafficMirrorFilters']],
])('path-mirror.schema.json describes answers %s', async (_name, left: readonly string[]) => {
  for (const one of loadScenario('164-mirror-target-sg').cases) {
    const answers = Object.entries(documentsOf(one)[0]?.value as object);
    const stdin = JSON.stringify(Object.fromEntries(answers.filter(([key]) => !left.includes(key))));
    const words = ['path', '--mirror', '--format', 'json', '--input', '-', '--quiet'];
    const found = JSON.parse((await hopwise(words, { stdin })).stdout) as { sessions: unknown[] };
    expect(found.sessions.length).toBeGreaterThan(0);
    validator('path-mirror.schema.json')(found);
  }
});

test('answers about mirroring are what path answers', () => {
  const read = (name: string) => JSON.parse(readFileSync(`packages/cli/schema/${name}`, 'utf8'));
  const [path, mirror] = [read('path.schema.json'), read('path-mirror.schema.json')];
  const { diagnostics, ...answer } = path.properties;
  expect(mirror.properties.diagnostics).toEqual(diagnostics);
  expect(mirror.$defs.answer.properties).toEqual(answer);
  expect(mirror.$defs).toMatchObject(path.$defs);
});

test('path-flow.schema.json describes every line', async () => {
  const flows = [
    { id: 1, from: 'app-a', to: 'db-a' },
    { id: 'two', from: 'app-a', to: 'db-a', expect: 'reachable' },
    { from: 'x', to: 'y' },
    3,
    { from: 'app-a', to: 'db-a:5432', sourcePort: '1-65535' },
  ];
  const stdin = flows.map((flow) => JSON.stringify(flow)).join('\n');
  const { stdout } = await hopwise(['path', '--flows', '-', ...THREE_TIER], { stdin });
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(5);
  expect(JSON.parse(lines[0] as string).parts).toHaveLength(2);
  expect(JSON.parse(lines[4] as string).clientPorts).toBeDefined();
  for (const line of lines) validator('path-flow.schema.json')(JSON.parse(line));
});

test.each([
  ['connected, there and back', ['--to', 'orders/10.2.0.10', '--use-middleboxes', '--include-return-path']],
  ['not connected', ['--to', 'orders/10.2.0.10', '--expect', 'reachable']],
  ['unknown', ['--to', '8.8.8.8']],
  ['about no such attachment', ['--to', 'tgw-attach-0/10.2.0.10']],
])('routes.schema.json describes an answer that is %s', async (_name, args) => {
  for (const from of ['shop', 'shop/10.1.0.10', 'shop/10.1.0.99']) {
    const isBack = args.includes('--include-return-path') && !from.includes('/');
    const words = ['routes', '--from', from, ...(isBack ? args.slice(0, -1) : args), '--format', 'json', ...HUB];
    const { stdout } = await hopwise(words);
    validator('routes.schema.json')(JSON.parse(stdout));
  }
});

test('a single question can be answered as a line, too', async () => {
  const words = ['path', 'app-b', 'db-a:5432', '--expect', 'blocked', '--format', 'ndjson', ...THREE_TIER];
  const { stdout, exit } = await hopwise(words);
  expect(exit).toBe(1);
  expect(stdout.split('\n')).toHaveLength(2);
  validator('path-flow.schema.json')(JSON.parse(stdout));
});

test('path.schema.json describes what does not meet the filter of a request', async () => {
  const request = { Source: 'i-0758fff890f069903', Destination: 'i-0305a1c11fb686ca0', Protocol: 'tcp' };
  const [at, elsewhere] = [{ DestinationPortRange: { FromPort: 5432 } }, { SourceAddress: '10.0.0.1' }];
  const filtered = JSON.stringify({ ...request, FilterAtSource: at, FilterAtDestination: elsewhere });
  const { stdout } = await hopwise(['path', '--cli-input-json', filtered, '--format', 'json', ...THREE_TIER]);
  expect(JSON.parse(stdout).unmet).toHaveLength(1);
  validator('path.schema.json')(JSON.parse(stdout));
});

test.each(['examples/three-tier/input', 'examples/peered-vpcs/input', 'examples/three-tier/input/vpcs.json'])(
  'import.schema.json describes %s',
  async (input) => {
    const { stdout } = await hopwise(['import', '--format', 'json', '--input', input]);
    validator('import.schema.json')(JSON.parse(stdout));
  },
);

test.each([
  ['with findings', THREE_TIER],
  ['with nothing found', [...THREE_TIER, '--only', 'blackhole-route']],
  ['with things undecided', ['--input', 'examples/three-tier/input/security-groups.json']],
  ['of several accounts', ['--input', 'examples/hub-and-spoke/input']],
])('findings.schema.json describes lint %s', async (_, args) => {
  const { stdout } = await hopwise(['lint', '--format', 'json', ...args]);
  validator('findings.schema.json')(JSON.parse(stdout));
});

test.each([
  ['what the internet reaches', THREE_TIER],
  ['what it reaches of two families', ['--input', 'examples/peered-vpcs/input']],
  ['what reaches it', ['--egress', '--input', 'examples/hub-and-spoke/input']],
  ['what nobody can tell', ['--input', 'examples/three-tier/input/security-groups.json']],
])('findings.schema.json describes exposure: %s', async (_, args) => {
  const { stdout } = await hopwise(['exposure', '--format', 'json', ...args]);
  validator('findings.schema.json')(JSON.parse(stdout));
});

test.each([
  ['with findings', ['--scope', 'igw-ingress,igw-egress', ...THREE_TIER]],
  ['forward-only, and of an IPv6 world', ['--scope', 'vpc-ingress', '--input', 'examples/peered-vpcs/input']],
  ['of lists that were not read', ['--scope', 'igw-egress', '--input', 'examples/three-tier/input/instances.json']],
  ['undecided', ['--scope', 'igw-egress', ...UNREAD_ROUTES]],
])('access.schema.json describes an answer %s', async (_name, args) => {
  const { stdout } = await hopwise(['access', ...args, '--format', 'json']);
  validator('access.schema.json')(JSON.parse(stdout));
});

test('access-pair.schema.json describes every line', async () => {
  const { stdout } = await hopwise(['access', '--scope', 'igw-ingress', '--all', ...THREE_TIER]);
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(11);
  for (const line of lines) validator('access-pair.schema.json')(JSON.parse(line));
});
test('coverage.schema.json describes what policies touch', async () => {
  const { stdout } = await hopwise([
    'check',
    'examples/three-tier/policies.yaml',
    '--coverage',
    '--format',
    'json',
    ...THREE_TIER,
  ]);
  const document = JSON.parse(stdout);
  expect([document.touched.length, document.untouched.length]).toEqual([14, 18]);
  validator('coverage.schema.json')(document);
});
test.each([['vpc'], ['subnet'], ['security-group'], ['tag:tier']])(
  'matrix.schema.json describes a matrix by %s',
  async (by) => {
    const { stdout, exit } = await hopwise(['matrix', '--by', by, '--format', 'json', ...THREE_TIER]);
    const document = JSON.parse(stdout);
    expect([exit, document.cells.length > 0]).toEqual([0, true]);
    validator('matrix.schema.json')(document);
  },
);
