import { allChecks, allCodes, nearestCodes, nearestOf, QuestionError } from '@hopwise/core';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { checkList, checkText } from '../render/check-text.ts';
import { codeList, codeText } from '../render/code-text.ts';
import type { Terminal } from '../terminal.ts';

/** What a code or a check means; without one, all of them. */
export async function explainCode(terminal: Terminal, wanted: string | undefined): Promise<ExitCode> {
  if (wanted === undefined) {
    await terminal.write(`${codeList()}\n${checkList()}`);
    return EXIT.asHoped;
  }
  const name = wanted.trim().toLowerCase().replace(/[\s_]/g, '-');
  const check = allChecks.find(({ id }) => id === name);
  if (check) {
    await terminal.write(checkText(check, terminal.columns));
    return EXIT.asHoped;
  }
  const code = wanted.trim().toUpperCase().replace(/[\s-]/g, '_');
  if (!Object.hasOwn(allCodes, code)) {
    const checks = nearestOf(
      name,
      allChecks.map(({ id }) => id),
    );
    const near = checks.length > 0 ? checks : nearestCodes(code);
    throw new QuestionError('UNKNOWN_CODE', `There is no code “${wanted}”`, `Did you mean ${near.join(', ')}?`);
  }
  await terminal.write(codeText(code, terminal.columns));
  return EXIT.asHoped;
}
