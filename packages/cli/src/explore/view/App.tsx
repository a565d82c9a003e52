import { Box } from 'ink';
import type { ReactElement } from 'react';
import { HELP } from '../state/help.ts';
import { layoutOf, SMALLEST } from '../state/layout.ts';
import { problemRows } from '../state/problem-rows.ts';
import type { Focus, Size, State } from '../state/state.ts';
import { Bar } from './Bar.tsx';
import { detailView } from './detail-view.ts';
import { exposureView } from './exposure-view.ts';
import { keysLine } from './keys-line.ts';
import { type Ink, type Line, span } from './line.ts';
import { matrixView } from './matrix-view.ts';
import { Pane } from './Pane.tsx';
import { pathView } from './path-view.ts';
import { problemsView } from './problems-view.ts';
import { promptRows, promptView } from './prompt-view.ts';
import { Status, statusRows } from './Status.tsx';
import { treeView } from './tree-view.ts';
import type { View } from './view.ts';
import { whatIfView } from './what-if-view.ts';

/** The whole screen, of one state. */
export function App({ state, ink }: { readonly state: State; readonly ink: Ink }): ReactElement {
  const { size, help, prompt } = state;
  if (size.columns < SMALLEST.columns || size.rows < SMALLEST.rows) return <TooSmall size={size} ink={ink} />;
  const typing = promptRows(prompt, size.rows);
  const rows = size.rows - typing - (statusRows(state) - 1);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows}>
      <Bar line={titleLine(state)} columns={size.columns} ink={ink} />
      {help === undefined ? (
        <Panes state={state} rows={rows} ink={ink} />
      ) : (
        <Pane view={helpView(help)} size={{ columns: size.columns, rows: rows - 3 }} isFocused ink={ink} />
      )}
      {prompt && typing > 0 ? (
        <Pane view={promptView(prompt)} size={{ columns: size.columns, rows: typing }} isFocused ink={ink} />
      ) : null}
      <Status state={state} ink={ink} />
      <Bar line={keysLine(state)} columns={size.columns} ink={ink} />
    </Box>
  );
}

function Panes({
  state,
  rows,
  ink,
}: {
  readonly state: State;
  readonly rows: number;
  readonly ink: Ink;
}): ReactElement {
  const { tree, detail, work, isWide } = layoutOf({ columns: state.size.columns, rows }, state.focus);
  const pane = (focus: Focus, size: Size | undefined, view: (columns: number) => View) =>
    size && (
      <Pane view={view(size.columns - 4)} size={size} isFocused={state.focus === focus && !state.prompt} ink={ink} />
    );
  return (
    <Box>
      <Box flexDirection={isWide ? 'column' : 'row'}>
        {pane('tree', tree, (columns) => treeView(state, columns))}
        {pane('detail', detail, (columns) => detailView(state, columns))}
      </Box>
      {pane('work', work, (columns) => workView(state, columns))}
    </Box>
  );
}

function workView(state: State, columns: number): View {
  switch (state.tab) {
    case 'path':
      return pathView(state, columns);
    case 'exposure':
      return exposureView(state, columns);
    case 'matrix':
      return matrixView(state, columns);
    case 'what-if':
      return whatIfView(state, columns);
    case 'problems':
      return problemsView(state, columns);
  }
}

const TITLES = ['Path', 'Exposure', 'Matrix', 'What if', 'Problems'];
const TAB_ORDER = ['path', 'exposure', 'matrix', 'what-if', 'problems'];

function titleLine(state: State): Line {
  const counts: Readonly<Record<string, number>> = {
    'what-if': state.whatIf.steps.length,
    problems: problemRows(state).filter(({ severity }) => severity !== 'note').length,
  };
  const tabs = TITLES.map((title, at) => {
    const tab = TAB_ORDER[at] ?? '';
    const count = counts[tab] ? ` (${counts[tab]})` : '';
    const text = `${at + 1} ${title}${count}`;
    return tab === state.tab ? span(`[${text}]`, 'accent') : span(` ${text} `, 'faint');
  });
  return [span(' hopwise ', 'strong'), ...tabs];
}

function helpView(first: number): View {
  return {
    title: 'Keys',
    list: {
      count: HELP.length,
      cursor: first,
      isText: true,
      line: (at) => {
        const [key = '', does = ''] = HELP[at] ?? [];
        return does === '' ? [span(key, 'strong')] : [span(`  ${key.padEnd(18)} `, 'accent'), span(does)];
      },
    },
  };
}

function TooSmall({ size, ink }: { readonly size: Size; readonly ink: Ink }): ReactElement {
  const text = `At least ${SMALLEST.columns}×${SMALLEST.rows} is needed; q quits.`;
  return <Bar line={[span(text)]} columns={Math.max(1, size.columns)} ink={ink} />;
}
