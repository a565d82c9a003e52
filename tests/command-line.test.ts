import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';

const INPUT = ['--input', 'examples/three-tier/input'];
const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('exit codes', () => {
  test.each([
    ['reachable', ['app-a', 'db-a:5432'], 0],
    ['forward-only', ['app-b', 'db-a:5432'], 1],
    ['blocked', ['web-a', 'db-a:5432'], 1],
    [
      'unknown',
      [
        'app-b',
        'db-a:5432',
        '--input',
        'examples/three-tier/input/instances.json',
        '--input',
        'examples/three-tier/input/network-interfaces.json',
      ],
      3,
    ],
    ['as expected', ['app-b', 'db-a:5432', '--expect', 'forward-only'], 0],
    ['delivered as expected', ['app-b', 'db-a:5432', '--expect', 'delivered'], 0],
    ['expected of all ports', ['app-a', 'db-a', '--expect', 'reachable'], 1],
    ['delivered, which is all that was asked', ['app-b', 'db-a:5432', '--one-way'], 0],
    ['not blocked by the other layer', ['app-b', 'db-a:5432', '--ignore', 'acls'], 0],
    ['a wrong end', ['app-b', 'nobody'], 2],
    ['a wrong option', ['app-b', 'db-a', '--expect', 'maybe'], 2],
    ['an option that is not there', ['app-b', 'db-a', '--nope'], 2],
    ['one end', ['app-b'], 2],
    ['ends beside flows', ['app-b', '--flows', '-'], 2],
    ['an assumption about nothing', ['app-b', 'db-a', '--assume', 'peace'], 2],
    ['an assumption that is none', ['app-b', 'db-a', '--assume', 'appliances=maybe'], 2],
    ['no ways', ['app-b', 'db-a', '--paths', '0'], 2],
    ['two ports', ['app-b', 'db-a:5432', '-p', '5433'], 2],
    ['an ICMP type of tcp', ['app-b', 'db-a', '--protocol', 'tcp', '--icmp-type', '8'], 2],
    ['ways of flows', ['--flows', '-', '--paths', '3'], 2],
    ['from the internet to a private host', ['internet', 'app-a'], 1],
    ['an option in place of a value', ['app-b', 'db-a', '--port', '--one-way'], 2],
    ['edits that AWS has no field for', ['app-b', 'db-a', '--fix', '--format', 'aws-json'], 2],
    ['edits of a line', ['app-b', 'db-a', '--close', '--format', 'ndjson'], 2],
    ['a layer that is none', ['app-b', 'db-a', '--ignore', 'everything'], 2],
    ['no input', ['app-b', 'db-a', '--input', 'nowhere'], 2],
  ] as const)('%s', async (_name, args, code) => {
    const input = (args as readonly string[]).includes('--input') ? [] : INPUT;
    const { exit, stderr } = await hopwise(['path', ...args, ...input]);
    expect(exit, stderr).toBe(code);
    if (code === 2) expect(stderr).toMatch(/\n {2}\S|\(hopwise help/);
  });

  test('help and version are no mistakes, an unknown command is', async () => {
    expect((await hopwise(['--version'])).exit).toBe(0);
    expect((await hopwise(['path', '--help'])).exit).toBe(0);
    expect((await hopwise(['paht'])).exit).toBe(2);
  });
});

test.each([
  ['--groups', '3'],
  ['--cell', 'internet,shop', '--format', 'csv'],
  ['--cell', 'internet,nowhere'],
])('a matrix refuses what would change nothing: %s', async (...args) => {
  const { stderr, exit } = await hopwise(['matrix', ...args, ...INPUT]);
  expect([exit, stderr]).toEqual([2, expect.stringMatching(/^hopwise: .*\n {2}\S/)]);
});

test('an option that is given no value does not take the next one for it', async () => {
  const { stderr, exit } = await hopwise(['path', 'app-b', 'db-a', '--port', ...INPUT]);
  expect([exit, stderr]).toEqual([2, expect.stringContaining('--port cannot be “--input”')]);
});

test.each([
  ['--paths', 'x'],
  ['--icmp-type', 'many'],
  ['--icmp-code', '-1'],
])('%s %s is told as it was typed', async (option, value) => {
  const { stderr, exit } = await hopwise(['path', 'app-b', 'db-a', `${option}=${value}`, ...INPUT]);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`${option} cannot be “${value}”`)]);
});

describe('--ignore', () => {
  const ask = (...words: readonly string[]) => hopwise(['path', 'web-a', 'db-a:5432', ...words, ...INPUT]);
  test('sets aside every layer that is named, however often it is given', async () => {
    const { stdout, exit } = await ask('--ignore', 'acls', '--ignore', 'security-groups');
    expect(exit).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('Set aside, as asked: acls, security-groups.');
    expect((await ask('--ignore', 'acls,security-groups')).stdout).toBe(stdout);
  });
  test('says so in JSON, too', async () => {
    const { stdout } = await ask('--ignore', 'acls', '--format', 'json');
    const { ignored, parts } = JSON.parse(stdout);
    expect([ignored, parts[0].notes]).toEqual([['acls'], expect.arrayContaining(['LAYERS_IGNORED'])]);
    const line = JSON.parse((await ask('--ignore', 'acls', '--format', 'ndjson')).stdout);
    expect([line.ignored, line.codes]).toEqual([['acls'], expect.arrayContaining(['LAYERS_IGNORED'])]);
  });
});

const HUB = ['--input', 'examples/hub-and-spoke/input'];
test.each([
  ['an error', ['path', 'rtb-01a79b476fedee8e1', 'db-a', ...INPUT]],
  ['what is odd about a file', ['import', '--input', 'package.json', '--input', 'tsconfig.json']],
  ['a setting about nobody', ['path', 'app-a', 'db-a', ...INPUT, '--input', 'SETTINGS']],
  [
    'the verdict of routes',
    ['routes', '--from', 'shop/10.0.0.5', '--to', 'shop/10.1.0.9', '--include-return-path', ...HUB],
  ],
])('%s fits the terminal', async (_, args) => {
  const settings = join(folder, 'hopwise.yaml');
  writeFileSync(settings, 'appliances: { i-0nobody: forward }');
  const { stdout, stderr } = await hopwise(args.map((one) => (one === 'SETTINGS' ? settings : one)));
  for (const line of `${stdout}${stderr}`.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});

test('an appliance that the input does not have is told by path and import', async () => {
  const settings = join(folder, 'hopwise.yaml');
  writeFileSync(settings, 'appliances: { i-0nobody: forward }');
  const input = [...INPUT, '--input', settings];
  expect((await hopwise(['path', 'app-a', 'db-a:5432', ...input])).stderr).toContain('i-0nobody');
  expect((await hopwise(['path', 'app-a', 'db-a:5432', '--quiet', ...input])).stderr).toBe('');
  expect((await hopwise(['import', ...input])).stdout).toContain('SETTING_UNKNOWN_ID');
});

describe('--flows', () => {
  const flow = (more: object) =>
    JSON.stringify({ id: 'x', from: 'app-b', to: 'db-a', protocol: 'tcp', port: 5432, ...more });
  const ask = async (...lines: readonly string[]) => {
    const { stdout, exit } = await hopwise(['path', '--flows', '-', ...INPUT], { stdin: lines.join('\n') });
    const answers = stdout.split('\n').filter((line) => line !== '');
    return { exit, answers: answers.map((line) => JSON.parse(line)) };
  };

  test('answers every line in its order and echoes its id', async () => {
    const { answers, exit } = await ask(
      flow({ id: 1 }),
      flow({ id: 'b', from: 'app-a' }),
      '',
      flow({ id: { any: [] } }),
    );
    expect(answers.map(({ id, verdict }) => [id, verdict])).toEqual([
      [1, 'forward-only'],
      ['b', 'reachable'],
      [{ any: [] }, 'forward-only'],
    ]);
    expect(exit).toBe(0);
  });

  test.each([
    ['no JSON', 'nope'],
    ['no object', '[]'],
    ['no end', '{"id":"x","from":"app-b"}'],
    ['an unknown end', flow({ to: 'nobody' })],
    ['a key that is nearly one', flow({ source_port: 1 })],
    ['a value of the wrong type', flow({ port: true })],
    ['a port that is none', flow({ port: 70_000 })],
    ['an expectation that is none', flow({ expect: 'maybe' })],
    ['a line without end', `{"id":"${'x'.repeat(100_000)}"`],
    ['a prototype', '{"id":"x","__proto__":{"from":"app-b","to":"db-a"}}'],
  ])('%s is an error of its own line', async (_name, line) => {
    const { answers, exit } = await ask(line, flow({ id: 'next' }));
    expect(answers[0].error).toEqual({
      code: expect.any(String),
      message: expect.any(String),
      hint: expect.any(String),
    });
    expect(answers[1]).toMatchObject({ id: 'next', verdict: 'forward-only' });
    expect(exit).toBe(2);
  });

  test('tells parts where what was asked has several verdicts', async () => {
    const { answers } = await ask(flow({ from: 'app-a', port: '5432-5433' }), flow({ from: 'app-a' }));
    expect(answers[0].parts).toEqual([
      { verdict: 'reachable', services: 'tcp/5432', pairs: 1 },
      { verdict: 'blocked', services: 'tcp/5433', pairs: 1 },
    ]);
    expect(answers[1]).not.toHaveProperty('parts');
  });

  test('lines that expect something decide the exit code', async () => {
    expect(await ask(flow({ expect: 'forward-only' }))).toMatchObject({ exit: 0, answers: [{ expectation: 'met' }] });
    expect(await ask(flow({ expect: 'reachable' }), flow({}))).toMatchObject({
      exit: 1,
      answers: [{ expectation: 'unmet' }, {}],
    });
  });

  test('a line may come in pieces, with a character cut in two', async () => {
    const bytes = Buffer.from(`${flow({ id: 'é' })}\r\n${flow({ id: 'z' })}`);
    const at = bytes.indexOf(0xc3) + 1;
    const { stdout } = await hopwise(['path', '--flows', '-', ...INPUT], {
      stdin: [bytes.subarray(0, at), bytes.subarray(at)],
    });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(['é', 'z']);
  });
});

describe('names of the input', () => {
  const evil = join(folder, 'evil.json');
  const answer = JSON.parse(readFileSync('examples/three-tier/input/instances.json', 'utf8'));
  for (const { Instances } of answer.Reservations) {
    for (const instance of Instances)
      instance.Tags = [{ Key: 'Name', Value: `\u001b[2J\u009b31m\u202e\n${instance.InstanceId}` }];
  }
  writeFileSync(evil, JSON.stringify(answer));
  const kinds = ['vpcs', 'subnets', 'network-interfaces', 'route-tables', 'security-groups', 'network-acls'];
  const input = [evil, ...kinds.map((kind) => `examples/three-tier/input/${kind}.json`)].flatMap((file) => [
    '--input',
    file,
  ]);

  test.each(['text', 'json'])('reach no terminal as controls in %s', async (format) => {
    const [first, second] = answer.Reservations.map(
      (one: { Instances: { InstanceId: string }[] }) => one.Instances[0]?.InstanceId,
    );
    const { stdout } = await hopwise(['path', first, second, '--detail', '--format', format, ...input]);
    expect(stdout).toContain('\\u001b[2J');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test.each(['json', 'dot', 'mermaid', 'markdown', 'svg', 'drawio'])('nor in a map as %s', async (format) => {
    const { stdout } = await hopwise(['map', '--format', format, ...input]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe('the built command', () => {
  const main = 'packages/cli/dist/main.js';

  test('says nothing when its reader goes away', () => {
    const flows = join(folder, 'flows.ndjson');
    writeFileSync(flows, '{"id":1,"from":"app-a","to":"db-a","port":5432}\n'.repeat(5000));
    const command = `"${process.execPath}" ${main} path --flows ${flows} ${INPUT.join(' ')}`;
    const { stdout, stderr } = spawnSync('sh', ['-c', `(${command}; echo $? >&2) | head -1`], { encoding: 'utf8' });
    expect(stdout.split('\n')).toHaveLength(2);
    // Not 0: what was asked was not answered as hoped, but cut short.
    expect(stderr).toBe('141\n');
  });

  test('gives the exit code of its command', () => {
    const run = (...args: readonly string[]) => spawnSync(process.execPath, [main, ...args]).status;
    expect(run('path', 'app-b', 'db-a:5432', ...INPUT)).toBe(1);
    expect(run('path', 'app-b')).toBe(2);
    expect(run('collect')).toBe(2);
  });

  test('needs nothing beside its package', () => {
    const alone = join(folder, 'alone');
    cpSync('packages/cli/dist', join(alone, 'dist'), { recursive: true });
    cpSync('packages/cli/package.json', join(alone, 'package.json'));
    const run = (...args: readonly string[]) => spawnSync(process.execPath, [join(alone, 'dist/main.js'), ...args]);
    const { version, dependencies } = JSON.parse(readFileSync('packages/cli/package.json', 'utf8'));
    expect(dependencies).toBeUndefined();
    expect(run('--version').stdout.toString()).toBe(`${version}\n`);
    for (const format of ['svg', 'mermaid']) expect(run('map', '--format', format, ...INPUT).status).toBe(0);
    expect(run('report', ...INPUT).status).toBe(0);
  });

  test('names the sources in the stack of a fault of ours, where that is asked for', () => {
    const broken = 'data:text/javascript,String.prototype.padEnd=()=>{throw(new(Error))}';
    const env = { ...process.env, HOPWISE_DEBUG: '1' };
    const args = ['--import', broken, main, 'path', 'app-b', 'db-a:5432', ...INPUT];
    const { stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
    expect(status).toBe(70);
    expect(stderr).toMatch(/at headLines \(.*packages.cli.src.render.verdict-lines\.ts:\d+/);
  });
});

test('a snapshot that import writes gives the same answer', async () => {
  const out = join(folder, 'snapshot.json');
  expect((await hopwise(['import', '--out', out, ...INPUT])).exit).toBe(0);
  const ask = (input: readonly string[]) => hopwise(['path', 'app-b', 'db-a:5432', '--detail', ...input]);
  expect((await ask(['--input', out])).stdout).toBe((await ask(INPUT)).stdout);
});

test('an import of files that hold nothing of AWS is no success', async () => {
  const { exit, stdout, stderr } = await hopwise(['import', '--input', 'packages/cli/schema']);
  expect([exit, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Nothing in packages/cli/schema could be read as AWS answers.');
});

test('an unknown code names those that are nearest', async () => {
  const { stderr, exit } = await hopwise(['explain', 'SUBNET_ACL']);
  expect(exit).toBe(2);
  expect(stderr).toContain('SUBNET_ACL_RESTRICTION');
});

test('a hop that is not on the path is refused with those that are', async () => {
  const { stderr, exit } = await hopwise(['path', 'app-b', 'db-a:5432', '--focus', 'nix', ...INPUT]);
  expect(exit).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain('Use request, reply, app-b, shop, data-a, db-a.');
});

test('what lets a reply into an appliance and out of it is said once', async () => {
  const ask = ['path', 'shop-a', 'orders-a:443', '--focus', 'fw-a', '--input', 'examples/hub-and-spoke/input'];
  expect((await hopwise(ask)).stdout.split('its groups know').length - 1).toBe(1);
  expect((await hopwise([...ask, '--detail'])).stdout.split('its groups know').length - 1).toBe(2);
});

test('collect prints a script', async () => {
  const { stdout, exit } = await hopwise(['collect', '--script']);
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^#!\/bin\/sh\n/);
});
