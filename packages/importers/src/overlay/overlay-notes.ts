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
  /** Databases that go or change, where nobody tells which interface is theirs. */
  readonly untold: Entry[] = [];
  /** Scaling groups that change, and have nothing in answers that is known as theirs. */
  readonly unscaled: { readonly name: string; readonly one: Entry }[] = [];
  readonly unmatched: {
    readonly kind: Kind;
    readonly key: string;
    readonly address: string;
    /** Only something is put into it. */
    readonly isHeld?: boolean;
  }[] = [];

  /** It is there by the plan, and in no answer; what AWS made beside it has an id that no plan tells. */
  missing(kind: Kind, key: string, { record }: Entry): void {
    if (!key.includes('#')) this.unmatched.push({ kind, key, address: record.source.pointer });
  }
}

export function overlayNotes(log: DiagnosticLog, file: string, overlaid: Overlaid): void {
  const { added, changed, removed, open, unmatched, untold, unscaled } = overlaid;
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
  for (const pointer of new Set(untold.map(({ record }) => record.source.pointer))) {
    log.add({
      code: 'OVERLAY_UNMATCHED',
      severity: 'warning',
      message: `Which interface is that of the database ${pointer}, which changes or goes by ${file}, nobody tells: others have the same subnets and groups.`,
      hint: 'Those that are there stay: what is no longer reachable may be missed.',
      source: { file, pointer },
    });
  }
  for (const { name, one } of unscaled) {
    log.add({
      code: 'OVERLAY_UNMATCHED',
      severity: 'warning',
      message: `No instance of the answers is tagged as one of the scaling group ${name}, which changes or goes by ${file}.`,
      hint: 'What it runs today stays as it is: collect instances with their tags.',
      source: { file, pointer: one.record.source.pointer },
    });
  }
  for (const { kind, key, address, isHeld } of unmatched) {
    log.add({
      code: 'OVERLAY_UNMATCHED',
      severity: 'warning',
      message: isHeld
        ? `What ${file} changes in the ${recordType(kind).title} ${key} is left out: it is in no answer.`
        : `The ${recordType(kind).title} ${key} is there by ${file}, and in no answer; it is taken as it is there.`,
      hint: 'Collect the answers of its account and Region too.',
      source: { file, pointer: address },
    });
  }
}
