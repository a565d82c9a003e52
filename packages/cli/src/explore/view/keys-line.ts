import type { State } from '../state/state.ts';
import { type Line, span } from './line.ts';

type Keys = readonly (readonly [key: string, does: string])[];

const MOVE: Keys = [['↑↓', 'move']];
const END: Keys = [
  ['Tab', 'pane'],
  ['/', 'filter'],
  [':', 'command'],
  ['?', 'help'],
  ['q', 'quit'],
];

/** The keys that mean something now, the most telling first. */
export function keysLine(state: State): Line {
  const keys = [...keysOf(state)];
  const width = () => keys.reduce((sum, [key, does]) => sum + key.length + does.length + 3, 0);
  // How to get help and how to leave stay; of the rest the last are the best known.
  while (width() > state.size.columns && keys.length > 3) keys.splice(-3, 1);
  return keys.flatMap(([key, does]) => [span(` ${key}`, 'strong'), span(` ${does} `, 'faint')]);
}

function keysOf(state: State): Keys {
  if (state.help !== undefined)
    return [
      ['↑↓', 'scroll'],
      ['any other key', 'closes the help'],
    ];
  if (state.prompt)
    return [
      ['↑↓', 'choose'],
      ['Enter', 'take'],
      ['Tab', 'complete'],
      ['Esc', 'give up'],
    ];
  if (state.tree?.isTyping)
    return [
      ['type', 'words'],
      ['↑↓', 'move'],
      ['Enter', 'keep'],
      ['Esc', 'give up'],
    ];
  if (!state.estate) return [['q', 'quit']];
  if (state.focus === 'tree') return [...MOVE, ['→←', 'open'], ['Enter', 'details'], ['f t', 'from, to'], ...END];
  if (state.focus === 'detail')
    return [...MOVE, ['Enter', 'go to'], ['x', 'off/on'], ['f t', 'from, to'], ['Esc', 'back'], ...END];
  return [...workKeys(state), ...END];
}

function workKeys({ tab, path, exposure, matrix, whatIf }: State): Keys {
  switch (tab) {
    case 'path':
      if (!path.answer) return [['f t p', 'from, to, port']];
      if (path.view === 'rules') return [...MOVE, ['Enter', 'open'], ['x', 'switch off'], ['Esc', 'back']];
      if (path.view === 'fix')
        return [
          ['Enter', 'suppose'],
          ['Esc', 'back'],
        ];
      if (path.view === 'text')
        return [
          ['↑↓', 'scroll'],
          ['Esc', 'back'],
        ];
      return [
        ['←→', 'request, reply'],
        ['Enter', 'rules'],
        ['f t p', 'ends, port'],
        ['F', 'fix'],
        ['v', 'in full'],
      ];
    case 'exposure':
      return exposure.view === 'groups'
        ? [...MOVE, ['Enter', 'open'], ['r', 'again']]
        : [...MOVE, ['p', 'path'], ['Esc', 'back']];
    case 'matrix':
      return matrix.view === 'grid'
        ? [
            ['↑↓←→', 'move'],
            ['Enter', 'open'],
            ['b', 'by'],
            ['r', 'again'],
          ]
        : [...MOVE, ['Enter', 'path'], ['Esc', 'back']];
    case 'what-if': {
      const keys: Keys = [
        ['a', 'change'],
        ['z', 'zone'],
      ];
      return whatIf.steps.length === 0
        ? keys
        : [...keys, ['x', 'take back'], ['u', 'undo'], ['s', 'save'], ['Enter', 'path']];
    }
    case 'problems':
      return MOVE;
  }
}
