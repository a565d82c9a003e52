import { choicesFor } from './choices.ts';
import { clamp, type Key, moved } from './key.ts';
import { type Outcome, only, type Prompt, type Purpose, type State } from './state.ts';

export function openPrompt(state: State, purpose: Purpose, text = ''): Outcome {
  return only(typed(state, purpose, text === '' ? firstText(state, purpose) : text));
}

function firstText(state: State, purpose: Purpose): string {
  if (purpose === 'service') return state.path.service;
  return purpose === 'file' ? 'what-if.json' : '';
}

function typed(state: State, purpose: Purpose, text: string): State {
  return { ...state, prompt: { purpose, text, choices: choicesFor(state, purpose, text), cursor: 0 } };
}

/** So many choices are seen at once. */
export const CHOICES_SHOWN = 10;

/** A key while something is typed; `done` is what Enter does with it. */
export function promptKey(
  state: State,
  prompt: Prompt,
  key: Key,
  done: (state: State, prompt: Prompt) => Outcome,
): Outcome {
  const { purpose, text, choices, cursor } = prompt;
  switch (key.name) {
    case 'char':
      return only(typed(state, purpose, text + key.text));
    case 'backspace':
      return only(typed(state, purpose, [...text].slice(0, -1).join('')));
    case 'clear':
      return only(typed(state, purpose, ''));
    case 'escape':
      return only(closed(state));
    case 'enter':
      return done(closed(state), prompt);
    case 'tab': {
      const value = choices[clamp(cursor, choices.length)]?.value;
      return value ? only(typed(state, purpose, value)) : only(state);
    }
    default: {
      const to = moved(key, cursor, choices.length, CHOICES_SHOWN);
      return only(to === undefined ? state : { ...state, prompt: { ...prompt, cursor: to } });
    }
  }
}

function closed({ prompt: _, ...rest }: State): State {
  return rest;
}
