import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hopwise } from './command-line.ts';

const scratch = mkdtempSync(join(tmpdir(), 'hopwise-cache-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let folders = 0;
function newFolder(): string {
  return join(scratch, `cache-${folders++}`);
}

/** However small the input: as a rule only large ones are kept. */
function keptIn(folder: string) {
  return { cache: { folder, from: 0 } };
}

const THREE_TIER = ['--input', 'examples/three-tier/input'];
const HUB = ['--input', 'examples/hub-and-spoke/input'];
const BROKEN = join(scratch, 'broken');

describe('an answer from a cache is, byte for byte, the one from the files', () => {
  cpSync('examples/three-tier/input', BROKEN, { recursive: true });
  writeFileSync(join(BROKEN, 'more.json'), '{"Vpcs": [{"VpcId": 5, "CidrBlock": {}}, "text"]}\n{"Subnets": [');
  writeFileSync(join(BROKEN, 'hopwise.yaml'), 'appliances:\n  i-nobody: forward\ncidrs:\n  office: [192.0.2.0/24]\n');

  it.each([
    ['path', ['path', 'app-b', 'db-a:5432', '--detail', ...THREE_TIER]],
    ['path in JSON', ['path', 'internet', '*', '--format', 'json', ...HUB]],
    ['path, mended', ['path', 'db-a', 'app-b:22', '--fix', ...THREE_TIER]],
    ['path, many', ['path', '--flows', 'examples/three-tier/questions.ndjson', ...THREE_TIER]],
    ['path for AWS', ['path', 'app-b', 'db-a:5432', '--format', 'aws-json', ...THREE_TIER]],
    ['exposure', ['exposure', '--detail', ...HUB]],
    ['exposure, outwards', ['exposure', '--egress', '--format', 'json', ...HUB]],
    ['lint', ['lint', '--format', 'json', ...HUB]],
    ['access', ['access', '--scope', 'igw-ingress', '--format', 'json', ...THREE_TIER]],
    ['matrix', ['matrix', '--by', 'subnet', '--format', 'json', ...HUB]],
    ['routes', ['routes', '--from', 'shop/10.1.0.10', '--to', 'orders/10.2.0.10', '--use-middleboxes', ...HUB]],
    ['check', ['check', 'examples/three-tier/policies.yaml', ...THREE_TIER]],
    ['map', ['map', ...HUB]],
    ['what-if', ['what-if', '--set', 'data ingress -tcp/5432 from app', ...THREE_TIER]],
    [
      'diff',
      [
        'diff',
        'examples/hub-and-spoke/input',
        'examples/hub-and-spoke/direct-connect-down,examples/hub-and-spoke/input',
      ],
    ],
    ['a plan', ['path', 'internet', '*', '--input', 'examples/three-tier/terraform']],
    ['diagnostics and settings', ['lint', '--input', BROKEN]],
    ['a name that nothing has', ['path', 'nobody', 'app-b', '--input', BROKEN]],
  ])('%s', async (_what, args) => {
    const given = keptIn(newFolder());
    const fromFiles = await hopwise(args);
    expect(await hopwise(args, given)).toEqual(fromFiles);
    expect(await hopwise(args, given)).toEqual(fromFiles);
  });
});

describe('a cache of an input', () => {
  const question = ['path', 'app-b', 'db-a:5432', '--format', 'ndjson'];

  /** A copy of an example, a folder for its cache, and what is in that folder. */
  function setUp() {
    const input = join(scratch, `input-${folders}`);
    cpSync('examples/three-tier/input', input, { recursive: true });
    const folder = newFolder();
    const ask = (...more: string[]) => hopwise([...question, '--input', input, ...more], keptIn(folder));
    const file = () => join(folder, readdirSync(folder)[0] as string);
    return { input, folder, ask, file };
  }

  /** The same length and times, another content: only who reads it can tell. */
  function tamper(path: string, text: string, by: string): void {
    const { atime, mtime } = statSync(path);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(text, by));
    utimesSync(path, atime, mtime);
  }

  it('is used again, and not written again', async () => {
    const { ask, file } = setUp();
    await ask();
    const { ino } = statSync(file());
    await ask();
    expect(statSync(file()).ino).toBe(ino);
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  it('gives way to what has changed, even where size and time of change are put back', async () => {
    const { input, ask } = setUp();
    const before = await ask();
    tamper(join(input, 'network-interfaces.json'), 'db-a', 'db-z');
    tamper(join(input, 'instances.json'), 'db-a', 'db-z');
    expect(before.exit).toBe(1);
    expect((await ask()).stderr).toContain('db-a');
    writeFileSync(join(input, 'another.json'), '{"Vpcs": []}');
    expect((await ask()).exit).toBe(2);
  });

  it('is told by content where that is asked for, whatever the times are', async () => {
    const { input, ask, file } = setUp();
    await ask('--verify');
    const { ino } = statSync(file());
    const now = new Date();
    for (const name of readdirSync(input)) utimesSync(join(input, name), now, now);
    await ask('--verify');
    expect(statSync(file()).ino).toBe(ino);
    tamper(join(input, 'instances.json'), 'db-a', 'db-z');
    tamper(join(input, 'network-interfaces.json'), 'db-a', 'db-z');
    expect((await ask('--verify')).exit).toBe(2);
  });

  it('is of the program that read: another one reads anew', async () => {
    const { input, folder } = setUp();
    const ask = (program: string) => hopwise([...question, '--input', input], { cache: { folder, from: 0, program } });
    expect(await ask('1.0.0')).toEqual(await ask('1.0.1'));
    expect(readdirSync(folder)).toHaveLength(2);
    await ask('1.0.0');
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('that is found to be broken between two of many questions is read anew for the rest', async () => {
    const { input, folder, ask, file } = setUp();
    await ask();
    const whole = readFileSync(file());
    const flows = join(scratch, 'flows.ndjson');
    writeFileSync(flows, '{"from":"app-b","to":"db-a","port":5432}\n{"from":"internet","to":"web-a","port":443}\n');
    const many = ['path', '--flows', flows, '--input', input];
    const good = await hopwise(many);
    // Every record of a group is other than it was written.
    for (let at = whole.indexOf('"sg-'); at >= 0; at = whole.indexOf('"sg-', at + 1)) whole.write('x', at + 4);
    writeFileSync(file(), whole);
    expect(await hopwise(many, keptIn(folder))).toEqual(good);
  });

  it('is left alone where nobody wants one', async () => {
    const { ask, folder } = setUp();
    await ask('--no-cache');
    expect(() => readdirSync(folder)).toThrow();
  });

  it('cannot be written: the answer is the same', async () => {
    const { input } = setUp();
    const taken = join(scratch, 'taken');
    writeFileSync(taken, '');
    const args = [...question, '--input', input];
    expect(await hopwise(args, keptIn(join(taken, 'inside')))).toEqual(await hopwise(args));
  });

  it('that is broken anywhere is thrown away, and the input read again', async () => {
    const { ask, file } = setUp();
    const good = await ask();
    const whole = readFileSync(file());
    const places = Array.from({ length: 24 }, (_, i) => Math.floor((i * whole.length) / 24));
    const bad = [
      whole.subarray(0, whole.length >> 1),
      Buffer.alloc(0),
      Buffer.from('hopwise\0 but nothing else of it'),
      ...places.map((at) => {
        const copy = Buffer.from(whole);
        copy[at] = (copy[at] as number) ^ 0x11;
        return copy;
      }),
    ];
    for (const bytes of bad) {
      writeFileSync(file(), bytes);
      expect(await ask()).toEqual(good);
    }
  }, 60_000);
});
