import { QuestionError } from '@hopwise/core';
import { collectScript } from '@hopwise/importers';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

/** Prints the script that writes an input; reading a live account by ourselves is not there yet. */
export async function collect(terminal: Terminal, { script }: { readonly script?: boolean }): Promise<ExitCode> {
  if (!script) {
    const hint = 'Run hopwise collect --script > collect.sh, then sh collect.sh where the aws command has credentials.';
    throw new QuestionError('NOT_AVAILABLE', 'Live collection is not available yet', hint);
  }
  await terminal.write(collectScript());
  return EXIT.asHoped;
}
