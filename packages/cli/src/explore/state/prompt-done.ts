import { askFix, askPath, endOf } from './asking.ts';
import { COMMANDS, type CommandWord } from './commands.ts';
import { matrixBy } from './matrix-keys.ts';
import { openPrompt } from './prompt.ts';
import { andThen, ask, type Outcome, only, type Prompt, type State, say } from './state.ts';
import { undo } from './supposing.ts';
import { openTab } from './tabs.ts';
import { show } from './tree-keys.ts';
import { filterTree } from './tree-state.ts';

/** What is done with what was typed or chosen. */
export function promptDone(state: State, prompt: Prompt): Outcome {
  const text = prompt.text.trim();
  const value = prompt.choices[prompt.cursor]?.value ?? text;
  switch (prompt.purpose) {
    case 'from':
    case 'to':
      return value === '' ? only(state) : withEnd(state, prompt.purpose, value);
    case 'service':
      return withService(state, text);
    case 'statement':
      return text === '' ? only(state) : supposeStatement(state, text);
    case 'zone':
      return value === '' ? only(state) : supposeStatement(state, `zone ${value} is gone`);
    case 'file':
      return text === '' ? only(state) : save(state, text);
    case 'by':
      return value === '' ? only(state) : matrixBy(state, value);
    case 'command':
      return runCommand(state, prompt, text);
  }
}

function withEnd(state: State, which: 'from' | 'to', text: string): Outcome {
  const path = { ...state.path, [which]: endOf(state, text) };
  const next: State = { ...state, tab: 'path', focus: 'work', path };
  if (path.from && path.to) return askPath(next, path.from.text, path.to.text, path.service);
  return openPrompt(next, path.from ? 'to' : 'from');
}

/** An end that the tree or the details stand on. */
export function pickHere(state: State, which: 'from' | 'to', id: string): Outcome {
  const path = { ...state.path, [which]: endOf(state, id) };
  if (path.from && path.to)
    return askPath({ ...state, path, tab: 'path', focus: 'work' }, path.from.text, path.to.text, path.service);
  const other = which === 'from' ? 'to' : 'from';
  return only(say({ ...state, path }, `${which} ${path[which]?.label}: now choose the other end with ${other[0]}.`));
}

function withService(state: State, service: string): Outcome {
  const { from, to } = state.path;
  const path = { ...state.path, service };
  return from && to ? askPath({ ...state, path }, from.text, to.text, service) : only({ ...state, path });
}

function supposeStatement(state: State, text: string): Outcome {
  return ask({ ...state, tab: 'what-if', focus: 'work' }, 'reading the change', { topic: 'statement', text });
}

function save(state: State, file: string): Outcome {
  return ask(state, 'saving', { topic: 'save', file, steps: state.whatIf.steps });
}

function runCommand(state: State, prompt: Prompt, text: string): Outcome {
  const [typed = '', ...rest] = text.split(' ');
  const exact = COMMANDS.find(({ word }) => word === typed)?.word;
  const chosen = prompt.choices[prompt.cursor]?.value as CommandWord | undefined;
  const word = exact ?? chosen;
  if (!word) return only(say(state, `There is no command “${typed}”: Esc, then ? lists the keys.`, 'bad'));
  return command(state, word, exact ? rest.join(' ').trim() : '');
}

function command(state: State, word: CommandWord, argument: string): Outcome {
  const needs = (purpose: Prompt['purpose'], next: (text: string) => Outcome) =>
    argument === '' ? openPrompt({ ...state, focus: 'work' }, purpose) : next(argument);
  switch (word) {
    case 'path': {
      const [from, to, service = ''] = argument.split(/\s+/);
      if (from && to) return askPath({ ...state, tab: 'path', focus: 'work' }, from, to, service);
      return andThen(openTab(state, 'path'), (next) => openPrompt(next, 'from'));
    }
    case 'from':
    case 'to':
      return needs(word, (text) => withEnd(state, word, text));
    case 'port':
      return andThen(openTab(state, 'path'), (next) =>
        argument === '' ? openPrompt(next, 'service') : withService(next, argument),
      );
    case 'swap': {
      const { from, to, service } = state.path;
      return from && to ? askPath({ ...state, tab: 'path', focus: 'work' }, to.text, from.text, service) : only(state);
    }
    case 'fix':
      return state.path.answer ? andThen(openTab(state, 'path'), askFix) : only(say(state, 'Ask a path first.'));
    case 'matrix':
      return argument === '' ? openTab(state, 'matrix') : matrixBy(state, argument);
    case 'exposure':
    case 'problems':
      return openTab(state, word);
    case 'what-if':
      return argument === '' ? openTab(state, word) : supposeStatement(state, argument);
    case 'zone':
      return needs('zone', (zone) => supposeStatement(state, `zone ${zone} is gone`));
    case 'undo':
      return undo(state);
    case 'save':
      if (state.whatIf.steps.length === 0) return only(say(state, 'There is no change to save yet.'));
      return needs('file', (file) => save(state, file));
    case 'goto':
      return state.tree
        ? show({ ...state, focus: 'tree', tree: { ...filterTree(state.tree, argument), isTyping: argument === '' } })
        : only(state);
    case 'help':
      return only({ ...state, help: 0 });
    case 'quit':
      return { state, effects: [{ kind: 'quit' }] };
  }
}
