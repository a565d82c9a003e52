import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { rememberingDesk, THREE_TIER } from '../explore.fixture.ts';
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
