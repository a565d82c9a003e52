import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Driven, drive, THREE_TIER } from '../explore.fixture.ts';
import type { Size } from '../state/state.ts';
import { App } from './App.tsx';
import { Explorer } from './Explorer.tsx';
import { type Ink, widthOf } from './line.ts';

const SMALL: Size = { columns: 80, rows: 24 };

/** The last frame of a state, line by line. */
function frameOf({ state }: Pick<Driven, 'state'>, ink: Ink = 'plain'): readonly string[] {
  // The library's terminal is 100 columns wide whatever is rendered: wider frames are rendered by the screen's test.
  const view = render(createElement(App, { state: state(), ink }));
  const lines = (view.lastFrame() ?? '').split('\n').map((line) => line.trimEnd());
  view.unmount();
  return lines;
}

async function asked(size = SMALL): Promise<Driven> {
  const driven = await drive(size);
  await driven.press(':');
  await driven.type('path app-b db-a tcp/5432');
  await driven.press('enter');
  return driven;
}

describe('frames', () => {
  test('the tree and the details stand side by side, the keys below', async () => {
    const driven = await drive();
    await driven.press('down', 'down', 'down');
    const frame = frameOf(driven);
    expect(frame).toHaveLength(24);
    await expect(frame.join('\n')).toMatchFileSnapshot('frames/tree.txt');
  });

  test('a path is two columns, request and reply, with what decided beneath', async () => {
    await expect(frameOf(await asked()).join('\n')).toMatchFileSnapshot('frames/path.txt');
  });

  test('the rules of a hop', async () => {
    const driven = await asked();
    await driven.press('enter');
    await expect(frameOf(driven).join('\n')).toMatchFileSnapshot('frames/rules.txt');
  });

  test('what mends it', async () => {
    const driven = await asked();
    await driven.press('F');
    await expect(frameOf(driven).join('\n')).toMatchFileSnapshot('frames/fix.txt');
  });

  test('what a supposed change does', async () => {
    const driven = await asked();
    await driven.press('F', 'enter', '4', 'down');
    await expect(frameOf(driven).join('\n')).toMatchFileSnapshot('frames/what-if.txt');
  });

  test('exposure, and the chain of one end', async () => {
    const driven = await drive();
    await driven.press('2');
    await expect(frameOf(driven).join('\n')).toMatchFileSnapshot('frames/exposure.txt');
    await driven.press('enter');
    await expect(frameOf(driven).join('\n')).toMatchFileSnapshot('frames/chain.txt');
  });

  test('the matrix', async () => {
    const driven = await drive();
    await driven.press(':');
    await driven.type('matrix subnet');
    await driven.press('enter', 'down', 'right', 'right');
    await expect(frameOf(driven).join('\n')).toMatchFileSnapshot('frames/matrix.txt');
  });

  test('what the input lacks', async () => {
    const driven = await drive(SMALL, `${THREE_TIER}/network-interfaces.json`);
    await driven.press('5', 'down');
    await expect(frameOf(driven).join('\n')).toMatchFileSnapshot('frames/problems.txt');
  });

  test('an end is searched while it is typed', async () => {
    const driven = await drive();
    await driven.press('1', 'f');
    await driven.type('web');
    await expect(frameOf(driven).join('\n')).toMatchFileSnapshot('frames/pick.txt');
  });

  test('help', async () => {
    const driven = await drive();
    await driven.press('?');
    await expect(frameOf(driven).join('\n')).toMatchFileSnapshot('frames/help.txt');
  });

  test('a terminal that is too small says so', async () => {
    const driven = await drive({ columns: 40, rows: 10 });
    expect(frameOf(driven).join('\n').trim()).toBe('At least 60×16 is needed; q quits.');
  });
});

describe('colours', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences that are looked for
  const ESCAPES = /\u001b\[[\d;]*m/g;

  test('are the same text; without them only bold and inverse are left, on a dumb terminal nothing', async () => {
    const driven = await asked();
    const [colour, mono, plain] = (['colour', 'mono', 'plain'] as const).map((ink) => frameOf(driven, ink).join('\n'));
    const bare = (frame = '') => frame.replace(ESCAPES, '').replace(/ +$/gm, '');
    expect([bare(colour), bare(mono)]).toEqual([plain, plain]);
    expect(new Set(colour?.match(ESCAPES))).toContain('\u001b[31m');
    const codes = new Set(mono?.match(ESCAPES)?.map((one) => one.slice(2, -1)));
    expect([...codes].filter((code) => !['0', '1', '7', '22', '27'].includes(code))).toEqual([]);
    expect(plain).not.toContain('\u001b');
  });
});

describe('keys as a terminal sends them', () => {
  test('move, filter, and leave', async () => {
    const driven = await drive();
    const view = render(createElement(Explorer, { session: driven, ink: 'plain' }));
    const type = async (bytes: string) => {
      view.stdin.write(bytes);
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await type('\u001b[B');
    await type('jj');
    expect(driven.state().tree?.cursor).toBe(3);
    await type('\u001b[5~');
    expect(driven.state().tree?.cursor).toBe(0);
    await type('/');
    await type('db-a');
    expect(view.lastFrame()).toContain('/ db-a▏');
    await type('\u007f\u007f');
    expect(driven.state().tree?.filter).toBe('db');
    await type('\r');
    await type('\t');
    expect(driven.state().focus).toBe('detail');
    await type('\u001b[Z');
    expect(driven.state().focus).toBe('tree');
    await type('\u0003');
    await driven.ended;
    view.unmount();
  });
});

describe('names that are wide, run from right to left, combine, or would control the terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-explore-'));
  const NAMES = [
    '東京のデータベース',
    'שרת-אפליקציה',
    'é̂-n̈-combining',
    'up\u001b[2J\u0007\u202emirror',
    '👩‍💻 emoji 🇨🇭',
    'नमस्ते',
  ];

  beforeAll(() => {
    const [vpc, ...subnets] = NAMES.map((Value, at) => ({ id: `0${at}000000`, Tags: [{ Key: 'Name', Value }] }));
    const Vpcs = [{ VpcId: `vpc-${vpc?.id}`, CidrBlock: '10.0.0.0/16', OwnerId: '111111111111', Tags: vpc?.Tags }];
    const Subnets = subnets.map(({ id, Tags }, at) => ({
      SubnetId: `subnet-${id}`,
      VpcId: `vpc-${vpc?.id}`,
      CidrBlock: `10.0.${at}.0/24`,
      AvailabilityZone: 'eu-west-1a',
      Tags,
    }));
    writeFileSync(join(folder, 'vpcs.json'), JSON.stringify({ Vpcs }));
    writeFileSync(join(folder, 'subnets.json'), JSON.stringify({ Subnets }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are shown or escaped, and leave every border where it is', async () => {
    const driven = await drive(SMALL, folder);
    for (const key of ['down', 'down', 'down', 'down', 'down', 'down', 'down', 'down'] as const) {
      await driven.press(key);
      const frame = frameOf(driven);
      expect(frame).toHaveLength(24);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(frame.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
      for (const line of frame.slice(1, -3)) expect(widthOf(line), line).toBe(80);
    }
    const details = driven.state().tree?.rows.map((at) => driven.state().tree?.document.labels[at]);
    expect(details).toEqual(
      expect.arrayContaining(['東京のデータベース', 'שרת-אפליקציה', 'up\\u001b[2J\\u0007\\u202emirror']),
    );
    expect(frameOf(driven).join('\n')).toContain('東京のデータベース');
  });
});
