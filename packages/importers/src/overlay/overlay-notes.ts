import { type Kind, recordType } from '@hopwise/core';
import type { Entry } from '../describe/assembly.ts';
import type { DiagnosticLog } from '../diagnostic-log.ts';

/** What laying a plan over answers does. */
export class Overlaid {
  added = 0;
  changed = 0;
  removed = 0;
  /** Objects that go and have interfaces of their own. */
  readonly gone: Entry[] = [];
  /** Tables of transit gateways of which the plan does not tell all that they will route. */
  readonly open: {
    readonly tableId: string;
    readonly learning: readonly string[];
    readonly uncovered: readonly string[];
  }[] = [];
  readonly unmatched: { readonly kind: Kind; readonly key: string; readonly address: string }[] = [];

  /** It is there by the plan, and in no answer; what AWS made beside it has an id that no plan tells. */
  missing(kind: Kind, key: string, { record }: Entry): void {
    if (!key.includes('#')) this.unmatched.push({ kind, key, address: record.source.pointer });
  }
}

export function overlayNotes(log: DiagnosticLog, file: string, overlaid: Overlaid): void {
  const { added, changed, removed, open, unmatched } = overlaid;
  const message = `${file} is laid over the answers: objects that come ${added}, change ${changed}, go ${removed}.`;
  log.add({ code: 'OVERLAY', severity: 'note', message, source: { file, pointer: '' } });
  for (const { tableId, learning, uncovered } of open) {
    const what =
      learning.length > 0
        ? `what ${learning.join(', ')} will teach it`
        : `whether something else teaches it ${uncovered.join(', ')}`;
    log.add({
      code: 'OVERLAY_ROUTES',
      severity: 'warning',
      message: `After ${file} nobody can tell of ${tableId} ${what}.`,
      hint: 'Where that decides, answers are unknown until it is applied.',
      source: { file, pointer: tableId },
    });
  }
  for (const { kind, key, address } of unmatched) {
    log.add({
      code: 'OVERLAY_UNMATCHED',
      severity: 'warning',
      message: `The ${recordType(kind).title} ${key} is there by ${file}, and in no answer; it is taken as it is there.`,
      hint: 'Collect the answers of its account and Region too.',
      source: { file, pointer: address },
    });
  }
}
