import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { anonymizer, type ImportedFiles, importSnapshot, pruneInput, writeSnapshot } from '@hopwise/importers';
import { badOption, neitherWith, oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { escapeText, safeJson } from '../render/escape-text.ts';
import { importDocument } from '../render/import-document.ts';
import { importText } from '../render/import-text.ts';
import type { Terminal } from '../terminal.ts';
import { writeFolderWhole, writeWhole } from '../write-whole.ts';
import { parametersOf } from './parameters.ts';
import type { InputOptions } from './read-network.ts';

interface ImportCommandOptions extends InputOptions {
  readonly out?: string;
  readonly prune?: boolean;
  /** The key, or that there is to be one that nobody knows. */
  readonly anonymize?: string | true;
  readonly format: string;
}

/** What there is, what is missing, and what that leaves unknown. */
export async function importInput(terminal: Terminal, options: ImportCommandOptions): Promise<ExitCode> {
  const { input = ['.'], out, prune, anonymize, format, parameters } = options;
  const wanted = oneOf('--format', format, ['text', 'json']);
  if (prune) neitherWith('--prune', { '--anonymize': anonymize }, 'What --anonymize writes holds only what is read.');
  if ((prune || anonymize) && out === undefined)
    throw badOption('--out', '', `Say where ${prune ? '--prune' : '--anonymize'} is to write.`);
  const imported = await importSnapshot(input, { stdin: terminal.stdin, ...(await parametersOf(parameters)) });
  const document = importDocument(imported);
  if (prune && out !== undefined) await writePruned(terminal, input, out);
  else if (out !== undefined) await writeWhole('--out', out, snapshotText(imported, anonymize));
  await terminal.write(wanted === 'json' ? `${safeJson(document, 2)}\n` : importText(document, terminal.columns));
  return EXIT.asHoped;
}

function snapshotText({ snapshot }: ImportedFiles, anonymize: string | true | undefined): string {
  if (anonymize === undefined) return writeSnapshot(snapshot);
  const key = anonymize === true ? randomBytes(32).toString('hex') : anonymize;
  return writeSnapshot(anonymizer(snapshot, key).snapshot(snapshot));
}

async function writePruned(terminal: Terminal, input: readonly string[], out: string): Promise<void> {
  if (input.includes('-')) throw badOption('--input', '-', 'Give files to --prune: it writes one for each.');
  if (existsSync(out) && readdirSync(out).length > 0)
    throw badOption('--out', out, 'Give a new folder to --prune: nothing is written over.');
  const { left } = await writeFolderWhole('--out', out, (part) => pruneInput(input, part));
  if (left.length > 0) {
    const names = left.slice(0, 5).map(escapeText).join(', ');
    const more = left.length > 5 ? ` and ${left.length - 5} more` : '';
    terminal.warn(`Left out, being no answers of AWS that are read: ${names}${more}.\n`);
  }
}
