/** A question that cannot be asked as it stands: what is wrong, and what to type instead. */
export class QuestionError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = 'QuestionError';
    this.code = code;
    this.hint = hint;
  }
}

export function unknownComponent(text: string, nearest: readonly string[]): QuestionError {
  const hint =
    nearest.length > 0 ? `Did you mean ${nearest.join(', ')}?` : 'Run `hopwise import` to see what was read.';
  return new QuestionError('UNKNOWN_COMPONENT', `Nothing in the input is called “${text}”`, hint);
}

export function badSelector(text: string, hint: string): QuestionError {
  return new QuestionError('BAD_SELECTOR', `Cannot read “${text}” as an end`, hint);
}

export function ambiguous(text: string, candidates: readonly string[]): QuestionError {
  return new QuestionError('AMBIGUOUS', `“${text}” means several things`, `Use one of ${candidates.join(', ')}.`);
}

export function nothingSelected(text: string, hint: string): QuestionError {
  return new QuestionError('NO_SOURCE_OR_DESTINATION', `“${text}” selects nothing that can send or receive`, hint);
}

export function badService(text: string, hint: string): QuestionError {
  return new QuestionError('BAD_SERVICE', `Cannot read “${text}” as a protocol or port`, hint);
}
