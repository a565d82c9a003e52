import { unlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drive } from '../explore.fixture.ts';
import { rulesOf } from './path-parts.ts';
import { chainTextOf } from './texts.ts';

describe('keys', () => {
  test('Tab goes round the panes, Shift-Tab back', async () => {
    const { press, state } = await drive();
    const seen = [];
    for (const key of ['tab', 'tab', 'tab', 'backtab'] as const) {
      await press(key);
      seen.push(state().focus);
    }
    expect(seen).toEqual(['detail', 'work', 'tree', 'work']);
  });

  test('the filter keeps what matches and what it is in, and stands on the first match', async () => {
    const { press, type, state } = await drive();
    await press('/');
    await type('APP-B 10.20.11.10');
    const { tree, detail } = state();
    const labels = tree?.rows.map((at) => tree.document.labels[at]);
    expect(labels).toEqual(['All accounts', 'account 111122223333', 'eu-west-1', 'shop', 'app-b', 'app-b', 'app-b']);
    expect(detail.id).toBe('i-0435058ab0497449d');
    await press('escape');
    expect(state().tree?.filter).toBe('');
    expect(state().detail.id).toBe('i-0435058ab0497449d');
  });

  test('from and to are taken from the tree, and the path is asked once both are there', async () => {
    const { press, type, state } = await drive();
    await press('/');
    await type('i-0435058ab0497449d');
    await press('enter', 'f', '/', 'clear');
    await type('i-0305a1c11fb686ca0');
    await press('enter', 't');
    expect(state().path.answer?.document.parts.map(({ verdict }) => verdict)).toContain('blocked');
    expect(state()).toMatchObject({ focus: 'work', tab: 'path' });
  });

  test('an end that is not there is told where the answer would stand', async () => {
    const { press, type, state } = await drive();
    await press(':');
    await type('path nobody db-a');
    await press('enter');
    expect(state().path.problem).toMatchObject({ message: 'Nothing in the input is called “nobody”' });
  });

  test('quitting with changes that are not saved is said once', async () => {
    const driven = await drive();
    await driven.press(':');
    await driven.type('what-if data ingress -tcp/5432 from app');
    await driven.press('enter', 'q');
    expect(driven.state().message?.text).toBe('1 change is not saved: q again leaves, :save keeps them.');
    await driven.press('q');
    await driven.ended;
  });
});

describe('what-if', () => {
  async function asked() {
    const driven = await drive();
    await driven.press(':');
    await driven.type('path app-a db-a tcp/5432');
    await driven.press('enter');
    return driven;
  }

  test('a rule that is switched off in the rules of a hop changes what was asked, and is told with what else differs', async () => {
    const { press, state } = await asked();
    expect(state().path.answer?.document.verdict).toBe('reachable');
    await press('end', 'enter');
    expect(rulesOf(state().path)[0]?.evidence?.text).toMatch(/^ingress tcp\/5432 from sg-/);
    await press('x');
    expect(state().path.answer).toMatchObject({ document: { verdict: 'blocked' }, before: [{ verdict: 'reachable' }] });
    expect(state().whatIf.supposed).toEqual([
      { before: 'reachable on tcp/5432', after: 'blocked on tcp/5432', verdict: 'blocked' },
    ]);
    expect(state().whatIf.diff?.counts.map(({ kind }) => kind)).toContain('no-longer-reachable');
    await press('u');
    expect(state().path.answer?.document.verdict).toBe('reachable');
    expect(state().whatIf.steps).toEqual([]);
  });

  test('a rule that decided is opened among those of its object, and switched off and on there', async () => {
    const { press, state } = await asked();
    await press('end', 'enter', 'enter');
    const { detail } = state();
    expect([state().focus, detail.id]).toEqual(['detail', 'sg-040563e360826ddbd']);
    expect(detail.document?.rows[detail.cursor]?.text).toBe(
      'ingress tcp/5432 from sg app (postgres from the application)',
    );
    await press('x');
    expect(state().whatIf.steps.map(({ said }) => said)).toEqual([
      'sg data: ingress tcp/5432 from sg app (postgres from the application) is switched off',
    ]);
    await press('x');
    expect(state().whatIf.steps).toEqual([]);
  });

  test('what mends a path can be supposed', async () => {
    const { press, type, state } = await drive();
    await press(':');
    await type('path app-b db-a tcp/5432');
    await press('enter', 'F', 'enter');
    expect(state().path.answer).toMatchObject({
      document: { verdict: 'reachable' },
      before: [{ verdict: 'forward-only', services: 'tcp/5432' }],
    });
  });

  test('a zone that is gone takes its hosts with it', async () => {
    const { press, type, state } = await asked();
    await press('4', 'z');
    await type('1a');
    await press('enter');
    expect(state().whatIf.steps.map(({ said }) => said)).toEqual(['zone eu-west-1a is gone']);
    expect(state().whatIf.supposed?.[0]?.after).toMatch(/^blocked/);
  });

  test('what means nothing is refused, and changes nothing', async () => {
    const { press, type, state } = await drive();
    await press('4', 'a');
    await type('data ingress maybe');
    await press('enter');
    expect(state().message?.tone).toBe('bad');
    expect(state().whatIf.steps).toEqual([]);
  });

  test('a file that is there is not written over', async () => {
    const { press, type, state } = await asked();
    await press('4', 'a');
    await type('data ingress -tcp/5432 from app');
    await press('enter', 's', 'clear');
    await type('package.json');
    await press('enter');
    expect(state().message?.text).toMatch(/There is such a file/);
  });

  test('the changes are saved as a patch that the command takes', async () => {
    const file = `/tmp/hopwise-explore-${process.pid}.json`;
    const { press, type, state } = await asked();
    await press('4', 'a');
    await type('data ingress -tcp/5432 from app');
    await press('enter', 's', 'clear');
    await type(file);
    await press('enter');
    expect(state().message?.text).toBe(`Saved: hopwise what-if --patch ${file}`);
    const { readPatch } = await import('@hopwise/importers');
    const { readFileSync } = await import('node:fs');
    expect(readPatch(readFileSync(file, 'utf8'))).toEqual(state().whatIf.steps.flatMap(({ changes }) => changes));
    unlinkSync(file);
  });
});

describe('exposure and matrix', () => {
  test('exposure is drilled down to the chain', async () => {
    const { press, state } = await drive();
    await press('2', 'enter');
    expect(state().exposure.view).toBe('chain');
    const text = chainTextOf(state())
      .map((line) => line.map((one) => one.text).join(''))
      .join('\n');
    expect(text).toMatch(/✓ sg bastion .*ingress tcp\/22 from/);
    await press('escape', 'down', 'enter');
    expect(state().exposure.view).toBe('ends');
  });

  test('a cell of the matrix leads to the path of one of its pairs', async () => {
    const { press, state } = await drive();
    await press('3', 'right', 'down', 'enter', 'enter');
    expect(state().tab).toBe('path');
    expect(state().path.answer?.document.verdict).toBe('reachable');
  });
});

describe('the tunnels of a VPN connection', () => {
  const HUB = 'examples/hub-and-spoke/input';

  test('are switched off one by one, and both', async () => {
    const { press, type, state } = await drive(undefined, HUB);
    await press('/');
    await type('vpn-0c93d1f27ab5e4861');
    await press('enter', 'enter');
    const tunnels = () =>
      state().detail.document?.rows.flatMap(({ said }, at) => (said?.endsWith('is down') ? [at] : [])) ?? [];
    const [first = 0, second = 0] = tunnels();
    await press(...Array<'down'>(first).fill('down'), 'x', ...Array<'down'>(second - first).fill('down'), 'x');
    expect(state().whatIf.steps.flatMap(({ changes }) => changes.map(({ at }) => at))).toEqual([
      '/VgwTelemetry/OutsideIpAddress=198.51.100.31/Status',
      '/VgwTelemetry/OutsideIpAddress=198.51.100.87/Status',
    ]);
    await press('x');
    expect(state().whatIf.steps).toHaveLength(1);
  });

  test('and sites are found where ends are searched', async () => {
    const { press, type, state } = await drive(undefined, HUB);
    await press('1', 'f');
    await type('onprem');
    expect(state().prompt?.choices[0]?.value).toBe('onprem:dublin');
  });
});

test('of two values for one place the later one is supposed', async () => {
  const { press, type, state } = await drive();
  for (const target of ['eni-03ae3ec73aa575564', 'eni-0707ffd7e1b59f0ae']) {
    await press('4', 'a');
    await type(`rtb-081f076f2e40a2421 +0.0.0.0/0 -> ${target}`);
    await press('enter');
  }
  const [step, ...others] = state().whatIf.steps;
  expect(others).toEqual([]);
  expect(step?.changes[0]?.value).toMatchObject({ NetworkInterfaceId: 'eni-0707ffd7e1b59f0ae' });
  expect(state().message?.text).toContain('in place of what was supposed there before');
});
