import { writeFile } from 'node:fs/promises';
import { importSnapshot, writeSnapshot } from '@hopwise/importers';
import { badOption, oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { safeJson } from '../render/escape-text.ts';
import { importDocument } from '../render/import-document.ts';
import { importText } from '../render/import-text.ts';
import type { Terminal } from '../terminal.ts';
import { parametersOf } from './parameters.ts';
import type { InputOptions } from './read-network.ts';

interface ImportCommandOptions extends InputOptions {
  readonly out?: string;
  readonly format: string;
}

/** What there is, what is missing, and what that leaves unknown. */
export async function importInput(
  terminal: Terminal,
  { input = ['.'], out, format, parameters }: ImportCommandOptions,
): Promise<ExitCode> {
  const wanted = oneOf('--format', format, ['text', 'json']);
  const imported = await importSnapshot(input, { stdin: terminal.stdin, ...(await parametersOf(parameters)) });
  const document = importDocument(imported);
  if (out !== undefined) {
    await writeFile(out, writeSnapshot(imported.snapshot)).catch((error: Error) => {
      throw badOption('--out', out, `It cannot be written: ${error.message}.`);
    });
  }
  await terminal.write(wanted === 'json' ? `${safeJson(document, 2)}\n` : importText(document, terminal.columns));
  return EXIT.asHoped;
}
