import { unlinkSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { drive, rememberingDesk, THREE_TIER } from '../explore.fixture.ts';
import { detailView } from '../view/detail-view.ts';
import { exposureView } from '../view/exposure-view.ts';
import { widthOf } from '../view/line.ts';
import { matrixView } from '../view/matrix-view.ts';
import { pathView } from '../view/path-view.ts';
import { problemsView } from '../view/problems-view.ts';
import { treeView } from '../view/tree-view.ts';
import { paneLines, type View } from '../view/view.ts';
import { whatIfView } from '../view/what-if-view.ts';
import { HELP } from './help.ts';
import { KEY_NAMES, type Key } from './key.ts';
import { layoutOf } from './layout.ts';
import { hopsOf, rulesOf } from './path-parts.ts';
import { problemRows } from './problem-rows.ts';
import { reduce } from './reduce.ts';
import { type Effect, type Event, firstState, type State } from './state.ts';
import { whatIfRows } from './supposing.ts';
import { chainTextOf, fixTextOf, pathTextOf } from './texts.ts';

const RUNS = Math.max(5, Math.round(60 * Number(process.env.HOPWISE_RUNS ?? 1)));

describe('whatever keys are pressed', () => {
  const desk = rememberingDesk();
  beforeAll(() => desk({ topic: 'open', input: [THREE_TIER] }));

  const letters = fc.constantFrom(...'hjklgGftpwrvFo[]xazsbuq?/:12345. -'.split(''), 'ש', '字');
  const named = fc.constantFrom(...KEY_NAMES.filter((name) => name !== 'char' && name !== 'interrupt'));
  const words = fc.constantFrom(
    'app-b',
    'db-a:5432',
    'internet',
    'tcp/5432',
    'path app-b db-a tcp/5432',
    'matrix subnet',
    'what-if data ingress -tcp/5432 from app',
    'data',
    'nowhere',
    '443',
  );
  const keys = fc.oneof(
    { weight: 5, arbitrary: letters.map((text): readonly Key[] => [{ name: 'char', text }]) },
    { weight: 5, arbitrary: named.map((name): readonly Key[] => [{ name } as Key]) },
    {
      weight: 2,
      arbitrary: words.map((text) =>
        [...text].map((one): Key => ({ name: 'char', text: one })).concat({ name: 'enter' }),
      ),
    },
  );
  const sizes = fc.record({ columns: fc.integer({ min: 1, max: 220 }), rows: fc.integer({ min: 1, max: 70 }) });
  const moves = fc.array(
    fc.oneof(
      { weight: 12, arbitrary: keys },
      { weight: 1, arbitrary: sizes },
      { weight: 1, arbitrary: fc.constant('late' as const) },
    ),
    { maxLength: 45 },
  );

  test('nothing throws, every selection is in range, and every line is as wide as its pane', async () => {
    await fc.assert(
      fc.asyncProperty(moves, async (sequence) => {
        let state = firstState({ columns: 80, rows: 24 });
        const open: Extract<Effect, { kind: 'ask' }>[] = [];
        const happen = (event: Event): void => {
          const next = reduce(state, event);
          state = next.state;
          for (const effect of next.effects) if (effect.kind === 'ask') open.push(effect);
          checkRanges(state);
        };
        const settle = async (): Promise<void> => {
          for (let asked = open.shift(); asked; asked = open.shift()) {
            const { job, request } = asked;
            // Files are left alone.
            const answer = request.topic === 'save' ? { message: 'no', hint: '' } : await desk(request);
            happen('topic' in answer ? { kind: 'answer', job, answer } : { kind: 'problem', job, problem: answer });
          }
        };
        happen({ kind: 'start', source: { input: [THREE_TIER] } });
        await settle();
        for (const [at, move] of sequence.entries()) {
          if (move === 'late') continue;
          if ('columns' in move) happen({ kind: 'resize', size: move });
          else {
            for (const key of move) happen({ kind: 'key', key });
            // Now and then the next key comes before the answer.
            if (sequence[at + 1] !== 'late') await settle();
          }
          checkLines(state);
        }
        await settle();
        expect(state.jobs).toEqual([]);
      }),
      { numRuns: RUNS, ...(process.env.HOPWISE_SEED ? { seed: Number(process.env.HOPWISE_SEED) } : {}) },
    );
  });
});

function checkRanges(state: State): void {
  const { tree, detail, path, exposure, matrix, whatIf, problems, prompt, help } = state;
  const groups = exposure.list?.groups ?? [];
  const ranges: readonly (readonly [name: string, cursor: number, count: number])[] = [
    ['tree', tree?.cursor ?? 0, tree?.rows.length ?? 0],
    ['detail', detail.cursor, detail.document?.rows.length ?? 0],
    ['hop', path.hop, hopsOf(path).length],
    ['part', path.part, path.answer?.document.parts.length ?? 0],
    ['rule', path.rule, rulesOf(path).length],
    ['group', exposure.group, groups.length],
    ['end', exposure.end, groups[exposure.group]?.ends.length ?? 0],
    ['row', matrix.row, matrix.document?.segments.length ?? 0],
    ['column', matrix.column, matrix.document?.segments.length ?? 0],
    ['what-if', whatIf.cursor, whatIfRows(whatIf).length],
    ['problems', problems.cursor, problemRows(state).length],
    ['prompt', prompt?.cursor ?? 0, prompt?.choices.length ?? 0],
    ['help', help ?? 0, HELP.length],
  ];
  for (const [name, cursor, count] of ranges) {
    expect(cursor >= 0 && cursor < Math.max(1, count), `${name}: ${cursor} of ${count}`).toBe(true);
  }
  const texts = { text: pathTextOf, fix: fixTextOf, hops: undefined, rules: undefined }[path.view];
  if (texts) expect(path.scroll).toBeLessThan(Math.max(1, texts(state).length));
  if (exposure.view === 'chain') expect(exposure.scroll).toBeLessThan(Math.max(1, chainTextOf(state).length));
}

function checkLines(state: State): void {
  const views: readonly ((columns: number) => View)[] = [
    (columns) => treeView(state, columns),
    (columns) => detailView(state, columns),
    (columns) => pathView(state, columns),
    (columns) => exposureView(state, columns),
    (columns) => matrixView(state, columns),
    (columns) => whatIfView(state, columns),
    (columns) => problemsView(state, columns),
  ];
  const { tree, work } = layoutOf(state.size, state.focus);
  for (const size of [tree, work]) {
    if (!size || state.size.columns < 60 || state.size.rows < 16) continue;
    for (const view of views) {
      const lines = paneLines(view(size.columns - 4), size, true, 'plain');
      expect(lines.length).toBe(size.rows);
      for (const line of lines) expect(widthOf(line), line).toBe(size.columns);
    }
  }
}

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
