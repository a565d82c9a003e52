import { type CheckFacts, type Network, type Severity, sourceOf } from '@hopwise/core';
import { version } from '../version.ts';
import { safeJson } from './escape-text.ts';
import { findingsAnnotations } from './findings-annotations.ts';
import type { FindingsDocument } from './findings-document.ts';
import { findingsJunit } from './findings-junit.ts';
import { findingsMarkdown } from './findings-markdown.ts';
import { findingsSarif } from './findings-sarif.ts';
import { type FindingsStyle, findingsText } from './findings-text.ts';
import { jsonPieces } from './json-pieces.ts';

/** What every command that finds something can print. */
export const FINDINGS_FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;
export type FindingsFormat = (typeof FINDINGS_FORMATS)[number];

export interface FindingsToPrint {
  readonly network: Network;
  readonly document: FindingsDocument;
  readonly checks: readonly CheckFacts[];
  readonly style: FindingsStyle;
  readonly failOn: Severity;
  readonly isUndecidedAllowed?: boolean;
  /** Where text is laid out another way. */
  readonly text?: typeof findingsText;
}

/** In pieces to be written one after another: as JSON, all may be longer than a text can be. */
export function renderFindings(format: FindingsFormat, printed: FindingsToPrint): Iterable<string> {
  return format === 'json' ? jsonPieces(printed.document) : [renderedWhole(format, printed)];
}

function renderedWhole(format: Exclude<FindingsFormat, 'json'>, printed: FindingsToPrint): string {
  const { network, document, checks, style, failOn, isUndecidedAllowed = false, text = findingsText } = printed;
  switch (format) {
    case 'text':
      return text(document, style);
    case 'sarif': {
      const sarif = findingsSarif(document, checks, version(), (id) => sourceOf(network, id));
      return `${safeJson(sarif, 2)}\n`;
    }
    case 'junit':
      return findingsJunit(document, { failOn, isUndecidedAllowed });
    case 'github':
      return findingsAnnotations(document);
    case 'markdown':
      return findingsMarkdown(document);
  }
}
