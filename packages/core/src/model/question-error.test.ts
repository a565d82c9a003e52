import { expect, it } from 'vitest';
import { ambiguous, badSelector, badService, nothingSelected, unknownComponent } from './question-error.ts';

it.each([
  [unknownComponent('i-1', ['i-2', 'i-3']), 'UNKNOWN_COMPONENT', 'Did you mean i-2, i-3?'],
  [unknownComponent('i-1', []), 'UNKNOWN_COMPONENT', 'Run `hopwise import` to see what was read.'],
  [badSelector('i-1', 'hint'), 'BAD_SELECTOR', 'hint'],
  [ambiguous('i-1', ['a', 'b']), 'AMBIGUOUS', 'Use one of a, b.'],
  [nothingSelected('i-1', 'hint'), 'NO_SOURCE_OR_DESTINATION', 'hint'],
  [badService('i-1', 'hint'), 'BAD_SERVICE', 'hint'],
])('%s names what was typed, has a code and a hint', (error, code, hint) => {
  expect(error).toMatchObject({ name: 'QuestionError', code, hint });
  expect(error.message).toContain('“i-1”');
});
