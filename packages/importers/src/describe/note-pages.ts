import { cliCommand, recordType } from '@hopwise/core';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import type { Reading } from './assembly.ts';

/** Says once for all pages of a call, or of what it was asked about, that others are missing. */
export function notePages(pages: readonly Reading[], log: DiagnosticLog, id?: string): void {
  const [first, ...others] = pages;
  if (!first) return;
  const { known, origin } = first;
  const files = others.length > 0 ? `${origin.file} and ${others.length} more hold` : `${origin.file} holds`;
  const of = id === undefined ? '' : ` of ${id}`;
  log.add({
    code: 'FIRST_PAGE_ONLY',
    severity: 'warning',
    message: `${files} only some pages of ${known.call.key}${of}; what the others hold is unknown.`,
    hint: `Run it again without --max-items and --no-paginate: ${cliCommand(recordType(known.kind), known.call, { region: origin.region, id })} --output json`,
    source: { file: origin.file, pointer: origin.prefix },
  });
}
