import { LineCounter, parseAllDocuments } from 'yaml';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import { leadsBack } from '../read/leads-back.ts';
import type { ParsedDocument } from '../read/parse-documents.ts';

/** Aliases that a file may resolve to; AWS writes none, and more is a bomb. */
const MAX_ALIASES = 100;

/** The answers of a text in YAML, the good ones even where others are broken. */
export function* yamlAnswers(file: string, text: string, log: DiagnosticLog): Generator<ParsedDocument> {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  let index = 0;
  for (const document of Array.isArray(documents) ? documents : []) {
    index++;
    const [error] = document.errors;
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      broken(`at line ${line}, column ${col}`);
      continue;
    }
    try {
      const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
      if (leadsBack(value)) broken('an alias leads back to where it stands');
      else yield { file, index: documents.length === 1 ? undefined : index, value };
    } catch {
      broken('it repeats itself more than an answer does');
    }
  }

  function broken(problem: string): void {
    log.add({
      code: 'JSON_BROKEN',
      severity: 'error',
      message: `A part of ${file} is no YAML: ${problem}.`,
      hint: 'Write the answer again; it may have been cut off or edited.',
      source: { file, pointer: '' },
    });
  }
}
