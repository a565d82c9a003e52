import { allCodes, nearestCodes, QuestionError } from '@hopwise/core';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { codeList, codeText } from '../render/code-text.ts';
import type { Terminal } from '../terminal.ts';

/** What a code means; without one, all of them. */
export async function explainCode(terminal: Terminal, wanted: string | undefined): Promise<ExitCode> {
  if (wanted === undefined) {
    await terminal.write(codeList());
    return EXIT.asHoped;
  }
  const code = wanted.trim().toUpperCase().replace(/[\s-]/g, '_');
  if (!Object.hasOwn(allCodes, code))
    throw new QuestionError(
      'UNKNOWN_CODE',
      `There is no code “${wanted}”`,
      `Did you mean ${nearestCodes(code).join(', ')}?`,
    );
  await terminal.write(codeText(code, terminal.columns));
  return EXIT.asHoped;
}
