import { QuestionError } from '@hopwise/core';

/** An option whose value cannot be used: what is wrong, and what to type instead. */
export function badOption(option: string, value: string, hint: string): QuestionError {
  return new QuestionError('BAD_OPTION', `${option} cannot be “${value}”`, hint);
}

/** `value` if it is one of `known`. */
export function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw badOption(option, value, `Use ${known.join(', ')}.`);
  return found;
}
