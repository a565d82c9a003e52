import type { Diagnostic } from '@hopwise/core';

/** Thrown only when there is nothing to go on with: a path that does not exist, or no input that could be read. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code: 'INPUT_NOT_FOUND' | 'NOTHING_READ';
  readonly hint: string;
  /** Why each file could not be read. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(code: ImportError['code'], message: string, hint: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.diagnostics = diagnostics;
  }
}

export function inputNotFound(path: string): ImportError {
  const hint = 'Give a folder, a file or an archive that exists, or - for standard input.';
  return new ImportError('INPUT_NOT_FOUND', `There is no input at ${path}.`, hint);
}

export function nothingRead(inputs: readonly string[], diagnostics: readonly Diagnostic[]): ImportError {
  const hint = 'Give the answers of aws ec2 describe-… calls, or a folder or an archive of them.';
  return new ImportError(
    'NOTHING_READ',
    `Nothing in ${inputs.join(', ')} could be read as AWS answers.`,
    hint,
    diagnostics,
  );
}
