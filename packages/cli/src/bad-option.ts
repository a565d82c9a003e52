// Not by the root of core: what declares the commands and options loads nothing that answers them.
import { QuestionError } from '@hopwise/core/question-error';

/** An option whose value cannot be used: what is wrong, and what to type instead. */
export function badOption(option: string, value: string, hint: string): QuestionError {
  const message = value === '' ? `${option} is missing` : `${option} cannot be “${value}”`;
  return new QuestionError('BAD_OPTION', message, hint);
}

/** A file that was read and says what it cannot. */
export function badFile(option: string, file: string, { problem }: { readonly problem: string }): QuestionError {
  return badOption(option, file, /[.?!]$/.test(problem) ? problem : `${problem}.`);
}

/** What stands in the way of a file, in words; for `catch` of what opens one. */
export function unusable(option: string, file: string, what: 'read' | 'written', hint = ''): (error: unknown) => never {
  return (error) => {
    throw badOption(option, file, `It cannot be ${what}: ${reasonOf(error)}. ${hint}`.trimEnd());
  };
}

/** What the system says is wrong, in words. */
export function reasonOf(error: unknown): string {
  const { code = '', message = String(error) } = error as { readonly code?: string; readonly message?: string };
  return REASONS[code] ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'you may not',
  EPERM: 'you may not',
  EROFS: 'the place is read-only',
  ENOSPC: 'there is no space left',
};

/** `value` if it is one of `known`. */
export function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw badOption(option, value, `Use ${known.join(', ')}.`);
  return found;
}

/** A whole number from `least` on. */
export function numberOf(option: string, value: string, least: number): number {
  if (!/^\d{1,9}$/.test(value) || Number(value) < least) throw badOption(option, value, `Use a number from ${least}.`);
  return Number(value);
}

/** Options that cannot both be meant: dropping one of them silently would answer another question. */
export function neitherWith(option: string, others: Readonly<Record<string, unknown>>, hint: string): void {
  const other = Object.keys(others).find((name) => others[name] !== undefined && others[name] !== false);
  if (other) throw new QuestionError('CONFLICT', `${option} and ${other} cannot be given together`, hint);
}
